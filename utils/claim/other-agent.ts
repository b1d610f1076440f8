import type { TextRange } from '@/utils/text/text-model';
import { MONTHS, PARTS, WEEKDAYS } from './calendar';
import type { ContentWord } from './closest-sentence';
import type { ComparedPair, Difference } from './compared-pair';
import type { ComparedText } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { quick } from './scan-text';

/* Whether somebody else does in the passage what the claim says, also without a name. */

/** Matches what introduces the one who acts in the passive: "was built by the city". */
const BY = quick(
  /(?<!\p{L})(?:by (?:(?:the|an?|its|his|her|their|some|many) )?|par (?:(?:la|les?|une?|des?|son|sa|ses|leurs?|ces?|cet|cette|plusieurs|quelques|certaine?s|tous les|toutes les) |[dl]')?)/gu,
);
/** Words behind "by" or "par" that are not the one who acts: "by 2030", "by far", "par la suite". */
const NO_AGENT = quick(
  /^(?:\d|\p{L}+ing(?!\p{L})|(?:dozen|hundred|thousand|million)s(?! of)|third(?! part)|(?:as|means|themselves|more|less|then|now|far|nearly|about|almost|around|roughly|over|under|up|just|only|another|virtue|way|e-mail|loi|décret|arrêté|suite|voie|biais|intermédiaire|moyen|passé|force|route|mer|end|start|beginning|middle|time|hour|day|week|month|year|next|last|half|quarter|fifth|tenth|margin|majority|factor|average|total|vote|degrees|minutes|points|votes|turns)(?!\p{L}))/u,
);
/** Words in the singular, without an article, that can be the one who acts: "by police". */
const GROUP =
  /^(?:people|police|staff|management|government|parliament|industry|media|\p{L}*(?:men|children))$/u;
/** A description of what somebody does has at most this length, in UTF-16 units. */
const AGENT_REACH = 32;
const ENDS_AGENT = quick(
  /[,.;:!?()—–]|(?<!\p{L})(?:in|on|at|for|to|after|before|during|and|with|since|when|en|dans|pour|à|au|après|avant|pendant|et|avec|depuis|puis|then|than|which|who|qui|que)(?!\p{L})/u,
);

/** Who acts, behind "by" or "par". */
interface Doer extends TextRange {
  /** Where "by" or "par" starts. */
  readonly by: number;
  readonly words: readonly ContentWord[];
}

interface Agent extends Doer {
  readonly verb: ContentWord;
}

const isFigure = ({ numbers }: ComparedText, { start, end }: ContentWord): boolean =>
  numbers.quantities.some((figure) => figure.start <= start && end <= figure.end);

/** Finds those who act behind "by" or "par". "By train" and "par an" name nobody. */
export function doersIn(of: ComparedText): Doer[] {
  const { text, lower, words } = of;
  return [...lower.matchAll(BY)].flatMap((match) => {
    const start = match.index + match[0].length;
    const behind = lower.slice(start, start + AGENT_REACH);
    const opening = /^[\p{L}\p{M}]*/u.exec(behind)?.[0] ?? '';
    const isName = /^\p{Lu}/u.test(text.slice(start));
    if (MONTHS.has(opening) || WEEKDAYS.has(opening)) return [];
    if (!isName && (NO_AGENT.test(behind) || PARTS.has(opening))) return [];
    const whole = behind.length < AGENT_REACH ? behind.length : behind.lastIndexOf(' ');
    const end = start + (ENDS_AGENT.exec(behind)?.index ?? whole);
    const doer = words.filter((word) => word.start >= start && word.end <= end);
    const [first, second] = doer;
    const last = doer.at(-1);
    // "Two hundred donors" act, but not "an additional two million euros".
    if (first === undefined || last === undefined || isFigure(of, last)) return [];
    // Without an article, "by train" and "par habitant" say how, and "by donors" says who.
    const isBare = /^(?:by|par) $/u.test(match[0]) && !isName && first.start === start;
    const isAlone = second === undefined || second.start > first.end + 1;
    const isGroup = opening.endsWith('s') || GROUP.test(opening);
    if (isBare && (match[0] === 'par ' || (isAlone && !isGroup))) return [];
    return [{ by: match.index, start, end, words: doer }];
  });
}

/** Finds who does what in the passive: "built by the city". */
function agentsIn(of: ComparedText): Agent[] {
  return doersIn(of).flatMap((doer) => {
    const verb = of.words.findLast(({ end }) => end <= doer.by);
    if (verb === undefined || verb.capital || doer.by - verb.end > 1 || isFigure(of, verb))
      return [];
    return [{ ...doer, verb }];
  });
}

/** The only words that can stand between a subject and its verb. */
const TO_VERB = quick(
  /^ (?:(?:has|have|had|will|would|could|can|did|does|also|then|later|first|who|that|which|qui|a|ont|avait|avaient|aura|va|vont|peut|doit) ){0,2}$/u,
);

/** Returns the word that does what a verb in the active says. */
function subjectOf(of: ComparedText, verb: ContentWord): ContentWord | null {
  const subject = of.words.findLast(({ end }) => end <= verb.start);
  if (subject === undefined || /\d/u.test(subject.stem) || isFigure(of, subject)) return null;
  return TO_VERB.test(of.lower.slice(subject.end, verb.start)) ? subject : null;
}

const meet = (a: readonly ContentWord[], b: readonly ContentWord[]): boolean =>
  a.some(({ stem }) => b.some((other) => other.stem === stem));

/** The passage says that somebody else did it: "built by a company" and "the city built". */
export function otherAgent(
  { claim, sides, isPage }: ComparedPair,
  evidence: EvidenceText,
): Difference | null {
  if (isPage) return null;
  const mine = agentsIn(claim);
  for (const side of sides) {
    for (const theirs of agentsIn(side)) {
      const { stem } = theirs.verb;
      const passive = mine.find(({ verb }) => verb.stem === stem);
      const verb = claim.words.find((word) => word.stem === stem && !word.capital);
      const subject = verb === undefined ? null : subjectOf(claim, verb);
      const agent = passive?.words ?? (subject === null ? [] : [subject]);
      const [first] = agent;
      const last = agent.at(-1);
      if (first === undefined || last === undefined || meet(theirs.words, claim.words)) continue;
      // The claim and the passage must share another word: what was done.
      const known = new Set([stem, ...agent.map((word) => word.stem)]);
      if (!side.words.some((word) => !known.has(word.stem) && claim.stems.has(word.stem))) continue;
      // Otherwise it may be another word for the same.
      if (!agent.some((word) => evidence.sentences.has(word.stem))) continue;
      if (
        sides.some((other) =>
          agentsIn(other).some((each) => each.verb.stem === stem && meet(each.words, agent)),
        )
      )
        continue;
      return {
        kind: 'speaker',
        start: first.start,
        end: last.end,
        against: side.text.slice(theirs.verb.start, theirs.end),
      };
    }
  }
  return null;
}

/** Verbs for what two do together, so that either of them can be the subject. */
const MUTUAL = quick(
  /^(?:m[ae]r+i|me?et|met|merg|agree|match|equal|resembl|border|face|differ|compet|play|talk|joint|rencontr|épous|fusionn|ressembl|égal|diffèr|affront|jou|parl|négoci|negotiat)/u,
);
/** A noun stands behind one of these, so it is no verb. */
const NOUN_BEFORE = quick(
  /(?:(?<!\p{L})(?:the|a|an|its|his|her|their|of|le|la|les|un|une|des|de|du|au|aux|son|sa|ses|leurs?|ce|cette) |['’](?:s )?)$/u,
);
/** The only words that can stand between a verb and its object. */
const TO_OBJECT = quick(
  /^ (?:(?:the|a|an|its|his|her|their|le|la|les|un|une|des|son|sa|ses|leurs?) |l['’])?$/u,
);
const PASSIVE = quick(
  /(?<!\p{L})(?:is|are|was|were|been|be|being|est|sont|était|étaient|été|sera|seront|fut|être)(?: \p{L}+ly)? $/u,
);

/** Returns the word that a verb is done to, right behind it. */
function objectOf({ lower, words }: ComparedText, verb: ContentWord): ContentWord | null {
  const object = words.find(({ start }) => start >= verb.end);
  if (object === undefined) return null;
  return TO_OBJECT.test(lower.slice(verb.end, object.start)) ? object : null;
}

/** The claim says "A sued B", the passage "B sued A". */
export function reversedRoles({ claim, sides, isPage }: ComparedPair): Difference | null {
  if (isPage) return null;
  for (const verb of claim.words) {
    if (verb.capital || /\d/u.test(verb.stem)) continue;
    const subject = subjectOf(claim, verb);
    const form = claim.lower.slice(verb.start, verb.end);
    if (subject === null || MUTUAL.test(form) || PASSIVE.test(claim.lower.slice(0, verb.start)))
      continue;
    for (const side of sides) {
      const there = side.words.filter(({ stem, capital }) => stem === verb.stem && !capital);
      const [same] = there;
      if (same === undefined || there.length > 1) continue;
      const ahead = side.lower.slice(0, same.start);
      if (PASSIVE.test(ahead) || NOUN_BEFORE.test(ahead)) continue;
      const theirs = subjectOf(side, same);
      if (theirs === null || theirs.stem === subject.stem) continue;
      const object = objectOf(claim, verb);
      const theirObject = objectOf(side, same);
      if (object?.stem !== theirs.stem || theirObject?.stem !== subject.stem) continue;
      // "Dette publique totale" is "total public debt": without an article, there may be no verb.
      if (object.start - verb.end <= 1 && theirObject.start - same.end <= 1) continue;
      if (side.words.some(({ stem, end }) => stem === subject.stem && end <= same.start)) continue;
      return {
        kind: 'speaker',
        start: subject.start,
        end: subject.end,
        against: side.text.slice(theirs.start, same.end),
      };
    }
  }
  return null;
}
