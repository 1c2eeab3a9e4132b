import { DEVICE_NAMES, type DeviceHealth } from '../../preload/contract/devices.ts';

const STATES: Record<DeviceHealth['state'], string> = {
  absent: '没有找到',
  opening: '正在连接',
  ready: '正常',
  busy: '正在工作',
  attention: '需要人处理',
  error: '故障',
  disabled: '已断开',
};

const WIRES: Record<DeviceHealth['transport'], string> = {
  serial: '串口',
  tcp: '网络',
  hid: 'USB（HID）',
  helper: '助手程序',
  folder: '文件夹',
  file: 'USB',
  spool: '系统打印队列',
};

const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/**
 * One device in the text of 导出诊断: its record line by line in the words of the person who sends it, below it the
 * exchanges as its maker's support reads them. Whoever carries a camera is no matter of its diagnosis.
 */
export function diagnosisOf(health: DeviceHealth, exchanges: string): string {
  const { lastError, counters, camera } = health;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    ['编号', health.deviceId],
    ['状态', `${STATES[health.state]}${health.simulated ? '（模拟设备）' : ''}`],
    ['连接方式', WIRES[health.transport]],
    ['位置', health.path],
    ['厂商号:产品号', health.vidPid],
    ['型号', health.model],
    ['序列号', health.serialNo],
    ['固件版本', health.firmware],
    ['上次正常', health.lastOkAt && SHANGHAI.format(new Date(health.lastOkAt))],
    ['次数', `成功 ${counters.ok}，失败 ${counters.fail}，重新连接 ${counters.reconnect}`],
    ['记录仪电量', camera?.battery == null ? null : `${camera.battery}%`],
    ['记录仪时钟偏差', camera?.offsetSeconds == null ? null : `${camera.offsetSeconds} 秒（电脑减记录仪）`],
    ['上次出错', lastError && `${lastError.sentence}（${lastError.code}）`],
    ['出错原文', lastError?.raw],
  ];
  const lines = facts.map(([name, value]) => `${name}：${value || '没有'}`);
  const told = camera === undefined ? lines.filter((line) => !line.startsWith('记录仪')) : lines;
  return [`【${DEVICE_NAMES[health.kind]}】`, ...told, EXCHANGES, exchanges || '没有'].join('\n');
}

const EXCHANGES = '最近的通信（供技术支持看，时间是世界时，加 8 小时为北京时间；> 问，< 答）：';

/** The whole file: what it is, when it was made, device by device, and last what else is plugged in. */
export function diagnosisFile(devices: readonly string[], hid: string, at: Date): string {
  const head = [
    '镇执台 设备诊断',
    `导出时间：${SHANGHAI.format(at)}（北京时间）`,
    '说明：供技术支持使用，不含证件、签名、小票和扫码的内容。',
  ].join('\n');
  const all = devices.length === 0 ? ['没有接设备。'] : devices;
  return `${[head, ...all, `【这台电脑上的 HID 设备】\n${hid}`].join('\n\n')}\n`;
}
