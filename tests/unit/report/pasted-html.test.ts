import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { cpuTime } from '../cpu-time';
import { HOSTILE, MARKS_LEFT_OPEN, PIECES, SMALL } from './pasted-cases';

// A browser makes the same trees: tests/browser/components/parse-html.test.ts.
const parse = async (html: string) => fromHtml(html, { fragment: true }).children;

async function markdownOf(html: string): Promise<string> {
  const read = await readPastedHtml(html, parse);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

const fixture = (name: string) =>
  markdownOf(readFileSync(`tests/fixtures/clipboard/${name}.html`, 'utf8'));

test('an entry keeps its number when another one of its list becomes a note', async () => {
  const mark = (number: number) => `<a href="#r${number}" role="doc-noteref">${number}</a>`;
  const entries = ['<li>Durand, 2019</li>', '<li id="r2">Calder</li>', '<li>Dupont</li>'];
  const html = `<p>It rose [${mark(2)}]. It fell [3].</p><ol>${entries.join('')}</ol>`;
  expect(await markdownOf(html)).toBe(
    'It rose [^2]. It fell \\[3].\n\n1. Durand, 2019\n\n3) Dupont\n\n[^2]: Calder',
  );
});

describe('clipboard content of programs', () => {
  test('an answer of a chat tool, with chips and site icons', async () => {
    expect(await fixture('chat-answer')).toMatchInlineSnapshot(`
      "## Lake levels in spring

      The northern basin was full by **the end of February**, two weeks early [Gauge bulletin](https://gauges.example/bulletin?utm_source=chat#:~:text=By%20the%20end%20of%20February,the%20basin%20was%20full). Its outlet stays shut.

      - Anglers count *fewer* perch. [![](https://www\\.google.com/s2/favicons?domain=lakes.example\\&sz=32)lakes.example](https://lakes.example/perch)

      - The sluice leaks.

      \`\`\`python
      for level in levels:
          print(level)
      \`\`\`

      The area is $a \\cdot b$."
    `);
  });
  test('an answer with numbered citations', async () => {
    expect(await fixture('numbered-answer')).toMatchInlineSnapshot(`
      "The ferry has a new hull<sup>[1](https://boats.example/hull)</sup><sup>[2](https://boats.example/yard#:~:text=new%20hull)</sup>, and its crew is larger.<sup>[3](https://boats.example/crew)</sup>

      | Boat             |                                   Length |
      | ---------------- | ---------------------------------------: |
      | Ferry            | 12 m [\\[1\\]](https://boats.example/hull) |
      | **Barge \\| tug** |                                      9 m |

      ---

      > It floats.

      3. Third.
      4. Fourth.
         - Inner."
    `);
  });
  test('a document of Google Docs', async () => {
    expect(await fixture('google-docs')).toMatchInlineSnapshot(`
      "# Bridges

      The old bridge is **closed** *for now* ([Bridge page](https://bridge.example/#:~:text=closed%20for%20now)).[^1]

      - One lane

        - for bicycles

      [^1]: Notice of the [bridge board](https://bridge.example/notice)."
    `);
  });
  test('a document of Word', async () => {
    expect(await fixture('word')).toMatchInlineSnapshot(`
      "# Mills on the river

      # Upper reach

      Three **mills** stand[^1] there, see [the register](https://mills.example/upper?a=1&b=2#:~:text=three%20mills).

      - Flour
        - white
      - Oil

      1. First

      End.

      [^1]: Count of *1890*, [mill count](https://mills.example/count)."
    `);
  });
  test('an article of an encyclopaedia, copied in a browser', async () => {
    expect(await fixture('encyclopaedia')).toMatchInlineSnapshot(`
      "**Weirs** slow a river.[^1] They are [old](https://encyclopaedia.example/wiki/Old).[^1][^2]

      [^1]: "Weirs". [The book of weirs](https://weirs.example/book).

      [^2]: River board, [Report](https://river.example/report)."
    `);
  });
});

describe('what is kept and what is not', () => {
  test.each(SMALL)('%s', async (_name, html, markdown) => {
    expect(await markdownOf(html)).toBe(markdown);
  });
});

describe('hostile HTML', () => {
  const soon = async (html: string, ms = 4_000) => {
    const started = cpuTime();
    const read = await readPastedHtml(html, parse);
    expect(cpuTime() - started).toBeLessThan(ms);
    return read;
  };

  test.each(HOSTILE)('is read to its words: %s', async (_name, html) => {
    const read = await soon(html);
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.value).toContain('words');
  });

  test.each([
    ['20 MB of words', 'word '.repeat(4_000_000), 'paste_too_large', '20 MB'],
    [
      'more elements than any report has',
      '<p>a</p>'.repeat(60_000),
      'html_too_complex',
      '60000 > 50000 HTML',
    ],
    [
      'more than may be pasted at all',
      ' '.repeat(64 * 1024 * 1024 + 1),
      'paste_too_large',
      '65 MB',
    ],
  ])('is refused: %s', async (_name, html, code, detail) => {
    expect(await soon(html)).toEqual({ ok: false, error: { code, detail } });
  });

  test('of one long text full of signs costs no square', async () => {
    const read = await soon(`<p>${'a_b *c [d] '.repeat(40_000)}</p>`);
    expect(read.ok && read.value.length).toBeGreaterThan(400_000);
  });

  test('of unclosed marks before every paragraph is not multiplied', async () => {
    const read = await soon(MARKS_LEFT_OPEN);
    expect(read.ok && read.value.length).toBeLessThan(200_000);
  });

  test('never throws, and its links are to pages', async () => {
    const piece = fc.constantFrom(...PIECES);
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const markdown = await markdownOf(pieces.join(''));
        expect(markdown.isWellFormed()).toBe(true);
        expect(markdown).not.toMatch(/\]\((?!https:\/\/x\.example\/)/u);
        expect(markdown).not.toContain('\0');
      }),
      { numRuns: 1_000 },
    );
  });
});
