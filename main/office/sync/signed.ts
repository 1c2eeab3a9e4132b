import { createHash, createPublicKey, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type Bundle, bundleText, type HeadReceipt, receiptText } from '../../../preload/contract/county.ts';
import { refuse } from '../../../preload/contract/refusal.ts';

function signedBy(publicKey: string, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}

/** Whether this is an Ed25519 public key as the county hands it out. */
export function isCountyKey(publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

/** Refuses SYNC-402 unless the county with this key signed the receipt. */
export function checkReceiptSignature(publicKey: string, receipt: HeadReceipt): void {
  if (!signedBy(publicKey, receiptText(receipt), receipt.signature)) {
    refuse('SYNC-402', '县级回执的签名不对，没有采信，数据仍算未送达；请联系县级管理员核对平台身份。', {
      detail: { receiptNo: receipt.receiptNo, deskSeq: receipt.deskSeq },
    });
  }
}

/** Refuses SYNC-404 unless the payload is what the county with this key signed. */
export function checkBundleSignature(publicKey: string, bundle: Bundle): void {
  const digest = createHash('sha256')
    .update(canonicalize(bundle.payload) ?? '')
    .digest('hex');
  if (digest !== bundle.sha256 || !signedBy(publicKey, bundleText(bundle), bundle.signature)) {
    refuse('SYNC-404', '县级下发清单的签名不对，没有采用，仍用本机现有清单；请联系县级管理员。', {
      detail: { kind: bundle.kind, version: bundle.version },
    });
  }
}
