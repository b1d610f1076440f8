import { countryRows } from './country-names';

/**
 * Names with different spellings in English and French, besides countries. If a passage contains one
 * spelling of a row, it contains the whole row. The table has only frequent names; other names are
 * searched as they are spelled.
 */
const ROWS: readonly string[] = [
  'écosse|scotland|scottish|scot|scots|écossais|écossaise|écossaises',
  'pays de galles|wales|welsh|gallois|galloise|galloises',
  'hexagone|france|french|français|française|françaises',
  'angleterre|england|english|anglais|anglaise|anglais|anglaises',
  'europe|european|europeans|européen|européenne|européens|européennes',
  'afrique|africa|african|africain|africaine|africains',
  'asie|asia|asian|asiatique|asiatiques',
  'londres|london|londonien|londonienne|londoner|londoners',
  'bruxelles|brussels',
  'pékin|beijing',
  'moscou|moscow',
  'genève|geneva',
  'barcelone|barcelona',
  'venise|venice',
  'rome|roma',
  'naples|napoli',
  'florence|firenze',
  'gênes|genoa|genova',
  'turin|torino',
  'anvers|antwerp',
  'gand|ghent',
  'la haye|the hague|hague',
  'cologne|köln',
  'munich|münchen',
  'hambourg|hamburg',
  'francfort|frankfurt',
  'prague|praha',
  'bucarest|bucharest',
  'séoul|seoul',
  'alger|algiers',
  'damas|damascus',
  'jérusalem|jerusalem',
  'la nouvelle-orléans|new orleans',
  'californie|california|californian|californien|californienne',
  'bavière|bavaria|bavarian|bavarois|bavaroise',
  'catalogne|catalonia|catalan|catalane',
  'corse|corsica|corsican',
  'bretagne|brittany|breton',
  'sicile|sicily|sicilian|sicilien|sicilienne',
  'tamise|thames',
  'rhin|rhine',
  'danube|donau',
  'méditerranée|mediterranean',
  'manche|english channel|channel',
  'proche-orient|moyen-orient|middle east|near east',
  'cour suprême|supreme court',
  'cour pénale internationale|international criminal court|cpi|icc',
  'premier ministre|première ministre|prime minister',
  'trésor|treasury',
  'intérieur|interior|beauvau',
  'cour des comptes|court of auditors',
  'chambre des représentants|house of representatives',
  'sénat|senate|palais du luxembourg',
  'congrès|congress',
  'assemblée nationale|national assembly|palais-bourbon',
  'conseil constitutionnel|constitutional council|les sages',
  'conseil d’état|council of state',
  'garde des sceaux|ministre de la justice|justice minister|minister of justice|chancellerie|justice',
  'bercy|finances|finance',
  'élysée|présidence|presidency',
  'ministère de la défense|defence ministry|ministry of defence|defense department|pentagon|pentagone',
  'banque de france|bank of france',
  'banque d’angleterre|bank of england',
  'réserve fédérale|federal reserve|fed',
  'ligue des champions|champions league',
  'coupe du monde|world cup',
  'jeux olympiques|olympic games|olympics|jo',
  'covid-19|covid|coronavirus',
  'frères musulmans|muslim brotherhood|muslim brothers',
  'soviétiques|soviétique|soviet|soviets|union soviétique|soviet union|urss|ussr',
  'greens|green|green party|écologistes|écologiste|verts|les verts',
  'travaillistes|travailliste|labour|labour party',
  'conservateurs|tories|tory|conservatives|conservative party',
  'europe de l’est|europe orientale|pays de l’est|bloc de l’est|eastern europe|eastern european|eastern bloc',
  'europe de l’ouest|europe occidentale|western europe|western european',
  'noël|christmas|xmas',
  'pâques|easter',
  'toussaint|all saints',
  'nouvel an|new year|new year’s day',
  'pentecôte|pentecost|whitsun',
  'mount|mt|mont',
  'saint|st|sainte|street',
  'avenue|ave',
  'boulevard|blvd',
  'vienne|vienna',
  'lisbonne|lisbon',
  'copenhague|copenhagen',
  'varsovie|warsaw',
  'athènes|athens',
  'le caire|cairo',
  'union européenne|european union|eu|ue|e.u|bloc européen',
  'nations unies|united nations|onu|un|u.n',
  'otan|nato|north atlantic treaty organization|alliance atlantique',
  'oms|who|world health organization|world health organisation|organisation mondiale de la santé',
  'fmi|imf|international monetary fund|fonds monétaire international',
  'omc|wto|world trade organization|organisation mondiale du commerce',
  'bce|ecb|european central bank|banque centrale européenne',
  'ocde|oecd|organisation for economic co-operation and development',
  'aie|iea|international energy agency|agence internationale de l’énergie',
  'giec|ipcc|intergovernmental panel on climate change',
  'banque mondiale|world bank',
  'commission européenne|european commission',
  'parlement européen|european parliament',
  'maison blanche|maison-blanche|white house',
  'pib|gdp|gross domestic product|produit intérieur brut',
  'rgpd|gdpr|general data protection regulation|règlement général sur la protection des données',
  'ia|ai|a.i|artificial intelligence|intelligence artificielle',
  'iag|agi|artificial general intelligence|intelligence artificielle générale',
  'llm|large language model|large language models|grand modèle de langage|grands modèles de langage|modèles de langage',
  'pdg|ceo|chief executive|chief executive officer|président-directeur général',
  'pme|sme|smes|petites et moyennes entreprises',
  'adn|dna',
  'sida|aids',
  'vih|hiv',
  'r&d|recherche et développement|research and development',
  'taln|nlp|natural language processing|traitement du langage naturel|traitement automatique des langues',
  'ovni|ufo',
  'tva|vat|value added tax',
  'ong|ngo|ngos|organisation non gouvernementale|organisations non gouvernementales',
  'édimbourg|edinburgh',
  'douvres|dover',
  'cantorbéry|canterbury',
  'philadelphie|philadelphia',
  'mexico|mexico city',
  'la mecque|mecca',
  'le cap|cape town',
  'bâle|basel',
  'aix-la-chapelle|aachen',
  'ratisbonne|regensburg',
  'cracovie|krakow|kraków',
  'salonique|thessaloniki',
  'bombay|mumbai',
  'calcutta|kolkata',
  'tanger|tangier|tangiers',
  'beyrouth|beirut',
  'bethléem|bethlehem',
  'alexandrie|alexandria',
  'cisjordanie|west bank',
  'cachemire|kashmir|kashmiri',
  'cornouailles|cornwall|cornish',
  'normandie|normandy|norman',
  'bourgogne|burgundy',
  'picardie|picardy',
  'flandre|flandres|flanders|flemish|flamand|flamande|flamands',
  'wallonie|wallonia|walloon|wallon|wallonne',
  'pays basque|basque country|basque',
  'andalousie|andalusia|andalusian',
  'castille|castile',
  'toscane|tuscany|tuscan',
  'lombardie|lombardy',
  'piémont|piedmont',
  'sardaigne|sardinia|sardinian',
  'crète|crete|cretan',
  'saxe|saxony|saxon',
  'prusse|prussia|prussian',
  'bohême|bohemia|bohemian',
  'caucase|caucasus|caucasian',
  'sibérie|siberia|siberian',
  'oural|urals|ural',
  'pyrénées|pyrenees',
  'montagnes rocheuses|rocheuses|rocky mountains|rockies',
  'pacifique|océan pacifique|pacific|pacific ocean',
  'atlantique|océan atlantique|atlantic|atlantic ocean',
  'arctique|océan arctique|arctic|arctic ocean',
  'antarctique|antarctica|antarctic',
  'mer noire|black sea',
  'mer rouge|red sea',
  'mer du nord|north sea',
  'mer morte|dead sea',
  'mer baltique|baltique|baltic|baltic sea',
  'mer de chine|china sea',
  'golfe persique|persian gulf',
  'nil|nile',
  'tage|tagus',
  'escaut|scheldt',
  'meuse|maas',
  'amérique latine|latin america|latin american|latino-américain',
  'amérique du nord|north america|north american|nord-américain',
  'amérique du sud|south america|south american|sud-américain',
  'afrique de l’ouest|west africa|west african',
  'afrique de l’est|east africa|east african',
  'asie du sud-est|southeast asia|south-east asia',
  'extrême-orient|far east',
  'juif|juive|juifs|juives|jew|jews|jewish',
  'musulman|musulmane|musulmans|musulmanes|muslim|muslims',
  'chrétien|chrétienne|chrétiens|chrétiennes|christian|christians',
  'kurde|kurdes|kurdish|kurd|kurds|kurdistan',
  'christophe colomb|christopher columbus|columbus',
  'jules césar|julius caesar|caesar',
  'jeanne d’arc|joan of arc',
  'aristote|aristotle',
  'platon|plato',
  'homère|homer',
  'moïse|moses',
  'coran|quran|koran|qur’an',
  'guerre froide|cold war',
  'moyen âge|moyen-âge|middle ages',
  'guerre de sécession|american civil war|civil war',
  'révolution française|french revolution',
  'shoah|holocauste|holocaust',
  'croix-rouge|red cross',
  'médecins sans frontières|doctors without borders|msf',
  'reporters sans frontières|reporters without borders|rsf',
  'conseil de sécurité|security council',
  'conseil européen|european council',
  'conseil de l’europe|council of europe',
  'cour européenne des droits de l’homme|european court of human rights|cedh|echr',
  'cour de justice de l’union européenne|european court of justice|court of justice of the european union|cjue|cjeu|ecj',
  'cour de cassation|court of cassation',
  'cour internationale de justice|international court of justice|cij|icj',
  'union africaine|african union',
  'ligue arabe|arab league',
  'agence spatiale européenne|european space agency|esa',
  'station spatiale internationale|international space station|iss',
  'agence européenne des médicaments|european medicines agency|ema',
  'prix nobel|nobel prize|nobel',
  'vatican|saint-siège|holy see',
  'démocrates|démocrate|parti démocrate|democrats|democrat|democratic party|democratic',
  'républicains|républicain|républicaine|parti républicain|republicans|republican|republican party|gop',
  'parti socialiste|socialist party|socialistes|socialiste|socialists|socialist',
  'parti communiste|communist party|communistes|communiste|communists|communist',
  'rassemblement national|front national|national rally|national front',
  'première guerre mondiale|world war i|first world war|great war|grande guerre|wwi|ww1',
  'seconde guerre mondiale|deuxième guerre mondiale|world war ii|second world war|wwii|ww2',
];

