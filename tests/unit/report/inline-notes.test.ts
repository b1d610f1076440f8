import { describe, expect, test } from 'vitest';
import { writeHtmlFragment } from '@/utils/report/write-html';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { writePlainText } from '@/utils/report/write-text';
import { measureGrowth, pumped } from '../growth';
import { claimsOf, importedReport, readReport } from './read-back';

const NOTE = '^[Agency, *Gauges*, https://a.example/x, p. 3]';

const imported = (text: string) => importedReport(readReport(text));

/** Returns the report as Markdown with notes. */
const noted = (text: string) => writeMarkdown(imported(text), { style: 'footnote' });

describe('a note inside its sentence, as in “It rose.^[Agency, p. 3]”', () => {
  test('has the same claims and exports as the same note with a definition', () => {
    const text = `The river rose.${NOTE} It fell.\n`;
    const same =
      'The river rose.[^1] It fell.\n\n[^1]: Agency, *Gauges*, https://a.example/x, p. 3\n';
    expect(claimsOf(text)).toEqual(['The river rose. <= a.example/x']);
    for (const style of ['footnote', 'inline', 'numbered', 'pandoc'] as const) {
      expect(writeMarkdown(imported(text), { style })).toBe(
        writeMarkdown(imported(same), { style }),
      );
      expect(writeHtmlFragment(imported(text), { style })).not.toMatch(/\^|\]\]/u);
    }
    expect(writePlainText(imported(text), {})).not.toContain('^');
  });

  test.each([
    ['a list', `- One${NOTE}\n- Two\n`, '- One[^1]\n- Two\n'],
    ['a quote', `> One${NOTE.replace('https', '\n> https')}\n`, '> One[^1]\n'],
    ['a table', `| a |\n|---|\n| One${NOTE} |\n`, '| One[^1] |'],
    ['a text with notes', `One[^1]${NOTE}\n\n[^1]: https://b.example/\n`, 'One[^1][^2]'],
  ])('in %s', (_name, text, written) => {
    expect(noted(text)).toContain(written);
    expect(noted(text)).toContain('Gauges](https://a.example/x), p. 3');
    expect(noted(text)).not.toContain('^[');
  });

  test.each([
    [
      'brackets inside',
      '^[see [*A*](https://a.example/x) [sic], p. 3]',
      'see [A](https://a.example/x) \\[sic], p. 3',
    ],
    ['a bracket in code', '^[see `]`, https://a.example/x]', 'https://a.example/x'],
    ['an escaped bracket', '^[see \\], https://a.example/x]', 'https://a.example/x'],
    ['a note inside', '^[see A^[and B], https://a.example/x]', 'https://a.example/x'],
    ['only words', '^[Agency, Gauges, p. 3]', '[^1]: Agency, Gauges, p. 3'],
    ['words that would begin a list', '^[1. Agency, Gauges]', '1\\. Agency, Gauges'],
  ])('with %s', (_name, note, written) => {
    const text = noted(`It rose.${note} It fell.\n`);
    expect(text).toContain('It rose.[^1] It fell.');
    expect(text).toContain(written);
  });
});

test.each([
  ['HTML', '<details>\n\nOne.\n\n</details>\n'],
  ['a fence', '```\ncode\n```\n'],
  ['a comment', '<!-- one -->\n'],
  ['references of Pandoc', '---\nreferences:\n- id: a\n  URL: https://b.example/\n---\n'],
])('a note before %s at the end of the report is read', (_name, end) => {
  expect(claimsOf(`It rose.${NOTE}\n\n${end}`)).toEqual(['It rose. <= a.example/x']);
});

test.each([
  ['code', 'It rose `x^[see https://a.example/x]`.'],
  ['a block of code', '```\nx^[see https://a.example/x]\n```'],
  ['an escaped caret', 'It rose\\^[see the lake].'],
  ['a pattern', 'The pattern ^[a-z]+$ and ^[^ab] fit.'],
  ['a number', 'It rose.^[1]'],
  ['no end', 'It rose.^[see the lake'],
  ['an open fence behind it', 'It rose.^[see the lake]\n\n```\ncode'],
])('%s is no inline note', (_name, text) => {
  const { statements } = imported(text).content;
  expect(statements.map(({ raw }) => raw).join('\n\n')).toBe(text);
});

test.each(['x^[', '^[a b] ', '^[a b', '^[[a] ', ']^[a b', '\\^[a b] ', '`^[a b]` '])(
  'many of %s are read in linear time',
  (pattern) => {
    expect(measureGrowth(readReport, pumped(pattern), 400)).toMatchObject({ isLinear: true });
  },
);
