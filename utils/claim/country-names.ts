/**
 * The words for the people of each country: the code of the country, the English words, and the
 * French masculine words. Written by hand for Pincite, because no free data set has both languages. The names of the
 * countries themselves come from the browser.
 */
const PEOPLE: readonly string[] = [
  'AD|Andorran|andorran',
  'AE|Emirati|émirati émirien',
  'AF|Afghan|afghan',
  'AL|Albanian|albanais',
  'AM|Armenian|arménien',
  'AO|Angolan|angolais',
  'AR|Argentine Argentinian|argentin',
  'AT|Austrian|autrichien',
  'AU|Australian|australien',
  'AZ|Azerbaijani Azeri|azerbaïdjanais azéri',
  'BA|Bosnian|bosnien',
  'BB|Barbadian|barbadien',
  'BD|Bangladeshi|bangladais',
  'BE|Belgian|belge',
  'BF|Burkinabe|burkinabè burkinabé',
  'BG|Bulgarian|bulgare',
  'BH|Bahraini|bahreïnien',
  'BI|Burundian|burundais',
  'BJ|Beninese|béninois',
  'BN|Bruneian|brunéien',
  'BO|Bolivian|bolivien',
  'BR|Brazilian|brésilien',
  'BS|Bahamian|bahaméen',
  'BT|Bhutanese|bhoutanais',
  'BW|Botswanan|botswanais',
  'BY|Belarusian|biélorusse bélarussien',
  'BZ|Belizean|bélizien',
  'CA|Canadian|canadien',
  'CD|Congolese|congolais',
  'CF|Central-African|centrafricain',
  'CG|Congolese|congolais',
  'CH|Swiss|suisse helvétique',
  'CI|Ivorian|ivoirien',
  'CL|Chilean|chilien',
  'CM|Cameroonian|camerounais',
  'CN|Chinese|chinois',
  'CO|Colombian|colombien',
  'CR|Costa-Rican|costaricain costaricien',
  'CU|Cuban|cubain',
  'CV|Cape-Verdean|cap-verdien',
  'CY|Cypriot|chypriote',
  'CZ|Czech|tchèque',
  'DE|German|allemand',
  'DJ|Djiboutian|djiboutien',
  'DK|Danish Dane|danois',
  'DM|Dominican|dominiquais',
  'DO|Dominican|dominicain',
  'DZ|Algerian|algérien',
  'EC|Ecuadorian Ecuadorean|équatorien',
  'EE|Estonian|estonien',
  'EG|Egyptian|égyptien',
  'ER|Eritrean|érythréen',
  'ES|Spanish Spaniard|espagnol',
  'ET|Ethiopian|éthiopien',
  'FI|Finnish Finn|finlandais',
  'FJ|Fijian|fidjien',
  'FR|French|français',
  'GA|Gabonese|gabonais',
  'GB|British Briton|britannique',
  'GE|Georgian|géorgien',
  'GH|Ghanaian|ghanéen',
  'GL|Greenlandic Greenlander|groenlandais',
  'GM|Gambian|gambien',
  'GN|Guinean|guinéen',
  'GQ|Equatorial-Guinean|équato-guinéen',
  'GR|Greek|grec',
  'GT|Guatemalan|guatémaltèque',
  'GW|Bissau-Guinean|bissau-guinéen',
  'GY|Guyanese|guyanien',
  'HN|Honduran|hondurien',
  'HR|Croatian Croat|croate',
  'HT|Haitian|haïtien',
  'HU|Hungarian|hongrois',
  'ID|Indonesian|indonésien',
  'IE|Irish|irlandais',
  'IL|Israeli|israélien',
  'IN|Indian|indien',
  'IQ|Iraqi|irakien iraquien',
  'IR|Iranian|iranien',
  'IS|Icelandic Icelander|islandais',
  'IT|Italian|italien',
  'JM|Jamaican|jamaïcain',
  'JO|Jordanian|jordanien',
  'JP|Japanese|japonais nippon',
  'KE|Kenyan|kényan kenyan',
  'KG|Kyrgyz|kirghize',
  'KH|Cambodian|cambodgien',
  'KM|Comorian|comorien',
  'KP|North-Korean|nord-coréen',
  'KR|South-Korean Korean|sud-coréen coréen',
  'KW|Kuwaiti|koweïtien',
  'KZ|Kazakh Kazakhstani|kazakh kazakhstanais',
  'LA|Laotian Lao|laotien',
  'LB|Lebanese|libanais',
  'LI|Liechtensteiner|liechtensteinois',
  'LK|Sri-Lankan|sri-lankais',
  'LR|Liberian|libérien',
  'LS|Basotho|lésothan lesothan',
  'LT|Lithuanian|lituanien',
  'LU|Luxembourgish Luxembourger|luxembourgeois',
  'LV|Latvian|letton',
  'LY|Libyan|libyen',
  'MA|Moroccan|marocain',
  'MC|Monegasque Monacan|monégasque',
  'MD|Moldovan|moldave',
  'ME|Montenegrin|monténégrin',
  'MG|Malagasy|malgache',
  'MK|Macedonian|macédonien',
  'ML|Malian|malien',
  'MM|Burmese|birman',
  'MN|Mongolian|mongol',
  'MR|Mauritanian|mauritanien',
  'MT|Maltese|maltais',
  'MU|Mauritian|mauricien',
  'MV|Maldivian|maldivien',
  'MW|Malawian|malawien',
  'MX|Mexican|mexicain',
  'MY|Malaysian|malaisien',
  'MZ|Mozambican|mozambicain',
  'NA|Namibian|namibien',
  'NC|New-Caledonian|néo-calédonien',
  'NE|Nigerien|nigérien',
  'NG|Nigerian|nigérian',
  'NI|Nicaraguan|nicaraguayen',
  'NL|Dutch|néerlandais hollandais',
  'NO|Norwegian|norvégien',
  'NP|Nepali Nepalese|népalais',
  'NZ|New-Zealander|néo-zélandais',
  'OM|Omani|omanais',
  'PA|Panamanian|panaméen',
  'PE|Peruvian|péruvien',
  'PG|Papua-New-Guinean|papouasien',
  'PH|Philippine Filipino|philippin',
  'PK|Pakistani|pakistanais',
  'PL|Polish Pole|polonais',
  'PS|Palestinian|palestinien',
  'PT|Portuguese|portugais',
  'PY|Paraguayan|paraguayen',
  'QA|Qatari|qatari qatarien',
  'RO|Romanian|roumain',
  'RS|Serbian Serb|serbe',
  'RU|Russian|russe',
  'RW|Rwandan|rwandais',
  'SA|Saudi|saoudien',
  'SC|Seychellois|seychellois',
  'SD|Sudanese|soudanais',
  'SE|Swedish Swede|suédois',
  'SG|Singaporean|singapourien',
  'SI|Slovenian Slovene|slovène',
  'SK|Slovak|slovaque',
  'SL|Sierra-Leonean|sierra-léonais',
  'SN|Senegalese|sénégalais',
  'SO|Somali|somalien',
  'SR|Surinamese|surinamais',
  'SS|South-Sudanese|sud-soudanais',
  'SV|Salvadoran|salvadorien',
  'SY|Syrian|syrien',
  'SZ|Swazi|swazi',
  'TD|Chadian|tchadien',
  'TG|Togolese|togolais',
  'TH|Thai|thaïlandais',
  'TJ|Tajik|tadjik',
  'TL|Timorese|timorais',
  'TM|Turkmen|turkmène',
  'TN|Tunisian|tunisien',
  'TR|Turkish Turk|turc',
  'TT|Trinidadian|trinidadien',
  'TW|Taiwanese|taïwanais',
  'TZ|Tanzanian|tanzanien',
  'UA|Ukrainian|ukrainien',
  'UG|Ugandan|ougandais',
  'US|American|américain',
  'UY|Uruguayan|uruguayen',
  'UZ|Uzbek|ouzbek',
  'VE|Venezuelan|vénézuélien',
  'VN|Vietnamese|vietnamien',
  'XK|Kosovar|kosovar',
  'YE|Yemeni|yéménite',
  'ZA|South-African|sud-africain',
  'ZM|Zambian|zambien',
  'ZW|Zimbabwean|zimbabwéen',
];

