import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import {
  type CameraChoice,
  isFakeCamera,
  LARGEST_PICTURE,
  type Photo,
  type photos as photosContract,
} from '../../../preload/contract/photos.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { requireUnfiled } from '../cases/index.ts';
import type { Clock } from '../clock.ts';
import { act, type Ledger, type ReadLedger, type Recorded } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Tickets } from '../tickets.ts';
import { photoDetached, photoKept } from './actions.ts';
import { pictureHead } from './picture.ts';
import { type PhotoRecord, photos } from './tables.ts';

type Given = z.output<NonNullable<(typeof photosContract.keep)['~orpc']['inputSchema']>>;

/** A photo as the bound file of its case lists it. */
interface BoundPhoto {
  readonly name: string;
  readonly kind: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly officer: string;
  readonly device: string;
  readonly startAt: string;
  readonly simulated: boolean;
}

export interface Photos {
  ofCase(caseId: string): Photo[];
  /**
   * Stores both pictures, reads them back, and only then records them; a page that is there already is answered as it
   * is. Refuses EVI-404, EVI-521 … 524, EVI-526.
   */
  keep(actor: string, given: Given): Promise<Photo>;
  /** Refuses EVI-404, EVI-521, EVI-525. */
  detach(actor: string, photoId: string, reason: string): void;
  /** URL under which a window may see the picture; who looks is written down. */
  ticket(actor: string, photoId: string, original: boolean): string;
  camera(): CameraChoice;
  chooseCamera(choice: CameraChoice): void;
  /** Crop and original of every page, each with its own hash. */
  bound(caseId: string): BoundPhoto[];
  historyOf(caseId: string): Recorded[];
}

