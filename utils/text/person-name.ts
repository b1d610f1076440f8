/** The parts of a person's name, as bibliographies sort and abbreviate them. */
export interface PersonName {
  readonly family: string;
  readonly given: string;
  /** `Jr.`, `III` and the like; '' for most names. */
  readonly suffix: string;
}

/** Small words that begin a family name: "Ludwig van Beethoven", "Simone de Beauvoir". */
const PARTICLES = new Set(
  'af al bin da dal das de degli dei del della den der des di do dos du e el ibn la las le lo los ten ter van vom von y zu zum zur'.split(
    ' ',
  ),
);
/** Those that many people write with a capital: "Hélène Le Goff", "Robert De Niro". */
const CAPITAL_PARTICLES = new Set(
  'da dal dalla das de del della der des di dos du el la las le les los mac ten ter van von'.split(
    ' ',
  ),
);
/** Articles with a capital that begin the names of organisations: "La Poste", "De Standaard". */
const ARTICLES = new Set('das de der el la las le les los'.split(' '));
const SUFFIX = /^(?:jr|sr|ii|iii|iv|jnr|snr|phd|md)\.?$/iu;
/** Words that organisations, desks and sites have in their names, and persons do not. */
const ORGANISATION_WORDS: ReadonlySet<string> = new Set(
  [
    // English
    'the academy administration agencies agency alliance archive archives assembly associated',
    'association authorities authority bank board bureau center centers centre centres college',
    'commission committee community companies company confederation congress consortium',
    'contributor contributors corp corporation council department desk directorate editorial',
    'editors federation forum foundation fund government group hospital inc initiative institute',
    'institution international journal lab laboratory labs league library limited llc llp ltd',
    'magazine media ministry museum nations network news newsroom observatory office organisation',
    'organization parliament partnership police post press programme project projects publishing',
    'radio report research review school secretariat senate service services society staff',
    'statistics studio studios survey team times treasury trust tv union university wire',
    // French
    'le les agence agences assemblée association banque bibliothèque bureau centre collectif comité',
    'commission confédération conseil département direction fédération fondation gouvernement',
    'groupe institut laboratoire ligue mairie ministère musée observatoire office organisation',
    'parlement préfecture rédaction république réseau secrétariat sénat société statistique',
    'statistiques syndicat université',
    // German
    'akademie amt anstalt behörde bund bundestag gesellschaft gewerkschaft gmbh hochschule kommission',
    'ministerium parlament partei redaktion regierung stiftung universität verband verein zeitung',
    'zentrum',
    // Spanish
    'los las academia agencia archivo asociación ayuntamiento banco biblioteca cámara centro comisión',
    'comité confederación congreso consejo departamento dirección estadística estadísticas',
    'federación fundación gobierno grupo instituto laboratorio ministerio museo observatorio',
    'oficina organización parlamento redacción secretaría senado servicio sindicato sociedad unión',
    'universidad',
  ].flatMap((words) => words.split(' ')),
);
/** How the compound words end that German organisations have in their names. */
const ORGANISATION_END =
  /(?:akademie|amt|anstalt|behörde|gesellschaft|institut|kommission|ministerium|regierung|rundfunk|statistik|stiftung|verband|zeitung|zentralbank|zentrum)(?:e?s)?$/u;
/** Of a name, without its particles. */
const MAX_WORDS = 4;
/** One word of a name: "Anne-Marie", "O’Brien", "J.R.R.", "B.". */
const NAME_WORD = /^\p{Lu}[\p{L}\p{M}'’\-.]*$/u;
/** A family name with an article before a comma: "Le Goff, Hélène". More words are an organisation. */
const FAMILY_ARTICLE = /^le (?=\S+$)/iu;
/** These scripts write the family name first, or without a space. */
const FAMILY_FIRST = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Splits a name such as "Gina Roberts-Grey" or "Grey, Gina". Returns null for a single word, for
 * what may be an organisation, and for a script whose order is not known: such a name stays whole,
 * because a name that is split wrongly is sorted under a wrong word.
 * @param site The name of the site that published the page. An author with that name is the site.
 */
export function splitPersonName(name: string, site = ''): PersonName | null {
  const [before = '', after, ...more] = name.split(',').map((part) => part.trim());
  // "Le Courrier, Paris" is the name of the site with its city, not a person.
  const isSite = [name.trim(), before].some((each) => isSame(each, site.trim()));
  if (FAMILY_FIRST.test(name) || isSite || more.length > 0) return null;
  if (after !== undefined && !SUFFIX.test(after)) {
    return isNamePart(before.replace(FAMILY_ARTICLE, '')) && isNamePart(after)
      ? { family: before, given: after, suffix: '' }
      : null;
  }
  const words = before.split(/\s+/u);
  let suffix = after ?? '';
  if (suffix === '' && words.length > 2 && SUFFIX.test(words.at(-1) ?? '')) {
    suffix = words.pop() ?? '';
  }
  if (words.length < 2 || !isNamePart(words.join(' '))) return null;
  const isParticle = (word: string) => PARTICLES.has(word);
  const particle = words.findIndex(
    (word, at) => at > 0 && (isParticle(word) || isInnerParticle(word, at, words)),
  );
  const start = particle > 0 ? particle : words.length - 1;
  // "Le" at the beginning, or a particle at the end, belongs to no name that is known here.
  const [first = ''] = words;
  if (isParticle(first) || ARTICLES.has(first.toLowerCase()) || isParticle(words.at(-1) ?? ''))
    return null;
  return { family: words.slice(start).join(' '), given: words.slice(0, start).join(' '), suffix };
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Returns whether a word is a particle with a capital: the family name goes on behind it. */
function isInnerParticle(word: string, at: number, words: readonly string[]): boolean {
  return at > 0 && at < words.length - 1 && CAPITAL_PARTICLES.has(word.toLowerCase());
}

function isNamePart(text: string): boolean {
  const words = text
    .split(/\s+/u)
    .filter((word, at, all) => !PARTICLES.has(word) && !isInnerParticle(word, at, all));
  return (
    words.length > 0 &&
    words.length <= MAX_WORDS &&
    words.every((word) => NAME_WORD.test(word) && !isOfOrganisation(word))
  );
}

function isOfOrganisation(word: string): boolean {
  // French and Catalan join an article to the word: "L’Agence".
  const bare = word.toLowerCase().replace(/^[dl]['’]/u, '');
  return ORGANISATION_WORDS.has(bare) || ORGANISATION_END.test(bare);
}
