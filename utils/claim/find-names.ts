import type { TextRange } from '@/utils/text/text-model';
import { foldName, isKnownPhrase, opensKnownPhrase, spellingsOf } from './same-names';
import type { ScanText } from './scan-text';

export interface FoundName extends TextRange {
  readonly kind: 'name' | 'acronym';
  /** Finds the start of a person's name behind a profession at the start of a sentence: "Economist Ann Lee". */
  readonly personFrom?: number;
}

/** How a report spells its words, folded. */
export interface Vocabulary {
  /** Words with a capital inside sentences, and never without. */
  readonly names: ReadonlySet<string>;
  /** Words in lower case. */
  readonly common: ReadonlySet<string>;
  /** The topics of the whole report, which no passage needs to repeat. */
  readonly topics: ReadonlySet<string>;
}

interface Token extends TextRange {
  readonly word: string;
  readonly shape: 'acronym' | 'mixed' | 'capital' | 'small' | 'number';
  /** Whether a sentence, a title or a quotation may start with the word. */
  readonly opens: boolean;
}

const TOKEN =
  /(?:\p{Lu}\.){2,}|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-&][\p{L}\p{N}][\p{L}\p{M}\p{N}]*|\.\p{N}+)*/gu;
/** "MSC-labelled" and "Paris-based" hold a name, whose second word says nothing about it. */
const JOINED_TO =
  /^(\p{Lu}[\p{L}\p{N}&]+)-(?:based|owned|backed|led|linked|labelled|labeled|related|style|made|born|certified|funded|run|wide|only|speaking|sponsored|listed|controlled|affiliated|inspired|approved|built|type|like|centric|free|friendly|era)$/u;
/** The length of "qu'", the longest elision. */
const ELIDED_LENGTH = 3;
const ELIDED = /^(?:[ldjmnstc]|qu|jusqu|lorsqu|puisqu|quoiqu)$/iu;
/** Words that start a sentence and are not names, and capitalised words that name nothing. */
const NO_NAMES = new Set(
  foldWords(`i mr mrs ms dr prof mme mlle mm monday tuesday wednesday thursday friday saturday sunday january
   february march april may june july august september october november december jan feb mar apr
   jun jul aug sept sep oct nov dec lundi mardi mercredi jeudi vendredi samedi dimanche janvier
   février mars avril mai juin juillet août septembre octobre novembre décembre internet web
   le la les un une des du de au aux ce cet cette ces son sa ses leur leurs notre nos votre mon ma
   il elle ils elles on nous vous je tu qui que quoi dont où quand comme si mais et ou or ni car donc
   en dans par pour sur sous avec sans entre vers chez depuis pendant après avant selon malgré dès
   ainsi aussi alors enfin puis encore déjà plus moins très tout tous toute toutes chaque plusieurs
   certains certaines quelque quelques autre autres même parmi outre grâce face lors près deux trois
   quatre cinq six sept huit neuf dix onze douze premier première
   the a an this that these those it its he she they we you his her their our my your who which what
   when where why how if but and or nor so yet as at by for from in into of off on onto out over to
   under up with without within since during after before about against among between through while
   although because however meanwhile moreover also both each every all some any many most more less
   few other another such no not only just even still now then there here two three four five six
   seven eight nine ten eleven twelve first second third last next new état états
   deuxième troisième nouveau nouvelle nouveaux nouvelles version versions
   ville métropole région département commune`),
);

