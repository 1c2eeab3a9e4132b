import { z } from 'zod';
import { cardSchema } from './card.ts';
import { padEvent } from './pad.ts';
import { PRINTER_PROFILE_KEYS } from './printer-profiles.ts';
import { displayTemplate } from './queue-display.ts';

/** Device families of this release. */
export const DeviceKind = {
  idCard: 'id-card',
  signaturePad: 'signature-pad',
  receiptPrinter: 'receipt-printer',
  bodycam: 'bodycam',
  scanner: 'scanner',
  queueDisplay: 'queue-display',
  cameraControl: 'camera-control',
} as const;

/** What people call them, in the order in which they stand on the screen. */
export const DEVICE_NAMES: Record<(typeof DeviceKind)[keyof typeof DeviceKind], string> = {
  'id-card': '身份证读卡器',
  'signature-pad': '签字板',
  'receipt-printer': '小票打印机',
  bodycam: '执法记录仪采集口',
  scanner: '扫码枪',
  'queue-display': '叫号屏',
  'camera-control': '可控记录仪',
};

/**
 * `attention` = the operator must act (paper, cover, lift the card); `absent` = nothing answers at the address;
 * `disabled` = 已断开: a person closed it, and it stays closed.
 */
export const DeviceState = {
  absent: 'absent',
  opening: 'opening',
  ready: 'ready',
  busy: 'busy',
  attention: 'attention',
  error: 'error',
  disabled: 'disabled',
} as const;

const errorSchema = z.object({
  code: z.string(),
  /** One Chinese sentence: what happened, what is safe, what to do. */
  sentence: z.string(),
  /** Masked hex or the system's error text, for support. */
  raw: z.string(),
});
export type DeviceError = z.infer<typeof errorSchema>;

/** A body camera that speaks before it is a disk. hardware.md §4.4 */
const cameraFacts = z.object({
  deviceNo: z.string(),
  /** Empty for nobody. */
  officerNo: z.string(),
  officerName: z.string(),
  /** Per cent; null where it does not tell. */
  battery: z.int().nullable(),
  /** PC time minus camera time, seconds; null where it does not tell. */
  offsetSeconds: z.int().nullable(),
  /** It was switched to storage and is a disk now. */
  storage: z.boolean(),
});
export type CameraFacts = z.infer<typeof cameraFacts>;

/** One record of the health panel. Whether a device is simulated is a fact beside its state, not a state. */
export const deviceHealthSchema = z.object({
  deviceId: z.string(),
  kind: z.enum(DeviceKind),
  transport: z.enum(['serial', 'tcp', 'hid', 'helper', 'folder', 'file', 'spool']),
  path: z.string(),
  vidPid: z.string().nullable(),
  model: z.string().nullable(),
  /** For an ID-card reader: the certified module's number (SAM id). */
  serialNo: z.string().nullable(),
  firmware: z.string().nullable(),
  state: z.enum(DeviceState),
  simulated: z.boolean(),
  /** UTC ISO instant. */
  lastOkAt: z.string().nullable(),
  lastError: errorSchema.nullable(),
  counters: z.object({ ok: z.number().int(), fail: z.number().int(), reconnect: z.number().int() }),
  canTest: z.boolean(),
  /** Of a camera that can be spoken to: the last one that was there. */
  camera: cameraFacts.optional(),
});
export type DeviceHealth = z.infer<typeof deviceHealthSchema>;

/** The address of a training device. */
export const SIMULATOR = 'simulator';
/** At the end of an address: everything that comes through it is marked. */
export const SIMULATED = '?simulated';

/**
 * Addresses: `tcp://HOST:PORT`, a serial path (`/dev/ttyUSB0`, `COM3`), `hid://VID:PID`, `helper:///path/to/program`;
 * for reader and pad also `auto`, for the printer also a USB printer of Linux (`/dev/usb/lp0`) and a queue of the
 * system (`spool:NAME`).
 * `simulator` (every family but the volumes) is the training device inside the devices process; it is marked as simulated.
 * `?simulated` after an address (or `simulated: true`) marks everything that comes through it.
 * A member left out stays as it is, `null` takes the device away.
 */
