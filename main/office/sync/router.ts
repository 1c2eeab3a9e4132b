import { os } from '../procedures.ts';

export const syncRouter = {
  state: os.sync.state.handler(({ context }) => context.office.sync.state()),
  enrol: os.sync.enrol.handler(({ context, input }) => context.office.sync.enrol(input)),
  now: os.sync.now.handler(({ context }) => context.office.sync.now()),
  setSchedule: os.sync.setSchedule.handler(({ context, input }) => context.office.sync.setSchedule(input)),
  queue: os.sync.queue.handler(({ context }) => context.office.sync.queue()),
};
