import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as z from 'zod/mini';
import { decodeBase64url } from './base64url';
import { idSchema, type ReportId } from './ids';

/*
 * The decisions of people about a report, as immutable records (docs/adr/0031). The id of a record
 * is the hash of its content. The signature covers the content, the author and the author's
 * counter.
 */

export const REVIEW_DECISIONS = ['supported', 'partly', 'unsupported', 'unclear'] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];
export const REVIEW_ANSWERS = ['fixed', 'disputed'] as const;
export type ReviewAnswer = (typeof REVIEW_ANSWERS)[number];
export const SIGN_OFF_COUNTS = ['claims', ...REVIEW_DECISIONS, 'waiting'] as const;
/**
 * The parts of what a sign-off covers. `order`: the whole text with the positions of its blocks and
 * citations.
 */
export const SIGN_OFF_PARTS = [
  'title',
  'headings',
  'words',
  'citations',
  'links',
  'quotes',
  'decisions',
  'answers',
  'order',
] as const;
export type SignOffPart = (typeof SIGN_OFF_PARTS)[number];
export type SignOffCounts = Readonly<Record<(typeof SIGN_OFF_COUNTS)[number], number>>;

/** An uncompressed P-256 public key (65 bytes) in base64url, or '' in unsigned records. */
export type Author = string;
/** The author of unsigned records, which older versions made. */
export const UNSIGNED: Author = '';

const text = (length: number) => z.string().check(z.maxLength(length));
const Time = z.iso.datetime();
const Count = z.int().check(z.minimum(0));
const Name = text(1_000);
const ClaimKey = text(40_000);
const RecordId = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const DecisionSchema = z.object({
  kind: z.literal('decision'),
  claimKey: ClaimKey,
  /** The name that the author claims. */
  reviewer: Name,
  citationIds: z.array(idSchema<'citation'>()).check(z.maxLength(1_000)),
  /** Hashes of the judged texts. A decision applies only to these texts. */
  hashes: z.object({ claim: text(40_000), quote: text(40_000), passage: text(40_000) }),
  decision: z.enum(REVIEW_DECISIONS),
  note: text(100_000),
  reviewedAt: Time,
  /**
   * Whether the reviewer confirmed the claim together with the other clean claims of its page,
   * after Pincite showed all of them.
   */
  together: z.boolean(),
});
const AnswerSchema = z.object({
  kind: z.literal('answer'),
  /** Id of the decision that the answer belongs to. */
  decision: RecordId,
  claimKey: ClaimKey,
  answer: z.enum(REVIEW_ANSWERS),
  /** The reason for the answer. Absent if the author wrote none. */
  note: z.exactOptional(text(100_000)),
  /** The name that the author claims. Absent if the author gave none, and in older versions. */
  reviewer: z.exactOptional(Name),
  answeredAt: Time,
});
/** One hash, or two: `contentParts` says of what. */
const PartHash = text(64);
const SignOffSchema = z.object({
  kind: z.literal('sign-off'),
  contentHash: text(200),
  /**
   * A hash of each part. Absent from sign-offs of versions that signed only the whole, whose
   * signatures stay valid.
   */
  parts: z.exactOptional(
    z.object({
      title: PartHash,
      headings: PartHash,
      words: PartHash,
      citations: PartHash,
      links: PartHash,
      quotes: PartHash,
      decisions: PartHash,
      answers: PartHash,
      order: PartHash,
    }),
  ),
  reviewer: Name,
  signedAt: Time,
  counts: z.object({
    claims: Count,
    supported: Count,
    partly: Count,
    unsupported: Count,
    unclear: Count,
    waiting: Count,
  }),
  /** Undecided claims that the sign-off explicitly excludes, with their text at that time. */
  exceptions: z
    .array(z.object({ claimKey: ClaimKey, words: text(100_000) }))
    .check(z.maxLength(100_000)),
});
const WithdrawalSchema = z.object({
  kind: z.literal('withdrawal'),
  /** The slot that the author withdraws, as returned by `slotOf`. */
  slot: text(40_020),
  withdrawnAt: Time,
});

export type DecisionBody = z.infer<typeof DecisionSchema>;
export type SignOffBody = z.infer<typeof SignOffSchema>;
export type SignOffParts = Readonly<Record<SignOffPart, string>>;
export type ReviewBody =
  | DecisionBody
  | SignOffBody
  | z.infer<typeof AnswerSchema>
  | z.infer<typeof WithdrawalSchema>;

export const ReviewBodySchema = z.discriminatedUnion('kind', [
  DecisionSchema,
  AnswerSchema,
  SignOffSchema,
  WithdrawalSchema,
]);

/** A review that a page asks the background to sign. `act` makes a repeated message harmless. */
export const ReviewDraftSchema = z.object({ act: idSchema<'act'>(), body: ReviewBodySchema });
export type ReviewDraft = z.infer<typeof ReviewDraftSchema>;

