import type { CitationStyle, LeftAlone } from '../../model/imported-report';

/** Where a citation leads and what it is called. */
export interface Target {
  /** As written, escapes and character references of Markdown and HTML decoded. */
  readonly href: string;
  /** Plain words; '' where none were written. */
  readonly label: string;
  /** What the page is called; '' where the label is a part of the sentence, or nothing is known. */
  readonly title: string;
}

/** A citation found in a block; offsets in UTF-16 units of the piece that the block lies in. */
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
}

export interface Findings {
  readonly citations: FoundCitation[];
  readonly leftAlone: FoundLookalike[];
}

/** Beyond this no browser takes an address. */
const MAX_ADDRESS = 65_536;

/**
 * What may become of an address: a page on the web that can be cited, one that must not be kept
 * at all (another scheme, credentials, no address), or no page of its own (a place in this
 * report, a relative address, a mailbox).
 */
export function judgeAddress(href: string): 'page' | 'not-allowed' | 'no-page' {
  if (!URL.canParse(href)) return /^\s*[a-z][a-z\d+.-]*:/iu.test(href) ? 'not-allowed' : 'no-page';
  const { protocol, username, password, hostname } = new URL(href);
  if (protocol === 'mailto:' || protocol === 'tel:') return 'no-page';
  if (protocol !== 'http:' && protocol !== 'https:') return 'not-allowed';
  if (username !== '' || password !== '' || hostname === '') return 'not-allowed';
  return href.length > MAX_ADDRESS ? 'not-allowed' : 'page';
}