/** Words before a name that the passage may leave out, or say in another way. */
const DAYS_AND_TITLES = new Set(
  foldWords(
    `mr mrs ms dr prof mme mlle mm m monday tuesday wednesday thursday friday saturday sunday ceo cfo
     pdg dg president présidente président professor professeur judge juge councillor conseillère
     conseiller mayor maire sheriff sergeant captain capitaine colonel general général admiral
     amiral minister ministre senator sénateur sénatrice sen rep gov député députée deputy director
     directeur directrice chairman chairwoman ambassador`,
  ),
);
/** Professions before a name at the start of a sentence. Few names of organisations start with them. */
const PROFESSION =
  /^(?:\p{L}{2,}(?:ologist|ographer|ologue|ographe)|statistician|politician|physician|technician|mathematician|musician|historian|comedian|librarian|unionist|economist|journalist|novelist|scientist|activist|analyst|columnist|pianist|violinist|guitarist|chemist|physicist|botanist|strategist|lobbyist|essayist|agronomist|environmentalist|conservationist|geneticist|linguist|engineer|researcher|campaigner|lawyer|barrister|reporter|playwright|sculptor|filmmaker|entrepreneur|broadcaster|diplomat|philosopher|architect|composer|lawmaker|spokes(?:man|woman|person)|syndicaliste|économiste|journaliste|(?:statisti|mathémati)cien(?:ne)?|historien(?:ne)?|politologue|ingénieure?|chercheu(?:r|se)|avocate?|militante?)$/iu;
/** Words of organisations, whose first word is part of the name: "Economist Intelligence Unit". */
const ORGANISATION =
  /^(?:unit|union|party|council|group|institute|federation|society|club|league|network|office|agency|centre|center|company|committee|commission|foundation|fund|forum|media|award|prize|house|alliance|front|movement|parti|ligue|conseil|institut|prix|comité|agence|fondation)$/iu;
/** Terms that can describe anything technical. */
const NO_MIXED = /^(?:[234]d|[345]g|4k|8k)$/u;

/** Units and the formula that figures are given in. They name nothing. */
const UNIT =
  /^(?:[kcdmhµ]?m[²³]|[kMGTP]Wh?p?|Wh|[kMG]?(?:Hz|Pa|bps)|[kM]?(?:eV|V|J)|CO[₂2](?:e|eq)?|dB|pH)$/u;

function foldWords(words: string): string[] {
  return words.split(/\s+/u).map(foldName);
}

function shapeOf(word: string): Token['shape'] {
  if (/^(?:\p{Lu}\.){2,}$/u.test(word)) return 'acronym';
  if (!/\p{L}/u.test(word)) return 'number';
  if (UNIT.test(word)) return 'small';
  // "XXe siècle"
  if (/^[IVX]+(?:e|er|ème)$/u.test(word)) return 'small';
  if (/^\p{Lu}[\p{Lu}&]+s?$/u.test(word)) return /^[IVX]+$/u.test(word) ? 'small' : 'acronym';
  if (/\p{N}/u.test(word))
    return /^\p{N}/u.test(word) && !/^\p{N}{1,2}\p{Lu}$/u.test(word) ? 'small' : 'mixed';
  const [first = ''] = word.split('-');
  if (/\p{Ll}\p{Lu}/u.test(word) || (first.length > 1 && /^\p{Lu}{2}/u.test(first))) return 'mixed';
  return /^\p{Lu}./u.test(word) ? 'capital' : 'small';
}

