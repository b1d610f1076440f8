/*
 * Every style of citation, one object each: how it is recognised in a file, how it is written, and
 * what that means for lists of sources, HTML and the export sheet. Its name in the interface is
 * `import_style_<style>` where it is read and `export_style_<style>` where it is written.
 * docs/adr/0010-styles-of-citation.md says what each is for.
 */

/** What is known of a citation that a file has in this style. */
export interface ReadStyle {
  /**
   * What the label of its link is: the page's title, the sentence's own words or nothing, or
   * another mark, such as a number.
   */
  readonly label: 'title' | 'own-words' | 'mark';
  /** Whether its label is words of the sentence, on which the link is, if it is more than a number. */
  readonly onWords?: true;
  /**
   * How it is written after its label or address has changed; absent: inline, in parentheses.
   * `address`: as the address alone, unless it got a label of its own.
   */
  readonly link?: 'in-parentheses' | 'bare' | 'raised' | 'address';
  /** Whether it leads to a note, a definition or a list elsewhere in the file. */
  readonly isLed?: true;
  /** How it is found in plain text; absent: only links, references and HTML are in this style. */
  readonly text?: TextPattern;
}

/** Matches "doi:" or "doi.org/" before the identifier of a document (DOI), such as "10.1234/abc". */
export const DOCUMENT_LEAD = String.raw`(?:[Dd][Oo][Ii]:[ \u00A0]?|(?:dx\.)?doi\.org\/)(?=10\.\d{4,9}\/)`;

/**
 * An address in a text, with the punctuation behind it. An identifier that contains `<` or an
 * escaped sign is none, because it would end there and lead elsewhere.
 */
export const ADDRESS_PATTERN = String.raw`(?:https?:\/\/|(?<![\p{L}\p{N}\/.:=@_-])${DOCUMENT_LEAD}(?![^\s<>]{0,200}(?:\\|<[^\/\p{L}])))[^\s<>\u{E200}-\u{E204}【】]+`;

/** A pattern of plain text. Its group `value` names the sources. */
export interface TextPattern {
  readonly pattern: string;
  /**
   * What the value is: numbers in a list of references, which may be raised or glued to the
   * sentence before them, tokens of a tool, keys of a bibliography, or an address.
   */
  readonly names: 'numbers' | 'raised-numbers' | 'glued-numbers' | 'tokens' | 'keys' | 'address';
  /** For keys without brackets, which cite only if a bibliography has them. */
  readonly lone?: string;
  /** Why it is left alone if no number in it is in a list. */
  readonly unknown?: 'unknown-reference';
}

/** How a report is written in this style. */
export interface WriteStyleTraits {
  /** The Markdown that stands for an entry; null: a link to the page. */
  readonly sign: ((entry: { readonly number: number; readonly key: string }) => string) | null;
  /** Where a link stands: in parentheses behind the words, or on the words. */
  readonly link?: 'on-words';
  /** What names the sources at the end of the file or beside it; null: a list, if it is wanted. */
  readonly entries: 'notes' | 'references' | 'bibliography' | null;
  /** Where the style can be had, if not everywhere: in Markdown, or there for a whole report that came from a file. */
  readonly only?: 'own-file' | 'markdown';
  /** A citation in a sentence, as the export sheet shows it; null: the catalogue describes it. */
  readonly example: ((words: ExampleWords) => string) | null;
}

export interface ExampleWords {
  readonly sentence: string;
  readonly title: string;
  readonly key: string;
}

interface StyleTraits {
  readonly read?: ReadStyle;
  readonly write?: WriteStyleTraits;
}

