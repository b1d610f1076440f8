import type { Check, CheckReason, Pin } from '@/utils/model/evidence';
import { isPass } from '@/utils/model/evidence';
import type { Review } from '@/utils/model/project-reviews';
import { asShown, type ClaimItem, type ClipEvidence, snapshotOf, verdictOf } from './claim-item';
import { shortHash, wordsHash } from './hash-values';
import {
  isReadTrace,
  isTrace,
  lacksLess,
  type PageReading,
  shortTrace,
  showsLess,
  writeTrace,
} from './page-trace';

/*
 * A review is valid only for the texts that were judged. It has a hash of the claim's words, and for
 * each citation a hash of the quote with the address of its page, and one of what that page said. So
 * a change can be told from a page that could not be read this time. A citation that names no passage
 * has a trace of the page instead (page-trace.ts).
 */

/** The page says the same as the quote. */
const AS_QUOTED = '=';
/** What the page says is unknown: it was never checked, or could not be read. */
const UNKNOWN = '?';

export const CHANGES = [
  'claim',
  'cited',
  'quote',
  'pinned',
  'page',
  'gone',
  'first_read',
  'first_checked',
  'lost',
  'unread',
] as const;
/**
 * What can have changed since a decision about a claim. `cited`: its citations. `pinned`: a citation
 * that named only its page now names a passage. `gone`: a page that was read is not there any more. `first_read`: a page that is cited as a whole had not
 * been read at the decision. `first_checked`: a passage had no check then, also if its page had been
 * read, and now the page does not say the same as the quote. `lost`: a page that had the words then
 * was read at the last check, which did not find them. `unread`: such a page could not be read.
 */
export type Change = (typeof CHANGES)[number];

/** Maximum length of what a record says of the pages, in UTF-16 units: the limit of its schema. */
const MOST_PASSAGE = 40_000;

function shortened(page: string): string {
  return isTrace(page) ? shortTrace(page) : page;
}

/**
 * Returns the hashes for a decision made now, about what the reviewer sees. Where this library has
 * not read a page, this is another person's reading.
 */
export function claimHashes(item: ClaimItem): Review['hashes'] {
  const passages = item.passages.map(({ citationId, evidence }) => ({
    citationId,
    evidence: evidence === null ? null : asShown(evidence),
  }));
  return hashesOf({ ...item, passages }, true);
}

/**
 * Whether a person took the words of an imported citation from the text of its page, and no check
 * has looked for them since. Whoever decides then has read what the page said.
 */
function isFreshlyPinned(evidence: ClipEvidence | null): boolean {
  const pin = evidence?.pin ?? null;
  if (evidence === null || pin === null || verdictOf(evidence) !== null) return false;
  return evidence.clip.origin === 'import' && pin.by === 'reviewer' && pin.quote !== null;
}

const computed = new WeakMap<ClaimItem, Review['hashes']>();

/** Returns the hashes of what this library itself knows. Computed once for each item. */
function hashesNow(item: ClaimItem): Review['hashes'] {
  const known = computed.get(item) ?? hashesOf(item);
  computed.set(item, known);
  return known;
}

function hashesOf(item: ClaimItem, isDeciding = false): Review['hashes'] {
  const { claim, passages } = item;
  const pages = passages.map(({ evidence }) =>
    isDeciding && isFreshlyPinned(evidence) ? AS_QUOTED : pageHash(evidence, item),
  );
  const passage = pages.join(' ');
  return {
    claim: wordsHash(claim.text),
    quote: passages.map(({ evidence }) => citedHash(evidence)).join(' '),
    passage: passage.length <= MOST_PASSAGE ? passage : pages.map(shortened).join(' '),
  };
}

/** Returns what changed since a review; empty while it is valid. */
export function changesSince(review: Review, item: ClaimItem): readonly Change[] {
  const now = hashesNow(item);
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
    const evidence = item.passages[at]?.evidence ?? null;
    const older = quoteHash(evidence?.pin ?? null);
    const cited = quotes.get(id);
    if (![citedNow[at], older].includes(cited)) {
      // What the page says of other words does not tell whether the page changed.
      const url = evidence?.source?.url ?? null;
      const pages = [shortHash(NO_PASSAGE, url), NO_PASSAGE];
      changed.add(cited !== undefined && pages.includes(cited) ? 'pinned' : 'quote');
      return;
    }
    const before = pages.get(id);
    const ofPage = changeOfPage(before, pagesNow[at], evidence, item, review);
    if (ofPage !== null) changed.add(ofPage);
    // Who could not tell without the page can decide now, also if the page says what is quoted.
    else if (review.decision === 'unclear' && !wasRead(before) && wasRead(pagesNow[at]))
      changed.add(isPassage(evidence) ? 'first_checked' : 'first_read');
  });
  const cited = new Set<string>(item.claim.citationIds);
  if (isCitedAsBefore && review.citationIds.some((id) => !cited.has(id))) changed.add('quote');
  return CHANGES.filter((change) => changed.has(change));
}

