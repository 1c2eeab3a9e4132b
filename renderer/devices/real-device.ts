import type { DeskDevices } from '../../preload/contract/desk.ts';
import { DEVICE_NAMES, type DeviceHealth } from '../../preload/contract/devices.ts';

type Kind = DeviceHealth['kind'];

const PLACES = {
  'id-card': 'idCard',
  'signature-pad': 'signaturePad',
  'receipt-printer': 'receiptPrinter',
  bodycam: 'volumes',
  scanner: 'scanner',
  'queue-display': 'queueDisplay',
  'camera-control': 'cameraControl',
} as const satisfies Record<Kind, keyof DeskDevices>;

/** How the work goes on without one. */
const WITHOUT: Record<Kind, string> = {
  'id-card': '证件手工录入',
  'signature-pad': '在屏幕上签名',
  'receipt-printer': '小票留在队列里，文书用 A4 打印',
  bodycam: '录像不能采集',
  scanner: '键盘口扫码枪插上即用',
  'queue-display': '用第二块显示器叫号',
  'camera-control': '记录仪当盘插上采集',
};

/** Whether this desk has the real device of a family in its settings; whether it answers is another matter. */
export const hasReal = (kind: Kind, settings: DeskDevices): boolean => settings[PLACES[kind]].length > 0;

/** What became of a family whose training was switched off. */
export function trainedNoMore(kind: Kind, settings: DeskDevices): string {
  const name = DEVICE_NAMES[kind];
  return hasReal(kind, settings)
    ? `模拟已关闭，正在连接真实的${name}。`
    : `模拟已关闭。真实的${name}还没有设置，所以「设备状态」里没有它（${WITHOUT[kind]}）；要用请到「连接设置」填写地址。`;
}
