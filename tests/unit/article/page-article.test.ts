import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ImportedReport } from '@/utils/model/imported-report';
import { articleHtml, type PageArticle, usualChoice } from '@/utils/model/page-article';
import { parseStatementText } from '@/utils/model/statement-text';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { read } from '../report/read-report';
import { articleOf } from './article-of';
import { LABELS } from './labels';

function pageOf(page: string): string {
  return readFileSync(`tests/fixtures/pages/${page}.html`, 'utf8');
}

async function reportOf(
  article: PageArticle,
  choice = usualChoice(article),
): Promise<ImportedReport> {
  const markdown = await readPastedHtml(articleHtml(article, choice), async (html) =>
    parsePastedHtml(html),
  );
  if (!markdown.ok) throw new Error(markdown.error.code);
  return read(markdown.value);
}

const plain = (words: string) =>
  words.replace(/\[\^[^\]]+\]|[*_\\]|<[^>]*>/gu, '').replace(/\s+/gu, ' ');

/** The words directly before each citation, and the address that it leads to, in order. */
function boundIn(report: ImportedReport): [string, string][] {
  const byId = new Map(report.citations.map((citation) => [citation.id, citation]));
  return report.statements
    .filter(({ kind }) => kind !== 'sources')
    .flatMap(({ text }) => {
      let before = '';
      return parseStatementText(text).flatMap((segment): [string, string][] => {
        if (segment.type === 'text') {
          before += segment.text;
          return [];
        }
        const citation = byId.get(segment.citationId);
        if (citation === undefined) return [];
        const linked = citation.style === 'linked-words' ? citation.label : '';
        return [[plain(`${before}${linked}`).trim(), citation.href]];
      });
    });
}

