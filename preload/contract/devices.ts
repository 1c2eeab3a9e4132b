import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { cardSchema } from './card.ts';
import { padBegin, padEvent, padHand, padLayout, padSession, padStage } from './pad.ts';
import { PRINTER_PROFILE_KEYS } from './printer-profiles.ts';
import { displayTemplate, queueCall } from './queue-display.ts';
import { trainingFamily } from './training.ts';

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

/** A paper that came out of the simulated printer. */
export const printedPaperSchema = z.object({
  lines: z.array(z.string()),
  /** How each line stands on the paper. */
  looks: z.array(z.object({ align: z.enum(['left', 'centre', 'right']), double: z.boolean(), bold: z.boolean() })),
  qrCodes: z.array(z.string()),
  cut: z.boolean(),
});

/** What lies on the tray of the training devices. */
export const traySchema = z.object({
  /** Key of the card on the reader, `''` without one. The deck itself is `card-deck.ts`. */
  laid: z.string(),
  paperIn: z.boolean(),
  papers: z.array(printedPaperSchema),
  /** `lit`: it has power; `broken`: messages that it did not understand. */
  board: z.object({
    lit: z.boolean(),
    /** What its template has no place for is empty. */
    showing: z.object({ number: z.string(), window: z.string(), text: z.string() }).nullable(),
    broken: z.int(),
  }),
  /** What is wrong with each now; `none` = nothing. */
  faults: z.partialRecord(trainingFamily, z.string()),
  /** The camera that is spoken to is in the dock. */
  cameraIn: z.boolean(),
});

/** Between the office (client) and the devices process (server). */
export const devicesContract = {
  health: oc.output(z.array(deviceHealthSchema)),
  configure: oc.input(deviceConfigSchema).output(z.array(deviceHealthSchema)),
  /** Begins with one `health` per device and one `volume-appeared` per volume that is present. */
  events: oc.output(eventIterator(deviceEventSchema)),
  ports: oc.output(z.array(serialPortSchema)),
  /** 自动查找: looks at ports, HID devices, USB printers, print queues and volumes. Takes seconds. */
  find: oc.output(z.array(deviceFoundSchema)),
  /**
   * `bytes`: base64 of a complete ESC/POS job. The same jobId is never printed twice by one devices process. With
   * `training` only a simulated printer (true) or only a real one (false) takes it: DEV-231, DEV-232.
   */
  print: oc
    .input(z.object({ jobId: z.string().min(1), bytes: z.base64().min(1), training: z.boolean().optional() }))
    .output(printResultSchema),
  printerStatus: oc.output(printerStatusSchema),
  pad: {
    /** The plan of the pad's screen; null while no pad is connected. */
    layout: oc.output(padLayout.nullable()),
    /** Draws the picture and collects a signature, told by `pad` events until it is signed or ended. */
    begin: oc.input(padBegin).output(padStage),
    again: oc.input(padSession).output(z.void()),
    end: oc.input(padSession).output(z.void()),
  },
  /** Shows a called number on the board. Refuses DEV-604, DEV-605. */
  show: oc.input(queueCall).output(z.void()),
  /** 校时 and 转为存储 on the camera that is there. */
  camera: {
    syncClock: oc.input(cameraOrder).output(cameraClock),
    toStorage: oc.input(cameraOrder).output(cameraClock),
    /** 写入编号. Refuses DEV-330, 332 … 334, 337, 343. */
    writeCarrier: oc.input(carrierOrder).output(carrierTold),
  },
  /**
   * The BMP of a card's 1024 photo bytes, both base64; null where no decoder is set. Refuses DEV-351 … DEV-355. Never
   * asked on the way of a card: a reading does not wait for its picture.
   */
  cardPicture: oc.input(z.object({ photo: z.base64() })).output(z.object({ bmp: z.base64().nullable() })),
  /** 重新检测: closes the device and opens it again at once. */
  retry: oc.input(z.object({ deviceId: z.string() })).output(deviceHealthSchema),
  /** Text for support: health, the last exchanges as hex (card and job contents left out), HID devices. */
  diagnostics: oc.output(z.object({ text: z.string() })),
  /** The demo tray: simulators inside the devices process, reached through the real transports. */
  demo: {
    /** Starts reader and printer on loopback ports; the addresses go into `configure`. */
    start: oc.output(z.object({ idCard: z.string(), receiptPrinter: z.string() })),
    stop: oc.output(z.void()),
    lay: oc.input(z.object({ card: z.string() })).output(z.void()),
    lift: oc.output(z.void()),
    paper: oc.input(z.object({ loaded: z.boolean() })).output(z.void()),
    /** Takes away what came out of the printer. */
    emptyPaper: oc.output(z.void()),
    tray: oc.output(traySchema),
    /** Puts a camera with fresh clips into a folder; `at` is the UTC ISO start of the first clip. */
    dock: oc
      .input(
        z.object({
          dir: z.string(),
          deviceNo: z.string().length(7),
          officerNo: z.string().length(6),
          at: z.iso.datetime(),
          profile: z.enum(['ga947-a', 'short']),
          fault: z.string().optional(),
        }),
      )
      .output(z.object({ files: z.array(z.string()) })),
    /** Pulls the camera out as it is: the next `dock` brings the same recordings back. */
    pullOut: oc.input(z.object({ dir: z.string() })).output(z.void()),
    /** Puts the camera that is spoken to into its dock; `filmedAt` is when its first clip was really made. */
    putCamera: oc
      .input(
        z.object({
          dir: z.string(),
          deviceNo: z.string().length(7),
          officerNo: z.string().length(6),
          officerName: z.string(),
          filmedAt: z.iso.datetime(),
        }),
      )
      .output(z.void()),
    /** Takes it out, also as a disk. */
    pullCamera: oc.input(z.object({ dir: z.string() })).output(z.void()),
    /** Plugs it in or pulls it out, writes a name, presses a button. */
    pad: oc.input(z.object({ hand: padHand })).output(z.void()),
    /** Holds a code before the scanner. */
    scan: oc.input(z.object({ text: z.string().min(1) })).output(z.void()),
    undock: oc.input(z.object({ dir: z.string() })).output(z.void()),
    fault: oc.input(z.object({ device: trainingFamily.exclude(['bodycam']), fault: z.string() })).output(z.void()),
  },
};
