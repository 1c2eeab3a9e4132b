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
    context.office.evidence.offload(context.officer.id, input.path, input.officerId),
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
};
