import { os } from '../procedures.ts';
import { onlyDemo } from './index.ts';

export const demoRouter = {
  tray: os.demo.tray.handler(({ context }) => onlyDemo(context.host.demo).tray()),
  layCard: os.demo.layCard.handler(async ({ context, input }) => {
    await onlyDemo(context.host.demo).lay(input.name);
    return {};
  }),
  liftCard: os.demo.liftCard.handler(async ({ context }) => {
    await onlyDemo(context.host.demo).lift();
    return {};
  }),
  paper: os.demo.paper.handler(async ({ context, input }) => {
    await onlyDemo(context.host.demo).paper(input.paperIn);
    return {};
  }),
  emptyPaper: os.demo.emptyPaper.handler(async ({ context }) => {
    await onlyDemo(context.host.demo).emptyPaper();
    return {};
  }),
  dockCamera: os.demo.dockCamera.handler(async ({ context, input }) => {
    await onlyDemo(context.host.demo).dock(input.docked);
    return {};
  }),
  pad: os.demo.pad.handler(async ({ context, input }) => {
    await onlyDemo(context.host.demo).pad(input.hand);
    return {};
  }),
  scan: os.demo.scan.handler(async ({ context, input }) => {
    await onlyDemo(context.host.demo).scan(input.text);
    return {};
  }),
  moveClock: os.demo.moveClock.handler(({ context, input }) => {
    onlyDemo(context.host.demo).moveClock(input.days);
    return {};
  }),
};
