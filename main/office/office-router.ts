import type { OfficeEvent } from '../../preload/contract/office.ts';
import { mayAsk, openDoor as os, type WindowContext } from './procedures.ts';

/** A card goes to windows at which somebody may see parties, strokes of the pad to the window that signs; everything else carries nothing of a case. */
async function* eventsFor(context: WindowContext, signal: AbortSignal | undefined): AsyncGenerator<OfficeEvent> {
  for await (const event of context.host.events.subscribe(signal)) if (mayHear(context, event)) yield event;
}

/** Of the pages at which somebody may look up a code or set up the scanner one takes it. */
const mayScan = (context: WindowContext) => mayAsk(context, 'cases.scanned') || mayAsk(context, 'devices.configure');

/** Tabs of one browser are one window to the office. */
const pageOf = ({ windowId }: WindowContext, pageId: string) => `${windowId} ${pageId}`;

function mayHear(context: WindowContext, event: OfficeEvent): boolean {
  if (event.kind === 'pad') return event.windowId === context.windowId;
  if (event.kind === 'card') return mayAsk(context, 'subjects.recognise');
  return true;
}

/** `office.*`: asked before anybody has signed in. */
export const officeRouter = {
  state: os.office.state.handler(({ context }) => context.host.state()),
  setUp: os.office.setUp.handler(({ context, input }) => context.host.setUp(input)),
  unlock: os.office.unlock.handler(({ context, input }) => context.host.unlock(input)),
  events: os.office.events.handler(({ context, signal }) => eventsFor(context, signal)),
  scans: os.office.scans.handler(({ context, input, signal }) =>
    context.host.pages.scans(pageOf(context, input.pageId), () => mayScan(context), signal),
  ),
  focused: os.office.focused.handler(({ context, input }) => {
    context.host.pages.focused(pageOf(context, input.pageId));
    return {};
  }),
};
