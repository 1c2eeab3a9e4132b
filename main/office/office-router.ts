import type { OfficeEvent } from '../../preload/contract/office.ts';
import { mayAsk, openDoor as os, type WindowContext } from './procedures.ts';

/**
 * A card goes to windows at which somebody may see parties, a scanned code to one page only: of those at which somebody
 * may look it up or set up the scanner the one that was last in front; strokes of the pad go to the window that signs;
 * everything else carries nothing of a case.
 */
async function* eventsFor(
  context: WindowContext,
  pageId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<OfficeEvent> {
  const { pages, events } = context.host;
  const page = pageOf(context, pageId);
  const mayScan = () => mayAsk(context, 'cases.scanned') || mayAsk(context, 'devices.configure');
  const leave = pages.enter(page, mayScan);
  try {
    for await (const event of events.subscribe(signal)) {
      if (event.kind === 'scan' ? pages.isInFront(page) : mayHear(context, event)) yield event;
    }
  } finally {
    leave();
  }
}

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
  events: os.office.events.handler(({ context, input, signal }) => eventsFor(context, input?.pageId ?? '', signal)),
  focused: os.office.focused.handler(({ context, input }) => {
    context.host.pages.focused(pageOf(context, input.pageId));
    return {};
  }),
};
