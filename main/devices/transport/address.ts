import { refuse } from '../../../preload/contract/refusal.ts';
import { HelperTransport } from './helper.ts';
import { HidTransport } from './hid-pipe.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';

/** Where a device is. `?simulated` after the address marks everything that comes through it. */
export type Address = { readonly text: string; readonly simulated: boolean } & (
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'serial'; readonly path: string }
  | { readonly kind: 'hid'; readonly vendorId: number; readonly productId: number }
  | { readonly kind: 'helper'; readonly program: string; readonly args: readonly string[] }
);

const SIMULATED = /[?&]simulated$/;

/**
 * Reads `tcp://HOST:PORT`, a bare `HOST:PORT` or IP address (printers), a serial path, `hid://VID:PID` (hex), or
 * `helper:///path/to/program?arg=…&arg=…`.
 * @param tcpPort assumed when a network address names none
 * @throws Refusal DEV-002
 */
export function parseAddress(text: string, tcpPort: number): Address {
  const plain = text.replace(SIMULATED, '').trim();
  const common = { text: plain, simulated: SIMULATED.test(text) };
  const named = /^tcp:\/\/(?<host>\[[0-9a-f:.]+\]|[^:/?#\s]+)(?::(?<port>\d{1,5}))?\/?$/i.exec(plain);
  const bare = /^(?<host>\d{1,3}(?:\.\d{1,3}){3}|[a-z][a-z0-9.-]*(?=:))(?::(?<port>\d{1,5}))?$/i.exec(plain);
  const network = named ?? bare;
  const hid = /^hid:\/\/(?<vendor>[0-9a-f]{4}):(?<product>[0-9a-f]{4})\/?$/i.exec(plain);
  if (network?.groups) {
    const port = Number(network.groups.port ?? tcpPort);
    const host = (network.groups.host ?? '').replace(/^\[|\]$/g, '');
    if (port >= 1 && port <= 65_535) return { kind: 'tcp', host, port, ...common };
  } else if (/^(\/[^\s?]+|(\\\\\.\\)?COM\d{1,3})$/i.test(plain)) {
    return { kind: 'serial', path: plain, ...common };
  } else if (hid?.groups) {
    const [vendorId, productId] = [hid.groups.vendor, hid.groups.product].map((digits) =>
      Number.parseInt(`${digits}`, 16),
    );
    return { kind: 'hid', vendorId: vendorId ?? 0, productId: productId ?? 0, ...common };
  } else if (/^helper:\/\/\/[^?#]+(\?[^#]*)?$/i.test(plain) && URL.canParse(plain)) {
    const program = programOf(new URL(plain));
    if (program) return { kind: 'helper', ...program, ...common };
  }
  return refuse(
    'DEV-002',
    `设备地址「${plain}」看不懂，请填写串口（如 COM3）、网络地址（如 tcp://192.168.1.50:9100）、hid://厂商号:产品号，或 helper:///助手程序路径。`,
  );
}

/** `/C:/vendor/reader.exe` is `C:/vendor/reader.exe` on Windows. Null where a `%` stands for no character. */
function programOf(url: URL): { program: string; args: string[] } | null {
  try {
    const path = decodeURIComponent(url.pathname);
    return { program: path.replace(/^\/(?=[a-z]:)/i, ''), args: url.searchParams.getAll('arg') };
  } catch {
    return null;
  }
}

/**
 * Opens the pipe.
 * @param tell hears what a helper program says about itself
 * @throws the system's error
 */
export function openTransport(
  address: Address,
  baudRate: number,
  tell: (line: string) => void = () => undefined,
): Promise<Transport> {
  switch (address.kind) {
    case 'tcp':
      return TcpTransport.open(address.host, address.port);
    case 'serial':
      return SerialTransport.open(address.path, baudRate);
    case 'hid':
      return HidTransport.open(address.vendorId, address.productId);
    case 'helper':
      return HelperTransport.open(address.program, address.args, tell);
  }
}
