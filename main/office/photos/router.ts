import { os } from '../procedures.ts';

export const photosRouter = {
  ofCase: os.photos.ofCase.handler(({ context, input }) => context.office.photos.ofCase(input.caseId)),
  keep: os.photos.keep.handler(async ({ context, input }) => {
    const { photos, events } = context.office;
    const kept = await photos.keep(context.officer.id, input);
    events.changed('photos', 'cases');
    return kept;
  }),
  detach: os.photos.detach.handler(({ context, input }) => {
    const { photos, events } = context.office;
    photos.detach(context.officer.id, input.photoId, input.reason);
    events.changed('photos', 'cases');
    return {};
  }),
  ticket: os.photos.ticket.handler(({ context, input }) => ({
    url: context.office.photos.ticket(context.officer.id, input.photoId, input.original),
  })),
  camera: os.photos.camera.handler(({ context }) => context.office.photos.camera()),
  chooseCamera: os.photos.chooseCamera.handler(({ context, input }) => {
    context.office.photos.chooseCamera(input);
    return {};
  }),
};
