import type { OfficeEvent } from '../../preload/contract/office.ts';
import { mayAsk, openDoor as os, type WindowContext } from './procedures.ts';

/**
 * A card goes to windows at which somebody may see parties, strokes of the pad to the window that signs; everything
 * else carries nothing of a case.
 */
async function* eventsFor(context: WindowContext, signal: AbortSignal | undefined): AsyncGenerator<OfficeEvent> {
  for await (const event of context.host.events.subscribe(signal)) {
    const mine = event.kind !== 'pad' || event.windowId === context.windowId;
    if (mine && (event.kind !== 'card' || mayAsk(context, 'subjects.recognise'))) yield event;
  }
}

/** `office.*`: asked before anybody has signed in. */
export const officeRouter = {
  state: os.office.state.handler(({ context }) => context.host.state()),
  setUp: os.office.setUp.handler(({ context, input }) => context.host.setUp(input)),
  unlock: os.office.unlock.handler(({ context, input }) => context.host.unlock(input)),
  events: os.office.events.handler(({ context, signal }) => eventsFor(context, signal)),
};
