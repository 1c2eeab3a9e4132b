import type { Storage } from './storage.ts';

/** Numbered steps; a step that has run anywhere is never edited. */
const STEPS: readonly string[] = [
  `
  create table identity (only_one boolean primary key default true check (only_one), kind text not null,
    name text not null, private_key text not null, public_key text not null, made_at timestamptz not null);

  create table desks (id text primary key, name text not null, town text not null, public_info jsonb not null,
    token_hash text not null unique, token_used boolean not null default false, enrolled_at timestamptz not null);

  create table enrolment_codes (code_hash text primary key, note text not null, expires_at timestamptz not null,
    used_by text references desks(id), attempt_hash text, used_at timestamptz);

  -- Every action of every desk. \`payload\` is what was hashed, byte for byte; \`body\` is the same for queries.
  create table actions (desk_id text not null references desks(id), desk_seq int not null, action_id text not null,
    subject text not null, subject_version int not null, kind text not null, version int not null,
    at timestamptz not null, actor text not null, scope text not null, header text not null, hash text not null,
    salt text, payload bytea, body jsonb, received_at timestamptz not null, primary key (desk_id, desk_seq));
  create index actions_subject on actions (subject, subject_version);

  create sequence receipt_no;
  create table receipts (receipt_no int primary key, desk_id text not null references desks(id), desk_seq int not null,
    hash text not null, received_at timestamptz not null, signature text not null);
  create index receipts_desk on receipts (desk_id, receipt_no desc);

  create table bundles (kind text not null, version int not null, payload text not null, sha256 text not null,
    published_at timestamptz not null, signature text not null, primary key (kind, version));
  `,
  `
  create function legal_day(body jsonb, field text) returns text language sql immutable as $$
    select case when body->>field ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then body->>field end
  $$;

  create view penalties as
  with steps as (
    select a.desk_id, d.town, a.subject, a.subject_version as v, a.kind, a.body, a.received_at,
      to_char(a.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
      case
        when a.kind in ('case.found', 'case.identified') then 1
        when a.kind = 'case.informed' then 2
        when a.kind = 'case.numbered' then 3
        when a.kind = 'case.issued' and jsonb_typeof(a.body->'collected') = 'object' then 6
        when a.kind = 'case.issued' then 4
        when a.kind = 'case.recorded' then 5
        when a.kind = 'case.paid' and a.body->'settled' is distinct from 'false'::jsonb then 6
        when a.kind in ('case.closed', 'case.archived') then 7
        when a.kind = 'case.exempted' then 8
        when a.kind = 'case.abandoned' then 9
        when a.kind = 'case.voided' then 10
      end as rank
    from actions a join desks d on d.id = a.desk_id
    where a.scope = 'county' and a.kind like 'case.%'
  ), cases as (
    select subject,
      (array_agg(desk_id order by v desc))[1] as desk_id,
      (array_agg(town order by v desc))[1] as town,
      (array_agg(body->>'number' order by v desc) filter (where body->>'number' is not null))[1] as number,
      (array_agg(body->>'itemCode' order by v desc) filter (where body->>'itemCode' is not null))[1] as item_code,
      (array_agg(body->>'cause' order by v desc) filter (where body->>'cause' is not null))[1] as cause,
      (array_agg(body->>'partyName' order by v desc) filter (where body->>'partyName' is not null))[1] as party_name,
      (array_agg(body->>'partyType' order by v desc) filter (where body->>'partyType' is not null))[1] as party_type,
      (array_agg((body->>'fineFen')::numeric order by v desc)
        filter (where jsonb_typeof(body->'fineFen') = 'number'))[1] as fine_fen,
      max(legal_day(body, 'decidedOn')) as decided_on,
      max(coalesce(legal_day(body, 'issuedOn'), day)) filter (where kind = 'case.issued') as issued_on,
      max(coalesce(legal_day(body, 'closedOn'), day)) filter (where kind = 'case.closed') as closed_on,
      (array['FOUND','INFORMED','NUMBERED','ISSUED','RECORDED','PAID','CLOSED','EXEMPTED','ABANDONED','VOIDED'])
        [coalesce(max(rank), 1)] as state,
      max(received_at) as received_at
    from steps group by subject
  )
  select subject as case_id, desk_id, town, number, item_code, cause, fine_fen, state, received_at,
    coalesce(decided_on, issued_on) as issued_on, closed_on,
    -- Units in full, everybody else by surname only (政府信息公开条例 15; domain.md §7.1).
    case
      when party_type in ('COMPANY', 'SOLE_TRADER', 'OTHER_ORG') then party_name
      when party_type is null
        and party_name ~ '(公司|店|厂|社|中心|部|馆|站|院|校|会|行|铺|企业|园|场|所|超市)$' then party_name
      else left(party_name, 1) || repeat('＊', greatest(length(party_name) - 1, 1))
    end as party
  from cases;
  `,
];

/** Brings the tables to the present step; refuses a database written by a newer program. */
export async function migrate(storage: Storage): Promise<void> {
  await storage.transaction(async (sql) => {
    await sql.script('create table if not exists schema_steps (step int primary key)');
    await sql.script('lock table schema_steps in exclusive mode');
    const rows = await sql.query<{ last: number | null }>('select max(step) as last from schema_steps');
    const last = rows[0]?.last ?? 0;
    if (last > STEPS.length) throw new Error(`database is at step ${last}, this program knows ${STEPS.length}`);
    for (const [index, step] of STEPS.entries()) {
      if (index < last) continue;
      await sql.script(step);
      await sql.query('insert into schema_steps (step) values ($1)', [index + 1]);
    }
  });
}
