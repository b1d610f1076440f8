import type { CitationStyle } from '../../model/citation-styles';
import type { LeftAlone } from '../../model/imported-report';
import type { PhrasingContent } from '../markup/mdast';

/** The address and the label of a citation. */
export interface Target {
  /** As written, with escapes and character references of Markdown and HTML decoded. */
  readonly href: string;
  /** Plain text; '' if there is none. */
  readonly label: string;
  /** The title of the page; '' if the label is part of the sentence, or if no title is known. */
  readonly title: string;
  /** Of a note or an entry; only if they were asked for (`ReferenceTable.keepsWords`). */
  readonly words?: NoteWords;
}

/** The words that a note, an entry or a mark has beside the link to a page. */
export interface NoteWords {
  readonly before: readonly PhrasingContent[];
  readonly after: readonly PhrasingContent[];
  /** What joins them to the words of the next page of the same note, such as "; ". */
  readonly joint?: string;
}

/** A citation found in a block; offsets in UTF-16 units of the piece that contains the block. */
export interface FoundCitation {
  readonly start: number;
  readonly end: number;
  readonly style: CitationStyle;
  /** At least one: `[@a; @b]` names several. */
  readonly targets: readonly Target[];
}

export interface FoundLookalike {
  readonly start: number;
  readonly end: number;
  readonly why: LeftAlone['why'];
  /** The words of the note to which the citation refers. */
  readonly about?: string;
  readonly part?: string;
}

export interface Findings {
  readonly citations: FoundCitation[];
  readonly leftAlone: FoundLookalike[];
  /** The element that hides the blocks that follow; null if none does. */
  hiddenBy: string | null;
}

/** No browser accepts a longer address. */
const MAX_ADDRESS = 65_536;

/**
 * Classifies an address: a web page that can be cited, an address that must not be kept (another
 * scheme, credentials, invalid), or no page of its own (a place in this report, a relative address,
 * a mailbox).
 */
export function judgeAddress(href: string): 'page' | 'not-allowed' | 'no-page' {
  if (!URL.canParse(href)) return /^\s*[a-z][a-z\d+.-]*:/iu.test(href) ? 'not-allowed' : 'no-page';
  const { protocol, username, password, hostname } = new URL(href);
  if (protocol === 'mailto:' || protocol === 'tel:') return 'no-page';
  if (protocol !== 'http:' && protocol !== 'https:') return 'not-allowed';
  if (username !== '' || password !== '' || hostname === '') return 'not-allowed';
  return href.length > MAX_ADDRESS ? 'not-allowed' : 'page';
}
