import {
  BorderStyle,
  HeadingLevel,
  type ILevelsOptions,
  type IRunOptions,
  LevelFormat,
} from 'docx';

/*
 * How the Word documents of Pincite look: the styles of paragraphs and of words, and the numbers of
 * lists.
 */

/** How deep the lists of a Word document can be. */
export const LEVELS = 9;
/** Twips by which each level of a list is indented. */
export const STEP = 360;
export const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;
const CODE_FONT = 'Consolas';

/** How text looks; elements around it add to this. */
export type Look = Pick<
  IRunOptions,
  | 'bold'
  | 'italics'
  | 'strike'
  | 'superScript'
  | 'subScript'
  | 'underline'
  | 'font'
  | 'style'
  | 'highlight'
>;

export const LOOKS: Readonly<Record<string, Look>> = {
  b: { bold: true },
  strong: { bold: true },
  em: { italics: true },
  i: { italics: true },
  cite: { italics: true },
  s: { strike: true },
  del: { strike: true },
  sup: { superScript: true },
  sub: { subScript: true },
  u: { underline: {} },
  ins: { underline: {} },
  mark: { highlight: 'yellow' },
  code: { style: 'VerbatimChar', font: CODE_FONT },
  kbd: { style: 'VerbatimChar', font: CODE_FONT },
};

function levels(look: (level: number) => Pick<ILevelsOptions, 'format' | 'text' | 'start'>) {
  return Array.from({ length: LEVELS }, (_, level): ILevelsOptions => {
    const indent = { left: STEP * (level + 1), hanging: STEP };
    return { level, ...look(level), style: { paragraph: { indent } } };
  });
}

export const BULLETS = {
  reference: 'bullets',
  levels: levels((level) => ({
    format: LevelFormat.BULLET,
    text: ['•', '◦', '▪'][level % 3] ?? '•',
  })),
};

export function numbersFrom(start: number) {
  const look = (level: number) => ({ format: LevelFormat.DECIMAL, text: `%${level + 1}.`, start });
  return { reference: `numbers-${start}`, levels: levels(look) };
}

/** In twentieths of a point. */
const QUOTE_INDENT = { left: 480, right: 480 };
/** Differs from the other indent by less than anybody sees. */
export const NEXT_QUOTE = { ...QUOTE_INDENT, left: QUOTE_INDENT.left + 1 };

/** The styles by the names that word processors, and Pincite, know. */
export function stylesFor(language: string) {
  const heading = (size: number) => ({
    run: { size, bold: true },
    paragraph: { spacing: { before: 280, after: 100 }, keepNext: true },
  });
  const body = { spacing: { after: 140, line: 288 } };
  return {
    default: {
      document: {
        run: { font: 'Calibri', size: 22, language: { value: language } },
        paragraph: body,
      },
      heading1: heading(36),
      heading2: heading(28),
      heading3: heading(24),
      heading4: heading(22),
      heading5: heading(22),
      heading6: heading(22),
    },
    paragraphStyles: [
      {
        id: 'Quote',
        name: 'Quote',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: {
          indent: QUOTE_INDENT,
          border: { left: { style: BorderStyle.SINGLE, size: 12, space: 8, color: 'BFB8AB' } },
        },
      },
      {
        id: 'SourceCode',
        name: 'Source Code',
        basedOn: 'Normal',
        run: { font: CODE_FONT, size: 20 },
      },
    ],
    characterStyles: [{ id: 'VerbatimChar', name: 'Verbatim Char', run: { font: CODE_FONT } }],
  };
}
