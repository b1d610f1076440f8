import type { TextRange } from '@/utils/text/text-model';
import { MONTHS } from './calendar';
import { type ContentWord, type Sentence, stemOf } from './closest-sentence';
import type { ComparedPair, Difference } from './compared-pair';
import { type ComparedText, comparedSentence } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { doersIn } from './other-agent';
import { foldName } from './same-names';
import { quick } from './scan-text';
import { type Speaker, wordsOfRole } from './speakers';

/* Whether the passage names another person or body that speaks or acts than the claim. */

/** Returns the names of a text: each run of words with a capital. */
function namesIn({ words, text }: ComparedText): ContentWord[][] {
  const runs: ContentWord[][] = [];
  for (const word of words) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const isNext = last !== undefined && /^[ '’-]{1,2}$/u.test(text.slice(last.end, word.start));
    if (!word.capital || MONTHS.has(text.slice(word.start, word.end).toLowerCase())) continue;
    if (run !== undefined && isNext) run.push(word);
    else runs.push([word]);
  }
  return runs;
}

const OF = quick(/^ (?:of|de|du|des|d['’])(?!\p{L})/u);

/** The claim says "A bought B", the passage "B bought A" or "A was bought by B". */
export function reversedNames({ claim, best }: ComparedPair): Difference | null {
  const names = namesIn(claim);
  const [first] = names;
  const second = names[1];
  const [subject] = first ?? [];
  const [object] = second ?? [];
  if (first === undefined || second === undefined || !subject || !object) return null;
  const verb = claim.words.find(
    ({ start, end, capital }) => !capital && start >= subject.end && end <= object.start,
  );
  const isFirst = /^(?:the|le|la|les|l'|l’)? ?$/iu.test(claim.text.slice(0, subject.start));
  if (verb === undefined || !isFirst || object.start - verb.end > REACH) return null;
  const placeOf = ({ stem, capital }: ContentWord): ContentWord | undefined =>
    best.words.find((word) => word.stem === stem && word.capital === capital);
  const there = placeOf(verb);
  const theirSubject = placeOf(subject);
  const theirObject = placeOf(object);
  if (!there || !theirSubject || !theirObject || subject.stem === object.stem) return null;
  const [left, right] =
    theirSubject.start < theirObject.start
      ? [theirSubject, theirObject]
      : [theirObject, theirSubject];
  const isAround = left.end <= there.start && there.end <= right.start;
  const isNear = there.start - left.end <= REACH && right.start - there.end <= REACH;
  const isPassive = (of: ComparedText, from: TextRange, to: TextRange): boolean =>
    doersIn(of).some(({ by, start }) => by >= from.end && start <= to.start);
  const changesVoice = isPassive(claim, subject, object) !== isPassive(best, left, right);
  // "A's purchase of B" tells who bought, "A, leader of B" tells nothing.
  const isOwn = /^['’]s(?!\p{L})/u.test(best.text.slice(left.end));
  if (!isOwn && OF.test(best.lower.slice(there.end, right.start))) return null;
  const isTurned = left === theirObject;
  if (!isAround || !isNear || isTurned === changesVoice) return null;
  return {
    kind: 'speaker',
    start: subject.start,
    end: (first.at(-1) ?? subject).end,
    against: best.text.slice(left.start, right.end),
  };
}

/** The largest distance between a name and its verb, in UTF-16 units. */
const REACH = 30;

/** The sentence with the words of the claim names somebody else; the claim's name is elsewhere. */
export function otherActor(
  { claim, sameLanguage, isPage }: ComparedPair,
  evidence: EvidenceText,
): Difference | null {
  if (!sameLanguage || isPage) return null;
  const [name] = namesIn(claim);
  const [first] = name ?? [];
  if (name === undefined || first === undefined || first.start > REACH) return null;
  // Of "Ann Lee's team", the team does something.
  const last = name.at(-1) ?? first;
  if (/^['’]s(?!\p{L})/u.test(claim.text.slice(last.end))) return null;
  // Of "the Danish actor Ann Lee", Ann Lee does something.
  const [next] = namesIn(claim)[1] ?? [];
  if (next !== undefined && DESCRIBING_WORDS.test(claim.text.slice(last.end, next.start)))
    return null;
  const rest = claim.words.filter(({ capital, stem }) => !capital && !/\d/u.test(stem));
  const [closest] = evidence.sentences.closest(rest, 1, 0);
  if (closest === undefined) return null;
  const there = new Set(closest.words.map(({ stem }) => stem));
  const shared = rest.filter(({ stem }) => there.has(stem)).length;
  if (shared < LEAST_SAID || shared < rest.length * MOSTLY || UNNAMED.test(closest.text))
    return null;
  const stems = new Set(name.map(({ stem }) => stem));
  if (name.some(({ stem }) => there.has(stem))) return null;
  const elsewhere = evidence.sentences.closest(name, 1, 0);
  // A word that the passage writes in lower case only opens the claim.
  const isName = elsewhere.some(({ words }) =>
    words.some(({ stem, capital }) => capital && stems.has(stem)),
  );
  if (!isName) return null;
  const side = comparedSentence(closest, evidence);
  const known = new Set(claim.words.map(({ stem }) => stem));
  const other = namesIn(side).find(
    (run) =>
      run.every(({ stem }) => !known.has(stem) && !stems.has(stem)) &&
      (run[0]?.start ?? 0) > 0 &&
      !BESIDES.test(side.lower.slice(0, run[0]?.start ?? 0)),
  );
  const [start] = other ?? [];
  const end = other?.at(-1);
  if (start === undefined || end === undefined) return null;
  return {
    kind: 'speaker',
    start: first.start,
    end: (name.at(-1) ?? first).end,
    against: closest.text.slice(start.start, end.end),
  };
}

/** Words that may join a description to a name: in "the Danish actor Ann Lee", " actor ". */
const DESCRIBING_WORDS = quick(/^(?: \p{Ll}[\p{L}-]+){1,2} $/u);

/** A name after one of these words is a place, or belongs to the name before it. */
const BESIDES = quick(
  /(?<!\p{L})(?:in|at|from|of|near|on|with|for|based|à|de|du|des|en|dans|chez|avec|pour|sur) (?:the |la |le |les )?$|(?<!\p{L})[dl]'$/u,
);

/** A sentence that shares at least this many words, and this share of them, says the same. */
const LEAST_SAID = 3;
const MOSTLY = 0.6;
/** A sentence that starts so is about somebody whom the text before it names: "the company". */
const UNNAMED = quick(
  /^[^\p{L}]*(?:(?:\p{L}+ )?(?:[Ss]he|[Hh]e|[Tt]hey|[Ii]t|[Ee]lles?|[Ii]ls?|[Oo]n)(?!\p{L})|(?:The|Le|La|Les|Cette?|Ces|This|These) \p{Ll}|L['’]\p{Ll})/u,
);
const TITLES = new Set('mr mrs ms dr m mme president'.split(' '));

/**
 * The passage has another speaker, whose role excludes that of the claim: "the police said" and "the
 * organisers said". The claim's speaker is in the passage, too, so that it is no other word for the
 * same.
 */
function otherRole(
  said: Speaker,
  theirs: readonly Speaker[],
  best: ComparedText,
  closest: readonly Sentence[],
): Difference | null {
  if (theirs.some(({ role }) => role === null || role === said.role)) return null;
  const mine = new Set(wordsOfRole(said.role ?? 0).map((word) => stemOf(foldName(word))));
  if (!closest.some(({ words }) => words.some(({ stem }) => mine.has(stem)))) return null;
  const [against] = theirs;
  if (against === undefined) return null;
  return {
    kind: 'speaker',
    start: said.start,
    end: said.end,
    against: best.text.slice(against.start, against.end),
  };
}

const PARTICLE = / (?:(?:de|du|la|le|von|van|ben|bin|al|di) )+/gu;
const TWO_CLAUSES = quick(/,? (?:but|while|although|whereas|mais|tandis qu|alors qu|bien qu)/u);

/** The passage names another speaker. */
export function otherSpeaker(
  { claim, best, sameLanguage }: ComparedPair,
  closest: readonly Sentence[],
): Difference | null {
  const [said] = claim.speakers;
  if (said === undefined) return null;
  const theirs = best.speakers;
  if (theirs.length === 0) return null;
  if (said.role !== null) return otherRole(said, theirs, best, closest);
  // "Pieter van Dalen" and "Anna van Houten" share no name.
  const stems = (name: string): string[] =>
    foldName(name.replace(PARTICLE, ' '))
      .split(' ')
      .filter((word) => !TITLES.has(word))
      .map((word) => stemOf(word, true));
  const mine = new Set(stems(said.name));
  // A text may name the organisation instead of the person who speaks for it.
  const names = new Set([...mine, ...stems(said.organisation ?? '')]);
  const knows = theirs.some(({ name }) => stems(name).some((stem) => names.has(stem)));
  if (knows) return null;
  // Who names both, with a clause for each, says what each of them said.
  const isNamedToo = theirs.some(({ name }) =>
    stems(name).some((stem) => claim.words.some((word) => word.capital && word.stem === stem)),
  );
  if (isNamedToo && TWO_CLAUSES.test(claim.lower)) return null;
  // If no sentence names the claim's speaker, the passage may call the same person otherwise.
  const isNamed = closest.some(({ words }) =>
    words.some(({ stem, capital }) => capital && mine.has(stem)),
  );
  if (!isNamed && sameLanguage) return null;
  const [against] = theirs;
  if (against === undefined) return null;
  return { kind: 'speaker', start: said.start, end: said.end, against: against.name };
}
