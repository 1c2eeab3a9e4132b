import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import { act, type Ledger, type NewAction, type ReadLedger } from '../ledger/index.ts';
import { clipFoundAgain, clipStored } from './actions.ts';
import { copyVerified, type OpenSource, SourceError } from './copy.ts';
import { filmBreaksOff } from './film-end.ts';
import { footagePath, isInPlace, partialDir, putInPlace } from './footage.ts';
import { type Recording, startMs } from './recordings.ts';
import { clipBeside, clipNames, clips } from './tables.ts';

interface Import {
  readonly ledger: Ledger;
  readonly dataDir: string;
  readonly openSource: OpenSource;
  readonly actor: string;
  readonly offloadId: string;
  /** Root and label of the volume. */
  readonly root: string;
  readonly source: string;
  readonly simulated: boolean;
  readonly deviceNo: string;
  readonly officerId: string | null;
  readonly clockOffsetSeconds: number | null;
  readonly recording: Recording;
  /** Name of the unfinished copy. */
  readonly partial: string;
  readonly onBytes: (done: number) => void;
  readonly onSynced: (offset: number) => void;
  readonly signal: AbortSignal;
}

/** Copies one file, reads it back, puts it in its place, and only then records it: file before fact. */
export async function importClip(work: Import): Promise<'STORED' | 'LINKED'> {
  const { ledger, dataDir, recording, signal } = work;
  const partial = join(partialDir(dataDir), work.partial);
  await mkdir(partialDir(dataDir), { recursive: true });
  const source = await work.openSource(join(work.root, recording.path)).catch((cause: unknown) => {
    throw new SourceError('the source cannot be opened', { cause });
  });
  let sha256: string;
  try {
    sha256 = await copyVerified({
      source,
      partial,
      signal,
      ...pick(recording),
      onBytes: work.onBytes,
      onSynced: work.onSynced,
    });
  } finally {
    // A handle of a camera that was pulled cannot always be closed.
    await source.close().catch(() => {});
  }
  const known = storedAs(ledger.read, sha256);
  if (known === undefined) {
    const path = footagePath(new Date(startMs(recording)).toISOString(), sha256, recording.name);
    const cutOff = await filmBreaksOff(partial, recording.name);
    await putInPlace(dataDir, partial, path, sha256);
    return record(work, sha256, { path, cutOff });
  }
  // Registered, but its file is not here (a backup holds no footage): it comes back to the place it is registered at.
  if (!isInPlace(dataDir, known)) {
    await putInPlace(dataDir, partial, known.path, sha256);
    return record(work, sha256, null, true);
  }
  await rm(partial, { force: true });
  return record(work, sha256, null);
}

const pick = ({ sizeBytes, modifiedMs }: Recording) => ({ sizeBytes, modifiedMs });

const storedAs = (read: ReadLedger, sha256: string) => read.select().from(clips).where(eq(clips.sha256, sha256)).get();

/** Whether the same content is there is asked inside the transaction: two slots may copy it at once. */
function record(
  work: Import,
  sha256: string,
  kept: { readonly path: string; readonly cutOff: boolean | null } | null,
  cameBack = false,
): 'STORED' | 'LINKED' {
  const { recording, deviceNo, source, offloadId, officerId, clockOffsetSeconds, simulated } = work;
  const { name, sizeBytes, said, kind } = recording;
  const film = recording.beside;
  const beside = film && {
    name: film.name,
    sizeBytes: film.sizeBytes,
    modifiedAt: new Date(film.modifiedMs).toISOString(),
  };
  const important = said?.important ?? false;
  const modifiedAt = new Date(recording.modifiedMs).toISOString();
  let outcome: 'STORED' | 'LINKED' = 'STORED';
  work.ledger.record(work.actor, (inside): NewAction<never>[] => {
    const stored = storedAs(inside, sha256);
    if (stored === undefined) {
      if (kept === null) throw new Error(`recording ${sha256} is not registered any more`);
      return [
        act(clipStored, uuid(), {
          ...{ name, sizeBytes, sha256, deviceNo, officerId, important, modifiedAt, clockOffsetSeconds },
          ...{ source, offloadId, simulated, kind, beside, ...kept },
          startAt: new Date(startMs(recording)).toISOString(),
          startFrom: said?.startAt ? 'NAME' : 'MTIME',
        }),
      ];
    }
    outcome = cameBack ? 'STORED' : 'LINKED';
    const named = inside
      .select()
      .from(clipNames)
      .where(and(eq(clipNames.clipId, stored.id), eq(clipNames.deviceNo, deviceNo), eq(clipNames.name, name)))
      .get();
    const linked =
      beside === null ||
      inside
        .select()
        .from(clipBeside)
        .where(
          and(
            ...[eq(clipBeside.clipId, stored.id), eq(clipBeside.deviceNo, deviceNo), eq(clipBeside.name, beside.name)],
            ...[eq(clipBeside.sizeBytes, beside.sizeBytes), eq(clipBeside.modifiedAt, beside.modifiedAt)],
          ),
        )
        .get() !== undefined;
    if (!cameBack && linked && named?.modifiedAt === modifiedAt && (stored.important || !important)) return [];
    return [act(clipFoundAgain, stored.id, { name, deviceNo, modifiedAt, important, source, offloadId, beside })];
  });
  return outcome;
}
