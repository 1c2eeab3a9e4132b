import { EventPublisher, implement, ORPCError, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Port } from '../../preload/contract/carrier.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import { devicesContract } from '../../preload/contract/devices-contract.ts';
import { Refusal, refuse } from '../../preload/contract/refusal.ts';
import { systemClock } from './clock.ts';
import { Devices } from './devices.ts';
import { diagnosisFile } from './diagnosis.ts';
import { findDevices } from './finding/find.ts';
import { dockCamera, pullCamera, undockCamera } from './simulators/bodycam.ts';
import { DemoTray } from './simulators/tray.ts';
import { hidLines } from './transport/hid.ts';
import { listSerialPorts } from './transport/ports.ts';

const publisher = new EventPublisher<{ device: DeviceEvent }>();
const tray = new DemoTray();
const devices = new Devices(
  (event) => publisher.publish('device', event),
  systemClock,
  (kind, template) => tray.address(kind, template),
);

const os = implement(devicesContract);
const router = os.router({
  health: os.health.handler(() => devices.health()),
  configure: os.configure.handler(async ({ input }) => {
    const health = await devices.configure(input);
    await tray.follow(input);
    return health;
  }),
  events: os.events.handler(async function* ({ signal }) {
    // Subscribed before looking, so that nothing falls between the two.
    const events = publisher.subscribe('device', signal ? { signal } : {});
    yield* devices.present();
    yield* events;
  }),
  ports: os.ports.handler(() => listSerialPorts()),
  find: os.find.handler(() => findDevices(devices.health(), devices.addresses())),
  print: os.print.handler(({ input }) =>
    devices.print(input.jobId, Buffer.from(input.bytes, 'base64'), input.training),
  ),
  printerStatus: os.printerStatus.handler(() => devices.printerStatus()),
  pad: {
    layout: os.pad.layout.handler(() => devices.pad?.layout ?? null),
    begin: os.pad.begin.handler(({ input }) => {
      const pad = devices.pad ?? refuse('DEV-420', '还没有设置签字板，请在设备设置里填写，或改在屏幕上签名。');
      return pad.begin(input.sessionId, Buffer.from(input.picture, 'base64'));
    }),
    again: os.pad.again.handler(async ({ input }) => devices.pad?.rewrite(input.sessionId)),
    end: os.pad.end.handler(({ input }) => devices.pad?.end(input.sessionId)),
  },
  show: os.show.handler(({ input }) => devices.show(input)),
  camera: {
    syncClock: os.camera.syncClock.handler(({ input }) => devices.camera.syncClock(input.password)),
    toStorage: os.camera.toStorage.handler(({ input }) => devices.camera.toStorage(input.password)),
    writeCarrier: os.camera.writeCarrier.handler(({ input }) => devices.camera.writeCarrier(input.password, input)),
  },
  cardPicture: os.cardPicture.handler(async ({ input, signal }) => {
    const picture = await devices.cardPicture(Buffer.from(input.photo, 'base64'), signal);
    return { bmp: picture?.toString('base64') ?? null };
  }),
  retry: os.retry.handler(({ input }) => devices.retry(input.deviceId)),
  diagnostics: os.diagnostics.handler(async () => ({
    text: diagnosisFile(devices.diagnostics(), await hidLines(), new Date()),
  })),
  demo: {
    start: os.demo.start.handler(() => tray.start()),
    stop: os.demo.stop.handler(() => tray.stop()),
    lay: os.demo.lay.handler(async ({ input }) => (await tray.reader).lay(input.card)),
    lift: os.demo.lift.handler(async () => (await tray.reader).lift()),
    paper: os.demo.paper.handler(async ({ input }) => {
      await (await tray.printer).paper(input.loaded);
      devices.relook('receipt-printer');
    }),
    emptyPaper: os.demo.emptyPaper.handler(async () => (await tray.printer).emptyPaper()),
    tray: os.demo.tray.handler(() => tray.view()),
    dock: os.demo.dock.handler(async ({ input }) => ({
      files: await dockCamera({ ...input, at: new Date(input.at) }),
    })),
    pullOut: os.demo.pullOut.handler(({ input }) => pullCamera(input.dir)),
    putCamera: os.demo.putCamera.handler(async ({ input }) =>
      (await tray.camera).put({ ...input, filmedAt: new Date(input.filmedAt) }),
    ),
    pullCamera: os.demo.pullCamera.handler(async ({ input }) => {
      await (await tray.camera).pull();
      await undockCamera(input.dir);
    }),
    pad: os.demo.pad.handler(async ({ input }) => {
      await (await tray.pad).hand(input.hand);
      if (input.hand === 'plug') devices.relook('signature-pad');
    }),
    scan: os.demo.scan.handler(({ input }) => tray.scan(input.text)),
    undock: os.demo.undock.handler(({ input }) => undockCamera(input.dir)),
    fault: os.demo.fault.handler(async ({ input }) => {
      await tray.fault(input.device, input.fault);
      // A look would be what a fault that strikes once is waiting for: the board is shown its last call again.
      if (!input.fault.endsWith('-once')) devices.relook(input.device);
    }),
  },
});

const handler = new RPCHandler(router, {
  clientInterceptors: [
    onError((error) => {
      if (error instanceof Refusal)
        throw new ORPCError('REFUSED', {
          status: 422,
          message: error.message,
          data: { code: error.code, field: error.field },
        });
    }),
  ],
});

/**
 * Serves {@link devicesContract} on a port to the office. The devices outlive a port: an office that comes back finds
 * them as they are. A refusal arrives as `REFUSED` with its sentence as message and its code in `data.code`.
 */
export function serveDevices(port: Port): void {
  handler.upgrade(port, { context: {} });
}
