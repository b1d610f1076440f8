import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toHast } from 'mdast-util-to-hast';
import { describe, expect, test } from 'vitest';
import { disarmMarkdown } from '@/utils/report/disarm-links';
import { parseMarkdown } from '@/utils/report/markup/parse-blocks';
import { writeHtmlFragmentParts } from '@/utils/report/write-html';
import { writeMarkdown, writeMarkdownParts } from '@/utils/report/write-markdown';
import { measureGrowth, pumped } from '../growth';
import { importedReport, readReport } from './read-back';
import { ReportFixture } from './report-fixture';

type Tree = ReturnType<typeof fromHtml> | ReturnType<typeof fromHtml>['children'][number];

/** The active parts that a browser would run when a program shows Markdown with its HTML. */
function activeParts(markdown: string): string[] {
  const html = toHtml(toHast(parseMarkdown(markdown), { allowDangerousHtml: true }), {
    allowDangerousHtml: true,
  });
  const found: string[] = [];
  const waiting: Tree[] = [fromHtml(html, { fragment: true })];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('children' in node) waiting.push(...node.children);
    if (node.type !== 'element') continue;
    const { tagName, properties } = node;
    if (/^(?:script|iframe|object|embed|base|meta|form|svg|math)$/.test(tagName)) {
      found.push(tagName);
    }
    for (const [name, value] of Object.entries(properties)) {
      // Browsers ignore control characters and blanks, and not every program encodes them.
      const address = unescape(String(value)).replace(/[\0-\x20]/g, '');
      if (/^(?:javascript|vbscript|data|blob):/i.test(address)) found.push(`${name}=${address}`);
      if (/^on/i.test(name) || name === 'srcDoc') found.push(name);
    }
  }
  return found;
}

const SPELLINGS: readonly string[] = [
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](<java\tscript:alert(1)>)',
  '[a](<  javascript:alert(1)>)',
  '[a](&#106;avascript:alert(1))',
  '[a](javascript&colon;alert(1))',
  '[a](java&Tab;script:alert(1))',
  '[a](java&NewLine;script:alert(1))',
  '[a](javascript\\:alert(1))',
  '[a](&#x6A;&#x61;vascript&#58;alert(1) "title")',
  '[a](vbscript:msgbox)',
  '[a](data:text/html;base64,PHNjcmlwdD4=)',
  '[**a** `b`](javascript:alert(1))',
  '[![a](https://a.example/i.png)](javascript:alert(1))',
  '![a](data:image/svg+xml;base64,PHN2Zz4=)',
  '![a](javascript:alert(1))',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '[a][x]\n\n[x]: javascript:alert(1)',
  '[x]\n\n[x]: <javascript:alert(1)> "title"',
  '> [a](javascript:alert(1))\n> more',
  '- one\n  - [a](javascript:alert(1))',
  '- one\n\n      code\n\n  [a](javascript:alert(1))',
  '| a |\n|---|\n| [a](javascript:alert(1)) |',
  'Note[^1]\n\n[^1]: [a](javascript:alert(1))',
  '# [a](javascript:alert(1))',
  '<a href="javascript:alert(1)">a</a>',
  "<a href='&#106avascript:alert(1)'>a</a>",
  '<a href=java&#x0a;script&colon;alert(1)>a</a>',
  'x <a href="&#0000106avascript:alert(1)">a</a>',
  '<div>\n<a\nhref="javascript:alert(1)">a</a>\n</div>',
  '<script>alert(1)</script>',
  '<iframe src="https://a.example/"></iframe>',
  '<img src=x onerror=alert(1)>',
  '<div><img src="x"onerror="alert(1)"></div>',
  '<svg onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<form action="javascript:alert(1)"><button>a</button></form>',
  '<!--> <img src=x onerror=alert(1)> -->',
  '<!-- --!> <img src=x onerror=alert(1)> -->',
  `${'> '.repeat(120)}[a](javascript:alert(1))`,
  `${'*_'.repeat(2_000)}\n[a](javascript:alert(1))`,
];

/** Each attack with its test name. */
const ATTACKS = SPELLINGS.map((attack) => [attack.slice(0, 60), attack] as const);

describe('an export contains no link that runs a script', () => {
  test.each(ATTACKS)('in %j, written back as it was imported', (_, attack) => {
    const imported = importedReport(readReport(`Before.\n\n${attack}\n\nAfter.\n`));
    const written = writeMarkdown(imported, { style: 'as-written' });
    expect(activeParts(written)).toEqual([]);
    expect(written).toMatch(/^Before\.\n\n/);
    expect(written).toMatch(/\n\nAfter\.\n$/);
  });

  test.each(ATTACKS)('%j is seen as active before the export', (_, attack) => {
    expect(activeParts(attack)).not.toEqual([]);
  });

  test.each(ATTACKS)('in %j, typed into a statement', (_, attack) => {
    const report = new ReportFixture().with({ title: 'Links' });
    report.section('One').statement([attack]);
    expect(activeParts(writeMarkdown(report.build()))).toEqual([]);
  });

  test('in front matter, and in definitions that no block uses', () => {
    const file = '---\ntitle: "[a](javascript:alert(1))"\n---\n\nWords.\n\n[x]: javascript:y\n';
    const written = writeMarkdown(importedReport(readReport(file)), { style: 'as-written' });
    expect(written.toLowerCase()).not.toContain('javascript:');
  });

  test('and counts the disarmed links in Markdown and in HTML', () => {
    const report = new ReportFixture().with({ title: 'Links' });
    report.section('One').statement(['[a](javascript:alert(1)), [b](https://b.example/)']);
    report.statement(['[c](vbscript:x)']);
    const sum = (parts: Iterable<{ readonly disarmed?: number }>) =>
      [...parts].reduce((all, { disarmed = 0 }) => all + disarmed, 0);
    expect(sum(writeMarkdownParts(report.build()))).toBe(2);
    expect(sum(writeHtmlFragmentParts(report.build()))).toBe(2);
  });
});

describe('harmless text is exported without changes', () => {
  test.each([
    '[a](https://a.example/?q=javascript:x)',
    'The data: 61 per cent, and a blob: of ink.',
    '`[a](javascript:alert(1))`',
    '```\n<script>alert(1)</script>\n```',
    '![a](data:image/png;base64,iVBORw0KGgo=)',
    '[mail](mailto:a@b.example), [up](../a), [here](#one)',
    '<sup>1</sup> <a href="https://a.example/?a=1&amp;b=2" title="on=x">a</a>',
    '<!-- a comment -->',
    'AT&#38;T and &copy;',
    'a < b, 1 <2',
  ])('%j', (markdown) => {
    expect(disarmMarkdown(`${markdown}\n`)).toEqual({ text: `${markdown}\n`, count: 0 });
  });
});

test.each([
  '<!-- ',
  '<a href="javascript:',
  '<a href=javascript:x>',
  '[a](javascript:x) ',
  'java\tscript',
  '&#106',
  '<script ',
])('the time to disarm links grows linearly with the length of the text: %j', (pattern) => {
  const { isLinear, small, large } = measureGrowth(disarmMarkdown, pumped(pattern));
  expect({ isLinear, small, large }).toMatchObject({ isLinear: true });
});
