import { takesTextDirectives } from '@/utils/fragment/takes-text-directives';
import { type CheckFlag, isPass } from '@/utils/model/evidence';
import type { TextModel } from '@/utils/text/text-model';
import { classifyPage, type PageClass } from './classify-page';
import { type JudgedClip, judgeQuote } from './judge-quote';
import type { Judgement } from './judgement';
import type { PageFacts, PageReader } from './page-facts';
import { evidenceOf } from './passage-evidence';

export interface PageCheck {
  readonly facts: PageFacts;
  /** The title that the page gives itself, as a clip has it; null if it gives none. */
  readonly givenTitle: string | null;
  readonly model: TextModel;
  readonly quotes: readonly JudgedClip[];
  readonly reader: PageReader;
  /** The addresses of the clips' images that the page no longer has. Absent: not looked for. */
  readonly absentImages?: ReadonlySet<string>;
  /** The type as browsers know it, if it was read as another type. */
  readonly servedAs?: string | null;
}

/** The type of a page that does not say its type. */
const READ_AS = 'text/html';

function flagsOf(facts: PageFacts, reader: PageReader): CheckFlag[] {
  const flags: CheckFlag[] = [];
  if (facts.finalUrl !== facts.requestedUrl) flags.push('redirected');
  if (reader === 'render') flags.push('read-by-rendering');
  if (reader === 'memento') flags.push('read-from-archive');
  return flags;
}

function judgeOn(page: PageClass, check: PageCheck, clip: JudgedClip): Judgement {
  const { facts, model, reader } = check;
  if (page.kind === 'content') return judgeQuote(model, clip, { reader });
  const fallen: Judgement = {
    verdict: page.verdict,
    flags: [],
    evidence: evidenceOf({ reason: page.reason, detail: page.detail, httpStatus: facts.status }),
  };
  if (page.rescue.length === 0) return fallen;
  const judged = judgeQuote(model, clip, { reader });
  return page.rescue.includes(judged.verdict) ? judged : fallen;
}

/**
 * Checks all quotes of one page with one reading: first the class of the page, then each quote. The
 * same code is used for fetched pages, the user's tab, renderings and mementos. Returns one
 * judgement for each quote, in order.
 */
export function checkPage(check: PageCheck): Judgement[] {
  const page = classifyPage(check.facts, check.reader);
  const flags = flagsOf(check.facts, check.reader);
  const contentType = check.servedAs ?? check.facts.contentType ?? READ_AS;
  const isTitled = page.kind === 'content' && check.givenTitle !== null;
  const linked = page.kind !== 'content' || takesTextDirectives(contentType);
  return check.quotes.map((clip) => {
    const { verdict, flags: own, evidence } = judgeOn(page, check, clip);
    const dead = !linked && clip.pin.directive !== null && !own.includes('dead-link');
    const lacksImage =
      isPass(verdict) && clip.images?.some((address) => check.absentImages?.has(address));
    return {
      verdict,
      flags: [
        ...flags,
        ...own,
        ...(dead ? (['dead-link'] as const) : []),
        ...(lacksImage ? (['image-gone'] as const) : []),
      ],
      evidence: {
        ...evidence,
        httpStatus: check.facts.status,
        contentType,
        ...(isTitled ? { title: check.givenTitle } : {}),
      },
    };
  });
}
