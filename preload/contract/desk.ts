import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  cameraClock,
  cameraOrder,
  carrierWritten,
  DeviceKind,
  deviceFoundSchema,
  deviceHealthSchema,
} from './devices.ts';
import { padBegin, padHand, padLayout, padSession, padStage } from './pad.ts';
import { PRINTER_PROFILE_KEYS } from './printer-profiles.ts';
import { displayTemplate, PLAIN_TEMPLATE } from './queue-display.ts';
import { trainingFamily } from './training.ts';
import { traySchema } from './tray.ts';
import { clockComparison, day, id, instant, sha256 } from './values.ts';

const baud = z.int().min(300).max(921_600).default(9600);

/** Which devices this desk uses; '' = none. */
const deskDevices = z.object({
  idCard: z.string(),
  signaturePad: z.string(),
  receiptPrinter: z.string(),
  receiptWidth: z.enum(['58', '80']),
  receiptProfile: z.enum(PRINTER_PROFILE_KEYS),
  volumes: z.array(z.string()),
  cameraControl: z.string(),
  photoDecoder: z.string(),
  scanner: z.string(),
  scannerBaud: z.int(),
  queueDisplay: z.string(),
  queueDisplayBaud: z.int(),
  displayTemplate: z.string(),
  displayChecksum: displayTemplate.shape.checksum,
  displayEncoding: displayTemplate.shape.encoding,
});
export type DeskDevices = z.infer<typeof deskDevices>;

/** Devices as the office shows them, and which ones this desk uses. */
export const devicesOfDesk = {
  list: oc.output(z.array(deviceHealthSchema)),
  settings: oc.output(deskDevices),
  configure: oc
    .input(
      z.object({
        idCard: z.string().max(300),
        signaturePad: z.string().max(300),
        receiptPrinter: z.string().max(300),
        receiptWidth: z.enum(['58', '80']),
        receiptProfile: z.enum(PRINTER_PROFILE_KEYS).default('standard'),
        volumes: z.array(z.string().max(1000)).max(20),
        scanner: z.string().max(300).default(''),
        scannerBaud: baud,
        queueDisplay: z.string().max(300).default(''),
        queueDisplayBaud: baud,
        displayTemplate: displayTemplate.shape.template.default(PLAIN_TEMPLATE.template),
        displayChecksum: displayTemplate.shape.checksum.default(PLAIN_TEMPLATE.checksum),
        displayEncoding: displayTemplate.shape.encoding.default(PLAIN_TEMPLATE.encoding),
        cameraControl: z.string().max(300).default(''),
        photoDecoder: z.string().max(300).default(''),
      }),
    )
    .output(z.object({})),
  retry: oc.input(z.object({ deviceId: z.string().max(300) })).output(z.object({})),
  /** 断开 and 连接: what is closed stays closed, also when the program starts anew. */
  connect: oc.input(z.object({ deviceId: z.string().max(300), connected: z.boolean() })).output(z.object({})),
  /** 自动查找: what is plugged into this PC, the surest first. */
  find: oc.output(z.array(deviceFoundSchema)),
  /** Puts something that was found into the settings. */
  takeOver: oc.input(z.object({ kind: z.enum(DeviceKind), address: z.string().min(1).max(300) })).output(z.object({})),
  /** 培训模拟设备: the families that are simulated inside the program now. */
  training: oc.output(z.object({ families: z.array(trainingFamily) })),
  /** Recorded in the journal with the officer who switched it. */
  train: oc.input(z.object({ family: trainingFamily, on: z.boolean() })).output(z.object({})),
  /** One signature on the pad of this desk. What happens on it is told to the window that began it, and to no other. */
  pad: {
    layout: oc.output(padLayout.nullable()),
    begin: oc.input(padBegin).output(padStage),
    again: oc.input(padSession).output(z.object({})),
    end: oc.input(padSession).output(z.object({})),
  },
  /** 测试显示: a call that no number was taken for. Refuses DEV-604, DEV-605. */
  testDisplay: oc.output(z.object({})),
  /** Orders to the camera that is spoken to; its clock beside ours goes into the ledger. */
  camera: {
    syncClock: oc.input(cameraOrder).output(cameraClock),
    toStorage: oc.input(cameraOrder).output(cameraClock),
    /** 写入编号: number and name of an officer of this office go onto the camera. Also refuses DEV-340 … DEV-342. */
    writeCarrier: oc.input(cameraOrder.extend({ officerId: id })).output(carrierWritten),
  },
  /**
   * The photo of a kept reading as a BMP of 102 × 126 pixels, base64, for comparing the face; null where no 照片解码组件 is
   * set. It is made anew each time and never stored: evidence is what the card gave. Refuses SUB-103, DEV-351 … DEV-355.
   */
  cardPicture: oc.input(z.object({ cardSha256: sha256 })).output(z.object({ bmp: z.base64().nullable() })),
  /** 导出诊断: text for support, without anything of a card or a receipt. */
  diagnostics: oc.output(z.object({ text: z.string() })),
};