export const deviceConfigSchema = z.object({
  idCard: z
    .object({ path: z.string().min(1), simulated: z.boolean().optional() })
    .nullable()
    .optional(),
  /** `auto` takes the first Wacom STU; else a HID path (`/dev/hidraw0`), or `tcp://` with HID reports behind it. */
  signaturePad: z
    .object({ path: z.string().min(1), simulated: z.boolean().optional() })
    .nullable()
    .optional(),
  receiptPrinter: z
    .object({
      address: z.string().min(1),
      width: z.union([z.literal(58), z.literal(80)]),
      profile: z.enum(PRINTER_PROFILE_KEYS),
      simulated: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  /** `auto` takes the first serial port of a known maker of scanners. A scanner tells nobody its speed. */
  scanner: z
    .object({ path: z.string().min(1), baudRate: z.int().min(300).max(921_600), simulated: z.boolean().optional() })
    .nullable()
    .optional(),
  /** An LED board that takes lines of text. */
  queueDisplay: displayTemplate
    .extend({
      path: z.string().min(1),
      baudRate: z.int().min(300).max(921_600),
      simulated: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  /** Where cameras are spoken to before they are disks: `helper:///path/to/program`, docs/protocols/camera-helper.md. */
  cameraControl: z
    .object({ path: z.string().min(1), simulated: z.boolean().optional() })
    .nullable()
    .optional(),
  /** 照片解码组件, `helper:///path/to/program`: makes pictures of card photos. docs/protocols/photo-decoder.md */
  photoDecoder: z
    .object({ path: z.string().min(1) })
    .nullable()
    .optional(),
  /** Volume roots to watch; `DIR/*` watches every folder in DIR, `auto` what is removable; `?simulated` may follow. */
  volumes: z.array(z.string().min(1)).optional(),
  /** 断开: ids of the devices that stay closed until they are taken from this list. */
  disconnected: z.array(z.string()).optional(),
});
export type DeviceConfig = z.infer<typeof deviceConfigSchema>;

/** `unknown` = the printer does not report this (portable models answer only some questions). */
export const printerStatusSchema = z.object({
  online: z.boolean(),
  cover: z.enum(['closed', 'open', 'unknown']),
  paper: z.enum(['ok', 'near-end', 'out', 'unknown']),
  fault: z.enum(['none', 'mechanical', 'cutter', 'unrecoverable', 'hot', 'unknown']),
  /** What the operator should know or do; absent when all is well. */
  problem: errorSchema.optional(),
  simulated: z.boolean(),
});
export type PrinterStatus = z.infer<typeof printerStatusSchema>;

/**
 * `failed` promises that nothing of the job reached the printer; `sent_unconfirmed` that some of it may have; `held`
 * that this printer is not of the kind the paper was made for, so that nothing was sent.
 */
export const printResultSchema = z.object({
  state: z.enum(['done', 'sent_unconfirmed', 'failed', 'held']),
  code: z.string().optional(),
  sentence: z.string().optional(),
  simulated: z.boolean(),
});
export type PrintResult = z.infer<typeof printResultSchema>;
/** How a job that was sent ends after all. */
const printEndSchema = printResultSchema.extend({ state: z.enum(['done', 'sent_unconfirmed']) });
export type PrintEnd = z.infer<typeof printEndSchema>;

export const volumeSchema = z.object({
  path: z.string(),
  label: z.string(),
  /** Volume serial number or UUID; `null` for a plain folder. */
  serial: z.string().nullable(),
  /** Seven characters (GA/T 947 style) when the label carries them. */
  deviceNo: z.string().optional(),
  simulated: z.boolean(),
});
export type Volume = z.infer<typeof volumeSchema>;

export const deviceEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('card-read'),
    deviceId: z.string(),
    /** UTC ISO instant. */
    at: z.string(),
    card: cardSchema,
    /** The 256 text bytes exactly as read, base64. */
    rawText: z.string(),
    /** The 1024 bytes of the compressed photo exactly as read, base64. Only a vendor's program decodes it: `cardPicture`. */
    rawPhoto: z.string(),
    /** Number of the certified module that read the card. */
    samId: z.string(),
    simulated: z.boolean(),
  }),
  z.object({ type: z.literal('card-prompt'), deviceId: z.string(), code: z.string(), sentence: z.string() }),
  z.object({
    type: z.literal('scan'),
    deviceId: z.string(),
    /** UTC ISO instant. */
    at: z.string(),
    text: z.string(),
    /** The kind of code in words, when the scanner says it. */
    symbology: z.string().nullable(),
    simulated: z.boolean(),
  }),
  z.object({ type: z.literal('health'), health: deviceHealthSchema }),
  z.object({ type: z.literal('device-gone'), deviceId: z.string() }),
  /** Sent again when the content of a volume changed and lies still again. */
  z.object({ type: z.literal('volume-appeared'), volume: volumeSchema }),
  z.object({ type: z.literal('volume-gone'), volume: volumeSchema }),
  z.object({ type: z.literal('printer-status'), status: printerStatusSchema }),
  /** What happens on the signature pad while somebody signs. */
  z.object({ type: z.literal('pad'), event: padEvent }),
  /** What became of a job left `sent_unconfirmed` (paper out): `done` after all, or nobody waits for it any more. */
  z.object({ type: z.literal('print-settled'), jobId: z.string(), result: printEndSchema }),
]);
export type DeviceEvent = z.infer<typeof deviceEventSchema>;