const PLAIN = /^[A-Za-z\d]*$/;

/** Folds accents and case, and replaces marks between words by one space. */
export function foldName(words: string): string {
  if (PLAIN.test(words)) return words.toLowerCase();
  const folded = words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/gu, 'oe')
    .replace(/æ/gu, 'ae')
    .replace(/[^\p{L}\p{N}.&]+/gu, ' ');
  return (folded.includes('.') ? withoutPoints(folded) : folded).trim();
}

/** The maximum number of folded words that are kept, because pages repeat their words. */
const MOST_FOLDED = 20_000;
const foldedWords = new Map<string, string>();

/** Folds one word, which texts repeat. */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word.toLowerCase();
  const known = foldedWords.get(word);
  if (known !== undefined) return known;
  if (foldedWords.size >= MOST_FOLDED) foldedWords.clear();
  const folded = foldName(word);
  foldedWords.set(word, folded);
  return folded;
}

/** "U.N." is "UN". */
const withoutPoints = (folded: string): string =>
  folded
    .replace(/(?<!\p{L})\p{L}\.(?:\p{L}\.)*\p{L}(?!\p{L})/gu, (letters) =>
      letters.replaceAll('.', ''),
    )
    .replace(/\.(?![\p{L}\p{N}])/gu, '');

/** Capitals that stand for their government. */
const GOVERNMENTS: ReadonlyMap<string, string> = new Map([
  ['washington', 'united states'],
  ['moscou', 'russia'],
  ['moscow', 'russia'],
  ['kremlin', 'russia'],
  ['pekin', 'china'],
  ['beijing', 'china'],
  ['londres', 'united kingdom'],
  ['london', 'united kingdom'],
  ['paris', 'france'],
  ['berlin', 'germany'],
  ['rome', 'italy'],
  ['madrid', 'spain'],
  ['tokyo', 'japan'],
  ['kiev', 'ukraine'],
  ['kyiv', 'ukraine'],
  ['teheran', 'iran'],
  ['tehran', 'iran'],
  ['ankara', 'turkey'],
  ['khartoum', 'sudan'],
  ['le caire', 'egypt'],
  ['cairo', 'egypt'],
  ['tunis', 'tunisia'],
  ['tripoli', 'libya'],
  ['alger', 'algeria'],
  ['algiers', 'algeria'],
  ['rabat', 'morocco'],
  ['riyad', 'saudi arabia'],
  ['riyadh', 'saudi arabia'],
  ['damas', 'syria'],
  ['damascus', 'syria'],
  ['bagdad', 'iraq'],
  ['baghdad', 'iraq'],
  ['doha', 'qatar'],
  ['kaboul', 'afghanistan'],
  ['kabul', 'afghanistan'],
  ['islamabad', 'pakistan'],
  ['new delhi', 'india'],
  ['delhi', 'india'],
  ['seoul', 'south korea'],
  ['pyongyang', 'north korea'],
  ['hanoi', 'vietnam'],
  ['canberra', 'australia'],
  ['wellington', 'new zealand'],
  ['ottawa', 'canada'],
  ['brasilia', 'brazil'],
  ['caracas', 'venezuela'],
  ['bogota', 'colombia'],
  ['la havane', 'cuba'],
  ['havana', 'cuba'],
  ['varsovie', 'poland'],
  ['warsaw', 'poland'],
  ['budapest', 'hungary'],
  ['bucarest', 'romania'],
  ['bucharest', 'romania'],
  ['athenes', 'greece'],
  ['athens', 'greece'],
  ['vienne', 'austria'],
  ['vienna', 'austria'],
  ['lisbonne', 'portugal'],
  ['lisbon', 'portugal'],
  ['stockholm', 'sweden'],
  ['oslo', 'norway'],
  ['copenhague', 'denmark'],
  ['copenhagen', 'denmark'],
  ['helsinki', 'finland'],
  ['dublin', 'ireland'],
  ['belgrade', 'serbia'],
  ['minsk', 'belarus'],
  ['tbilissi', 'georgia'],
  ['tbilisi', 'georgia'],
  ['nairobi', 'kenya'],
  ['abuja', 'nigeria'],
  ['pretoria', 'south africa'],
  ['addis abeba', 'ethiopia'],
  ['addis ababa', 'ethiopia'],
  ['bruxelles', 'european union'],
  ['brussels', 'european union'],
]);