export const STYLES = {
  /** The citations of a file as they came, new ones inline. */
  'as-written': {
    write: { sign: null, entries: null, only: 'own-file', example: null },
  },
  /** `([Title](url))` */
  inline: {
    read: { label: 'title', link: 'in-parentheses' },
    write: {
      sign: null,
      entries: null,
      example: ({ sentence, title }) => `${sentence} ([${title}](https://…)).`,
    },
  },
  /** `[site.com](url)` right after a word, and others glued to it */
  glued: { read: { label: 'mark', link: 'bare' } },
  /** `[1](url)`, `[\[5\]](url)` */
  'numbered-link': { read: { label: 'mark', link: 'bare' } },
  /** `<sup>[1](url)</sup>`, `¹` with a list of references */
  superscript: {
    read: {
      label: 'mark',
      link: 'raised',
      isLed: true,
      text: {
        pattern: '(?<value>[⁰¹²³⁴-⁹]{1,4}(?:[⁾,˒˙·’ ]{1,2}[⁰¹²³⁴-⁹]{1,4}){0,20})',
        names: 'raised-numbers',
      },
    },
  },
  /** `[^1]` with its definition */
  footnote: {
    read: { label: 'mark', isLed: true },
    write: {
      sign: ({ number }) => `[^${number}]`,
      entries: 'notes',
      example: ({ sentence }) => `${sentence}[^1].`,
    },
  },
  /** `[T][1]` with a definition */
  'reference-link': { read: { label: 'mark', isLed: true, onWords: true } },
  /** `[1]`, and `[1]–[4]`, with a numbered list of references at the end */
  numbered: {
    read: {
      label: 'mark',
      isLed: true,
      text: {
        pattern: String.raw`\\?\[(?<value>(?:(?:see|voir|cf\.?|vgl\.?|siehe) )?\d{1,4}(?:(?:\s?[,;–—-]\s?|\\?\][–—-]\\?\[)\d{1,4}){0,50}(?:, ?(?:pp?|p[aá]gs?|pages?|paras?|blz|S|Seite|§§?|ch|chap|chapter|sec|section|art|fig|figure|tab|table|vol|note|Nr|Rn|\p{L}{1,6}(?=\.))\.?[ \u00A0\u202F]?\d{1,5}(?:[–-]\d{1,5})?f{0,2}\.?)?)\\?\]`,
        names: 'numbers',
        unknown: 'unknown-reference',
      },
    },
    write: {
      sign: ({ number }) => `[${number}]`,
      entries: 'references',
      example: ({ sentence }) => `${sentence} [1].`,
    },
  },
  /** `… milliards.1`, `… in 2024.3, 5` with a numbered list of works at the end */
  'glued-number': {
    read: {
      label: 'mark',
      isLed: true,
      text: {
        pattern: String.raw`(?=[1-9])(?<=[.,;:!?…。！？](?:[*_"'”’“‘»«›‹）)\]]|[ \u00A0\u202F]»){0,4}|[»”])(?<value>[1-9]\d{0,2}(?:,[ \u00A0]?[1-9]\d{0,2}){0,20})(?![\p{L}\p{N}%‰°]|[.,:/–-]\d)`,
        names: 'glued-numbers',
        unknown: 'unknown-reference',
      },
    },
  },
  /** `<https://…>` */
  autolink: { read: { label: 'own-words', link: 'address' } },
  /** a bare address, or the identifier of a document, `doi:10.1234/abc` */
  bare: {
    read: {
      label: 'own-words',
      link: 'address',
      text: {
        pattern: `(?<value>${ADDRESS_PATTERN})`,
        names: 'address',
      },
    },
  },
  /** `[oai_citation:0‡site](url)` */
  oai: { read: { label: 'title', link: 'bare' } },
  /** `【12†L3-L9】`, `【12†source】` */
  lenticular: {
    read: {
      label: 'mark',
      isLed: true,
      text: {
        pattern: String.raw`【(?<value>\d{1,5})[†‡:][^【】\n]{0,200}】`,
        names: 'numbers',
      },
    },
  },
  /** `cite` tokens between U+E200 and U+E204 */
  'private-use': {
    read: {
      label: 'mark',
      isLed: true,
      text: {
        pattern: String.raw`\u{E200}(?<value>[^\u{E200}\u{E201}\n]{1,500})\u{E201}`,
        names: 'tokens',
      },
    },
  },
  /** `[@key]` with a bibliography, in the file or beside it */
  pandoc: {
    read: {
      label: 'mark',
      isLed: true,
      text: {
        pattern: String.raw`\[(?<value>(?:[^\[\]@\n]{0,200}[ (])?-?@[^\[\]]{1,500})\]`,
        names: 'keys',
        lone: String.raw`(?<![\p{L}\p{N}_.@/])(?<value>-?@[\p{L}\p{N}_][\p{L}\p{N}_:.#$%&+?<>~\/-]*)`,
      },
    },
    write: {
      sign: ({ key }) => `[@${key}]`,
      entries: 'bibliography',
      only: 'markdown',
      example: ({ sentence, key }) => `${sentence} [@${key}].`,
    },
  },
  /** a link on the words that stand before the citation */
  'linked-words': {
    read: { label: 'own-words', link: 'bare', onWords: true },
    write: {
      sign: null,
      link: 'on-words',
      entries: null,
      example: ({ sentence }) => sentence.replace(/[^ ]+$/u, (word) => `[${word}](https://…).`),
    },
  },
  /** an image of a site's icon as the link's text */
  favicon: { read: { label: 'title', link: 'bare' } },
  /** `<a>`, `<cite>`, `<sup>` as HTML */
  html: { read: { label: 'mark', onWords: true } },
} as const satisfies Readonly<Record<string, StyleTraits>>;

type Styles = typeof STYLES;
type StyleThat<Part extends keyof StyleTraits> = {
  [Style in keyof Styles]: Styles[Style] extends Record<Part, unknown> ? Style : never;
}[keyof Styles];

/** How a citation was spelled in a file. */
export type CitationStyle = StyleThat<'read'>;
/** How a report's citations can be spelled. */
export type WriteStyle = StyleThat<'write'>;

const ALL: readonly (readonly [string, StyleTraits])[] = Object.entries(STYLES);

export const CITATION_STYLES = ALL.flatMap(([style, { read }]) =>
  read === undefined ? [] : [style as CitationStyle],
);
export const WRITE_STYLES = ALL.flatMap(([style, { write }]) =>
  write === undefined ? [] : [style as WriteStyle],
);

/** What is known of a citation from a file; null for a style of a later version. */
export function readStyle(style: string): ReadStyle | null {
  const traits: StyleTraits | undefined = Object.hasOwn(STYLES, style)
    ? STYLES[style as keyof Styles]
    : undefined;
  return traits?.read ?? null;
}

export function writeStyle(style: WriteStyle): WriteStyleTraits {
  return STYLES[style].write;
}
