/**
 * Names with different spellings in English and French, with the people and the adjectives of
 * countries. If a passage contains one spelling of a row, it contains the whole row. The table has
 * only frequent names; other names are searched as they are spelled.
 */
const ROWS: readonly string[] = [
  'états-unis|états-unis d’amérique|united states|united states of america|usa|us|u.s|u.s.a|american|americans|américain|américaine|américains|américaines|amérique|america',
  'royaume-uni|united kingdom|uk|u.k|british|britannique|britanniques|grande-bretagne|great britain|britain',
  'angleterre|england|english|anglais|anglaise|anglais|anglaises',
  'france|french|français|française|françaises|hexagone',
  'allemagne|germany|german|germans|allemand|allemande|allemands|allemandes',
  'espagne|spain|spanish|espagnol|espagnole|espagnols|espagnoles',
  'italie|italy|italian|italians|italien|italienne|italiens|italiennes',
  'portugal|portuguese|portugais|portugaise|portugaises',
  'pays-bas|netherlands|dutch|néerlandais|néerlandaise|hollande|holland',
  'belgique|belgium|belgian|belge|belges',
  'suisse|switzerland|swiss|suisses|helvétique',
  'autriche|austria|austrian|autrichien|autrichienne',
  'suède|sweden|swedish|suédois|suédoise',
  'norvège|norway|norwegian|norvégien|norvégienne',
  'danemark|denmark|danish|danois|danoise',
  'finlande|finland|finnish|finlandais|finlandaise',
  'irlande|ireland|irish|irlandais|irlandaise',
  'pologne|poland|polish|polonais|polonaise',
  'grèce|greece|greek|grec|grecque|grecs',
  'turquie|turkey|türkiye|turkish|turc|turque',
  'ukraine|ukrainian|ukrainien|ukrainienne|ukrainiens',
  'russie|russia|russian|russians|russe|russes',
  'chine|china|chinese|chinois|chinoise|chinoises|prc',
  'japon|japan|japanese|japonais|japonaise|japonaises',
  'corée du sud|south korea|south korean|sud-coréen|sud-coréenne|sud-coréens|korean|coréen|coréenne',
  'inde|india|indian|indians|indien|indienne|indiens|indiennes',
  'israël|israel|israeli|israélien|israélienne',
  'égypte|egypt|egyptian|égyptien|égyptienne',
  'maroc|morocco|moroccan|marocain|marocaine',
  'algérie|algeria|algerian|algérien|algérienne',
  'tunisie|tunisia|tunisian|tunisien|tunisienne',
  'afrique du sud|south africa|south african|sud-africain|sud-africaine',
  'brésil|brazil|brazilian|brésilien|brésilienne',
  'mexique|mexico|mexican|mexicain|mexicaine',
  'canada|canadian|canadien|canadienne|canadiens|canadiennes',
  'australie|australia|australian|australien|australienne',
  'taïwan|taiwan|taiwanese|taïwanais|taïwanaise',
  'émirats arabes unis|united arab emirates|uae|emirati',
  'arabie saoudite|saudi arabia|saudi|saoudien|saoudienne',
  'europe|european|europeans|européen|européenne|européens|européennes',
  'afrique|africa|african|africain|africaine|africains',
  'asie|asia|asian|asiatique|asiatiques',
  'londres|london',
  'bruxelles|brussels',
  'pékin|beijing',
  'moscou|moscow',
  'genève|geneva',
  'vienne|vienna',
  'lisbonne|lisbon',
  'copenhague|copenhagen',
  'varsovie|warsaw',
  'athènes|athens',
  'le caire|cairo',
  'nouvelle-orléans|new orleans',
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
  'prc|chine populaire',
  'première guerre mondiale|world war i|first world war',
  'seconde guerre mondiale|deuxième guerre mondiale|world war ii|second world war',
];

/** Folds accents and case, and replaces marks between words by one space. */
export function foldName(words: string): string {
  return words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/gu, 'oe')
    .replace(/æ/gu, 'ae')
    .replace(/[^\p{L}\p{N}.&]+/gu, ' ')
    .replace(/\.(?![\p{L}\p{N}])/gu, '')
    .trim();
}

const SPELLINGS: ReadonlyMap<string, readonly string[]> = new Map(
  ROWS.flatMap((row) => {
    const spellings = [...new Set(row.split('|').map(foldName))];
    return spellings.map((spelling) => [spelling, spellings] as const);
  }),
);

/** Returns all spellings of a folded name, including itself; null if the table does not have it. */
export function spellingsOf(folded: string): readonly string[] | null {
  return SPELLINGS.get(folded) ?? null;
}

/** Folded names of several words with a capital only at the first: "union europeenne". */
export const PHRASES: ReadonlySet<string> = new Set(
  [...SPELLINGS.keys()].filter((name) => name.includes(' ')),
);