/** Returns the spellings of the country whose government a capital can stand for. */
export function governedBy(folded: string): readonly string[] {
  const country = GOVERNMENTS.get(folded);
  return country === undefined ? [] : (spellingsOf(country) ?? []);
}

/** Returns the capitals that can stand for a country that has one of the spellings. */
export function capitalsOf(spellings: readonly string[]): readonly string[] {
  return [...GOVERNMENTS].flatMap(([capital, country]) =>
    spellings.includes(country) ? [capital] : [],
  );
}

/** The countries that a page in a language need not name, because it is written there. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  fr: ['france'],
  en: ['united states'],
};

/** Whether a folded name is that of the country, or the people, where a language is at home. */
export function isAtHome(folded: string, language: string): boolean {
  const spellings = spellingsOf(folded) ?? [];
  return (HOMES[language] ?? []).some((home) => spellings.includes(home));
}

interface Spellings {
  readonly rowOf: ReadonlyMap<string, readonly string[]>;
  readonly phrases: ReadonlySet<string>;
  /** The names of countries and of who lives there. */
  readonly countries: ReadonlySet<string>;
  /** The first words of the phrases. */
  readonly openings: ReadonlySet<string>;
}

let known: Spellings | null = null;

/** Made at first use, because asking the browser for the names of countries takes milliseconds. */
function allSpellings(): Spellings {
  if (known !== null) return known;
  const rowOf = new Map<string, readonly string[]>();
  const ofCountries = countryRows();
  const countries = new Set(ofCountries.flatMap((row) => row.map(foldName)));
  for (const row of [...ofCountries, ...ROWS.map((row) => row.split('|'))]) {
    const folded = row.map(foldName).filter((name) => name !== '');
    // "Congolese" and "Dominican" belong to two countries.
    const all = [...new Set(folded.flatMap((name) => [name, ...(rowOf.get(name) ?? [])]))];
    for (const spelling of folded) rowOf.set(spelling, all);
  }
  const phrases = new Set([...rowOf.keys()].filter((name) => name.includes(' ')));
  const openings = new Set(Array.from(phrases, (name) => name.slice(0, name.indexOf(' '))));
  known = { rowOf, phrases, countries, openings };
  return known;
}

/** Returns all spellings of a folded name, including itself; null if the table does not have it. */
export function spellingsOf(folded: string): readonly string[] | null {
  return allSpellings().rowOf.get(folded) ?? null;
}

/** Whether a folded name is that of a country or of who lives there. */
export function isCountry(folded: string): boolean {
  return allSpellings().countries.has(folded);
}

/** Whether a name of the table that has several words may start with a folded word. */
export function opensKnownPhrase(folded: string): boolean {
  const end = folded.indexOf(' ');
  return allSpellings().openings.has(end < 0 ? folded : folded.slice(0, end));
}

/** Whether a folded name of the table has several words, like "union europeenne". */
export function isKnownPhrase(folded: string): boolean {
  return allSpellings().phrases.has(folded);
}