function tokensOf(scan: ScanText, opensSentence: boolean, taken: readonly TextRange[]): Token[] {
  const tokens: Token[] = [];
  let takenAt = 0;
  for (const match of scan.plain.matchAll(TOKEN)) {
    const start = match.index;
    const word = JOINED_TO.exec(match[0])?.[1] ?? match[0];
    const end = start + word.length;
    while ((taken[takenAt]?.end ?? Number.POSITIVE_INFINITY) <= start) takenAt++;
    if ((taken[takenAt]?.start ?? Number.POSITIVE_INFINITY) < end) continue;
    // Skips the article of "l'UE" and the ending of "Vautrin's".
    if (ELIDED.test(word) && scan.plain.charAt(end) === "'") continue;
    const last = tokens.at(-1);
    if (last !== undefined && word === 's' && scan.plain.charAt(start - 1) === "'") continue;
    const before = scan.plain.slice(Math.max(0, start - 6), start);
    const afterElision = /(?:^|[^\p{L}])(?:[ldjnsc]|qu)'$/iu.test(before);
    const lead = afterElision
      ? scan.plain
          .slice(Math.max(0, start - ELIDED_LENGTH - 4), start)
          .replace(/(?<!\p{L})\p{L}+'$/u, '')
          .slice(-4)
      : before.slice(-4);
    const opens =
      lead.trim() === '' && start < 4 ? opensSentence : /[.!?:;«“"„(\n\t•]\s*$/u.test(lead);
    const shape = shapeOf(word);
    // After "l'" or "d'" the sentence has already started, unless the elided article is its first
    // word.
    tokens.push({ start, end, word, shape, opens });
  }
  return tokens;
}

function isMostlyCapitals(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  return letters > 12 && capitals > letters * 0.6;
}

/**
 * Finds the names and acronyms of a claim: words with a capital inside a sentence, or with capitals
 * or digits inside the word. Neighbouring ones are joined with the number after them. The first
 * word of a sentence counts if the vocabulary or its neighbour shows that it is a name. `taken` are
 * ranges that are not names, for example dates, in order. Linear.
 */
export function findNames(
  scan: ScanText,
  options: {
    readonly opensSentence: boolean;
    readonly taken: readonly TextRange[];
    readonly vocabulary: Vocabulary | null;
  },
): FoundName[] {
  if (isMostlyCapitals(scan.plain)) return [];
  const { vocabulary } = options;
  const tokens = tokensOf(scan, options.opensSentence, options.taken);
  const found: FoundName[] = [];
  let at = 0;
  while (at < tokens.length) {
    const phrase = phraseAt(scan, tokens, at);
    if (phrase !== null) {
      found.push({ ...phrase.range, kind: 'name' });
      at = phrase.next;
      continue;
    }
    const run = runAt(scan, tokens, at);
    at += Math.max(1, run.length);
    const kept = withoutOpener(run, vocabulary);
    const first = kept[0];
    const last = kept.at(-1);
    if (first === undefined || last === undefined) continue;
    const alone = kept.length === 1;
    if (alone && first.shape === 'capital') {
      const folded = foldName(first.word);
      const known = spellingsOf(folded) !== null;
      if (NO_NAMES.has(folded)) continue;
      if (!known && vocabulary?.common.has(folded) === true) continue;
      if (first.opens && !known && vocabulary?.names.has(folded) !== true) continue;
    }
    if (
      alone &&
      (NO_MIXED.test(foldName(first.word)) || vocabulary?.topics.has(foldName(first.word)) === true)
    )
      continue;
    found.push({
      start: first.start,
      end: last.end,
      kind: alone && first.shape === 'acronym' ? 'acronym' : 'name',
      ...personBehind(kept),
    });
  }
  return joined(scan, found).filter((name) => !isExplained(scan.plain, name));
}

/** The fewest words of a name behind a profession. A surname alone belongs to too many people. */
const LEAST_OF_PERSON = 2;

function personBehind([first, ...rest]: readonly Token[]): Pick<FoundName, 'personFrom'> {
  const [person] = rest;
  if (first === undefined || person === undefined || rest.length < LEAST_OF_PERSON) return {};
  const isPerson = rest.every(({ shape, word }) => shape === 'capital' && !ORGANISATION.test(word));
  return first.opens && PROFESSION.test(first.word) && isPerson ? { personFrom: person.start } : {};
}

/** An acronym in brackets behind the words that it stands for: "International Bridge Office (IBO)". */
function isExplained(text: string, { start, end, kind }: FoundName): boolean {
  if (kind !== 'acronym' || text.charAt(start - 1) !== '(' || text.charAt(end) !== ')')
    return false;
  const letters = foldName(text.slice(start, end));
  const words = foldName(text.slice(Math.max(0, start - EXPLANATION), start)).split(' ');
  const initials = words.map((word) => word.replace(/^[dl](?=\p{L}{3})/u, '').charAt(0));
  const capitals = words.filter((word) => word.length > 3).map((word) => word.charAt(0));
  return (
    letters.length > 1 && [initials, capitals].some((found) => found.join('').endsWith(letters))
  );
}

/** Enough for the words of an acronym, in UTF-16 units. */
const EXPLANATION = 80;

const OF = /^ of (?:the )?$/u;

/** "Bank of America" is one name, not two. */
function joined(scan: ScanText, found: readonly FoundName[]): FoundName[] {
  const names: FoundName[] = [];
  for (const name of found) {
    const last = names.at(-1);
    const isOne = last !== undefined && OF.test(scan.plain.slice(last.end, name.start));
    if (isOne) names[names.length - 1] = { start: last.start, end: name.end, kind: 'name' };
    else names.push(name);
  }
  return names;
}

/** Reads a name of the table of which some words are in lower case: "Union européenne", "pays de Galles". */
function phraseAt(
  scan: ScanText,
  tokens: readonly Token[],
  at: number,
): { readonly range: TextRange; readonly next: number } | null {
  const first = tokens[at];
  if (first === undefined || (first.shape !== 'capital' && first.shape !== 'small')) return null;
  if (!opensKnownPhrase(foldName(first.word))) return null;
  for (let next = Math.min(tokens.length, at + 4); next > at + 1; next--) {
    const last = tokens[next - 1];
    if (last === undefined) continue;
    if (tokens.slice(at, next).every(({ shape }) => shape === 'small')) continue;
    const range = { start: first.start, end: last.end };
    if (isKnownPhrase(foldName(scan.plain.slice(range.start, range.end)))) return { range, next };
  }
  return null;
}

function runAt(scan: ScanText, tokens: readonly Token[], at: number): Token[] {
  const run: Token[] = [];
  for (let index = at; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    const previous = run.at(-1);
    if (previous !== undefined && scan.plain.slice(previous.end, token.start) !== ' ') break;
    // In "La Corée du Sud", a known name starts behind the article.
    if (index > at && phraseAt(scan, tokens, index) !== null) break;
    const name = token.shape === 'capital' || token.shape === 'acronym' || token.shape === 'mixed';
    if (!name && !(token.shape === 'number' && previous !== undefined)) break;
    // A name has at most one number: "Gemini 2.5 Pro".
    if (token.shape === 'number' && run.some(({ shape }) => shape === 'number')) break;
    run.push(token);
  }
  return run;
}

const NEW = /^(?:new|nouvel(?:le)?|nouveau)$/u;

/** Whether "New" belongs to the next word: "New York", not "New Kestrel". */
function isKnownStart(run: readonly Token[]): boolean {
  const [first, second] = run;
  if (first === undefined || second === undefined) return false;
  return (
    NEW_PLACES.has(foldName(second.word)) || isKnownPhrase(foldName(`${first.word} ${second.word}`))
  );
}

/** Places whose name starts with "New". Countries are in the table of names. */
const NEW_PLACES = new Set(
  foldWords(
    'york jersey delhi hampshire mexico orleans haven england south orléans hebrides forest',
  ),
);

/** Removes the first word of a run if it is only the first word of its sentence. */
function withoutOpener(run: readonly Token[], vocabulary: Vocabulary | null): readonly Token[] {
  let rest = run;
  while (rest.length > 1) {
    const [first] = rest;
    if (first === undefined) break;
    const folded = foldName(first.word);
    const common = vocabulary?.common.has(folded) === true;
    const opener =
      first.shape === 'capital' &&
      first.opens &&
      (common || NO_NAMES.has(folded)) &&
      !(NEW.test(folded) && isKnownStart(run));
    if (!opener && !DAYS_AND_TITLES.has(folded)) break;
    rest = rest.slice(1);
  }
  return rest.length === 1 && rest[0]?.shape === 'number' ? [] : rest;
}
