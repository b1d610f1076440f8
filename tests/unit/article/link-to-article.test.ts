import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { articleModel, linkToArticle } from '@/utils/claim/link-to-article';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import { parseFragmentDirective, removeFragmentDirective } from '@/utils/fragment/text-directive';
import { newId } from '@/utils/model/ids';
import { insertSection } from '@/utils/model/insert-section';
import {
  type ArticlePage,
  articleHtml,
  type PageArticle,
  usualChoice,
} from '@/utils/model/page-article';
import type { ReportContent } from '@/utils/model/report-content';
import {
  createReportDocument,
  loadReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { arrangeReport } from '@/utils/model/report-tree';
import { SectionContentSchema } from '@/utils/model/section-content';
import { takeSections } from '@/utils/model/take-sections';
import { parseHtml } from '@/utils/page/parse-html';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { createParsedModel } from '@/utils/page/parsed-model';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { prepareImport } from '@/utils/report/prepare-import';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import type { TextModel } from '@/utils/text/text-model';
import { NOW, REPORT, read } from '../report/read-report';
import { articleOf } from './article-of';
import { LABELS } from './labels';

const PLAN = { kind: 'new', reportId: REPORT, title: '', language: 'en', at: NOW } as const;
const NO_CHOICES = { kept: new Set<string>(), completions: new Map<string, string>() };

function pageOf({ text, blocks, marks }: TextModel): ArticlePage {
  return { text, blocks, ...(marks === undefined ? {} : { marks }), nodes: [] };
}

/** Reads an article as the desk does, and returns the document that is stored. */
async function stored(article: PageArticle) {
  const markdown = await readPastedHtml(articleHtml(article, usualChoice(article)), async (html) =>
    parsePastedHtml(html),
  );
  if (!markdown.ok) throw new Error(markdown.error.code);
  const linked = linkToArticle(read(markdown.value), article);
  const { updates } = prepareImport(linked, { ...PLAN, choices: NO_CHOICES });
  return loadReportDocument([...updates]);
}

interface LinkedClaim {
  readonly words: string;
  readonly links: readonly string[];
}

/** The claims of a report with the links of their citations. */
function claimsOf(content: ReportContent): LinkedClaim[] {
  const byId = new Map(content.citations.map((citation) => [citation.id, citation]));
  return deriveReportClaims(content).claims.map(({ text, citationIds }) => ({
    words: text,
    links: citationIds.map((id) => byId.get(id)?.articleLink ?? 'none'),
  }));
}

/** The text as the judge reads it, without the marks of notes. */
const folded = (text: string) => foldStrictly(text.replace(/\[\w{1,2}\]/gu, '')).text.trim();

describe.each(Object.keys(LABELS))('the claims of %s', (name) => {
  const url = `http://${name}`;
  const html = readFileSync(`tests/fixtures/pages/${name}.html`, 'utf8');
  const model = createParsedModel(parseHtml(html));

  test('are each linked to their words on the page', async () => {
    const document = await stored({ ...articleOf(html, url), page: pageOf(model) });
    const claims = claimsOf(readReport(document, REPORT));
    expect(claims.length).toBeGreaterThan(1);
    for (const { words, links } of claims) {
      for (const link of links) {
        expect(removeFragmentDirective(link)).toBe(url);
        const [directive] = parseFragmentDirective(link);
        const found = directive === undefined ? null : findTextDirective(model, directive);
        const text = folded(found === null ? '' : model.text.slice(found.start, found.end));
        // The label of a source may touch the last word.
        const wanted = [folded(words), folded(words.replace(/\s+\S+$/u, ''))];
        expect([text, wanted.includes(text)]).toEqual([text, true]);
      }
    }
  });
});

const LAKE = 'http://lakes.example/level';
const CITED = '<a href="http://rivers.example/status">status</a>';

async function linksOf(html: string, page: ArticlePage | undefined): Promise<string[]> {
  const article = articleOf(html, `${LAKE}#history`);
  const document = await stored(page === undefined ? article : { ...article, page });
  return claimsOf(readReport(document, REPORT)).flatMap(({ links }) => links);
}

test('of words that stand twice on the page, each claim leads to its own', async () => {
  const html = `<main><h1>Level</h1><p>The lake rose by a metre, says the ${CITED}.</p>
    <p>Nobody saw it. The lake rose by a metre, says the ${CITED}.</p></main>`;
  const model = createParsedModel(parseHtml(html));
  const starts = (await linksOf(html, pageOf(model))).map((link) => {
    const [directive] = parseFragmentDirective(link);
    return directive === undefined ? null : findTextDirective(model, directive)?.start;
  });
  const first = model.text.indexOf('The lake');
  expect(starts).toEqual([first, model.text.indexOf('The lake', first + 1)]);
});

test('of words that the page interrupts with a note or a remark, the first and the last lead to all', async () => {
  const html = `<main><h1>Level</h1><p>It is spring.</p><p>The lake, which is deep<sup
    class="noprint Inline-Template">[<i>citation needed</i>]</sup> and cold<sup class="reference"><a
    href="#n1">[1]</a></sup>, rose by more than a metre in April, says the ${CITED}.</p>
    <ol><li id="n1">Okafor, Waters of the Hollow, 1998.</li></ol></main>`;
  const model = createParsedModel(parseHtml(html));
  const [link = ''] = await linksOf(html, pageOf(model));
  const [directive] = parseFragmentDirective(link);
  const found = directive === undefined ? null : findTextDirective(model, directive);
  expect(found === null ? '' : model.text.slice(found.start, found.end)).toBe(
    'The lake, which is deep[citation needed] and cold[1], rose by more than a metre in April, says the status',
  );
});

test('of words that the label of their source touches, all but the last lead to the claim', async () => {
  const html = `<main><h1>Level</h1><p>The lake rose by a metre in April.<span><a
    href="http://rivers.example/status">rivers.example</a></span> It fell in May.</p></main>`;
  const model = createParsedModel(parseHtml(html));
  const [link = ''] = await linksOf(html, pageOf(model));
  const [directive] = parseFragmentDirective(link);
  const found = directive === undefined ? null : findTextDirective(model, directive);
  expect(found === null ? '' : model.text.slice(found.start, found.end)).toBe(
    'The lake rose by a metre in',
  );
});

test('without the text of the page, or with another text, the link is the address alone', async () => {
  const html = `<main><h1>Level</h1><p>The lake rose by a metre, says the ${CITED}.</p></main>`;
  expect(await linksOf(html, undefined)).toEqual([`${LAKE}#history`]);
  const other = pageOf(createParsedModel(parseHtml('<p>The lake fell by a metre.</p>')));
  expect(await linksOf(html, other)).toEqual([`${LAKE}#history`]);
});

test('nodes that end before they start do not stop a search', () => {
  const { text, blocks } = createParsedModel(parseHtml('<p>And then the sun, then the lake.</p>'));
  const [directive] = parseFragmentDirective(`${LAKE}#:~:text=then-,the%20lake`);
  if (directive === undefined) throw new Error('no directive');
  const nodes = Array.from({ length: text.length }, (_, at) => [at, 0]).flat();
  const found = findTextDirective(articleModel({ text, blocks, nodes }), directive);
  expect(found?.start).toBe(text.indexOf('the lake'));
});

test('a section that is copied into another report keeps its links to the article, and gets none if it had none', async () => {
  const html = `<main><h1>Level</h1><h2>Spring</h2><p>The lake rose by a metre, says the ${CITED}.</p></main>`;
  const from = await stored(articleOf(html, LAKE));
  const tree = arrangeReport(readReport(from, REPORT), []);
  const content = SectionContentSchema.parse(
    JSON.parse(
      JSON.stringify(takeSections(from, tree, { sectionIds: null, notes: false, at: NOW })),
    ),
  );
  const into = createReportDocument({ title: 'Other', language: 'en', at: NOW });
  insertSection(into, content, { under: null, before: null, at: NOW });
  const [claim] = claimsOf(readReport(into, newId<'report'>()));
  expect(claim?.links).toEqual([LAKE]);
  const old = content.citations.map(({ articleLink: _, ...row }) => row);
  expect(SectionContentSchema.parse({ ...content, citations: old }).citations).toEqual(old);
});
