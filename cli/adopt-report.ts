import { createHash } from 'node:crypto';
import { isPass } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel } from '@/utils/text/text-model';
import { isAdoptable } from '@/utils/verify/adoptable';
import type { CheckedReport, JudgedCitation } from './check-reports';
import { type Lock, type LockEntry, lockKey } from './lock-file';

export interface AdoptOptions {
  /** ISO 8601 UTC. */
  readonly now: string;
  /** Whether passages are adopted too that a person should look at first. */
  readonly doubtful: boolean;
  /**
   * Whether adopted citations are adopted again, with what their pages say now. The report must
   * then have been checked without its lock.
   */
  readonly renew: boolean;
}

export interface Adoption {
  readonly lock: Lock;
  /** New entries, and entries that were replaced. */
  readonly adopted: readonly JudgedCitation[];
  /** Number of entries that did not change. Entries of refused citations are not counted. */
  readonly kept: number;
  /** How many entries belong to no citation of the report any more. */
  readonly dropped: number;
  /** Citations that name words or a passage, and were not adopted. */
  readonly refused: readonly JudgedCitation[];
}

/**
 * Returns the new lock of a report. Without `renew`, what was adopted before stays as it is, also
 * if its page says something else now: only a person can decide that the new words are right.
 * Linear in the pages that are adopted from.
 */
export function adoptReport(
  { citations }: CheckedReport,
  before: Lock,
  options: AdoptOptions,
): Adoption {
  const modelOf = keepLatestModel();
  const lock = new Map<string, LockEntry>();
  const adopted: JudgedCitation[] = [];
  const refused: JudgedCitation[] = [];
  const seen = new Set<string>();
  let found = 0;
  for (const citation of citations) {
    const key = lockKey(citation);
    if (seen.has(key)) continue;
    seen.add(key);
    const known = before.get(key);
    if (known !== undefined) {
      lock.set(key, known);
      found += 1;
      if (!options.renew) continue;
    }
    if (citation.judgement.verdict === 'unpinned') continue;
    const entry = mayAdopt(citation, options.doubtful)
      ? entryOf(citation, modelOf(citation.text), citation.seenAt ?? options.now)
      : null;
    if (entry === null) refused.push(citation);
    else if (known === undefined || !saysTheSame(known, entry)) {
      lock.set(key, entry);
      adopted.push(citation);
    }
  }
  const others = [...adopted, ...refused].filter((citation) => before.has(lockKey(citation)));
  return { lock, adopted, refused, kept: found - others.length, dropped: before.size - found };
}

function mayAdopt({ judgement }: JudgedCitation, doubtful: boolean): boolean {
  const { verdict, flags, evidence } = judgement;
  if (evidence.position === null) return false;
  // The report itself says the words. Only their place can be doubtful.
  if (isPass(verdict)) return doubtful || !flags.includes('ambiguous');
  if (verdict !== 'located') return false;
  return doubtful || isAdoptable({ ...judgement, snapshotId: newId<'snapshot'>() });
}

/** Returns the entry of a citation; null if its passage has no word. */
export function entryOf(
  { address, pin, judgement, text }: JudgedCitation,
  model: TextModel,
  seen: string,
): LockEntry | null {
  const range = judgement.evidence.position;
  const passage = range === null ? '' : text.slice(range.start, range.end);
  if (range === null || !/[\p{L}\p{N}]/u.test(passage)) return null;
  const start = range.start + (passage.length - passage.trimStart().length);
  const end = range.end - (passage.length - passage.trimEnd().length);
  const { exact, prefix, suffix } = describeTextQuote(model, { start, end });
  return {
    address,
    from: pin.quote === null ? 'link' : 'quotation',
    wording: pin.quote ?? exact,
    before: prefix,
    after: suffix,
    position: [start, end],
    page: createHash('sha256').update(text, 'utf8').digest('hex'),
    seen,
  };
}

/** A new time or another text elsewhere on the page is no reason for a change in the file. */
function saysTheSame(one: LockEntry, other: LockEntry): boolean {
  return one.wording === other.wording && one.before === other.before && one.after === other.after;
}

/** Citations of one page usually follow each other. */
function keepLatestModel(): (text: string) => TextModel {
  let latest: TextModel | null = null;
  return (text) => {
    if (latest?.text !== text) latest = createPlainTextModel(text);
    return latest;
  };
}
