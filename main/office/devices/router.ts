import { os } from '../procedures.ts';

export const devicesRouter = {
  list: os.devices.list.handler(({ context }) => context.office.devices.list()),
  settings: os.devices.settings.handler(({ context }) => context.office.devices.settings()),
  configure: os.devices.configure.handler(async ({ context, input }) => {
    await context.office.devices.configure(input);
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
  },
  diagnostics: os.devices.diagnostics.handler(({ context }) => context.office.link.ask().diagnostics()),
  retry: os.devices.retry.handler(async ({ context, input }) => {
    await context.office.devices.retry(input.deviceId);
    return {};
  }),
};
