/** What a report's language decides in what Pincite itself writes. */
export interface ReportWording {
  readonly openQuote: string;
  readonly closeQuote: string;
  /** Title of the closing list. */
  readonly sources: string;
  /** Title of the part that holds what lies in no section. */
  readonly inbox: string;
}

const ENGLISH: ReportWording = {
  openQuote: '“',
  closeQuote: '”',
  sources: 'Sources',
  inbox: 'Inbox',
};

/** French sets guillemets apart with no-break spaces. */
const FRENCH: ReportWording = {
  openQuote: '«\u00A0',
  closeQuote: '\u00A0»',
  sources: 'Sources',
  inbox: 'À classer',
};

/** The wording for a BCP 47 tag: French for `fr` and its regions, English for every other. */
export function reportWording(language: string): ReportWording {
  return /^fr(?:[-_]|$)/iu.test(language) ? FRENCH : ENGLISH;
}

const QUOTED = /^\s*["“”„«»‹›「『][\s\S]*["“”«»‹›」』]\s*$/u;

/** Puts a quote in the report's quotation marks, unless it wears some already. The words stay as they are. */
export function inQuotationMarks(quote: string, wording: ReportWording): string {
  return QUOTED.test(quote) ? quote : `${wording.openQuote}${quote}${wording.closeQuote}`;
}