/** Maximum counter. Nobody makes this many records, so higher counters are refused. */
export const MAX_COUNTER = 2 ** 48;

export const ReviewRecordSchema = z.object({
  /** The id that `reviewRecordId` computes. */
  id: RecordId,
  reportId: idSchema<'report'>(),
  /** Null in records without a signature. */
  act: z.nullable(idSchema<'act'>()),
  body: ReviewBodySchema,
  author: text(100),
  /** The author's counter in this report, from 1. 0 in unsigned records. */
  counter: z.int().check(z.minimum(0), z.maximum(MAX_COUNTER)),
  /**
   * ECDSA P-256 signature with SHA-256 over `signedBytes`, in base64url, or '' in unsigned records.
   */
  signature: text(100),
});
export type ReviewRecord = z.infer<typeof ReviewRecordSchema>;
type Content = Pick<ReviewRecord, 'reportId' | 'body'>;

/**
 * SHA-256 of the content of a record, in hex. The id does not depend on the author or the counter.
 */
export function reviewRecordId(content: Content): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(contentValues(content)))));
}

/** The bytes that the signature of a record covers. */
export function signedBytes(
  record: Content & Pick<ReviewRecord, 'act' | 'author' | 'counter'>,
): Uint8Array<ArrayBuffer> {
  const { act, author, counter } = record;
  const values = [...contentValues(record), act, author, counter];
  return new Uint8Array(utf8ToBytes(JSON.stringify(values)));
}

/**
 * The content of a record in a fixed order, which does not depend on the key order of objects.
 * Changing this order requires a new version number.
 */
function contentValues({ reportId, body }: Content): readonly unknown[] {
  return ['pincite review record', 1, body.kind, reportId, bodyValues(body)];
}

function bodyValues(body: ReviewBody): readonly unknown[] {
  switch (body.kind) {
    case 'decision': {
      const { claimKey, reviewer, citationIds, hashes, decision, note, reviewedAt, together } =
        body;
      const { claim, quote, passage } = hashes;
      const judged = [claim, quote, passage];
      return [claimKey, reviewer, citationIds, judged, decision, note, reviewedAt, together];
    }
    case 'answer':
      return [
        ...[body.decision, body.claimKey, body.answer, body.answeredAt],
        // An answer without a note or a name is signed as in older versions, so its id stays the same.
        ...(body.note === undefined && body.reviewer === undefined ? [] : [body.note ?? null]),
        ...(body.reviewer === undefined ? [] : [body.reviewer]),
      ];
    case 'sign-off':
      return [
        body.contentHash,
        body.reviewer,
        body.signedAt,
        SIGN_OFF_COUNTS.map((name) => body.counts[name]),
        body.exceptions.map(({ claimKey, words }) => [claimKey, words]),
        // Nothing is added for sign-offs without parts, so their ids and signatures stay the same.
        ...(body.parts === undefined ? [] : [partValues(body.parts)]),
      ];
    case 'withdrawal':
      return [body.slot, body.withdrawnAt];
  }
}

function partValues(parts: SignOffParts): readonly string[] {
  return SIGN_OFF_PARTS.map((part) => parts[part]);
}

export const SIGN_OFF_SLOT = 'sign-off';

export function decisionSlot(claimKey: string): string {
  return `decision ${claimKey}`;
}

export function answerSlot(decision: string): string {
  return `answer ${decision}`;
}

/**
 * The slot of a record, which identifies its subject. Only the latest record of an author in a slot
 * applies.
 */
export function slotOf(body: ReviewBody): string {
  switch (body.kind) {
    case 'decision':
      return decisionSlot(body.claimKey);
    case 'answer':
      return answerSlot(body.decision);
    case 'sign-off':
      return SIGN_OFF_SLOT;
    case 'withdrawal':
      return body.slot;
  }
}

/** Creates a record without a signature, for a decision from before signatures existed. */
export function unsignedRecord(reportId: ReportId, body: ReviewBody): ReviewRecord {
  const id = reviewRecordId({ reportId, body });
  return { id, reportId, act: null, body, author: UNSIGNED, counter: 0, signature: '' };
}

/**
 * The first 100 bits of a key's SHA-256 as five groups of four characters, for two people to read
 * out and compare. '' for an invalid key.
 */
export function fingerprintOf(author: Author): string {
  const key = decodeBase64url(author);
  if (key === null || key.length === 0) return '';
  let held = 0;
  let bits = 0;
  let digits = '';
  for (const byte of sha256(key).subarray(0, 13)) {
    held = ((held << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5 && digits.length < 20) {
      bits -= 5;
      digits += FINGERPRINT_DIGITS.charAt((held >> bits) & 31);
    }
  }
  return digits.replace(/(.{4})(?=.)/g, '$1 ');
}

/** Crockford's base 32: without I, L, O and U, which readers confuse with other characters. */
const FINGERPRINT_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
