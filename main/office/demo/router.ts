import { os } from '../procedures.ts';
import { onlyDemo } from './index.ts';

export const demoRouter = {
  tray: os.demo.tray.handler(({ context }) => context.office.tray.view()),
  layCard: os.demo.layCard.handler(async ({ context, input }) => {
    await context.office.tray.lay(input.name);
    return {};
  }),
  liftCard: os.demo.liftCard.handler(async ({ context }) => {
    await context.office.tray.lift();
    return {};
  }),
  paper: os.demo.paper.handler(async ({ context, input }) => {
    await context.office.tray.paper(input.paperIn);
    return {};
  }),
  emptyPaper: os.demo.emptyPaper.handler(async ({ context }) => {
    await context.office.tray.emptyPaper();
    return {};
  }),
  dockCamera: os.demo.dockCamera.handler(async ({ context, input }) => {
    await context.office.tray.dock(input.docked);
    return {};
  }),
  controlCamera: os.demo.controlCamera.handler(async ({ context, input }) => {
    await context.office.tray.control(input.pluggedIn);
    return {};
  }),
  pad: os.demo.pad.handler(async ({ context, input }) => {
    await context.office.tray.pad(input.hand);
    return {};
  }),
  fault: os.demo.fault.handler(async ({ context, input }) => {
    await context.office.tray.fault(input.family, input.fault);
    return {};
  }),
  scan: os.demo.scan.handler(async ({ context, input }) => {
    await context.office.tray.scan(input.text);
    return {};
  }),
  moveClock: os.demo.moveClock.handler(({ context, input }) => {
    onlyDemo(context.host.demo).moveClock(input.days);
    return {};
  }),
};
