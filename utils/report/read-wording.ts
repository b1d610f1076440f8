/** The words by which reports name their parts. */

import { weighLanguage } from '../text/weigh-language';

function alternatives(list: string): string {
  return list
    .trim()
    .split(/[|\n]/u)
    .map((name) => name.trim())
    .join('|');
}

/**
 * The words for a source, as in "Source : Le Monde". They are a part of patterns that ignore upper
 * and lower case.
 */
export const SOURCE_WORDS =
  'sources?|quellen?|fuentes?|font[ei]|fontes|bron(?:nen)?|źródł[oa]|käll(?:a|or)|kilder?|kaynak(?:lar)?|источники?|джерел[оа]|المصدر|المصادر|출처|出典|出处|出處|来源|來源';

/** What a list of sources is called, in the languages that reports come in, in lower case. */
const NAMES = alternatives(`
  ${SOURCE_WORDS}
  references?|citations?|footnotes|endnotes|notes|bibliography|works|webgraphy|links|further reading
  références?|ouvrages|bibliographie|webographie|sitographie|liens|notes de bas de page|pour aller plus loin
  quellenangaben|quellenverzeichnis|literatur|literaturverzeichnis|referenzen|belege|einzelnachweise|fußnoten|verweise|werke
  referencias|bibliografía|obras|trabajos|citas|notas|notas al pie|enlaces|webgrafía
  riferimenti|bibliografia|opere|citazioni|note|note a piè di pagina|sitografia|collegamenti
  referências|trabalhos|citações|notas de rodapé|ligações
  bronvermelding|bronnenlijst|referenties|literatuur|literatuurlijst|voetnoten|noten|verwijzingen|werken
  bibliografia|przypisy|odnośniki|prace
  källförteckning|referenser|fotnoter|verk|kildeliste|referanser|fotnoter
  ссылки|литература|список литературы|список источников|примечания|библиография|сноски|работы|посилання
  kaynakça|referanslar|dipnotlar|çalışmalar
  المراجع|قائمة المصادر|قائمة المراجع|الهوامش|مصادر|مراجع
`);
/** The same in scripts that put no spaces between words. */
const JOINED_NAMES = alternatives(`
  出典|来源|來源|출처
  参考文献|参考资料|參考資料|參考文獻|引用文献|引用文獻|引用|引用来源|引用來源|引用的著作|参考来源|资料来源|資料來源|文献|脚注|尾注|注释|参考链接
  参考資料|参考サイト|参照|参照元|引用元|情報源|参考リンク
  참고문헌|참고 문헌|참고자료|참고 자료|인용|각주|인용 문헌|참고 링크
`);
const BEFORE_NAME = alternatives(`
  key|main|all|list of|selected|cited|primary|principales|toutes les|liste des|liste der|zitierte|verwendete|geciteerde|geciteerd|citerade|alıntılanan|cytowane|цитированные|использованные|список|lista de|elenco delle|lista das|lista de las
`);
const AFTER_NAME = alternatives(`
  used|cited|consulted|list|des citations|citées?|cités|consultées?|utilisées?|complémentaires|bibliographiques|citadas?|citados|consultadas|consultados|utilizadas|bibliográficas|citate|consultate|utilizzate|bibliografiche|bibliografici|der zitate|cytowane|использованные
  of the (?:table|data|figures)|du tableau|des (?:données|chiffres)|der (?:tabelle|daten)|de la tabla|de los datos|della tabella|dei dati|da tabela|dos dados
`);
const AND = alternatives('and|et|und|y|e|en|och|i|и|ve|&|/');

const SOURCES = new RegExp(
  `^(?:(?:${BEFORE_NAME})\\s+){0,2}(?:${NAMES})(?:\\s*(?:${AND})\\s*(?:${NAMES}))?(?:\\s+(?:${AFTER_NAME})){0,2}$|` +
    `^(?:主要|主な|全部)?(?:${JOINED_NAMES})(?:(?:一覧|列表|リスト|目录|清单|목록)|[和与と]?(?:${JOINED_NAMES}))?$`,
  'iu',
);
/** A number, a symbol or a mark of formatting before a title. */
const OUTLINE =
  /^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)、]?\s*|[IVX]{1,5}[.)]\s+|[一二三四五六七八九十]{1,3}、\s*|\p{Extended_Pictographic}\uFE0F?\s*)?/u;
/** What a title may add about the style or the number of its entries, as in "References (APA)". */
const ASIDE = /(?<!\s)\s*[(（[][^()（）[\]]{1,24}[)）\]]$/u;

