import type { TextRange } from '@/utils/text/text-model';
import type { ContentWord } from './closest-sentence';
import type { ComparedPair, Difference } from './compared-pair';
import type { ComparedText } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { quick } from './scan-text';

/* Whether somebody else does in the passage what the claim says, also without a name. */

/** Matches a passive with the one who acts: "was built by the city". */
const BY = quick(
  /(?<!\p{L})(?:by|par) (?:(?:the|a|an|its|his|her|their|some|many|le|la|les|un|une|des|son|sa|ses|leurs?) |l')?/gu,
);
/** Words behind "by" or "par" that are not the one who acts: "by 2030", "par exemple". */
const NO_AGENT = quick(
  /^(?:\d|\p{L}+ing(?!\p{L})|(?:as|itself|himself|herself|themselves|lui-même|elle-même|means|an|jour|mois|semaine|heure|minute|seconde|personne|habitant|trimestre|tranches?|exemple|rapport|ailleurs|contre|comparaison|loi|décret|arrêté|avance|hasard|more|less|then|now|law|far|comparison|contrast|default|chance|accident|hand|mail|phone|way|nearly|about|almost|another)(?!\p{L}))/u,
);
/** A description of what somebody does has at most this length, in UTF-16 units. */
const AGENT_REACH = 32;
const ENDS_AGENT = quick(
  /[,.;:!?()—–]|(?<!\p{L})(?:in|on|at|for|to|after|before|during|and|with|since|when|en|dans|pour|à|au|après|avant|pendant|et|avec|depuis|puis|then|than|which|who|qui|que)(?!\p{L})/u,
);

interface Agent extends TextRange {
  readonly verb: ContentWord;
  readonly words: readonly ContentWord[];
}

/** Finds who does what in the passive: "built by the city". */
function agentsIn({ lower, words }: ComparedText): Agent[] {
  return [...lower.matchAll(BY)].flatMap((match) => {
    const start = match.index + match[0].length;
    const behind = lower.slice(start, start + AGENT_REACH);
    if (NO_AGENT.test(behind)) return [];
    const whole = behind.length < AGENT_REACH ? behind.length : behind.lastIndexOf(' ');
    const end = start + (ENDS_AGENT.exec(behind)?.index ?? whole);
    const verb = words.findLast((word) => word.end <= match.index);
    if (verb === undefined || verb.capital || match.index - verb.end > 1) return [];
    const agent = words.filter((word) => word.start >= start && word.end <= end);
    return agent.length === 0 ? [] : [{ start, end, verb, words: agent }];
  });
}

/** The only words that can stand between a subject and its verb. */
const TO_VERB = quick(
  /^ (?:(?:has|have|had|will|would|could|can|did|does|also|then|later|first|who|that|which|qui|a|ont|avait|avaient|aura|va|vont|peut|doit) ){0,2}$/u,
);

/** Returns the word that does what a verb in the active says. */
function subjectOf({ lower, words }: ComparedText, verb: ContentWord): ContentWord | null {
  const subject = words.findLast(({ end }) => end <= verb.start);
  if (subject === undefined || /\d/u.test(subject.stem)) return null;
  return TO_VERB.test(lower.slice(subject.end, verb.start)) ? subject : null;
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
