import { randomBytes, randomInt } from 'node:crypto';
import type { EnrolAnswer, EnrolRequest } from '../preload/contract/county.ts';
import { type Identity, sha256 } from './identity.ts';
import { Refused } from './refused.ts';
import type { Storage } from './storage.ts';

const CODE_DAYS = 7;
/** No 0/O, 1/I/L: codes are read over the telephone. */
const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

const codeHash = (code: string) => sha256(code.toUpperCase().replaceAll(/[\s-]/g, ''));

/** A fresh one-time code such as `7K3M-9QXA-2RTD`. */
export function newCode(): string {
  const group = () => Array.from({ length: 4 }, () => CODE_LETTERS.charAt(randomInt(CODE_LETTERS.length))).join('');
  return `${group()}-${group()}-${group()}`;
}

/** Stores a one-time code (hashed). A code that is already known stays as it is, used or not. */
export async function addCode(storage: Storage, code: string, note: string): Promise<{ expiresAt: string }> {
  const expiresAt = new Date(Date.now() + CODE_DAYS * 86_400_000).toISOString();
  await storage.query(
    `insert into enrolment_codes (code_hash, note, expires_at) values ($1, $2, $3::text::timestamptz)
     on conflict do nothing`,
    [codeHash(code), note, expiresAt],
  );
  return { expiresAt };
}

interface CodeRow extends Record<string, unknown> {
  expired: boolean;
  used_by: string | null;
  attempt_hash: string | null;
  token_used: boolean | null;
}

/**
 * Exchanges a one-time code for a desk token. The same attempt of the same desk may be repeated while the token it
 * led to has never been used (the answer was lost on the way); any other second use is refused (CNTY-102).
 */
export async function enrol(storage: Storage, identity: Identity, request: EnrolRequest): Promise<EnrolAnswer> {
  if (request.ledgerKind !== identity.kind) {
    throw new Refused(
      403,
      'CNTY-104',
      identity.kind === 'demo'
        ? '这是演示平台，正式账本不能接入；接入码没有消耗，请改用正式县级平台的地址。'
        : '演示账本不能接入正式县级平台；接入码没有消耗，请用正式账本接入。',
    );
  }
  const token = randomBytes(32).toString('base64url');
  const attempt = sha256(request.attempt);
  await storage.transaction(async (sql) => {
    const [code] = await sql.query<CodeRow>(
      `select c.expires_at < now() as expired, c.used_by, c.attempt_hash,
         (select d.token_used from desks d where d.id = c.used_by) as token_used
       from enrolment_codes c where c.code_hash = $1 for update of c`,
      [codeHash(request.code)],
    );
    if (code === undefined) {
      throw new Refused(403, 'CNTY-101', '接入码不正确，未接入；请核对后重输，或请县级管理员重新发码。');
    }
    const repeated = code.used_by === request.deskId && code.attempt_hash === attempt && code.token_used === false;
    if (code.used_by !== null && !repeated) {
      throw new Refused(403, 'CNTY-102', '接入码已经用过，每个码只能用一次；请县级管理员重新发码。');
    }
    if (code.expired) throw new Refused(403, 'CNTY-103', '接入码已过期；请县级管理员重新发码。');
    await sql.query(
      `insert into desks (id, name, town, public_info, token_hash, enrolled_at)
       values ($1, $2, $3, $4::text::jsonb, $5, now())
       on conflict (id) do update set name = excluded.name, town = excluded.town, public_info = excluded.public_info,
         token_hash = excluded.token_hash, token_used = false, enrolled_at = excluded.enrolled_at`,
      [request.deskId, request.deskName, request.town, JSON.stringify(request.publicInfo), sha256(token)],
    );
    await sql.query(
      'update enrolment_codes set used_by = $2, attempt_hash = $3, used_at = now() where code_hash = $1',
      [codeHash(request.code), request.deskId, attempt],
    );
  });
  return { token, county: identity.name, publicKey: identity.publicKey, countyKind: identity.kind };
}

/** The desk a token belongs to; marks the token as used, which ends the time for repeating its enrolment. */
export async function deskOfToken(storage: Storage, token: string | undefined): Promise<string> {
  const [desk] = await storage.query<{ id: string; token_used: boolean }>(
    'select id, token_used from desks where token_hash = $1',
    [sha256(token ?? '')],
  );
  if (desk === undefined) {
    throw new Refused(401, 'CNTY-201', '县级平台不认识本席位的令牌；本机数据没有丢失，请重新接入。');
  }
  if (!desk.token_used) await storage.query('update desks set token_used = true where id = $1', [desk.id]);
  return desk.id;
}