/** Titles below which people also write sentences of their own. */
const NOTES = /^(?:notes?|notas?|noten|anmerkungen|примечания|注释)$/iu;

/** Titles of notes, which are the author's own words if no mark in the text leads to them. */
const OWN_NOTES = new RegExp(
  `^(?:${alternatives(`
  footnotes|endnotes|notes (?:de bas de page|de fin)|fußnoten|endnoten|notas (?:al pie|finales|de rodapé)
  note a piè di pagina|voetnoten|eindnoten|przypisy|fotnoter|сноски|dipnotlar|الهوامش|脚注|尾注|각주
  `)}|notes?|notas?|noten|anmerkungen|примечания|注释)$`,
  'iu',
);

export type ListTitle = 'sources' | 'notes';

/**
 * Reads a heading, or a line of its own, that announces a list of sources, or notes; null if it
 * announces neither.
 */
export function listTitle(words: string): ListTitle | null {
  if (words.length >= 60) return null;
  const title = withoutOutline(words);
  if (NOTES.test(title)) return 'notes';
  return SOURCES.test(title) ? 'sources' : null;
}

/** Whether the title of a list announces notes and no sources. */
export function isNotesTitle(words: string): boolean {
  return words.length < 60 && OWN_NOTES.test(withoutOutline(words));
}

function withoutOutline(title: string): string {
  return title
    .normalize('NFC')
    .replace(/(?<![\s:：.])[\s:：.]+$/u, '')
    .replace(ASIDE, '')
    .replace(OUTLINE, '');
}

const FURTHER = new RegExp(
  `^(?:${alternatives(`
  (?:(?:suggested|recommended|additional) )?(?:further )?readings?|see also|read more|learn more|external links
  pour (?:aller plus loin|en savoir plus|approfondir)|à (?:lire|voir|consulter)(?: aussi| également)?|voir (?:aussi|également)
  (?:lectures|ressources) (?:complémentaires|conseillées|recommandées)|liens (?:utiles|externes)
  siehe auch|weiterführende (?:literatur|links|informationen)|weblinks
  véase también|lecturas (?:recomendadas|adicionales)|para saber más|enlaces externos
  vedi anche|per approfondire|letture consigliate|collegamenti esterni
  (?:veja|ver) também|leituras? (?:adicional|adicionais|recomendadas)|ligações externas
  zie ook|verder lezen|externe links|см\\. также|zobacz też|se även|se også
  `)}|延伸阅读|延伸閱讀|参见|参考阅读|関連項目|関連記事|더 읽을거리)$`,
  'iu',
);

/** Whether a title announces what a reader may read besides the sources. */
export function isFurtherTitle(words: string): boolean {
  return words.length < 60 && FURTHER.test(withoutOutline(words));
}

