import { type Hello, helloSchema, type Port } from '../../preload/contract/carrier.ts';
import { PipeEnd } from '../../preload/contract/pipe.ts';

/** What travels over a child's IPC channel: the life of many ports on one wire. */
type Frame =
  | { readonly port: number; readonly hello: Hello }
  | { readonly port: number; readonly data: unknown }
  | { readonly port: number; readonly closed: true };

/** One message channel between two processes that can carry structured clones (`serialization: 'advanced'`). */
export interface Wire {
  send(frame: Frame): void;
  receive(listener: (frame: unknown) => void): void;
  ended(listener: () => void): void;
}

function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null && 'port' in value && typeof value.port === 'number';
}

/**
 * Carries many ports over one wire. The side that opens ports (the shell) numbers them; the other side is told by
 * `onPort`. When the wire ends, every port closes, also one that is opened later.
 */
export function multiplex(wire: Wire, onPort: (port: Port, hello: Hello) => void = () => {}): (hello: Hello) => Port {
  const ends = new Map<number, PipeEnd>();
  let last = 0;
  let over = false;

  const end = (port: number): PipeEnd => {
    const made = new PipeEnd({
      send: (data) => wire.send({ port, data }),
      hangUp: () => {
        ends.delete(port);
        wire.send({ port, closed: true });
      },
    });
    ends.set(port, made);
    return made;
  };

  wire.receive((frame) => {
    if (!isFrame(frame)) return;
    if ('hello' in frame) onPort(end(frame.port), helloSchema.parse(frame.hello));
    else if ('data' in frame) ends.get(frame.port)?.deliver(frame.data);
    else {
      const gone = ends.get(frame.port);
      ends.delete(frame.port);
      gone?.ended();
    }
  });
  wire.ended(() => {
    over = true;
    const all = [...ends.values()];
    ends.clear();
    for (const gone of all) gone.ended();
  });

  return (hello) => {
    last += 1;
    const port = last;
    const made = end(port);
    // A child may have hung up before the shell hears of its death: what is opened then is closed from the start.
    if (over) made.close();
    else wire.send({ port, hello });
    return made;
  };
}
