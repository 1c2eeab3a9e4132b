// What a document camera says of itself: USB Video Class 1.0 §3 (descriptors) and §4 (requests), one Motion JPEG picture
// size. The stream is bulk, not isochronous: dummy_hcd carries no isochronous transfers, and uvcvideo takes both.

/** What the camera shows: one JPEG, for ever. */
export interface Sheet {
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const NAME = '高拍仪 Bench';
/** Its only stream, as an address and as gadgetfs names the endpoint of dummy_hcd. */
const ENDPOINT = 0x81;
export const ENDPOINT_FILE = 'ep1in-bulk';
/** One bulk transfer; a picture takes several, so that the plug can be pulled in the middle of one. */
export const TRANSFER = 4_096;
/** Units of 100 ns: five pictures a second. */
const INTERVAL = 2_000_000;
const Packet = { full: 64, high: 512 } as const;
const Interface = { class: 0x0e, control: 1, streaming: 2, collection: 3 } as const;

const le16 = (value: number) => [value & 0xff, (value >> 8) & 0xff];
const le32 = (value: number) => [...le16(value & 0xffff), ...le16(value >>> 16)];
/** A descriptor with its length before it. */
const sized = (...bytes: readonly number[]) => [bytes.length + 1, ...bytes];
const frameSize = ({ width, height }: Sheet) => width * height * 2;

const endpoint = (packet: number) => sized(5, ENDPOINT, 2, ...le16(packet), 0);

function configuration(sheet: Sheet, packet: number): number[] {
  const camera = sized(0x24, 0x02, 1, ...le16(0x0201), 0, 0, ...le16(0), ...le16(0), ...le16(0), 2, 0, 0);
  const output = sized(0x24, 0x03, 2, ...le16(0x0101), 0, 1, 0);
  const controlLength = 13 + camera.length + output.length;
  const control = [
    ...sized(4, 0, 0, 0, Interface.class, Interface.control, 0, 0),
    ...sized(0x24, 0x01, ...le16(0x0100), ...le16(controlLength), ...le32(48_000_000), 1, 1),
    ...camera,
    ...output,
  ];
  const bits = frameSize(sheet) * 8 * 5;
  const format = [
    ...sized(0x24, 0x06, 1, 1, 0, 1, 0, 0, 0, 0),
    ...sized(
      ...[0x24, 0x07, 1, 0, ...le16(sheet.width), ...le16(sheet.height), ...le32(bits), ...le32(bits)],
      ...[...le32(frameSize(sheet)), ...le32(INTERVAL), 1, ...le32(INTERVAL)],
    ),
    ...sized(0x24, 0x0d, 1, 1, 4),
  ];
  const streaming = [
    ...sized(4, 1, 0, 1, Interface.class, Interface.streaming, 0, 0),
    ...sized(0x24, 0x01, 1, ...le16(14 + format.length), ENDPOINT, 0, 2, 0, 0, 0, 1, 0),
    ...format,
    ...endpoint(packet),
  ];
  const both = [...sized(11, 0, 2, Interface.class, Interface.collection, 0, 0), ...control, ...streaming];
  return [...sized(2, ...le16(9 + both.length), 2, 1, 0, 0x80, 125), ...both];
}

/** What gadgetfs wants first: its tag, the configuration at full and at high speed, the device. */
export const deviceOf = (sheet: Sheet): Buffer =>
  Buffer.from([
    ...le32(0),
    ...configuration(sheet, Packet.full),
    ...configuration(sheet, Packet.high),
    // The numbers of the kernel's own webcam gadget; two strings.
    ...sized(1, ...le16(0x0200), 0xef, 2, 1, 64, ...le16(0x1d6b), ...le16(0x0102), ...le16(0x0100), 1, 2, 0, 1),
  ]);

/** What gadgetfs wants before an endpoint is used: its tag, the endpoint at both speeds. */
export const STREAM = Buffer.from([...le32(1), ...endpoint(Packet.full), ...endpoint(Packet.high)]);

const Request = {
  getDescriptor: 0x06,
  getCur: 0x81,
  getMin: 0x82,
  getMax: 0x83,
  getLen: 0x85,
  getInfo: 0x86,
  getDef: 0x87,
};

/** @returns the answer to a question that the kernel leaves to the device, or null where it is refused */
export function answerOf(setup: Uint8Array, sheet: Sheet): Buffer | null {
  const [type = 0, request = 0, low = 0, high = 0] = setup;
  if (type === 0x80 && request === Request.getDescriptor && high === 3) {
    const text = low === 0 ? Buffer.from([0x09, 0x04]) : Buffer.from(low === 2 ? NAME : 'Bench', 'utf16le');
    return Buffer.from([text.length + 2, 3, ...text]);
  }
  // Of the streaming interface alone: probe (1) and commit (2), to which there is but one answer.
  if (type !== 0xa1 || setup[4] !== 1 || (high !== 1 && high !== 2)) return null;
  switch (request) {
    case Request.getLen:
      return Buffer.from(le16(26));
    case Request.getInfo:
      return Buffer.of(3);
    case Request.getCur:
    case Request.getMin:
    case Request.getMax:
    case Request.getDef:
      return Buffer.from([
        ...le16(0),
        1,
        1,
        ...le32(INTERVAL),
        ...Array(10).fill(0),
        ...le32(frameSize(sheet)),
        ...le32(TRANSFER),
      ]);
    default:
      return null;
  }
}

/** Whether the host says with this request that it will take pictures from now on. */
export const isCommit = (setup: Uint8Array) => setup[0] === 0x21 && setup[1] === 1 && setup[3] === 2 && setup[4] === 1;

/** One picture in transfers, each with the header that says of which picture it is and whether it is its end. */
export function transfersOf({ jpeg }: Sheet, picture: number): Buffer[] {
  const room = TRANSFER - 2;
  const count = Math.ceil(jpeg.length / room);
  return Array.from({ length: count }, (_, i) => {
    const header = Buffer.of(2, 0x80 | (i === count - 1 ? 2 : 0) | (picture & 1));
    return Buffer.concat([header, jpeg.subarray(i * room, (i + 1) * room)]);
  });
}
