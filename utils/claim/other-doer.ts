import { MONTHS } from './calendar';
import type { ContentWord, Sentence } from './closest-sentence';
import type { ComparedPair, Difference } from './compared-pair';
import { type ComparedText, comparedSentence } from './compared-text';
import type { EvidenceText } from './evidence-text';
import { NameIndex } from './name-index';
import { doersIn } from './other-agent';
import { quick } from './scan-text';

/* Whether another clause of the passage, about somebody else, says what the claim says of a name. */

type Run = readonly ContentWord[];

/** Who does something. */
type Doer = Pick<Doing, 'who' | 'named'>;

/** A clause: who is named as its subject, and what else it says. */
interface Doing {
  readonly who: Run;
  readonly what: readonly ContentWord[];
  /** The name as the text has it. It may be in the sentence before. */
  readonly named: string;
}

/** Where a clause ends: also before a name that is followed by a word in lower case, as its verb. */
const BOUNDARY = quick(
  /[;:]|[.!?]\s|\n|,? (?:while|whereas|although|though|tandis qu|alors qu|bien qu)|(?:,? (?:and|but|et|mais)|,) (?=(?:the |le |la |les |l['’])?(?:\p{Lu}[\p{L}.’'-]* ){1,4}\p{Ll}[\p{L}-]*[ .])/gu,
);
/** What a verb ends with before "by" and a name: "built by". */
const PASSIVE = /(?:ed|en|wn|lt|nt|ght|de|id|é|ée|és|ées|ise?s?|ite?s?) $/u;
/** A name behind these words says what stands before it: "said the baker". */
const LED_IN = quick(
  /(?<!\p{L})(?:according to|selon|d['’]après|said|says|told|added|wrote|warned|argued|explained|noted|estime|affirme|assure|déclare|explique|juge|ajoute|précise|souligne|(?:a|ont) (?:dit|déclaré|affirmé|estimé|expliqué|assuré|ajouté|précisé|souligné))(?: (?:the|le|la|les|its|his|her|\p{Ll}[\p{L}-]+)){0,2} (?:l['’])?$/iu,
);
/** Matches a speaker behind the quoted words: "…, Ann Lee said". */
const SPEECH_ENDS = /[,”"»] (?:[\p{Ll}-]+ ){0,3}$/u;
const SAID =
  /^,? (?:said|says|noted|notes|added|adds|argued|argues|warned|warns|wrote|writes|explained|explains|told|officials said|dit|estime|affirme|assure|a (?:dit|déclaré|affirmé|estimé|expliqué|ajouté))(?!\p{L})/u;
/** The least text before a name that ends what somebody said, in UTF-16 units. */
const LEAST_SPEECH = 12;
const TITLE =
  /^(?:mr|mrs|ms|dr|m|mme|mlle|sir|president|senator|governor|minister|mayor|professor|judge|président|sénateur|ministre|prime|premier)\.?$/iu;
/** Words with a capital that open a sentence and name nobody. */
const NOBODY =
  /^(?:even|since|many|some|most|several|others?|still|once|today|tonight|parmi|outre|malgré|chaque|plusieurs|certaine?s|tous|toutes|faute|grâce|officials|people)$/iu;
const ADJECTIVE = /(?:ian|ish|ese|ean|ican|ien|ienne|aise?|oise?)$/u;
/** What follows a word that only looks like the name of somebody: "Military officers", "LONDON — …". */
const NO_SUBJECT = /^(?: [\p{Ll}-]+s(?!\p{L})| [—–-] )/u;
/** A name behind one of these words is no subject. */
const PLACED = quick(
  /(?:(?<!\p{L})(?:as|comme|in|at|from|of|near|on|with|for|to|à|de|du|des|en|dans|chez|avec|sur|aux?) (?:the |la |le |les )?|[dl]['’])$/iu,
);
const WITHIN_NAME = /^(?:[ '’-]{1,2}| (?:\p{Lu}\.|of|de|du|la|bin|al|van|von) )$/u;
const PRONOUN = quick(/(?<!\p{L})(?:he|she|they|ils?|elles?)(?!\p{L})/iu);
/** The largest distance between the start of a clause and its subject, in UTF-16 units. */
const SUBJECT_WITHIN = 40;
/** The largest distance of a pronoun from the start of its clause if it is the subject, in UTF-16 units. */
const PRONOUN_WITHIN = 40;
/** The number of words in lower case that can stand before a subject: "the economist Ann Lee". */
const DESCRIBED_BY = 1;
/** The same number before a comma: "the leader of the pilots, Ann Lee". */
const ROLE = 3;
/** The least share of the words of a claim that another clause has, so that it says the same. */
const MOSTLY = 0.5;
const PARTLY = 0.3;

/** Returns the names of a text: each run of words with a capital. */
function runsIn({ words, text }: ComparedText): ContentWord[][] {
  const runs: ContentWord[][] = [];
  for (const word of words) {
    const spelled = text.slice(word.start, word.end);
    if (!word.capital || MONTHS.has(spelled.toLowerCase()) || TITLE.test(spelled)) continue;
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && WITHIN_NAME.test(text.slice(last.end, word.start)))
      runs.at(-1)?.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** Whether a run can be a subject. One word may only open its sentence, or describe another word. */
function canDo(text: string, [first, second]: Run): boolean {
  if (first === undefined) return false;
  if (second !== undefined) return true;
  const word = text.slice(first.start, first.end);
  if (NOBODY.test(word) || ADJECTIVE.test(word)) return false;
  return first.start > 0 || !NO_SUBJECT.test(text.slice(first.end));
}

/** Returns the name of whom a clause is about, which starts at `start`; null if there is none. */
function subjectIn(of: ComparedText, start: number, named: readonly Run[]): Run | null {
  const { text, words } = of;
  const doers = doersIn(of).filter(
    ({ by }) => by >= start && PASSIVE.test(of.lower.slice(start, by)),
  );
  const led = named.find(
    ([first]) =>
      LED_IN.test(text.slice(start, first?.start)) ||
      doers.some((doer) => first !== undefined && doer.words.includes(first)),
  );
  if (led !== undefined) return led;
  const speaks = named.find(
    (run) =>
      (run[0]?.start ?? 0) - start >= LEAST_SPEECH &&
      SPEECH_ENDS.test(text.slice(start, run[0]?.start)) &&
      SAID.test(text.slice(run.at(-1)?.end)),
  );
  if (speaks !== undefined) return speaks;
  const subject = named.find(([first]) => {
    const at = first?.start ?? 0;
    const before = words.filter(
      ({ start: from, stem, capital }) =>
        from >= start && from < at && !capital && !/\d/u.test(stem),
    );
    const lead = text.slice(start, at);
    const most = lead.endsWith(', ') ? ROLE : DESCRIBED_BY;
    return lead.length <= SUBJECT_WITHIN && before.length <= most && !PLACED.test(lead);
  });
  if (subject === undefined) return null;
  const ahead = (subject[0]?.start ?? start) + PRONOUN_WITHIN;
  return PRONOUN.test(text.slice(start, ahead)) ? null : subject;
}

const clauses = new WeakMap<ComparedText, readonly Clause[]>();

/** A clause whose subject may be that of the clause before it. */
interface Clause {
  readonly who: Run | null;
  readonly words: readonly ContentWord[];
}

/** Splits a text into clauses, once for all claims that are compared with it. */
function clausesOf(of: ComparedText): readonly Clause[] {
  const known = clauses.get(of);
  if (known !== undefined) return known;
  const { text, words } = of;
  const runs = runsIn(of).filter((run) => canDo(text, run));
  const found: Clause[] = [];
  let start = 0;
  for (const mark of [...text.matchAll(BOUNDARY), null]) {
    const end = mark?.index ?? text.length;
    const inside = words.filter((word) => word.start >= start && word.end <= end);
    const named = runs.filter(([first]) => first !== undefined && inside.includes(first));
    const who = named.length === 0 ? null : subjectIn(of, start, named);
    if (inside.length > 0) found.push({ who, words: inside });
    start = end + (mark?.[0].length ?? 0);
  }
  clauses.set(of, found);
  return found;
}

/**
 * Returns what a text says of whom. A clause without a name is about whom the clause before it is
 * about, and the first one about `previous`.
 */
function doingsIn(of: ComparedText, previous: Doer | null): Doing[] {
  let last = previous;
  return clausesOf(of).flatMap(({ who, words }) => {
    const own = who === null ? last : { who, named: wordsOf(of.text, who) };
    last = own;
    if (own === null) return [];
    return [{ ...own, what: words.filter((word) => !own.who.includes(word)) }];
  });
}

const isSame = (a: readonly ContentWord[], b: readonly ContentWord[]): boolean =>
  a.some(({ stem }) => b.some((other) => other.stem === stem));

const wordsOf = (text: string, run: Run): string => text.slice(run[0]?.start, run.at(-1)?.end);

/**
 * The passage says of somebody else what the claim says: "Ann Lee called it reckless, while Tom Ash
 * praised it", of which the claim says that Tom Ash called it reckless. Both names are in the passage.
 */
export function otherDoer(
  { claim, isPage }: ComparedPair,
  closest: readonly Sentence[],
  evidence: EvidenceText,
): Difference | null {
  // Who denies something may do the opposite of what another one does.
  if (isPage || claim.denials.length > 0) return null;
  // A word that the passage writes in lower case only opens the claim.
  const mine = doingsIn(claim, null).filter(({ who }) =>
    closest.some(({ words }) => words.some((word) => word.capital && isSame(who, [word]))),
  );
  if (mine.length === 0) return null;
  const theirs: Doing[] = [];
  for (const sentence of closest.toSorted((a, b) => a.start - b.start)) {
    const side = comparedSentence(sentence, evidence);
    theirs.push(...doingsIn(side, PRONOUN.test(side.text) ? (theirs.at(-1) ?? null) : null));
  }
  for (const { who, what } of mine) {
    const [first] = who;
    const last = who.at(-1);
    if (first === undefined || last === undefined) continue;
    const stems = new Set(what.map(({ stem }) => stem));
    const shared = (doing: Doing): number =>
      new Set(doing.what.map(({ stem }) => stem).filter((stem) => stems.has(stem))).size;
    const own = Math.max(0, ...theirs.filter((each) => isSame(each.who, who)).map(shared));
    const others = theirs.filter((each) => !isSame(each.who, claim.words));
    const most = Math.max(0, ...others.map(shared));
    const share = most > 1 && own === 0 ? PARTLY : MOSTLY;
    if (most <= own || most < stems.size * share) continue;
    const other = others.find((each) => shared(each) === most);
    // A clause that names both may say it of either.
    if (other === undefined || isSame(other.what, who)) continue;
    const against = other.named;
    if (new NameIndex(claim.text).holds(against, false)) continue;
    return { kind: 'speaker', start: first.start, end: last.end, against };
  }
  return null;
}
