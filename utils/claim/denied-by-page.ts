import type { Sentence } from './closest-sentence';
import { type Difference, sharedStems } from './compared-pair';
import { ComparedText, clausesOf, comparedSentence } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { deniedBetween, NEGATIVE, saysAs } from './other-denial';
import { quick } from './scan-text';

/*
 * Whether a page denies in one sentence what a part of a claim says, or the reverse: "has approved the
 * plan" and "has not yet approved the plan". A page says much of everything, so the two have to be
 * very alike.
 */

/** The number of sentences of a page that are compared with a part of a claim. */
const MOST_SENTENCES = 12;
/** In UTF-16 units. A longer claim or sentence is mostly a list, so it is not compared. */
const LONGEST = 1200;
/** A part of a claim with fewer words can be about anything. */
const LEAST_WORDS = 2;
/** A part of a claim with at least this many words may be a smaller share of the clause. */
const SURE_WORDS = 3;
/** The least share of the clause of the page that the part of the claim has. */
const LEAST_SHARE = 1 / 3;
const LEAST_SHARE_OF_FEW = 1 / 2;
/** If the passages have this share of the words, they are what the part of the claim rests on. */
const KNOWN_SHARE = 1 / 2;

/** What is supposed, asked or limited in time denies nothing. */
const SUPPOSED = quick(
  /\?|(?<!\p{L})(?:if|unless|whether|until|before|si|s'ils?|tant que|avant|jusqu'(?:à|en))(?!\p{L})/u,
);

/**
 * Returns where a page denies what the claim says, or says what the claim denies, if no other of its
 * sentences says it as the claim does. A page counts only if it is in the language of the claim.
 * Linear in the claim and in the sentences that share a word with it.
 *
 * @param passages The cited passages. What they say themselves is not searched for on their pages.
 */
export function deniedByPage(
  claim: ComparedText,
  pages: readonly EvidenceText[],
  passages: readonly EvidenceText[],
): Difference | null {
  if (claim.text.length > LONGEST) return null;
  for (const { start, end } of clausesOf(claim)) {
    const part = new ComparedText(claim.text.slice(start, end));
    const stems = assertedStems(part);
    const known = [...stems].filter((stem) => passages.some((text) => text.sentences.has(stem)));
    if (stems.size < LEAST_WORDS || known.length >= stems.size * KNOWN_SHARE) continue;
    // What both hint at or limit may be the same in other words.
    if (part.denials.some(({ isSoft }) => isSoft)) continue;
    if (part.denials.length === 0 && NEGATIVE.test(part.lower)) continue;
    const found = pages.map((page) => comparedWith(part, stems, page, known));
    const [denied] = found.flatMap((each) => each.denied ?? []);
    if (denied === undefined || found.some(({ isSaid }) => isSaid)) continue;
    const against = denied.against.trim();
    return { ...denied, against, start: start + denied.start, end: start + denied.end };
  }
  return null;
}

interface OnPage {
  readonly denied: Difference | null;
  /** Whether the page also says it as the claim does. */
  readonly isSaid: boolean;
}

function comparedWith(
  part: ComparedText,
  stems: ReadonlySet<string>,
  page: EvidenceText,
  known: readonly string[],
): OnPage {
  const closest = page.sentences
    .closest(part.words, MOST_SENTENCES, 0)
    .filter(({ text }) => text.length <= LONGEST);
  const hasAll = ({ words }: Sentence): boolean => {
    const theirs = new Set(words.map(({ stem }) => stem));
    return [...stems].every((stem) => theirs.has(stem));
  };
  for (const sentence of closest.filter(hasAll)) {
    const side = comparedSentence(sentence, page);
    if (SUPPOSED.test(side.lower)) continue;
    for (const { start, end } of clausesOf(side)) {
      const clause = new ComparedText(side.text.slice(start, end));
      if (!isAlike(stems, clause)) continue;
      const found = deniedBetween(part, clause);
      if (found === null || known.includes(found.stem)) continue;
      const isSaid = closest.some((other) => {
        const compared = comparedSentence(other, page);
        return (
          other !== sentence &&
          sharedStems(part, compared).size >= LEAST_WORDS &&
          saysAs(part, compared, found)
        );
      });
      return { denied: found.difference, isSaid };
    }
  }
  return { denied: null, isSaid: false };
}

/** Whether a clause has all the words, and not many others. */
function isAlike(stems: ReadonlySet<string>, clause: ComparedText): boolean {
  const share = stems.size < SURE_WORDS ? LEAST_SHARE_OF_FEW : LEAST_SHARE;
  return (
    stems.size >= assertedStems(clause).size * share &&
    [...stems].every((stem) => clause.stems.has(stem))
  );
}

/** Returns the words of a text without those of its denials, such as "never" and "yet". */
function assertedStems({ words, denials, lower }: ComparedText): Set<string> {
  return new Set(
    words.flatMap(({ stem, start, end }) =>
      lower.slice(start, end) === 'yet' ||
      denials.some((denial) => denial.start <= start && end <= denial.cueEnd)
        ? []
        : [stem],
    ),
  );
}
