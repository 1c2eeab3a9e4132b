import type { CameraFacts, DeviceHealth } from '../../preload/contract/devices.ts';
import type { DotState } from '../frame/dot.tsx';

export { DEVICE_NAMES as DEVICE_KINDS } from '../../preload/contract/devices.ts';

const WORDS: Record<DeviceHealth['state'], string> = {
  ready: '正常，可以使用',
  busy: '正在工作',
  opening: '正在连接',
  attention: '需要处理',
  absent: '没有找到，请检查电源和连线',
  error: '出了故障',
  disabled: '已断开，点「连接」恢复使用',
};

const DOTS: Record<DeviceHealth['state'], DotState> = {
  ready: 'good',
  busy: 'good',
  opening: 'look',
  attention: 'look',
  absent: 'bad',
  error: 'bad',
  disabled: 'off',
};

type Health = Pick<DeviceHealth, 'kind' | 'state' | 'lastError'> & { camera?: DeviceHealth['camera'] };

/** A camera that may go out while its recordings are copied. */
const LOW_BATTERY = 15;
const isLow = (battery: number) => battery <= LOW_BATTERY;

/** A dock without a camera is as it should be: cameras are out with their officers. */
const isEmptyDock = ({ kind, state }: Pick<Health, 'kind' | 'state'>) =>
  (kind === 'bodycam' || kind === 'camera-control') && state === 'absent';

/** One line in plain words: the device's own sentence when it has one, else its state. */
export function deviceWords(device: Health): string {
  const { state, lastError, camera } = device;
  if (isEmptyDock(device) && camera?.storage) return `${camera.deviceNo} 已转为存储，录像在「证据」页`;
  if (isEmptyDock(device)) return '没有插记录仪，插上后会自动认出';
  if (device.kind === 'camera-control' && state === 'ready' && camera) return cameraWords(camera);
  if (device.kind === 'camera-control' && state === 'busy') return '记录仪正忙，等它停下';
  const troubled = state === 'attention' || state === 'error' || state === 'absent';
  return troubled && lastError ? `${lastError.sentence}（${lastError.code}）` : WORDS[state];
}

function cameraWords({ deviceNo, officerNo, officerName, battery, offsetSeconds }: CameraFacts): string {
  const carrier = officerNo === '' ? '没有写使用人' : `${officerName || '使用人'}（${officerNo}）`;
  const charge = battery === null ? '' : `，电量 ${battery}%${isLow(battery) ? '，请先充电' : ''}`;
  return `${deviceNo}，${carrier}${charge}，${offsetWords(offsetSeconds)}`;
}

/** PC time minus camera time in words. */
export function offsetWords(seconds: number | null): string {
  if (seconds === null) return '时钟偏差不知道';
  if (Math.abs(seconds) <= 2) return '时钟准';
  const size = Math.abs(seconds);
  const parts = [
    [Math.floor(size / 86_400), '天'],
    [Math.floor((size % 86_400) / 3600), '小时'],
    [Math.floor((size % 3600) / 60), '分'],
    [size % 60, '秒'],
  ] as const;
  const words = parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`);
  return `时钟${seconds > 0 ? '慢' : '快'} ${words.join(' ')}`;
}

export function deviceDot(device: Pick<Health, 'kind' | 'state' | 'camera'>): DotState {
  if (device.state === 'ready' && isLow(device.camera?.battery ?? 100)) return 'look';
  return isEmptyDock(device) ? 'off' : DOTS[device.state];
}

/** All devices in one word: the worst speaks for all. */
export function devicesInShort(devices: readonly Pick<Health, 'kind' | 'state'>[]): { state: DotState; words: string } {
  const used = devices.filter((one) => one.state !== 'disabled' && !isEmptyDock(one));
  if (used.length === 0) return { state: 'off', words: '未接设备' };
  const broken = used.filter((one) => deviceDot(one) === 'bad').length;
  if (broken > 0) return { state: 'bad', words: `设备 ${broken} 台不通` };
  if (used.some((one) => one.state === 'attention')) return { state: 'look', words: '设备要处理' };
  if (used.some((one) => one.state === 'opening')) return { state: 'look', words: '设备连接中' };
  return { state: 'good', words: '设备正常' };
}
