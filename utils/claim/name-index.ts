import {
  capitalsOf,
  foldName,
  foldWord,
  governedBy,
  isAtHome,
  isKnownPhrase,
  spellingsOf,
} from './same-names';
import { wordsForTheSame } from './shared-words';

/** Small words that initials leave out. */
const SKIPPED = new Set(
  'of the for and de du des la le les l d et pour en a on in to au aux'.split(' '),
);
/** Names that in lower case are other words: "us", "un", "who". */
const CAPITAL_ONLY = new Set(
  'us un who aids ia ai eu ue fed channel manche nil iss esa ema'.split(' '),
);
/** Nouns that open French names, whose other words have no capital: "Salon de l’automobile". */
const GENERIC = new Set(
  `cour salon conseil ministere tresor autorite assemblee commission comite agence bureau parti ligue
   institut office federation organisation etat academie universite ecole musee eglise palais tour
   pont place mer ocean cote fonds fondation societe groupe service chambre haute cabinet garde coupe
   prix jeux bourse bibliotheque centre festival foire theatre opera hotel maison mairie prefecture
   tribunal parlement senat congres gouvernement constitution republique revolution`.split(/\s+/u),
);
/** Words that can be dropped from the name of a company or a place. */
const SUFFIXES = new Set(
  `group groupe inc corp corporation company co ltd llc plc sa sas gmbh ag holding holdings ai ia sdk
   api river county city street avenue province region island islands valley`.split(/\s+/u),
);
const ARTICLES = new Set('the le la les l'.split(' '));
/** First words without which a name means another place: "North Korea", "New York". */
const OTHER_PLACE =
  /^(?:(?:north|south|east|west)(?:ern)?|new|great|saint|st|upper|lower|equatorial|nord|sud|nouvelle|grande)$/u;
