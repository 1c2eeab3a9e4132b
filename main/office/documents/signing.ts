import { createHash } from 'node:crypto';
import type { DocumentView, SignatureForm, SignRole } from '../../../preload/contract/documents.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import type { ClockComparison, Drawing } from '../../../preload/contract/values.ts';
import type { Clock } from '../clock.ts';
import { act, type Ledger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import { documentSigned, documentSignedCopy, documentSignRefused } from './actions.ts';
import { isoSignature } from './iso-19794-7.ts';
import { instantInWords } from './papers/words.ts';
import type { RenderPdf } from './render-pdf.ts';
import type { Documents } from './service.ts';
import { sealSignature, verifySignature } from './signature.ts';
import { signatureSvg } from './signature-svg.ts';
import { type Mark, makeSignedCopy } from './signed-copy.ts';
import type { DocumentRecord } from './tables.ts';

const INKML = 'application/inkml+xml';

export interface SignatureFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface GivenDrawing {
  readonly documentId: string;
  readonly role: SignRole;
  readonly drawing: Drawing;
  readonly credentials?: { number: string; password: string } | undefined;
  /** Masked number of the party; empty for officers. */
  readonly idMasked: string;
}

export interface Signing {
  /** Binds strokes to the stored bytes. Officers under their own credentials: refuses DOC-201 … DOC-206. */
  sign(actor: string, given: GivenDrawing): Promise<DocumentView>;
  refuseSign(actor: string, given: { documentId: string; reason: string; witness: string }): DocumentView;
  /** Makes the copy that carries the strokes, once everybody has signed. Safe to repeat. */
  signedCopy(actor: string, documentId: string): Promise<DocumentView>;
  /** The same where everybody has signed; otherwise the paper as it stands. */
  completed(actor: string, documentId: string): Promise<DocumentView>;
  /** One signature as a file: as stored, for forensic tools, or as a picture. Refuses DOC-207, DOC-209. */
  exported(documentId: string, role: SignRole, form: SignatureForm): Promise<SignatureFile>;
  /** Recomputes the hash of the stored bytes and of every signature. */
  verify(documentId: string): Promise<{ ok: boolean; findings: string[] }>;
}

export function createSigning(
  ledger: Ledger,
  clock: Clock,
  people: People,
  documents: Documents,
  render: RenderPdf,
  /** How the PC's clock stood beside the county's when it was last compared. */
  clockCompared: () => ClockComparison | null,
): Signing {
  const ready = (documentId: string): DocumentRecord & { sha256: string } => {
    const row = documents.record(documentId);
    if (row.state === 'VOIDED') refuse('DOC-201', '这份文书已作废，不能再签名；请在重出的文书上签。');
    const { sha256 } = row;
    if (sha256 === null) refuse('DOC-202', '文书还没有生成完，已取的号没有丢。请先生成文书再签名。');
    return { ...row, sha256 };
  };
  const waiting = (row: DocumentRecord, role: SignRole) => {
    const signer = row.signers.find((one) => one.role === role);
    if (signer === undefined) refuse('DOC-203', '这份文书没有这个签名栏，请刷新后再签。');
    if (row.signatures.some((one) => one.role === role))
      refuse('DOC-204', `${signer.name}已经签过或已注明拒签，签名不能更改。`);
    return signer;
  };
  /** Whoever has a paper signed is one of the officers who sign it themselves. 处罚法 42, 52 */
  const present = ({ signers }: DocumentRecord, actor: string) => {
    const officers = signers.filter((one) => one.officerId !== null);
    if (officers.some((one) => one.officerId === actor)) return;
    const names = officers.map((one) => one.name).join('、');
    refuse('DOC-208', `这份文书由${names}办理，您不是办案人员，没有签上；请由办案人员本人登录，在其在场时签名。`);
  };
  const signatureBytes = async (sha256: string) => ledger.files.get(sha256);
  const signing: Signing = {
    async sign(actor, given) {
      const row = ready(given.documentId);
      const signer = waiting(row, given.role);
      present(row, actor);
      const officer = signer.officerId;
      const free = ledger.info.kind === 'demo' && officer !== null && !people.byId(officer).hasPassword;
      if (officer !== null && !free) {
        if (given.credentials === undefined)
          refuse('DOC-205', `请${signer.name}输入本人的工号和口令后再签名。`, { field: 'credentials' });
        const { id } = await people.identify(given.credentials.number, given.credentials.password);
        if (id !== officer)
          refuse('DOC-206', `这一栏须由${signer.name}本人签名，请${signer.name}输入自己的工号和口令。`, {
            field: 'credentials',
          });
      }
      const { drawing } = given;
      const sealed = sealSignature({
        role: given.role,
        signerName: signer.name,
        signerIdMasked: given.idMasked,
        officersPresent: [people.nameOf(actor)],
        at: clock.iso(),
        clock: clockCompared(),
        device: {
          kind: drawing.device,
          simulated: row.simulated || drawing.pad?.simulated === true,
          pressureMeasured: drawing.pressureMeasured,
          ...(drawing.pad && { pad: drawing.pad }),
        },
        canvas: drawing.canvas,
        strokes: drawing.strokes,
        lostSamples: drawing.lostSamples,
        documentSha256: row.sha256,
      });
      await ledger.files.put(sealed.bytes, INKML);
      ledger.record(actor, () => {
        // The password was checked meanwhile: somebody else may have signed or voided it.
        waiting(ready(given.documentId), given.role);
        return [
          act(documentSigned, given.documentId, {
            role: given.role,
            name: signer.name,
            sha256: sealed.sha256,
            documentSha256: row.sha256,
            credentialsChecked: officer !== null && !free,
          }),
        ];
      });
      return documents.get(given.documentId);
    },
    refuseSign(actor, { documentId, reason, witness }) {
      const row = ready(documentId);
      waiting(row, 'PARTY');
      present(row, actor);
      ledger.record(actor, () => [
        act(documentSignRefused, documentId, { reason, witness, documentSha256: row.sha256 }),
      ]);
      return documents.get(documentId);
    },
    async signedCopy(actor, documentId) {
      const row = ready(documentId);
      if (row.signedSha256 !== null) return documents.get(documentId);
      const marks: Mark[] = [];
      for (const given of row.signatures) {
        if (given.sha256 === undefined) {
          marks.push({ place: 'REFUSAL', words: given.note });
          continue;
        }
        const verdict = verifySignature(
          { bytes: await signatureBytes(given.sha256), sha256: given.sha256 },
          await ledger.files.get(row.sha256),
        );
        if (!verdict.ok) refuse('DOC-207', `${verdict.finding}签名副本没有生成，请核验账本。`);
        marks.push({ place: given.role, drawing: verdict.signature });
        // A paper that is simulated as a whole says so already.
        if (verdict.signature.device.simulated && !row.simulated) marks.push({ place: given.role, words: '模拟签名' });
        if (given.role === 'PARTY') marks.push({ place: 'PARTY_DATE', words: instantInWords(given.at) });
      }
      const pdf = await makeSignedCopy(render, await ledger.files.get(row.sha256), marks);
      const stored = await ledger.files.put(pdf, 'application/pdf');
      ledger.record(actor, () =>
        documents.record(documentId).signedSha256 === null
          ? [act(documentSignedCopy, documentId, { sha256: stored.sha256, pages: row.pages })]
          : [],
      );
      return documents.get(documentId);
    },
    async completed(actor, documentId) {
      const { state, signatures, signedSha256 } = documents.record(documentId);
      const complete = (state === 'SIGNED' || state === 'DELIVERED') && signatures.length > 0;
      return complete && signedSha256 === null ? signing.signedCopy(actor, documentId) : documents.get(documentId);
    },
    async exported(documentId, role, form) {
      const row = ready(documentId);
      const given = row.signatures.find((one) => one.role === role);
      if (given?.sha256 === undefined) refuse('DOC-209', '这一栏没有笔迹可以导出，可能还没有签名或已注明拒签。');
      const bytes = await signatureBytes(given.sha256);
      const verdict = verifySignature({ bytes, sha256: given.sha256 }, await ledger.files.get(row.sha256));
      if (!verdict.ok) refuse('DOC-207', `${verdict.finding}笔迹没有导出，请核验账本。`);
      const name = `${row.title}${row.number} ${given.name}签名`;
      if (form === 'inkml') return { name: `${name}.inkml`, bytes };
      if (form === 'iso') return { name: `${name}.sdi`, bytes: isoSignature(verdict.signature) };
      return { name: `${name}.svg`, bytes: new TextEncoder().encode(signatureSvg(verdict.signature)) };
    },
    async verify(documentId) {
      const row = documents.record(documentId);
      if (row.sha256 === null) refuse('DOC-202', '文书还没有生成完，已取的号没有丢。请先生成文书再核验。');
      const findings: string[] = [];
      try {
        const pdf = await ledger.files.get(row.sha256);
        if (createHash('sha256').update(pdf).digest('hex') !== row.sha256)
          findings.push('存档的文书与登记的校验值不符。');
        for (const given of row.signatures) {
          if (given.sha256 === undefined) continue;
          const verdict = verifySignature({ bytes: await signatureBytes(given.sha256), sha256: given.sha256 }, pdf);
          if (!verdict.ok) findings.push(verdict.finding);
        }
        if (row.signedSha256 !== null) await ledger.files.get(row.signedSha256);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        findings.push(error.message);
      }
      return { ok: findings.length === 0, findings };
    },
  };
  return signing;
}
