import { EventPublisher } from '@orpc/server';
import type { OfficeEvent } from '../../preload/contract/office.ts';

/** Tells every window what changed. */
export interface Broadcaster {
  publish(event: OfficeEvent): void;
  /** Topics are the modules of the contract; windows refetch what they show of them. */
  changed(...topics: string[]): void;
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<OfficeEvent, void, void>;
}

export function createBroadcaster(): Broadcaster {
  const publisher = new EventPublisher<{ office: OfficeEvent }>();
  const publish = (event: OfficeEvent) => publisher.publish('office', event);
  return {
    publish,
    changed: (...topics) => publish({ kind: 'changed', topics }),
    async *subscribe(signal) {
      for await (const event of publisher.subscribe('office', signal === undefined ? {} : { signal })) yield event;
    },
  };
}
