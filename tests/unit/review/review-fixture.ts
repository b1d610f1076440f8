import { madeCheck, madeClip, madePin } from '@/scripts/made-evidence';
import type { Claim, Hint } from '@/utils/claim/claim';
import type { Check, CheckFlag, Verdict } from '@/utils/model/evidence';
import type { CitationId, ClipId, Id, SectionId } from '@/utils/model/ids';
import type { Review, SignOff } from '@/utils/model/project-reviews';
import { type ClaimItem, type ClipEvidence, claimItems } from '@/utils/review/claim-item';
import { claimHashes } from '@/utils/review/stale';

/** Returns an id of any kind that shows its number. */
export function id<Kind extends string>(number: number): Id<Kind> {
  return `01900000-0000-7000-8000-${number.toString().padStart(12, '0')}` as Id<Kind>;
}

const AT = '2026-05-02T09:41:00.000Z';

export interface MadePassage {
  readonly quote?: string | null;
  readonly verdict?: Verdict | null;
  readonly flags?: readonly CheckFlag[];
  /** The passage that the check found. */
  readonly passage?: string | null;
  /** Number of the page. The default is 1. */
  readonly page?: number;
  /** The check is about an earlier wording. */
  readonly pinnedSince?: boolean;
  /** Verdict of another person's check. */
  readonly foreign?: Verdict;
  /** Whether the clip is of an image. */
  readonly isImage?: boolean;
  /** Another link to the same words. */
  readonly start?: string;
}

/** The evidence of one clip. */
export function evidence(number: number, made: MadePassage = {}): ClipEvidence {
  const clipId: ClipId = id<'clip'>(number);
  const sourceId = id<'source'>(made.page ?? 1);
  const quote = made.quote === undefined ? 'The level rose by 44 centimetres.' : made.quote;
  const found = made.passage ?? null;
  const checkOf = (verdict: Verdict): Check =>
    madeCheck({
      runId: id<'run'>(1),
      clipId,
      pinId: made.pinnedSince ? id<'pin'>(9_000) : id<'pin'>(number),
      checkedAt: AT,
      verdict,
      flags: [...(made.flags ?? [])],
      evidence: { passage: found === null ? null : { before: '', text: found, after: '' } },
    });
  return {
    clip: madeClip({
      id: clipId,
      sourceId,
      capturedAt: AT,
      origin: 'import',
      kind: made.isImage === true ? 'image' : 'quote',
      filedUnder: { reportId: id<'report'>(1), sectionId: null },
    }),
    source: null,
    pin: madePin({
      id: id<'pin'>(number),
      clipId,
      madeAt: AT,
      by: 'import',
      quote,
      directive: { start: made.start ?? 'The level' },
    }),
    check: made.verdict == null ? null : checkOf(made.verdict),
    foreign: made.foreign === undefined ? null : { check: checkOf(made.foreign) },
  };
}

export interface MadeClaim {
  readonly text?: string;
  /** What its sentence says behind it. */
  readonly after?: string;
  readonly section?: number | null;
  readonly passages?: readonly MadePassage[];
}

/** Returns claims 1, 2, 3…, each in a statement of its own. */
export function claims(...made: readonly MadeClaim[]): readonly ClaimItem[] {
  const found = new Map<ClipId, ClipEvidence>();
  const clipOf = new Map<CitationId, ClipId>();
  let next = 1;
  const statements = made.map(
    ({ text = 'The level rose', after = '', section = null, passages = [{}] }, at) => {
      const citationIds = passages.map((passage) => {
        const number = next;
        next += 1;
        found.set(id<'clip'>(number), evidence(number, passage));
        clipOf.set(id<'citation'>(number), id<'clip'>(number));
        return id<'citation'>(number);
      });
      const sectionId: SectionId | null = section === null ? null : id<'section'>(section);
      const range = { start: 0, end: text.length };
      const claim: Claim = {
        key: `claim-${(at + 1).toString()}`,
        statementId: id<'statement'>(at + 1),
        sectionId,
        text,
        ...range,
        sentence: { start: 0, end: text.length + after.length },
        citationIds,
        isQuoted: false,
      };
      const { statementId } = claim;
      const plain = text + after;
      return { statementId, plain, citationsAt: [], claims: [claim], uncited: [] };
    },
  );
  return claimItems(statements, (citation) => clipOf.get(citation), found);
}

/** Returns the only claim of these. */
export function claimOf(made: MadeClaim = {}): ClaimItem {
  const [item] = claims(made);
  if (item === undefined) throw new Error('No claim was made.');
  return item;
}

/** A decision of the own reviewer about the current claim. */
export function reviewOf(item: ClaimItem, of: Partial<Review> = {}): Review {
  return {
    id: 'decision',
    author: 'own key',
    counter: 1,
    standing: 'own',
    name: null,
    doubt: null,
    claimKey: item.claim.key,
    reviewer: 'Ines',
    citationIds: item.claim.citationIds,
    hashes: claimHashes(item),
    decision: 'supported',
    note: '',
    reviewedAt: AT,
    together: false,
    answers: [],
    earlier: [],
    between: [],
    ...of,
  };
}

/** A sign-off of the own reviewer. */
export function signOffOf(of: Partial<SignOff> = {}): SignOff {
  return {
    ...{ id: 'sign-off', author: 'own key', counter: 1 },
    ...{ standing: 'own', name: null, doubt: null },
    ...{ contentHash: 'then', reviewer: 'Ines', signedAt: AT, exceptions: [] },
    counts: { claims: 0, supported: 0, partly: 0, unsupported: 0, unclear: 0, waiting: 0 },
    ...of,
  };
}

/** A person with a compared key. */
export function by(name: string): Partial<Review> {
  return { author: `key of ${name}`, standing: 'known', name, reviewer: name, id: `of ${name}` };
}

/** An answer of the author of the report. */
export function answered(
  answer: 'fixed' | 'disputed',
  of: Partial<Review> = {},
  note = '',
): Partial<Review> {
  const given = { id: 'answer', author: 'editor', counter: 1, standing: 'known', name: null };
  const answeredAt = '2026-05-03T10:00:00.000Z';
  return {
    ...of,
    answers: [{ ...given, doubt: null, answer, note, answeredAt } as Review['answers'][number]],
  };
}

export function hint(kind: Hint['kind'] = 'figure'): Hint {
  return { kind, words: '44', start: 0, end: 2, soughtIn: [], found: 'nowhere' };
}