const CAMERA = 'document-camera';
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Pages taken under the document camera: what was seen, and what was cut out of it. */
export function createPhotos(on: {
  ledger: Ledger;
  clock: Clock;
  people: People;
  settings: Settings;
  tickets: Tickets;
}): Photos {
  const { ledger, clock, people, settings, tickets } = on;
  const { read } = ledger;
  const record = (from: ReadLedger, photoId: string): PhotoRecord =>
    from.select().from(photos).where(eq(photos.id, photoId)).get() ?? refuse('EVI-521', '没有这张照片，请刷新后再选。');
  const view = ({ takenFor: _, takenBy, originalType: __, ...row }: PhotoRecord): Photo => ({
    ...row,
    takenBy: people.nameOf(takenBy),
  });
  const rowsOf = (caseId: string) =>
    read
      .select()
      .from(photos)
      .where(and(eq(photos.takenFor, caseId), eq(photos.caseId, caseId)))
      .orderBy(asc(photos.takenAt), asc(photos.id))
      .all();
  /** The page if it is there already. Refuses EVI-526 where its id stands for something else. */
  const kept = (from: ReadLedger, { photoId, caseId }: Given, sha256: string): PhotoRecord | undefined => {
    const found = from.select().from(photos).where(eq(photos.id, photoId)).get();
    const same = found === undefined ? ledger.journal.bySubject(photoId).length === 0 : found.takenFor === caseId;
    if (!same || (found !== undefined && found.sha256 !== sha256)) {
      refuse('EVI-526', '这一页的编号已经用在别的内容上，没有存入，原来的没有改动；请去掉这一页再拍一次。');
    }
    return found;
  };
  /** The hash is the office's own, and the bytes come back from the disk with it. */
  const stored = async (bytes: Buffer, type: string) => {
    const { sha256 } = await ledger.files.put(bytes, type);
    if ((await ledger.files.get(sha256)).length !== bytes.length) throw new Error('a picture came back shorter');
    return sha256;
  };
  return {
    ofCase: (caseId) => rowsOf(caseId).map(view),
    async keep(actor, given) {
      const crop = Buffer.from(given.crop, 'base64');
      // The answer to an earlier try was lost: what is there is the answer, also when the case was filed meanwhile.
      const there = kept(read, given, sha256Of(crop));
      if (there !== undefined) return view(there);
      requireUnfiled(read, given.caseId);
      const original = Buffer.from(given.original, 'base64');
      if (Math.max(original.length, crop.length) > LARGEST_PICTURE) {
        refuse('EVI-522', '照片超过 20 MB，没有存入；请在高拍仪里选低一档的清晰度再拍。');
      }
      const [seen, cut] = [pictureHead(original), pictureHead(crop)];
      if (seen === null || cut === null || !seen.whole || !cut.whole || cut.type !== 'image/jpeg') {
        refuse('EVI-523', '收到的照片不完整，没有存入；请重新拍这一页。');
      }
      if (cut.chatter) refuse('EVI-524', '裁好的照片里还带着拍摄附加信息，没有存入；请重新拍这一页。');
      const sha256 = await stored(crop, cut.type);
      const originalSha256 = await stored(original, seen.type);
      const { photoId, caseId, title, batchId, page, pages, corners, turn, taking, camera, secondsAgo } = given;
      const takenAt = new Date(clock.now().getTime() - secondsAgo * 1000).toISOString();
      ledger.record(actor, (inside) => {
        if (kept(inside, given, sha256) !== undefined) return [];
        requireUnfiled(inside, caseId);
        return [
          act(photoKept, photoId, {
            ...{ caseId, title, batchId, page, pages, sha256, sizeBytes: crop.length },
            ...{ width: cut.width, height: cut.height, originalSha256, originalBytes: original.length },
            ...{ originalWidth: seen.width, originalHeight: seen.height, originalType: seen.type },
            ...{ corners, turn, taking, camera, takenAt },
            simulated: isFakeCamera(camera) || ledger.info.kind === 'demo',
          }),
        ];
      });
      return view(record(read, photoId));
    },
    detach(actor, photoId, reason) {
      ledger.record(actor, (inside) => {
        const { caseId, title } = record(inside, photoId);
        if (caseId === null) refuse('EVI-525', '这张照片已经移出案件，不用再移。');
        requireUnfiled(inside, caseId);
        return [act(photoDetached, photoId, { caseId, title, reason })];
      });
    },
    ticket(actor, photoId, original) {
      const row = record(read, photoId);
      const type = original ? row.originalType : 'image/jpeg';
      const sha256 = original ? row.originalSha256 : row.sha256;
      const name = `${row.title}-${row.page}${original ? '-原图' : ''}.${type === 'image/png' ? 'png' : 'jpg'}`;
      ledger.looked({ actor, what: 'view', subject: photoId, detail: `查看照片 ${name}` });
      return tickets.mint(sha256, async () => {
        const content = new File([Uint8Array.from(await ledger.files.get(sha256))], name, { type });
        return { mediaType: type, name, content };
      });
    },
    camera: () => settings.desk<CameraChoice>(CAMERA, { deviceId: '', label: '' }),
    chooseCamera: (choice) => settings.setDesk(CAMERA, choice),
    bound: (caseId) =>
      rowsOf(caseId).flatMap((row) => {
        const name = row.pages > 1 ? `${row.title}（第 ${row.page} 页，共 ${row.pages} 页）` : row.title;
        const same = {
          ...{ kind: '照片', officer: people.nameOf(row.takenBy), device: row.camera },
          ...{ startAt: row.takenAt, simulated: row.simulated },
        };
        return [
          { ...same, name, sizeBytes: row.sizeBytes, sha256: row.sha256 },
          { ...same, name: `${name}，未裁剪原图`, sizeBytes: row.originalBytes, sha256: row.originalSha256 },
        ];
      }),
    historyOf: (caseId) =>
      read
        .select({ id: photos.id })
        .from(photos)
        .where(eq(photos.takenFor, caseId))
        .all()
        .flatMap(({ id }) => ledger.journal.bySubject(id)),
  };
}
