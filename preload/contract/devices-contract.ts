import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  cameraClock,
  cameraOrder,
  carrierOrder,
  carrierTold,
  deviceConfigSchema,
  deviceEventSchema,
  deviceFoundSchema,
  deviceHealthSchema,
  printerStatusSchema,
  printResultSchema,
  serialPortSchema,
} from './devices.ts';
import { padBegin, padHand, padLayout, padSession, padStage } from './pad.ts';
import { queueCall } from './queue-display.ts';
import { trainingFamily } from './training.ts';
import { traySchema } from './tray.ts';

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