/** Names that browsers give in another form. */
const MORE: Readonly<Record<string, string>> = {
  CD: 'DR Congo|Democratic Republic of the Congo|RDC|République démocratique du Congo',
  KG: 'Kirghizistan',
  CZ: 'Czech Republic|République tchèque',
  GB: 'UK|U.K|Royaume-Uni|Great Britain|Britain|Grande-Bretagne',
  US: 'USA|US|U.S|U.S.A|United States of America|États-Unis d’Amérique|America|Amérique',
  AE: 'UAE|EAU',
  CI: 'Ivory Coast',
  SZ: 'Swaziland',
  NL: 'Holland|Hollande|Netherlands',
  BY: 'Biélorussie',
  KR: 'Corée du Sud|South Korea',
  KP: 'Corée du Nord|North Korea',
  CN: 'PRC|RPC|Chine populaire',
  RU: 'Russian Federation|Fédération de Russie',
};

const IRREGULAR: Readonly<Record<string, string>> = { grec: 'grecque', turc: 'turque' };

function feminine(masculine: string): string {
  const irregular = IRREGULAR[masculine];
  if (irregular !== undefined) return irregular;
  if (/[eèé]$/u.test(masculine)) return masculine;
  return /(?:ien|éen|yen)$/u.test(masculine) ? `${masculine}ne` : `${masculine}e`;
}

const withPlural = (word: string): string[] => (/[sx]$/u.test(word) ? [word] : [word, `${word}s`]);

/** "Myanmar (Burma)" is two names, and "Hong Kong SAR China" is usually called Hong Kong. */
function shortForms(name: string): string[] {
  const [first = '', second] = name.split(/ \(|\)/u);
  const short = first.replace(/^R\.A\.S\. chinoise de |\bSAR China$/gu, '').trim();
  return [...new Set([first, short, ...(second === undefined ? [] : [second])])];
}

/**
 * Returns the names of countries and territories in English and French, each country with its
 * people and adjectives, as rows of spellings.
 */
export function countryRows(): string[][] {
  const people = new Map<string, string[]>();
  for (const row of PEOPLE) {
    const [code = '', english = '', french = ''] = row.split('|');
    const forms = french.split(' ').flatMap((word) => [word, feminine(word)]);
    people.set(code, [...english.split(' '), ...forms].flatMap(withPlural));
  }
  const names = ['en', 'fr'].flatMap((language) =>
    (['long', 'short'] as const).map(
      (style) => new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' }),
    ),
  );
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const rows: string[][] = [];
  for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
    const known = names.flatMap((of) => of.of(code) ?? []);
    const named = known.flatMap(shortForms).filter((name) => name !== '' && name !== code);
    // Codes like EU, UN and ZZ name groups, which have rows of their own.
    if (named.length === 0 || /^(?:EU|EZ|UN|ZZ|XA|XB|QO)$/u.test(code)) continue;
    rows.push([...named, ...(people.get(code) ?? []), ...(MORE[code]?.split('|') ?? [])]);
  }
  return rows;
}