export const syncState = z.object({
  enrolled: z.boolean(),
  url: z.string(),
  state: z.enum(['OFF', 'IDLE', 'RUNNING', 'TROUBLE']),
  waiting: z.int(),
  sent: z.int(),
  lastSuccessAt: instant.nullable(),
  lastReceiptNo: z.string(),
  nextAt: instant.nullable(),
  everyMinutes: z.int(),
  trouble: z.object({ code: z.string(), sentence: z.string(), at: instant }).nullable(),
  bundles: z.array(z.object({ kind: z.string(), version: z.int(), at: instant })),
  /** Null until the county has answered for the first time. */
  clock: clockComparison.nullable(),
});
export type SyncState = z.infer<typeof syncState>;

export const sync = {
  state: oc.output(syncState),
  enrol: oc.input(z.object({ url: z.url().max(300), code: z.string().trim().min(4).max(60) })).output(syncState),
  now: oc.output(syncState),
  setSchedule: oc.input(z.object({ everyMinutes: z.int().min(1).max(1440) })).output(syncState),
  /** Actions that wait, newest first. */
  queue: oc.output(z.array(z.object({ deskSeq: z.int(), kind: z.string(), title: z.string(), at: instant }))),
};

export const dueLine = z.object({
  caseId: id.nullable(),
  orderId: id.nullable(),
  /** A 行政行为码 whose picture is owed; then the term runs by the hour, through rest days (domain.md §1.5 P-7). */
  codeId: id.nullable(),
  /** The hour at which such a term ends, and whole hours until then, negative after it. */
  dueAt: instant.nullable(),
  remainingHours: z.int().nullable(),
  title: z.string(),
  what: z.string(),
  legalDate: day,
  internalDate: day,
  remainingWorkingDays: z.int(),
  state: z.enum(['OVERDUE', 'DUE', 'SOON', 'OK']),
});
export type DueLine = z.infer<typeof dueLine>;

export const today = {
  overview: oc.output(
    z.object({
      today: z.array(dueLine),
      threeDays: z.array(dueLine),
      week: z.array(dueLine),
      counts: z.object({ open: z.int(), thisMonth: z.int(), waitingSignature: z.int(), drafts: z.int() }),
      lastBackupAt: instant.nullable(),
      lastCases: z.array(z.object({ id, number: z.string(), title: z.string(), state: z.string(), at: instant })),
      certificates: z.array(z.object({ name: z.string(), daysLeft: z.int() })),
      remap: z.int(),
    }),
  ),
};

export const parameter = z.object({
  key: z.string(),
  name: z.string(),
  value: z.union([z.number(), z.boolean(), z.string()]),
  initial: z.union([z.number(), z.boolean(), z.string()]),
  unit: z.string(),
  basis: z.string(),
  status: z.string(),
});
export const settings = {
  parameters: oc.output(z.array(parameter)),
  setParameter: oc
    .input(
      z.object({
        key: z.string().max(80),
        value: z.union([z.number(), z.boolean(), z.string().max(500)]),
        reason: z.string().trim().min(2).max(200),
      }),
    )
    .output(z.array(parameter)),
  backup: oc
    .input(z.object({ folder: z.string().min(1).max(1000) }))
    .output(z.object({ file: z.string(), bytes: z.int() })),
  ledger: oc.output(
    z.object({
      ledgerId: z.string(),
      kind: z.string(),
      desk: z.string(),
      deskSeq: z.int(),
      head: z.string(),
      dir: z.string(),
      bytes: z.int(),
      files: z.int(),
      /** Stored files that nothing refers to, moved aside and kept: names (SHA-256). */
      quarantined: z.array(z.string()),
    }),
  ),
};

/** The tray of the training devices (demo ledgers, and real offices while they train), and the demo's own clock. */
export const demo = {
  tray: oc.output(
    z.object({
      cards: z.array(z.object({ name: z.string(), title: z.string(), note: z.string() })),
      ...traySchema.omit({ cameraIn: true }).shape,
      camera: z.boolean(),
      /** The camera that is spoken to: out, in the dock, or a disk by now. */
      controlled: z.enum(['OUT', 'IN', 'DISK']),
      clockDays: z.int(),
    }),
  ),
  layCard: oc.input(z.object({ name: z.string().max(60) })).output(z.object({})),
  liftCard: oc.output(z.object({})),
  paper: oc.input(z.object({ paperIn: z.boolean() })).output(z.object({})),
  emptyPaper: oc.output(z.object({})),
  /** A hand at the simulated signature pad; the first `plug` brings it to the desk. */
  pad: oc.input(z.object({ hand: padHand })).output(z.object({})),
  /** Holds a code before the simulated scanner. */
  scan: oc.input(z.object({ text: z.string().trim().min(1).max(200) })).output(z.object({})),
  dockCamera: oc.input(z.object({ docked: z.boolean() })).output(z.object({})),
  /** The camera that is spoken to, into its dock or out of it. */
  controlCamera: oc.input(z.object({ pluggedIn: z.boolean() })).output(z.object({})),
  /** Makes a training device fail, or repairs it (`none`). */
  fault: oc.input(z.object({ family: trainingFamily, fault: z.string().max(60) })).output(z.object({})),
  moveClock: oc.input(z.object({ days: z.int().min(-400).max(400) })).output(z.object({})),
};
