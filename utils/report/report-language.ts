import type { Verdict } from '@/utils/model/evidence';

/** What Pincite writes in the language of the report. */
export interface ReportWording {
  readonly openQuote: string;
  readonly closeQuote: string;
  /** The title of the list of sources. */
  readonly sources: string;
  /** The title of the list of numbered references. */
  readonly references: string;
  /** The title of the notes, if they have one. */
  readonly notes: string;
  /** The heading of the images at the end. */
  readonly images: string;
  /** The title of the part with items outside of sections. */
  readonly inbox: string;
  /** What somebody noted on a clip. */
  readonly note: (text: string) => string;
  /** The text of a link to a passage, in a list of sources. */
  readonly passage: string;
  readonly accessed: (date: string) => string;
  readonly archived: (date: string) => string;
  /**
   * What a check found of the cited passage. They stand behind the words of an author, of which they
   * say nothing. `never`: the passage has no check.
   */
  readonly verdicts: Readonly<Record<Verdict | 'never', string>>;
  /** Says of a passage that was found that the image of its clip was not compared. */
  readonly imageLeftOut: string;
  /** The accessible name of the link back from a note. */
  readonly back: string;
  readonly locale: string;
}

const ENGLISH: ReportWording = {
  openQuote: '“',
  closeQuote: '”',
  sources: 'Sources',
  references: 'References',
  notes: 'Notes',
  images: 'Images',
  inbox: 'Inbox',
  note: (text) => `Note: ${text}`,
  passage: 'passage',
  accessed: (date) => `accessed ${date}`,
  archived: (date) => `archived copy of ${date}`,
  verdicts: {
    verbatim: 'cited passage found word for word',
    typographic: 'cited passage found, typography apart',
    moved: 'cited passage found, elsewhere on its page',
    altered: 'cited passage altered',
    missing: 'cited passage missing from its page',
    located: 'cited passage located, no wording recorded',
    unpinned: 'no passage named',
    blocked: 'page blocked',
    gone: 'page gone',
    unreachable: 'page unreachable',
    unchecked: 'check of the cited passage without a result',
    never: 'cited passage not checked',
  },
  imageLeftOut: 'its image not compared',
  back: 'Back to the text',
  locale: 'en-GB',
};

/** French separates guillemets with no-break spaces. */
const FRENCH: ReportWording = {
  openQuote: '«\u00A0',
  closeQuote: '\u00A0»',
  sources: 'Sources',
  references: 'Références',
  notes: 'Notes',
  images: 'Images',
  inbox: 'À classer',
  note: (text) => `Note\u00A0: ${text}`,
  passage: 'passage',
  accessed: (date) => `consulté le ${date}`,
  archived: (date) => `copie archivée du ${date}`,
  verdicts: {
    verbatim: 'passage cité retrouvé mot pour mot',
    typographic: 'passage cité retrouvé, à la typographie près',
    moved: 'passage cité retrouvé, ailleurs sur sa page',
    altered: 'passage cité modifié depuis',
    missing: 'passage cité absent de sa page',
    located: 'passage cité repéré, sans texte enregistré',
    unpinned: 'aucun passage indiqué',
    blocked: 'page bloquée',
    gone: 'page disparue',
    unreachable: 'page injoignable',
    unchecked: 'vérification du passage cité sans résultat',
    never: 'passage cité non vérifié',
  },
  imageLeftOut: 'son image non comparée',
  back: 'Retour au texte',
  locale: 'fr',
};

/** Returns the texts for a BCP 47 tag: French for `fr` and its regions, English for every other. */
export function reportWording(language: string): ReportWording {
  return /^fr(?:[-_]|$)/iu.test(language) ? FRENCH : ENGLISH;
}

/** Returns whether a title is one that Pincite gives to a list of sources, in any language. */
export function isSourceListTitle(title: string): boolean {
  const words = title.normalize('NFC').trim().toLowerCase();
  return [ENGLISH, FRENCH].some(
    ({ sources, references }) =>
      words === sources.toLowerCase() || words === references.toLowerCase(),
  );
}

/**
 * Formats a day in the report's language, `3 March 2025` or `3 mars 2025`, from an ISO 8601 time or
 * date in UTC. Returns any other text unchanged.
 */
export function writtenDay(time: string, wording: ReportWording): string {
  const day = /^\d{4}-\d{2}-\d{2}/u.exec(time)?.[0];
  const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return time;
  const written = new Intl.DateTimeFormat(wording.locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(at);
  // French writes the first of a month as an ordinal, but the formatter does not.
  return wording === FRENCH ? written.replace(/^1 /u, '1er ') : written;
}

const QUOTED = /^\s*["“”„«»‹›「『][\s\S]*["“”«»‹›」』]\s*$/u;

/**
 * Puts a quote in the report's quotation marks, unless it already has some. The words stay
 * unchanged.
 */
export function inQuotationMarks(quote: string, wording: ReportWording): string {
  return QUOTED.test(quote) ? quote : `${wording.openQuote}${quote}${wording.closeQuote}`;
}
