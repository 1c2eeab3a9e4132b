import { refuse } from '../../../preload/contract/refusal.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';

/** Where a device is. `?simulated` after the address marks everything that comes through it. */
export type Address = { readonly text: string; readonly simulated: boolean } & (
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string }
);

const SIMULATED = '?simulated';

/**
 * Reads `tcp://HOST:PORT`, a bare `HOST:PORT` or IP address (printers), or a serial path.
 * @param tcpPort assumed when a network address names none
 * @throws Refusal DEV-002
 */
export function parseAddress(text: string, tcpPort: number): Address {
  const simulated = text.endsWith(SIMULATED);
  const plain = (simulated ? text.slice(0, -SIMULATED.length) : text).trim();
  const named = /^tcp:\/\/(?<host>\[[0-9a-f:.]+\]|[^:/?#\s]+)(?::(?<port>\d{1,5}))?\/?$/i.exec(plain);
  const bare = /^(?<host>\d{1,3}(?:\.\d{1,3}){3}|[a-z][a-z0-9.-]*(?=:))(?::(?<port>\d{1,5}))?$/i.exec(plain);
  const network = named ?? bare;
  if (network?.groups) {
    const port = Number(network.groups.port ?? tcpPort);
    const host = (network.groups.host ?? '').replace(/^\[|\]$/g, '');
    if (port >= 1 && port <= 65_535) return { kind: 'tcp', host, port, text: plain, simulated };
  } else if (/^(\/[^\s?]+|(\\\\\.\\)?COM\d{1,3})$/i.test(plain)) {
    return { kind: 'serial', path: plain, text: plain, simulated };
  }
  return refuse(
    'DEV-002',
    `设备地址「${plain}」看不懂，请填写串口（如 COM3）或网络地址（如 tcp://192.168.1.50:9100）。`,
  );
}

/** Opens the pipe. @throws the system's error */
export function openTransport(address: Address, baudRate: number): Promise<Transport> {
  return address.kind === 'tcp'
    ? TcpTransport.open(address.host, address.port)
    : SerialTransport.open(address.path, baudRate);
}
