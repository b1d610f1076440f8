import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutEmphasis } from '@/utils/claim/plain-emphasis';
import { parseMarkdown, textOf } from '@/utils/report/markup/parse-blocks';

/** Returns the text that the parser makes of one paragraph. */
const parsed = (markdown: string) => textOf(parseMarkdown(markdown));

describe('words without their emphasis', () => {
  test.each([
    ['strong words', 'The **lake** rose.', 'The lake rose.'],
    ['emphasis', 'The *lake* rose.', 'The lake rose.'],
    ['a title with its colon', '**Niveaux :** le lac monte.', 'Niveaux : le lac monte.'],
    ['strong words in brackets', 'A model (**GPT**, new) came.', 'A model (GPT, new) came.'],
    ['a quotation in strong', 'Il dit **« non »** et part.', 'Il dit « non » et part.'],
    ['beside the mark of a citation', 'It rose **far** ⸀.', 'It rose far ⸀.'],
    ['one tilde', 'About ~50 **ms** a page.', 'About ~50 ms a page.'],
    ['a bare ampersand', '**R & D** costs more.', 'R & D costs more.'],
    ['emphasis in emphasis', '**The *lake* rose**', 'The lake rose'],
    ['emphasis that nobody closed', 'The **lake rose ⸀】.', 'The **lake rose ⸀】.'],
    ['emphasis closed by one star', 'The **lake* rose.', 'The *lake rose.'],
    ['stars that open nothing', '2 * 3 and **four**', '2 * 3 and four'],
    ['stars inside a word', 'un**frigging**believable', 'unfriggingbelievable'],
    ['three stars', '***Both*** of them', 'Both of them'],
    ['emphasis across emphasis', '*The **lake* rose**', 'The lake rose'],
  ])('%s', (_name, markdown, words) => {
    expect(withoutEmphasis(markdown)).toBe(words);
    expect(parsed(markdown)).toBe(words);
  });

  test.each([
    ['a link', 'The [**lake**](https://lake.example) rose.'],
    ['an address with stars', 'See https://lake.example/*all* of it.'],
    ['an address without a scheme', 'See WWW.lake.example/*all* of it.'],
    ['code', 'The `**` stands.'],
    ['an escape', 'Two \\*stars\\*.'],
    ['a reference', '**R&amp;D** costs.'],
    ['struck words', '~~The~~ **lake**'],
    ['a tilde beside a star', 'The *~lake* rose.'],
    ['two lines', 'The **lake**\nrose.'],
    ['a list', '- The **lake**'],
    ['a list with stars', '* The **lake**'],
    ['a line of stars', '** * **'],
    ['a quote', '> The **lake**'],
  ])('the parser is used for %s', (_name, markdown) => {
    expect(withoutEmphasis(markdown)).toBeNull();
  });

  test('gives the same as the parser', () => {
    const piece = fc.constantFrom(
      ...[
        '*',
        '*',
        '**',
        '**',
        '***',
        '****',
        'lake',
        'été',
        ' ',
        ' ',
        '.',
        ',',
        '(',
        ')',
        '«',
        '»',
        '⸀',
        '\u00A0',
      ],
      ...[
        '~',
        '&',
        '=',
        '>',
        '1.',
        '#',
        '-',
        '+',
        '😀',
        '€',
        ':',
        '/',
        '"',
        '…',
        '\u2028',
        'a@b.co',
      ],
    );
    let said = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
        const markdown = pieces.join('');
        const words = withoutEmphasis(markdown);
        if (words === null) return;
        said += 1;
        expect(words.trimEnd()).toBe(parsed(markdown).trimEnd());
      }),
      { numRuns: 6_000 },
    );
    expect(said).toBeGreaterThan(1_000);
  });
});
