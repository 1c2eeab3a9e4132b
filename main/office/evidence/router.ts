import { os } from '../procedures.ts';

export const evidenceRouter = {
  volumes: os.evidence.volumes.handler(({ context }) => context.office.evidence.volumes()),
  inspectFolder: os.evidence.inspectFolder.handler(({ context, input }) =>
    context.office.evidence.inspectFolder(input.path),
  ),
  bindDevice: os.evidence.bindDevice.handler(({ context, input }) => {
    context.office.evidence.bindDevice(context.officer.id, input.deviceNo, input.officerId);
    context.office.events.changed('evidence');
    return {};
  }),
  offload: os.evidence.offload.handler(({ context, input }) =>
    context.office.evidence.offload(context.officer.id, input.path, input.officerId, input.believes),
  ),
  cancelOffload: os.evidence.cancelOffload.handler(async ({ context, input }) => {
    await context.office.evidence.cancelOffload(input.offloadId);
    return {};
  }),
  offloads: os.evidence.offloads.handler(({ context }) => context.office.evidence.offloads()),
  clips: os.evidence.clips.handler(({ context, input }) =>
    context.office.ledger.timed('evidence.clips', () => context.office.evidence.clips.list(input)),
  ),
  offered: os.evidence.offered.handler(({ context, input }) => context.office.evidence.clips.offered(input.caseId)),
  attach: os.evidence.attach.handler(({ context, input }) => {
    const { evidence, events } = context.office;
    const clip = evidence.clips.attach(context.officer.id, input.clipId, input.caseId);
    events.changed('evidence', 'cases');
    return clip;
  }),
  detach: os.evidence.detach.handler(({ context, input }) => {
    const { evidence, events } = context.office;
    const clip = evidence.clips.detach(context.officer.id, input.clipId, input.reason);
    events.changed('evidence', 'cases');
    return clip;
  }),
  ticket: os.evidence.ticket.handler(async ({ context, input }) => ({
    url: await context.office.evidence.ticket(context.officer.id, input.clipId),
  })),
  beside: os.evidence.beside.handler(({ context, input }) => context.office.evidence.clips.beside(input.clipId)),
  readBeside: os.evidence.readBeside.handler(({ context, input }) =>
    context.office.evidence.readBeside(context.officer.id, input.clipId),
  ),
  names: {
    list: os.evidence.names.list.handler(({ context }) => context.office.evidence.naming.view()),
    set: os.evidence.names.set.handler(({ context, input }) => {
      const list = context.office.evidence.naming.set(context.officer.id, input);
      context.office.evidence.relook();
      return list;
    }),
    check: os.evidence.names.check.handler(({ context, input }) => {
      context.office.evidence.naming.check(input.profile, input.others);
      return {};
    }),
    reset: os.evidence.names.reset.handler(({ context, input }) => {
      const list = context.office.evidence.naming.reset(context.officer.id, input);
      context.office.evidence.relook();
      return list;
    }),
    try: os.evidence.names.try.handler(({ context, input }) => context.office.evidence.naming.try(input.path)),
    forget: os.evidence.names.forget.handler(({ context, input }) => {
      const list = context.office.evidence.naming.forget(context.officer.id, input.id);
      context.office.evidence.relook();
      return list;
    }),
  },
};
