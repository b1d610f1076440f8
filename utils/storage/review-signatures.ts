import { decodeBase64url, encodeBase64url } from '@/utils/model/base64url';
import { failure, messageOf } from '@/utils/model/failure';
import {
  type Author,
  type ReviewRecord,
  reviewRecordId,
  signedBytes,
  UNSIGNED,
} from '@/utils/model/review-records';
import { Refusal } from './storage-failure';

/** The signature algorithm. Chrome 130 has no Ed25519. https://w3c.github.io/webcrypto/#ecdsa */
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' };
/** Length of an uncompressed P-256 public key, in bytes. */
const KEY_BYTES = 65;

export interface SigningKey {
  readonly author: Author;
  /** Not extractable. */
  readonly privateKey: CryptoKey;
}

/** Creates a signing key. Refuses with `no_signing_key` when the browser cannot create one. */
export async function makeSigningKey(): Promise<SigningKey> {
  try {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(CURVE, false, [
      'sign',
      'verify',
    ]);
    const raw = await crypto.subtle.exportKey('raw', publicKey);
    return { author: encodeBase64url(new Uint8Array(raw)), privateKey };
  } catch (cause) {
    throw new Refusal(failure('no_signing_key', messageOf(cause)));
  }
}

/** Signs the content of a record with this key and counter. */
export async function signReview(
  { author, privateKey }: SigningKey,
  content: Pick<ReviewRecord, 'reportId' | 'act' | 'body' | 'counter'>,
): Promise<ReviewRecord> {
  const record = { id: reviewRecordId(content), ...content, author };
  const signature = await crypto.subtle.sign(ALGORITHM, privateKey, signedBytes(record));
  return { ...record, signature: encodeBase64url(new Uint8Array(signature)) };
}

/** Verifies the signatures of records. Caches imported keys as long as the verifier exists. */
export type ReviewVerifier = (record: ReviewRecord) => Promise<boolean>;

/**
 * Creates a verifier. A record is valid when its author's signature matches, or when it has neither
 * a signature nor an author. About 0.1 ms per record. Do not call it within a transaction: waiting
 * for the result would end the transaction.
 */
export function createReviewVerifier(): ReviewVerifier {
  const keys = new Map<Author, Promise<CryptoKey | null>>();
  return async (record) => {
    if (reviewRecordId(record) !== record.id) return false;
    if (record.author === UNSIGNED) {
      return record.counter === 0 && record.act === null && record.signature === '';
    }
    if (record.counter < 1 || record.act === null) return false;
    let key = keys.get(record.author);
    if (key === undefined) {
      // A file can name as many keys as it has records.
      if (keys.size >= 1_000) keys.clear();
      key = importKey(record.author);
      keys.set(record.author, key);
    }
    const publicKey = await key;
    const signature = decodeBase64url(record.signature);
    if (publicKey === null || signature === null) return false;
    return crypto.subtle.verify(ALGORITHM, publicKey, signature, signedBytes(record));
  };
}

async function importKey(author: Author): Promise<CryptoKey | null> {
  const raw = decodeBase64url(author);
  if (raw?.length !== KEY_BYTES) return null;
  try {
    return await crypto.subtle.importKey('raw', raw, CURVE, false, ['verify']);
  } catch {
    // The bytes are not a point of the curve.
    return null;
  }
}
