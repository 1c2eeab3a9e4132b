import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may come in at the loopback port. Other programs and web pages on this PC can reach it too, so: the printed
 * token opens once and becomes a cookie that scripts cannot read and other sites cannot send; every request must
 * name our own host (DNS rebinding), and the WebSocket our own origin (cross-site WebSocket hijacking).
 */
export class BrowserDoor {
  readonly #token = randomBytes(24).toString('base64url');
  readonly #session = randomBytes(24).toString('base64url');
  readonly #host: string;
  readonly #cookie: string;
  #tokenUsed = false;

  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`;
    // Cookies do not know ports: two offices on one PC must not share one name.
    this.#cookie = `zhenzhi-${port}`;
  }

  get origin(): string {
    return `http://${this.#host}`;
  }

  get address(): string {
    return `${this.origin}/?token=${this.#token}`;
  }

  /** The same for every connection of one browser. */
  readonly windowId = randomBytes(12).toString('base64url');

  /** The cookie to set if this token opens the door; null if it is wrong or was used before. */
  redeem(token: string): string | null {
    if (this.#tokenUsed || !same(token, this.#token)) return null;
    this.#tokenUsed = true;
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  hostIsOurs(request: IncomingMessage): boolean {
    return request.headers.host === this.#host;
  }

  cookieIsOurs(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
    return cookies.some(([name, value]) => name === this.#cookie && same(value ?? '', this.#session));
  }

  /** A WebSocket may open: our host, our origin, our cookie. */
  mayConnect(request: IncomingMessage): boolean {
    return this.hostIsOurs(request) && request.headers.origin === this.origin && this.cookieIsOurs(request);
  }
}

function same(given: string, right: string): boolean {
  const one = Buffer.from(given);
  const other = Buffer.from(right);
  return one.length === other.length && timingSafeEqual(one, other);
}
