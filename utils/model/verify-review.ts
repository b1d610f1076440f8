import { utf8ToBytes } from '@noble/hashes/utils.js';
import { decodeBase64url } from './base64url';
import {
  type Author,
  type ReviewRecord,
  reviewRecordId,
  signedBytes,
  UNSIGNED,
} from './review-records';

/** The signature algorithm. Chrome 130 has no Ed25519. https://w3c.github.io/webcrypto/#ecdsa */
export const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
export const ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' };
/** Length of an uncompressed P-256 public key, in bytes. */
const KEY_BYTES = 65;

/** Node's types have no name for a key of the Web Crypto API. */
type PublicKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Verifies the signatures of records. Caches imported keys as long as the verifier exists. */
export type ReviewVerifier = (record: ReviewRecord) => Promise<boolean>;

/**
 * Creates a verifier. A record is valid when its author's signature matches, or when it has neither
 * a signature nor an author. About 0.1 ms per record. Do not call it within a transaction of
 * IndexedDB: waiting for the result would end the transaction.
 */
export function createReviewVerifier(): ReviewVerifier {
  const keys = new Map<Author, Promise<PublicKey | null>>();
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
    return isSignedBy(await key, signedBytes(record), record.signature);
  };
}

/** What a person signs to show a team's server that a key is theirs. */
export interface KeyProof {
  /** The address of the server, as in the link of an invitation before `/join`. */
  readonly address: string;
  readonly teamId: string;
  readonly memberId: string;
  /** The text that the server gave to this device. */
  readonly challenge: string;
  readonly author: Author;
}

/**
 * The bytes that the signature of a key's proof covers. They begin otherwise than those of a review
 * record, so that neither can be used as the other. With the address, a server cannot use a proof
 * that was made for it at another server.
 */
export function keyProofBytes(proof: KeyProof): Uint8Array<ArrayBuffer> {
  const { address, teamId, memberId, challenge, author } = proof;
  const values = ['pincite key of a member', 1, address, teamId, memberId, challenge, author];
  return new Uint8Array(utf8ToBytes(JSON.stringify(values)));
}

/** Whether the proof was signed with the key that it names. */
export async function isKeyProved(proof: KeyProof, signature: string): Promise<boolean> {
  return isSignedBy(await importKey(proof.author), keyProofBytes(proof), signature);
}

async function isSignedBy(
  publicKey: PublicKey | null,
  bytes: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<boolean> {
  const signature = decodeBase64url(text);
  if (publicKey === null || signature === null) return false;
  return crypto.subtle.verify(ALGORITHM, publicKey, signature, bytes);
}

async function importKey(author: Author): Promise<PublicKey | null> {
  const raw = decodeBase64url(author);
  if (raw?.length !== KEY_BYTES) return null;
  try {
    return await crypto.subtle.importKey('raw', raw, CURVE, false, ['verify']);
  } catch {
    // The bytes are not a point of the curve.
    return null;
  }
}
