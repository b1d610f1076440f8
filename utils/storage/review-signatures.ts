import { encodeBase64url } from '@/utils/model/base64url';
import { failure, messageOf } from '@/utils/model/failure';
import {
  type Author,
  type ReviewRecord,
  reviewRecordId,
  signedBytes,
} from '@/utils/model/review-records';
import { ALGORITHM, CURVE } from '@/utils/model/verify-review';
import { Refusal } from './storage-failure';

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
  key: SigningKey,
  content: Pick<ReviewRecord, 'reportId' | 'act' | 'body' | 'counter'>,
): Promise<ReviewRecord> {
  const record = { id: reviewRecordId(content), ...content, author: key.author };
  return { ...record, signature: await signBytes(key, signedBytes(record)) };
}

/** Signs bytes that say at their start what they are for. Returns the signature in base64url. */
export async function signBytes(
  { privateKey }: SigningKey,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return encodeBase64url(new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, bytes)));
}