/** The password of the camera as a person typed it; never kept and never tried in turn. */
export const cameraOrder = z.object({ password: z.string().max(6) });
/** PC time minus camera time in seconds, before and after an order; null where the camera does not tell its time. */
export const cameraClock = z.object({
  deviceNo: z.string(),
  before: z.int().nullable(),
  after: z.int().nullable(),
  simulated: z.boolean(),
});
export type CameraClock = z.infer<typeof cameraClock>;

/** Who carries the camera from now on, as the camera knows him: number of six characters, name of 32 bytes. hardware.md §4.2 */
export const carrierOrder = cameraOrder.extend({
  officerNo: z.string().regex(/^[0-9A-Za-z]{6}$/),
  officerName: z.string().min(1).max(16),
});
/** A camera that said that it is written. */
export const carrierWritten = z.object({
  deviceNo: z.string(),
  officerNo: z.string(),
  simulated: z.boolean(),
  /** Read back as it was written. */
  readBack: z.boolean(),
});
export type CarrierWritten = z.infer<typeof carrierWritten>;
/** `differs`: it was read back, and number or name are not as written; without it and `readBack` it could not be read. */
export const carrierTold = carrierWritten.extend({ differs: z.boolean() });
export type CarrierTold = z.infer<typeof carrierTold>;

export const serialPortSchema = z.object({
  path: z.string(),
  vidPid: z.string().nullable(),
  maker: z.string().nullable(),
});
export type SerialPortFound = z.infer<typeof serialPortSchema>;

/** Something that 自动查找 saw on this PC. */
export const deviceFoundSchema = z.object({
  /** What it can be taken for; several where only a person knows. */
  kinds: z.array(z.enum(DeviceKind)).min(1),
  /** What goes into the settings when it is taken over. */
  address: z.string(),
  /** What it is and where, in plain words. */
  title: z.string(),
  /** Why it is thought to be that, and what was done to learn it. */
  why: z.string(),
  /** `sure`: it answered as this device does; `likely`: it calls itself so; `unsure`: it may be anything. */
  sureness: z.enum(['sure', 'likely', 'unsure']),
  /** A device of the settings has it open now. */
  inUse: z.boolean(),
});
export type DeviceFound = z.infer<typeof deviceFoundSchema>;
