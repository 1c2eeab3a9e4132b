import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { drawnSignature } from '../../../test/paper-samples.ts';
import { type Signature, sealSignature, verifySignature } from './signature.ts';

const pdf = new TextEncoder().encode('%PDF-1.7 the stored bytes');
const given: Signature = {
  role: 'PARTY',
  signerName: '王建国',
  signerIdMasked: '330602********0027',
  officersPresent: ['陈立群', '周晓芸'],
  at: '2026-11-20T06:21:00.000Z',
  device: { kind: 'screen-pen', simulated: false, pressureMeasured: true },
  ...drawnSignature(3, 1),
  lostSamples: 0,
  documentSha256: createHash('sha256').update(pdf).digest('hex'),
};
const sealed = sealSignature(given);

test('an untouched signature and document verify and give the signature back', () => {
  expect(verifySignature(sealed, pdf)).toEqual({ ok: true, signature: given });
});

test('the sealed form depends on the facts, not on the order in which they were written', () => {
  const reversed = Object.fromEntries(Object.entries(given).reverse()) as Signature;
  expect(sealSignature(reversed).sha256).toBe(sealed.sha256);
});

test('matrix row 7: any changed byte of the document is found and named', () => {
  for (let i = 0; i < pdf.length; i++) {
    const changed = pdf.slice();
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(verifySignature(sealed, changed)).toEqual({
      ok: false,
      finding: expect.stringContaining('王建国签名时的文书'),
    });
  }
});

test('any changed byte of the signature is found', () => {
  for (let i = 0; i < sealed.bytes.length; i += 7) {
    const bytes = sealed.bytes.slice();
    bytes[i] = (bytes[i] ?? 0) ^ 1;
    expect(verifySignature({ bytes, sha256: sealed.sha256 }, pdf)).toMatchObject({ ok: false });
  }
});

test.each([
  [
    'time of a point',
    (s: Signature) => ({ ...s, strokes: s.strokes.map((k) => k.map((p) => ({ ...p, t: p.t + 1 }))) }),
  ],
  ['pressure', (s: Signature) => ({ ...s, strokes: s.strokes.map((k) => k.map((p) => ({ ...p, p: p.p / 2 }))) })],
  ['one stroke fewer', (s: Signature) => ({ ...s, strokes: s.strokes.slice(1) })],
  ['signer', (s: Signature) => ({ ...s, signerName: '王建军' })],
  ['officers present', (s: Signature) => ({ ...s, officersPresent: ['陈立群'] })],
  ['instant', (s: Signature) => ({ ...s, at: '2026-11-20T06:22:00.000Z' })],
  ['simulated', (s: Signature) => ({ ...s, device: { ...s.device, simulated: true } })],
])('another %s is another signature', (_, change) => {
  const forged = sealSignature(change(given));
  expect(forged.sha256).not.toBe(sealed.sha256);
  expect(verifySignature({ bytes: forged.bytes, sha256: sealed.sha256 }, pdf)).toMatchObject({ ok: false });
});

test('what is not a signature is said to be none, even under a matching hash', () => {
  for (const text of ['{}', 'garbage', '{"role":"PARTY"}']) {
    const bytes = new TextEncoder().encode(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(verifySignature({ bytes, sha256 }, pdf)).toMatchObject({
      ok: false,
      finding: expect.stringContaining('不是本系统'),
    });
  }
});