/** Whether it depends on the texts of whole pages if a review is valid. */
export function restsOnPage(review: Review, { claim, passages }: ClaimItem): boolean {
  const pages = byCitation(review, review.hashes.passage);
  return passages.some(({ evidence }, at) => {
    if (evidence === null || !namesNoPassage(evidence)) return false;
    const before = pages.get(claim.citationIds[at] ?? '');
    if (before === undefined) return false;
    return isTrace(before) || (review.decision === 'unclear' && !wasRead(before));
  });
}

function changeOfPage(
  before: string | undefined,
  now: string | undefined,
  evidence: ClipEvidence | null,
  { reading }: ClaimItem,
  { decision }: Review,
): Change | null {
  if (now === undefined) return null;
  const wasTraced = before !== undefined && isTrace(before);
  if (evidence !== null && namesNoPassage(evidence)) {
    if (wasTraced && reading !== undefined) {
      // An objection is outdated if the page now says what it did not say then.
      const isAnswered = decision !== 'supported' && lacksLess(before, reading, evidence.clip.id);
      if (!isAnswered && !showsLess(before, reading, evidence.clip.id)) return null;
      return isReadTrace(before) ? 'page' : 'first_read';
    }
    // The page had a passage for the link, and has none now.
    const isAbsent = !wasTraced && before !== UNKNOWN && verdictOf(evidence) === 'unpinned';
    return isAbsent ? 'page' : null;
  }
  if (now === UNKNOWN) {
    if (!isUnread(evidence) || !hadWords(before, evidence)) return null;
    return NOT_FOUND.has(evidence?.check?.evidence.reason ?? null) ? 'lost' : 'unread';
  }
  if (now === before) return null;
  if (before === undefined || wasRead(before)) return now === 'gone' ? 'gone' : 'page';
  return now === AS_QUOTED ? null : 'first_checked';
}

/** Whether a page had been read when a hash or a trace of it was made. */
function wasRead(page: string | undefined): boolean {
  if (page === undefined || page === UNKNOWN) return false;
  return !isTrace(page) || isReadTrace(page);
}

/** Whether a citation rests on its whole page: it names no passage, or the page has no such passage. */
function namesNoPassage(evidence: ClipEvidence): boolean {
  const verdict = verdictOf(evidence);
  if (verdict !== null) return verdict === 'unpinned';
  const { pin } = evidence;
  return pin !== null && pin.quote === null && pin.directive === null;
}

function isPassage(evidence: ClipEvidence | null): boolean {
  return evidence === null || !namesNoPassage(evidence);
}

/** A page that nobody was asked for has no other result than before. */
const NOT_ASKED: ReadonlySet<CheckReason | null> = new Set<CheckReason>([
  'not-run',
  'cancelled',
  'no-permission',
]);

/** The page was read without the passage, but may have more text than was read. */
const NOT_FOUND: ReadonlySet<CheckReason | null> = new Set<CheckReason>([
  'not-found-not-rendered',
  'pdf-pages-unread',
  'render-hidden',
  'render-closed',
  'render-timed-out',
  'render-failed',
]);

/** Whether the last check asked for the page and has no result. */
function isUnread(evidence: ClipEvidence | null): boolean {
  const verdict = verdictOf(evidence);
  const isOpen = verdict === 'blocked' || verdict === 'unreachable' || verdict === 'unchecked';
  return isOpen && !NOT_ASKED.has(evidence?.check?.evidence.reason ?? null);
}

/** Whether the page had the words of a citation at the decision. If not, it is no worse unread. */
function hadWords(before: string | undefined, evidence: ClipEvidence | null): boolean {
  if (before === undefined || before === UNKNOWN || before === '') return false;
  if (isTrace(before)) return isReadTrace(before);
  // Without a recorded quote, any passage is one that the link led to.
  const isLocated = evidence?.pin?.quote === null && before !== 'missing' && before !== 'gone';
  return before === AS_QUOTED || isLocated;
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
function quoteHash(pin: Pick<Pin, 'quote' | 'directive'> | null): string {
  if (pin === null) return shortHash(null);
  if (pin.quote !== null) return shortHash(pin.quote);
  const { prefix, start, end, suffix } = pin.directive ?? { start: '' };
  return shortHash([prefix ?? null, start, end ?? null, suffix ?? null]);
}

/** The quote hash of a citation that names only its page. */
const NO_PASSAGE = quoteHash({ quote: null, directive: null });

/** What is known of pages without a text, also before the hints of their claims are. */
const NO_READING: PageReading = { hints: [], pages: new Map() };

function pageHash(evidence: ClipEvidence | null, { reading }: ClaimItem): string {
  if (evidence !== null && namesNoPassage(evidence)) {
    const known = reading ?? (snapshotOf(evidence) === null ? NO_READING : undefined);
    return known === undefined ? UNKNOWN : writeTrace(known, evidence.clip.id);
  }
  const verdict = verdictOf(evidence);
  const check = evidence?.check ?? null;
  if (verdict === null || check === null) return UNKNOWN;
  if (isPass(verdict)) return AS_QUOTED;
  switch (verdict) {
    case 'blocked':
    case 'unreachable':
    case 'unchecked':
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