const PEOPLE = /^(?:n?ais(?:es?)?|ois(?:es?)?|(?:i|é|e)?enn?e?s?|i?ans?|ains?|aines?|ese|er)$/u;
/** The ends of adjectives that are made from a part of a name: "Northern", "Korean". */
const ADJECTIVE = /^(?:ern|n|an|ian|ese|ish|ique|ien(?:ne)?|ais(?:e)?|ois(?:e)?)$/u;
/** The ends of names for the people of a place: "Parisian", "Lyonnais". */
const PEOPLE_OF = /(?:n?ais(?:es?)?|ois(?:es?)?|ien(?:s|nes?)?|ain(?:s|es?)?|ians?|ers)$/u;
/** The least length of a beginning of a word. Too many words share a shorter one. */
const SHORTEST_HOME = 4;
const JOINS = " \u00a0\u202f-'’\n";
/** A name with an ending: "Node.js", "Booking.com". */
const WITH_ENDING = /^\p{L}{2,}\.\p{Ll}{2,}$/u;
/** A product and its number, which texts shorten: "PlayStation 4 Pro" and "PS4 Pro". */
const WITH_NUMBER = /^(?<product>\p{Lu}[\p{L} ]{0,40}) (?<number>\d{1,4}) ?(?<rest>.{0,40})$/u;
const TITLE = /^(?:mr|mrs|ms|dr|mme|m)$/u;
const POSSESSIVE = /['’]s(?!\p{L})/gu;
/** The most words between the words of a name in another order: "ministère de la santé". */
const BETWEEN_WORDS = 2;
const INITIALS = /^\p{Lu}{2,3}$/u;
const TOKEN = /[\p{L}\p{M}\p{N}&]+(?:\.[\p{L}\p{N}]+)*/gu;

/** The words of a text, in which names are searched. */
export class NameIndex {
  readonly #compact: string;
  /** For each unit of `#compact` where a word starts, its index in `#words` plus one. */
  readonly #wordAt: Int32Array;
  readonly #words: readonly string[];
  readonly #capital: readonly boolean[];
  /** Whether a word consists of a few capital letters. */
  readonly #initials: readonly boolean[];
  /** Whether something other than a blank or a hyphen stands before the word. */
  readonly #apart: readonly boolean[];

  constructor(text: string) {
    const words: string[] = [];
    const capital: boolean[] = [];
    const apart: boolean[] = [];
    const initials: boolean[] = [];
    const plain = text.replace(POSSESSIVE, ' ');
    let end = 0;
    for (const { 0: token, index } of plain.matchAll(TOKEN)) {
      // "Node.js" is also "Node".
      const isTwo = token.includes('.') && WITH_ENDING.test(token);
      for (const part of isTwo ? token.split('.') : [token]) {
        const folded = foldWord(part);
        if (folded === '') continue;
        words.push(folded);
        const isCapital = /^\p{Lu}/u.test(part);
        capital.push(isCapital);
        initials.push(isCapital && part.length <= 3 && INITIALS.test(part));
        apart.push(index - end !== 1 || !JOINS.includes(plain.charAt(end)));
        end = index + token.length;
      }
    }
    this.#words = words;
    this.#capital = capital;
    this.#apart = apart;
    this.#initials = initials;
    this.#compact = words.join('');
    this.#wordAt = new Int32Array(this.#compact.length + 1);
    let at = 0;
    for (const [index, word] of words.entries()) {
      this.#wordAt[at] = index + 1;
      at += word.length;
    }
    this.#wordAt[at] = words.length + 1;
  }

  /**
   * Returns whether the text has the name at least this often, as the subject of a page. A text that
   * names a person repeats the surname.
   */
  names(name: string, times: number): boolean {
    const folded = foldName(name);
    const spellings = spellingsOf(folded);
    const [, first = '', last = folded] = /^(\p{L}{2,}) (\p{L}{4,})$/u.exec(folded) ?? [];
    const surname = OTHER_PLACE.test(first) ? folded : last;
    return [...(spellings ?? [surname]), ...homesOf(folded)].some((spelling) =>
      this.#repeats(spelling, times),
    );
  }

  #repeats(folded: string, times: number): boolean {
    let from = 0;
    for (let count = 0; count < times; count++) {
      const word = this.#find(folded, from);
      if (word < 0) return false;
      from = this.#startOf(word) + 1;
    }
    return true;
  }

  #startOf(word: number): number {
    return this.#wordAt.indexOf(word + 1);
  }

  /**
   * Returns whether the text contains the name in one of its spellings, complete or in a usual
   * short form. `language` is the text's language if it is not the name's: there, a name that sounds
   * the same is found as well.
   */
  holds(name: string, isPage: boolean, language: string | null = null): boolean {
    if (this.#holdsAsSpelled(name, isPage)) return true;
    const folded = foldName(name);
    const governing = [...governedBy(folded), ...capitalsOf(spellingsOf(folded) ?? [])];
    if (governing.some((spelling) => this.#find(spelling) >= 0)) return true;
    if (this.#holdsHomeOf(folded)) return true;
    if (language === null || /\d/u.test(name)) return false;
    if (GENERIC.has(folded)) return true;
    if (isAtHome(folded, language)) return true;
    // The table has what a known phrase is called in the other language.
    if (isKnownPhrase(folded)) return false;
    const words = folded.split(' ').filter((word) => !SKIPPED.has(word));
    if (language === 'fr' && words.length > 1 && words.every((word) => this.#isMeant(word)))
      return true;
    const alike = words.filter((word) => this.#soundsLike(word)).length;
    return alike > 0 && alike * 2 >= words.length;
  }

  /**
   * Returns whether the text has the name itself, and not only a part of it: "Boeing" in one
   * sentence and "737" in another are no "Boeing 737", and a surname is no full name. Its words may
   * stand in another order, or as the text's language has them.
   */
  holdsWhole(name: string, language: string | null = null): boolean {
    const plain = name.replace(POSSESSIVE, ' ');
    const folded = foldName(plain);
    const words = folded.split(' ').filter((word) => !SKIPPED.has(word));
    if (words.length < 2) {
      if (this.#holdsAsSpelled(plain, true) || this.#holdsHomeOf(folded)) return true;
      return language !== null && this.#soundsLike(folded);
    }
    if (this.#holdsTogether(plain, folded)) return true;
    const [first = new Set<number>(), ...others] = words.map((word) =>
      this.#placesOf(word, language),
    );
    // "19 people in Italy" is no "Italy 19".
    const reach = words.length + (/\d/u.test(folded) ? 0 : BETWEEN_WORDS);
    const standsNear = (from: number, places: ReadonlySet<number>): boolean =>
      Array.from({ length: reach }, (_, more) => from + more).some((at) => places.has(at));
    return [...first].some((at) =>
      Array.from({ length: reach }, (_, less) => at - less).some((from) =>
        others.every((places) => standsNear(from, places)),
      ),
    );
  }

  /**
   * Returns whether the text has the words of a person's name together, with capitals and with no
   * other part of a name before them. Linear in the text.
   */
  holdsPerson(name: string): boolean {
    const named = foldName(name.replace(POSSESSIVE, ' ')).split(' ');
    const isNamed = (at: number): boolean =>
      named.every((word, more) => this.#words[at + more] === word && this.#capital[at + more]);
    const isStart = (at: number): boolean =>
      this.#capital[at - 1] !== true ||
      this.#apart[at] === true ||
      TITLE.test(this.#words[at - 1] ?? '');
    return this.#words.some((_, at) => isNamed(at) && isStart(at));
  }

  /** Finds a name in one of its spellings, whatever separates its words: "PS4" for "PlayStation 4". */
  #holdsTogether(name: string, folded: string): boolean {
    const { product = '', number = '', rest = '' } = WITH_NUMBER.exec(name)?.groups ?? {};
    const capitals = product.match(/\p{Lu}/gu) ?? [];
    const short = capitals.length > 1 ? [foldName(`${capitals.join('')}${number} ${rest}`)] : [];
    const initials = folded.split(' ').filter((word) => !SKIPPED.has(word));
    const acronym = initials.length > 2 ? [initials.map((word) => word.charAt(0)).join('')] : [];
    const spellings = spellingsOf(folded) ?? spellingsOf(singular(folded)) ?? [];
    return [folded, singular(folded), ...spellings, ...short, ...acronym].some(
      (spelling) => this.#find(spelling) >= 0,
    );
  }

  /** Returns the indices of the words of the text that can be a word of a name. */
  #placesOf(word: string, language: string | null): ReadonlySet<number> {
    const others = new Set([
      word,
      singular(word),
      `${word}s`,
      `v${word}`,
      word.replace(/^v(?=\d)/u, ''),
    ]);
    for (const other of spellingsOf(word) ?? []) others.add(other);
    if (language !== null) for (const other of wordsForTheSame(word)) others.add(other);
    const isAlike = language === null ? null : this.#alikeTo(word);
    const places = new Set<number>();
    for (const [at, other] of this.#words.entries()) {
      if (others.has(other) || this.#isAdjectiveOf(word, at) || isAlike?.(other, at) === true)
        places.add(at);
    }
    return places;
  }

  /** French writes most words of a name in lower case: "Ministry of Health", "ministère de la santé". */
  #isMeant(word: string): boolean {
    return [word, ...wordsForTheSame(word)].some((other) => this.#find(other) >= 0);
  }

  /** "Darfour" and "Darfur", "constitutionnel" and "constitutional". */
  #soundsLike(word: string): boolean {
    return this.#words.some(this.#alikeTo(word));
  }

  /** Returns a test of the words of the text, by their index. */
  #alikeTo(word: string): (other: string, at: number) => boolean {
    const others = wordsForTheSame(word);
    const isTranslated = (other: string, at: number): boolean =>
      this.#capital[at] === true && others.includes(other);
    // "Alep" and "Aleppo"
    const isLonger = (other: string): boolean =>
      other.startsWith(word) && other.length - word.length <= 2;
    if (word.length === SHORTEST_ALIKE - 1)
      return (other, at) =>
        isTranslated(other, at) || (this.#capital[at] === true && isLonger(other));
    if (word.length < SHORTEST_ALIKE || /\d/u.test(word)) return isTranslated;
    const sound = soundOf(word);
    const start = word.slice(0, ALIKE_START);
    return (other, at) =>
      isTranslated(other, at) ||
      (word.length > ALIKE_START && other.startsWith(start)) ||
      (this.#capital[at] === true &&
        other.charAt(0) === word.charAt(0) &&
        Math.abs(other.length - word.length) <= 2 &&
        soundOf(other) === sound);
  }

  #holdsAsSpelled(name: string, isPage: boolean): boolean {
    const folded = foldName(name);
    const spellings =
      spellingsOf(folded) ?? spellingsOf(singular(folded)) ?? spellingsOf(`les ${folded}`);
    if (spellings?.some((spelling) => this.#find(spelling) >= 0) === true) return true;
    if (this.#find(folded) >= 0 || this.#find(singular(folded)) >= 0) return true;
    const words = folded.split(' ');
    const short = WITH_NUMBER.exec(name)?.groups;
    if (short !== undefined) {
      const { product = '', number = '', rest = '' } = short;
      const initials = (product.match(/\p{Lu}/gu) ?? []).join('');
      const isShort = initials.length > 1 && this.#find(foldName(initials + number)) >= 0;
      if (isShort && (rest === '' || this.#find(foldName(rest)) >= 0)) return true;
    }
    // "Anna Berg of Lakewood": a person, and where she works.
    const of = name.indexOf(' of ');
    const person = name.slice(0, Math.max(0, of));
    if (
      person.includes(' ') &&
      this.#holdsAsSpelled(person, isPage) &&
      this.#holdsAsSpelled(name.slice(of + ' of '.length), isPage)
    )
      return true;
    if (words.length > 1) return this.#holdsParts(words);
    if (words.length === 1 && folded.length > 3 && this.#holdsPeopleOf(folded)) return true;
    const isAcronym = /^(?:\p{Lu}{2,}s?|(?:\p{Lu}\.){2,})$/u.test(name);
    // Two words have any two initials by chance, unless both have a capital.
    return isAcronym && this.#spellsOut(singular(folded), isPage || folded.length < 3);
  }

  /**
   * Returns the index of the word where a folded name starts, whatever separates its words; -1 if
   * there is none.
   */
  #find(folded: string, from = 0): number {
    const compact = folded.replaceAll(' ', '');
    if (compact === '') return -1;
    for (
      let at = this.#compact.indexOf(compact, from);
      at >= 0;
      at = this.#compact.indexOf(compact, at + 1)
    ) {
      const start = this.#wordAt[at] ?? 0;
      const end = at + compact.length;
      const plural = this.#compact.charAt(end) === 's' && (this.#wordAt[end + 1] ?? 0) > 0;
      const isWord = start > 0 && ((this.#wordAt[end] ?? 0) > 0 || plural);
      if (isWord && (this.#capital[start - 1] === true || !CAPITAL_ONLY.has(folded))) {
        return start - 1;
      }
    }
    return -1;
  }

  #holdsParts(named: readonly string[]): boolean {
    const words = ARTICLES.has(named[0] ?? '') ? named.slice(1) : named;
    const bare = words.map((word) => word.replace(/^v(?=\d)/u, ''));
    if (bare.some((word) => /\d/u.test(word))) {
      return bare.every(
        (word) => this.#find(word) >= 0 || (/^\d/u.test(word) && this.#find(`v${word}`) >= 0),
      );
    }
    if (words.every((word) => this.#holdsWord(word))) return true;
    const [first = ''] = words;
    const last = words.at(-1) ?? '';
    const initials = words.filter((word) => !SKIPPED.has(word)).map((word) => word.charAt(0));
    if (initials.length > 2 && this.#find(initials.join('')) >= 0) return true;
    if (words.length === 2 && this.#hasInitials(words)) return true;
    if (words.slice(1).every((word) => SUFFIXES.has(word)) && this.#find(first) >= 0) return true;
    // Texts often repeat only the surname, or name a part of a company without the company.
    return words.length <= 3 && !OTHER_PLACE.test(words.at(-2) ?? '') && this.#standsAlone(last);
  }

  /** Whether the text has a word of a name, perhaps shortened: "Mt." for "Mount". */
  #holdsWord(word: string): boolean {
    return (
      this.#find(word) >= 0 ||
      this.#words.some((_, at) => this.#isAdjectiveOf(word, at)) ||
      (spellingsOf(word) ?? []).some((spelling) => this.#find(spelling) >= 0)
    );
  }

  /** "Northern Pacific" may stand for "North Pacific". */
  #isAdjectiveOf(word: string, at: number): boolean {
    const other = this.#words[at] ?? '';
    return (
      word.length >= SHORTEST_HOME &&
      this.#capital[at] === true &&
      other.startsWith(word) &&
      ADJECTIVE.test(other.slice(word.length))
    );
  }

  /** Finds "Lyon" for "Lyonnais", "Marseille" for "Marseillais", "New York" for "New Yorkers". */
  #holdsHomeOf(people: string): boolean {
    return homesOf(people).some((home) => this.#find(home) >= 0);
  }

  /** "SF" is San Francisco, and "JFK", with a middle name, John Kennedy. */
  #hasInitials([first = '', last = '']: readonly string[]): boolean {
    return this.#words.some(
      (word, at) =>
        this.#initials[at] === true &&
        word.charAt(0) === first.charAt(0) &&
        word.charAt(word.length - 1) === last.charAt(0),
    );
  }

  /** Returns whether the text has a word that is not the end of another name. */
  #standsAlone(word: string): boolean {
    const words = this.#words;
    for (let index = words.indexOf(word); index >= 0; index = words.indexOf(word, index + 1)) {
      if (this.#capital[index] !== true) continue;
      const before = this.#words[index - 1] ?? '';
      if (this.#capital[index - 1] !== true || SKIPPED.has(before) || TITLE.test(before))
        return true;
    }
    return false;
  }

  /** Finds "Lyon" in "lyonnaise", "Brazil" in "Brazilian", "Californie" in "California". */
  #holdsPeopleOf(place: string): boolean {
    const stem = stemOf(place);
    // Both a word with the same stem and a longer word start with the stem.
    return this.#words.some(
      (word) =>
        word.startsWith(stem) &&
        ((word.startsWith(place) && PEOPLE.test(word.slice(place.length))) ||
          (word.length > 4 && word.charAt(0) === place.charAt(0) && stemOf(word) === stem)),
    );
  }

  /**
   * Returns whether words that follow each other have the letters as their initials, all of them
   * with a capital, or none: "World Bridge Office", "large language model".
   */
  #spellsOut(acronym: string, onlyCapitals: boolean): boolean {
    return this.#words.some(
      (word, at) =>
        word.charAt(0) === acronym.charAt(0) && this.#spellsOutAt(acronym, at, onlyCapitals),
    );
  }

  #spellsOutAt(acronym: string, from: number, onlyCapitals: boolean): boolean {
    const capitals = this.#capital[from] === true;
    if (onlyCapitals && !capitals) return false;
    let letters = 0;
    for (let at = from; letters < acronym.length; at++) {
      const word = this.#words[at];
      if (word === undefined || (at > from && this.#apart[at] === true)) return false;
      const fits = word.charAt(0) === acronym.charAt(letters) && this.#capital[at] === capitals;
      if (fits && (capitals || word.length > SHORTEST_PART)) letters++;
      else if (letters === 0 || !capitals || !SKIPPED.has(word)) return false;
    }
    return true;
  }
}

/** Returns what a place may be called whose people have the folded name. */
function homesOf(people: string): string[] {
  const home = people.replace(PEOPLE_OF, '');
  if (home === people || home.length < SHORTEST_HOME) return [];
  return ['', 'e', 's', 'a'].map((ending) => home + ending);
}

/** Shorter words have too few consonants to be told apart by their sound. */
const SHORTEST_ALIKE = 5;
/** Letters at the start that words of two languages share. */
const ALIKE_START = 7;

/** Returns the consonants of a word, doubled ones once. */
function soundOf(word: string): string {
  return word
    .replace(/(?<=.)[aeiouyh]/gu, '')
    .replace(/(.)\1+/gu, '$1')
    .replace(/[qk]/gu, 'c')
    .replace(/w/gu, 'v');
}

/** In lower case, the words that an acronym stands for have more letters than this. */
const SHORTEST_PART = 3;

function singular(folded: string): string {
  return folded.length > 3 ? folded.replace(/s$/u, '') : folded;
}

/** Returns a place name without the ending that differs between languages: "Toscane", "Toscana". */
function stemOf(word: string): string {
  return word.replace(/(?:ie|ia|e|a|o|y)s?$/u, '');
}