/** Counts the references in the page itself, without Pincite's code. */
function referencesIn(html: string): number {
  const body = html
    .replace(/<!--[\s\S]*?-->/gu, '')
    .replace(/<(nav|footer|aside|style)\b[\s\S]*?<\/\1>/gu, '');
  const marks = body.match(
    /<sup[^>]*(?:class="[^"]*\breference"|id="fnref)[^>]*>(?:<span[^>]*>)?<a /gu,
  );
  if (marks !== null) return marks.length;
  const article = body
    .replace(/<div class="(?:share|promo|a-lire|commentaires|bandeau)[\s\S]*?<\/div>/gu, '')
    .replace(/<section id="comments"[\s\S]*?<\/section>/gu, '')
    .replace(/<p class="hidden">[\s\S]*?<\/p>/gu, '');
  return (article.match(/<a href="http/gu) ?? []).length;
}

describe.each(Object.entries(LABELS))('%s', (page, labels) => {
  const html = pageOf(page);
  const article = articleOf(html, `http://${page}`);

  test('accounts for every reference of the page', async () => {
    const { importReport, citations } = await reportOf(article);
    const marks = citations.filter(({ raw, style }) => raw !== '' && style !== 'autolink');
    const without = importReport.leftAlone.filter(({ why }) => why === 'no-address');
    const own = labels.filter(({ own: isOwn }) => isOwn).length;
    const listed = labels.filter(({ to }) => to !== null).length;
    expect(labels.length - own).toBe(referencesIn(html));
    expect(without).toHaveLength(labels.length - listed);
    expect(marks.length).toBeGreaterThanOrEqual(listed);
  });

  test('binds each reference to the words before it', async () => {
    const bound = boundIn(await reportOf(article));
    for (const { words, to } of labels) {
      if (to === null) continue;
      const found = bound.filter(([before, href]) => before.endsWith(words) && href.startsWith(to));
      expect([words, found.length]).toEqual([words, 1]);
    }
  });
});

test('lists works without an address with their words, and keeps DOI and ISBN', async () => {
  const page = 'en.riverpedia.example/hollow-lake';
  const report = await reportOf(articleOf(pageOf(page), `http://${page}`));
  expect(report.importReport.leftAlone.map(({ about }) => plain(about ?? ''))).toEqual([
    'Okafor, Ngaire (1998). Waters of the Hollow. Weirside Press. p. 12. ISBN 978-0-00-000000-2',
    'Gazetteer of Inland Waters (4th ed.). 2004',
    'Where a cell of the table is empty, the gauge sent nothing',
  ]);
  const notes = report.statements.filter(({ kind }) => kind === 'sources').map(({ raw }) => raw);
  const all = notes.join('\n');
  expect(all).toContain('doi:[10.5555/water.7.31](https://doi.org/10.5555%2Fwater.7.31)');
  expect(all).toContain('https://web.archive.org/web/20260503120000/http://rivers.example/');
  expect(all).toContain('from the original on 3 May 2026. Retrieved 4 May 2026.');
});

describe('what is no article', () => {
  const labelsOf = (page: string) => {
    const { parts } = articleOf(pageOf(page), `http://${page}`);
    return parts.filter(({ kind }) => kind !== 'section').map(({ kind, label }) => [kind, label]);
  };

  test('is listed, on a news page', () => {
    expect(labelsOf('tribune.example/lakes-in-spring')).toEqual([
      ['around', 'The Weirside Tribune News Water Opinion'],
      ['related', 'Post Mail'],
      ['aside', 'Read more'],
      ['related', 'Get our letter'],
      ['comments', '2 comments'],
      ['aside', 'Most read'],
      ['around', 'The Weirside Tribune. Privacy Press council'],
    ]);
  });

  test('is found on a page without landmarks', () => {
    expect(labelsOf('gazette.example/crue-lente').map(([kind]) => kind)).toEqual([
      'around',
      'related',
      'comments',
      'around',
    ]);
  });

  test('is read if the user ticks it, and a section is left out', async () => {
    const article = articleOf(
      pageOf('tribune.example/lakes-in-spring'),
      'http://tribune.example/x',
    );
    const at = (label: string) => article.parts.findIndex((part) => part.label === label);
    const count = async (parts: readonly number[], ownLinks = false) =>
      (await reportOf(article, { parts: new Set(parts), ownLinks })).citations.length;
    const sections = [at('Late snow')];
    expect(await count(sections)).toBe(5);
    expect(await count(sections, true)).toBe(6);
    expect(await count([])).toBe(3);
    expect(await count([...sections, at('2 comments')])).toBe(6);
    expect(await count([...sections, at('Most read')], true)).toBe(8);
  });

  test('never has a note of the text in it, whatever its name', async () => {
    const page = `<main><h1>T</h1><p>${'Words of the text. '.repeat(20)}<sup><a href="#n1">1</a></sup></p>
      <aside class="related"><ol><li id="n1"><a href="https://weirs.example/a">A weir</a></li></ol></aside>
      <aside class="related"><a href="https://weirs.example/b">Another</a></aside></main>`;
    const article = articleOf(page, 'https://notes.example/t');
    expect(article.parts.map(({ label }) => label)).toEqual(['Another']);
    const { citations } = await reportOf(article);
    expect(citations.map(({ href }) => href)).toEqual(['https://weirs.example/a']);
  });
});

test('a hostile page cannot multiply its parts', () => {
  const mark = '<!--part 0-->';
  const html = articleHtml(
    {
      url: '',
      title: '',
      language: '',
      html: mark.repeat(1000),
      parts: [{ kind: 'section', label: '', links: 0, html: `${mark}<p>once</p>` }],
      ownLinks: 0,
      notes: 0,
    },
    { parts: new Set([0]), ownLinks: true },
  );
  expect(html).toBe('<h1></h1><p>once</p>');
});

test('a role or a tag that is named like a property of every object says nothing', () => {
  const { html, parts } = articleOf(
    `<main><p>${'The lake rose. '.repeat(9)}</p><div role="constructor">The dam held.</div>
    <constructor>The gate did not.</constructor></main>`,
    'http://rivers.example/dam',
  );
  expect(parts).toEqual([]);
  expect(html).toContain('The dam held.');
  expect(html).toContain('The gate did not.');
});

test('the label of a part has spaces between its blocks', () => {
  const { parts } = articleOf(
    `<nav><ul><li>Main page</li><li>Cont<b>ents</b></li></ul></nav>
    <main><p>${'The lake rose. '.repeat(9)}</p></main>`,
    'http://rivers.example/dam',
  );
  expect(parts.map(({ label }) => label)).toEqual(['Main page Contents']);
});
