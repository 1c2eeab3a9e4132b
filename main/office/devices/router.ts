import { os } from '../procedures.ts';

export const devicesRouter = {
  list: os.devices.list.handler(({ context }) => context.office.devices.list()),
  settings: os.devices.settings.handler(({ context }) => context.office.devices.settings()),
  configure: os.devices.configure.handler(async ({ context, input }) => {
    await context.office.devices.configure(input);
    return {};
  }),
  connect: os.devices.connect.handler(async ({ context, input }) => {
    await context.office.devices.connect(input.deviceId, input.connected);
    return {};
  }),
  find: os.devices.find.handler(({ context }) => context.office.devices.find()),
  takeOver: os.devices.takeOver.handler(async ({ context, input }) => {
    await context.office.devices.takeOver(input.kind, input.address);
    return {};
  }),
  training: os.devices.training.handler(({ context }) => ({ families: [...context.office.devices.training()] })),
  train: os.devices.train.handler(async ({ context, input }) => {
    await context.office.devices.train(context.officer.id, input.family, input.on);
    return {};
  }),
  pad: {
    layout: os.devices.pad.layout.handler(({ context }) => context.office.link.ask().pad.layout()),
    begin: os.devices.pad.begin.handler(({ context, input }) =>
      context.office.devices.padBegin(context.windowId, input),
    ),
    again: os.devices.pad.again.handler(async ({ context, input }) => {
      await context.office.link.ask().pad.again(input);
      return {};
    }),
    end: os.devices.pad.end.handler(async ({ context, input }) => {
      await context.office.link.ask().pad.end(input);
      return {};
    }),
  },
  camera: {
    syncClock: os.devices.camera.syncClock.handler(({ context, input }) =>
      context.office.devices.cameraOrder(context.officer.id, 'SET', input.password),
    ),
    toStorage: os.devices.camera.toStorage.handler(({ context, input }) =>
      context.office.devices.cameraOrder(context.officer.id, 'STORAGE', input.password),
    ),
    writeCarrier: os.devices.camera.writeCarrier.handler(({ context, input }) =>
      context.office.devices.writeCarrier(context.officer.id, input.officerId, input.password),
    ),
  },
  diagnostics: os.devices.diagnostics.handler(({ context }) => context.office.link.ask().diagnostics()),
  testDisplay: os.devices.testDisplay.handler(async ({ context }) => {
    await context.office.link.ask().show({ number: 'A000', window: '测试', text: '叫号屏测试' });
    return {};
  }),
  cardPicture: os.devices.cardPicture.handler(async ({ context: { office, officer }, input, signal }) => {
    const bmp = await office.devices.cardPicture(input.cardSha256, signal);
    if (bmp !== null) office.viewed(officer.id, input.cardSha256, '查看证件照片');
    return { bmp };
  }),
  retry: os.devices.retry.handler(async ({ context, input }) => {
    await context.office.devices.retry(input.deviceId);
    return {};
  }),
};