const OPENING = /^([^\r\n]{1,80})(?:\r\n|\r|\n)[ \t>]*(?:\*\*|<sup>)?(?:\\?[[(]?\d|[⁰¹²³⁴-⁹])/u;

/** Returns whether a paragraph starts with such a title, with a numbered entry on its next line. */
export function opensSourceList(markdown: string): boolean {
  const [, title = ''] = OPENING.exec(markdown) ?? [];
  return title !== '' && listTitle(title.replace(/[*_#]+|\\$/gu, '').trim()) !== null;
}

const SOURCES_LEAD =
  /^(?:[\s*_]|\p{Extended_Pictographic}\uFE0F?)*([\p{L}][\p{L}\s]{3,30}?)[\s*_]*[:：]/u;

/** Reads such a title at the start of a paragraph: `**Sources:** …`. */
export function leadingTitle(markdown: string): ListTitle | null {
  const lead = SOURCES_LEAD.exec(markdown.slice(0, 80))?.[1];
  return lead === undefined ? null : listTitle(lead);
}

/** Returns what stands behind such a title; null if the paragraph has none. */
export function behindLeadingTitle(markdown: string): string | null {
  if (leadingTitle(markdown) === null) return null;
  const lead = SOURCES_LEAD.exec(markdown.slice(0, 80))?.[0] ?? '';
  return markdown.slice(lead.length).replace(/^[*_]*\s*/u, '');
}

/** Words such as "see" before a link. They do not name its page. */
const LEADS_ON =
  /^(?:see|voir|cf|vgl|siehe|véase|vedi|zie|ibid(?:em)?|id|ebd|(?:the )?same source|même source|op\. ?cit|loc\. ?cit|d[’']après|selon|according to|cité (?:par|dans)|quoted (?:in|by)|via|sources?|lien|link|quelle)(?!\p{L})/iu;
/** "See" or "based on" as the last words, before an address: the words before them are the author's. */
const LEADS_AT_END =
  /(?:[.,;:!?…]\s+(?:see|voir|cf|vgl|siehe|véase|vedi|zie)(?:\s(?:also|aussi|auch|anche|también|ook))?|\s(?:based on|à partir de|d[’']après|auf (?:der )?Grundlage von))$/iu;
/** "will be published on", before an address. "Available at" stands behind a title. */
const STOPS_SHORT =
  /(?<!(?:available|retrieved|accessed|disponible|consultée?|verfügbar|abrufbar|online|ligne))\s(?:on|at|in|sur|dans|à|auf|unter)$/iu;
/** "for Germany", "pour la France", in small letters: says what a page is cited for. */
const SAYS_FOR = /^(?:for|pour|für)\s/u;
/** A verb that sentences have and names of works rarely. */
const VERB =
  /(?<!\p{L})(?:is|are|was|were|has|have|had|been|does|did|says?|said|est|sont|était|étaient|ont|avait|avaient|ist|sind|war|waren|wurde|wurden|hat|haben)(?!\p{L})/iu;
const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/u;
/** `the minutes`, `l’article`, `ici`: words that stand for a page in a sentence. */
const STANDS_FOR_PAGE = /^(?=\p{Ll})\P{Lu}{1,30}$/u;

/** "See" before a quoted title or an author with initials, which name a page nevertheless. */
const LEADS_TO_TITLE =
  /^(?:see|voir|cf|vgl|siehe|véase|vedi|zie)(?:\s(?:also|aussi|auch|anche|también|ook))?[.:\s]+(?=["“«„]|\p{Lu}[\p{L}'’-]{1,30}, (?:\p{Lu}\.[ -]?)+)/iu;

/** Returns the title of a page in the words beside its link in a note; '' if there is none. */
export function titleIn(described: string): string {
  const words = described.replace(LEADS_TO_TITLE, '');
  if ([LEADS_ON, LEADS_AT_END, STOPS_SHORT, SAYS_FOR].some((one) => one.test(words))) return '';
  const isLong = words.split(/\s+/u).length >= 6;
  return isLong && VERB.test(words) && !YEAR.test(words) ? '' : words;
}

/** Whether words have a verb that sentences have and names of works rarely. */
export function hasVerb(words: string): boolean {
  return VERB.test(words);
}

/** What a link is called that only says that there is a page, as in "Le Journal, 2025. [Lien](…)". */
const LINK_NAMES = alternatives(`
  links?|full text|read online|here|click here|online|web(?:site|page)?|page|pdf|url|html|doi|article|document|${SOURCE_WORDS}
  liens?|lien direct|texte intégral|lire en ligne|ici|cliquez ici|en ligne|lire|voir|site|site web|page web|accès
  hier|volltext|im internet|webseite|enlace|aquí|en línea|ver|leer|texto completo|qui|collegamento|testo completo
  ligação|aqui|em linha|hier|volledige tekst|see|view|read|siehe|ansehen|vedi|zie
`);
const NAMES_LINK = new RegExp(`^[\\s([→↗»›]*(?:${LINK_NAMES})[\\s.:)\\]→↗»›]*$`, 'iu');

/** Returns whether the text of a link only says that there is a page, as "Link" or "here" does. */
export function namesLink(words: string): boolean {
  return words.length < 60 && NAMES_LINK.test(words);
}

/** Returns whether the text of a link can be the title of its page. */
export function canBeTitle(words: string): boolean {
  return !(namesLink(words) || (STANDS_FOR_PAGE.test(words) && words.split(/\s+/u).length <= 3));
}

const FIGURE =
  /^[\s*_]*(?:figure|fig\.|image|photo|illustration|tableau|table|graphique|graph|chart|diagram(?:me)?|schéma|capture(?: d[’']écran)?|screenshot|exhibit|carte|map)\s*(?:(?:\d{1,3}|[IVX]{1,5}\b)\s*)?(?:\d{1,3}\s*)?[:.–—-]\s/iu;
const ILLUSTRATES =
  /^(?:figure|fig\b|image|photo|illustration|tableau|table|graphique|graph|chart|diagram|schéma|capture|screenshot|exemple|example|comparati|comparison|aperçu|overview|source|crédit|credit|légende|caption|above|below|ci-dessus|ci-contre|left|right|à gauche|à droite)/iu;

/** The start of a line below an image that names its source, as in "Source: IGN, 2024". */
const CREDITS =
  /^[*_\s]*(?:(?:image|photo|map|carte|graph|graphique|data|données)\s)?(?:sources?|credits?|crédits?|quellen?|fuentes?|fonti?|photo|foto|bild)\s?[:：]/iu;
const LONGEST_CREDIT = 200;

export type CaptionPlace = 'after-image' | 'after-citation' | 'elsewhere';

/**
 * Returns whether a line of text, without its citations, is a caption. A caption starts like
 * "Figure 2: …", or is completely in emphasis and either follows an image, a table or a citation of
 * one, or names what it shows; or it follows an image and names its source.
 */
export function isCaption(words: string, place: CaptionPlace): boolean {
  const line = words.trim();
  if (line === '') return false;
  if (FIGURE.test(line)) return true;
  if (place === 'after-image' && line.length < LONGEST_CREDIT && CREDITS.test(line)) return true;
  const inEmphasis = /^([*_])(?![\s*_])[\s\S]*[^\s]\1$/u.test(line);
  if (!inEmphasis) return false;
  return place !== 'elsewhere' || ILLUSTRATES.test(line.slice(1));
}

/** This much text is enough to guess the language of a long report. */
const SAMPLE = 50_000;
/** A single small word may belong to a name, as in "El Niño". */
const CLEAR = 2;

/**
 * Guesses the language of a text. Returns `otherwise` if the text does not show it clearly.
 */
export function guessLanguage(words: string, otherwise = 'en'): string {
  const { language, count } = weighLanguage(words, SAMPLE);
  return language !== null && count >= CLEAR ? language : otherwise;
}

const NOTE_NAMES =
  '(?:notes?|footnotes?|endnotes?|fn\\.?|n\\.|nota|anm\\.?|fu(?:ß|ss)note)[ \u00A0\u202F]?\\d{1,4}(?!\\d)';
/** Behind the number of a note that the cited document has: "of the accounts", ", Accounts 2023". */
const OF_DOCUMENT =
  '(?:[ \u00A0](?:of|to|in|on|de|du|des|d[’\']|aux?|dans|sur)(?!\\p{L})|,[ \u00A0](?!(?:pp?|pages?|s|§+|and|et|above|below|supra|infra|ci-dessus|ci-dessous|oben|unten)(?!\\p{L}))[\\p{L}«“"])';
const LEADS_TO_NOTE =
  '(?:see|cf\\.?|voir|v\\.|supra|infra|siehe|vgl\\.?|véase|vedi|zie)[,.]?[ \u00A0](?:(?:also|aussi|supra|infra|above|below|la|les|the|auch|oben|unten),?[ \u00A0]){0,2}';
/** "See note 3", "note 3 above", "see ¹", "Ibid.", "op. cit.": words that lead to another note. */
const NAMES_NOTE = new RegExp(
  `(?<!\\p{L})(?:${alternatives(`
  ${LEADS_TO_NOTE}${NOTE_NAMES}(?!${OF_DOCUMENT})
  ${LEADS_TO_NOTE}(?:notes?[ \u00A0])?\\(?(?:[¹²³⁰⁴-⁹]{1,4}|<sup>\\d{1,4}</sup>)
  ${NOTE_NAMES},?[ \u00A0](?:above|below|supra|infra|précitée?|ci-dessus|ci-dessous|plus haut|plus bas|oben|unten)
  (?:above|below|ci-dessus|ci-dessous|oben|unten),?[ \u00A0]${NOTE_NAMES}
  ibid(?:em)?|ebd\\.|ebenda|(?:op|loc|art)\\. ?cit|a\\. ?a\\. ?O\\.|(?:art(?:\\.|icle)|ouvr(?:\\.|age)) (?:pré)?cité
  `)})(?!\\p{L})`,
  'iu',
);
/** `see [1](#note-1)`. At the start of a note, such a link leads back to the text. */
const LINKS_NOTE =
  /(?<=\p{L}[.,]?[ \u00A0]\(?)\[[\^(]?(?:(?:notes?|fn\.?|n\.)[ \u00A0])?\d{1,4}\)?\]\(#/iu;

/** Returns whether the words of a note or entry name another one by its number, or the one before. */
export function namesOtherNote(words: string): boolean {
  if (NAMES_NOTE.test(words) || LINKS_NOTE.test(words)) return true;
  return /^\W{0,8}Id(?:em)?[.,](?!\S*\p{L})/u.test(words);
}
