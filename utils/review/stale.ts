import type { Check, Pin } from '@/utils/model/evidence';
import { isPass } from '@/utils/model/evidence';
import type { Review } from '@/utils/model/project-reviews';
import { type ClaimItem, type ClipEvidence, verdictOf } from './claim-item';
import { shortHash, wordsHash } from './hash-values';

/*
 * A review is valid only for the texts that were judged. It has a hash of the claim's words, and for
 * each citation a hash of the quote with the address of its page, and one of what that page said. So
 * a change can be told from a page that could not be read this time.
 */

/** The page says the same as the quote. */
const AS_QUOTED = '=';
/** What the page says is unknown: it was never checked, or could not be read. */
const UNKNOWN = '?';

export const CHANGES = ['claim', 'cited', 'quote', 'page'] as const;
/** What can have changed since a decision about a claim. `cited`: its citations. */
export type Change = (typeof CHANGES)[number];

const computed = new WeakMap<ClaimItem, Review['hashes']>();

/** Returns the hashes for a decision made now. Computed once for each item. */
export function claimHashes(item: ClaimItem): Review['hashes'] {
  const known = computed.get(item);
  if (known !== undefined) return known;
  const { claim, passages } = item;
  const hashes = {
    claim: wordsHash(claim.text),
    quote: passages.map(({ evidence }) => citedHash(evidence)).join(' '),
    passage: passages.map(({ evidence }) => pageHash(evidence)).join(' '),
  };
  computed.set(item, hashes);
  return hashes;
}

/** Returns what changed since a review; empty while it is valid. */
export function changesSince(review: Review, item: ClaimItem): readonly Change[] {
  const now = claimHashes(item);
  const quotes = byCitation(review, review.hashes.quote);
  const pages = byCitation(review, review.hashes.passage);
  const citedNow = now.quote.split(' ');
  const pagesNow = now.passage.split(' ');
  const changed = new Set<Change>();
  const isCitedAsBefore = review.claimKey === item.claim.key;
  if (!isCitedAsBefore) changed.add('cited');
  if (now.claim !== review.hashes.claim) changed.add('claim');
  item.claim.citationIds.forEach((id, at) => {
    // The decision says nothing about a citation that was added later.
    if (!isCitedAsBefore && !quotes.has(id)) return;
    // Decisions of older versions do not say of which page the quote is.
    const older = quoteHash(item.passages[at]?.evidence?.pin ?? null);
    if (![citedNow[at], older].includes(quotes.get(id))) changed.add('quote');
    if (pageChanged(pages.get(id), pagesNow[at])) changed.add('page');
  });
  const cited = new Set<string>(item.claim.citationIds);
  if (isCitedAsBefore && review.citationIds.some((id) => !cited.has(id))) changed.add('quote');
  return CHANGES.filter((change) => changed.has(change));
}

function pageChanged(before: string | undefined, now: string | undefined): boolean {
  // A page that cannot be read now has not necessarily changed.
  if (now === undefined || now === UNKNOWN || now === before) return false;
  return before === UNKNOWN ? now !== AS_QUOTED : true;
}

function byCitation({ citationIds }: Review, hashes: string): ReadonlyMap<string, string> {
  const parts = hashes.split(' ');
  return new Map(citationIds.map((id, at) => [id, parts[at] ?? '']));
}

/** Returns the hash of a quote and of the address of its page. */
function citedHash(evidence: ClipEvidence | null): string {
  const hash = quoteHash(evidence?.pin ?? null);
  return evidence === null ? hash : shortHash(hash, evidence.source?.url ?? null);
}

/** Returns the hash of the quote or, if none was recorded, of the passage that the link names. */
function quoteHash(pin: Pin | null): string {
  if (pin === null) return shortHash(null);
  if (pin.quote !== null) return shortHash(pin.quote);
  const { prefix, start, end, suffix } = pin.directive ?? { start: '' };
  return shortHash([prefix ?? null, start, end ?? null, suffix ?? null]);
}

function pageHash(evidence: ClipEvidence | null): string {
  const verdict = verdictOf(evidence);
  const check = evidence?.check ?? null;
  if (verdict === null || check === null) return UNKNOWN;
  if (isPass(verdict)) return AS_QUOTED;
  switch (verdict) {
    case 'blocked':
    case 'unreachable':
    case 'unchecked':
    // The citation names a page and no passage, so nothing on it can change.
    case 'unpinned':
      return UNKNOWN;
    case 'missing':
    case 'gone':
      return verdict;
    default:
      return shortHash(verdict, passageWords(check));
  }
}

function passageWords({ evidence }: Check): string {
  const found = evidence.passage?.text ?? '';
  return found.replace(/\s+/gu, ' ').trim();
}
