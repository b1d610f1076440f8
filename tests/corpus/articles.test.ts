import { afterAll, describe, expect, test } from 'vitest';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { linkToArticle } from '@/utils/claim/link-to-article';
import { parseFragmentDirective } from '@/utils/fragment/text-directive';
import { newId } from '@/utils/model/ids';
import { articleHtml, type PageArticle, usualChoice } from '@/utils/model/page-article';
import { loadReportDocument, readReport } from '@/utils/model/report-document';
import { articlePage } from '@/utils/page/article-page';
import type { ArticleLayout } from '@/utils/page/find-article';
import { liveTree } from '@/utils/page/live-tree';
import { createTextModel, type PageTextModel } from '@/utils/page/page-text-model';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { readArticle } from '@/utils/page/read-article';
import { foldStrictly } from '@/utils/quote/strict-fold';
import { prepareImport } from '@/utils/report/prepare-import';
import { readCitedMarkdown } from '@/utils/report/read-markdown';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { directiveValue, type OraclePage, openOraclePage } from '../browser/fragment/native-oracle';
import { corpusPages, readCorpus } from './corpus';

/*
 * Every link of a saved page is in its article, in a part that was left out, or in the account of
 * the import. The links are counted in the page by this test's own rules.
 */

const URL_OF_PAGE = 'https://saved.example/page';
const NOW = '2026-03-03T09:00:00.000Z';

const totals = { links: 0, marks: 0, claims: 0, linked: 0 };
/** Claims that are linked to the page alone. */
const unlinked: string[] = [];

afterAll(() => {
  if (corpusPages.length === 0) {
    console.log('Saved pages not visited: PINCITE_CORPUS names no folder with pages/.');
    return;
  }
  console.log(
    [
      `Articles of ${corpusPages.length} saved pages: ${totals.links} links and ${totals.marks} marks of notes accounted for`,
      `  ${totals.linked} of ${totals.claims} claims with words linked to them, all followed by native Chromium`,
      ...unlinked.map((words) => `  to the page alone: ${words}`),
    ].join('\n'),
  );
});

function layoutIn(view: Window): (element: Element) => ArticleLayout {
  return (element) => {
    const { display, visibility, verticalAlign } = view.getComputedStyle(element);
    if (display === 'none' || visibility === 'hidden') return 'hidden';
    if (display !== 'contents' && !/^(?:inline|ruby)/u.test(display)) return 'block';
    return verticalAlign === 'super' ? 'raised' : 'inline';
  };
}

function articleIn({ document, window }: OraclePage, model: PageTextModel): PageArticle {
  const options = { url: URL_OF_PAGE, base: URL_OF_PAGE, layoutOf: layoutIn(window) };
  const article = readArticle(liveTree, document, options);
  if (article === null) throw new Error('The article is too long.');
  const text = articlePage(model);
  return text === null ? article : { ...article, page: text };
}

async function reportOf(article: PageArticle) {
  const markdown = await readPastedHtml(articleHtml(article, usualChoice(article)), async (html) =>
    parsePastedHtml(html),
  );
  if (!markdown.ok) throw new Error(markdown.error.code);
  const filedUnder = { reportId: newId<'report'>(), sectionId: null };
  const read = readCitedMarkdown(markdown.value, { filedUnder, now: NOW, newId });
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

/** The links of HTML to pages that have words or an image, by a parser of the browser. */
function linksIn(html: string): HTMLAnchorElement[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return [...parsed.querySelectorAll<HTMLAnchorElement>('a[href^="http"]')].filter(
    (link, at, all) =>
      (link.textContent.trim() !== '' || link.querySelector('img[src^="http"]') !== null) &&
      !isRestOfWord(link, at, all),
  );
}

/** Whether a link only continues the word of the link before it, to the same address. */
function isRestOfWord(
  link: HTMLAnchorElement,
  at: number,
  all: ArrayLike<HTMLAnchorElement>,
): boolean {
  const before = all[at - 1];
  if (before === undefined || before.getAttribute('href') !== link.getAttribute('href'))
    return false;
  const between = link.ownerDocument.createRange();
  between.setStartAfter(before);
  between.setEndBefore(link);
  const isJoined = between.toString() === '';
  return isJoined && /\p{L}$/u.test(before.textContent) && /^\p{L}/u.test(link.textContent);
}

/** Links to authors and licences, and remarks of editors, which are no references. */
const NO_REFERENCE = '[rel~="author"], [rel~="license"], sup.Inline-Template a';

/** The addresses of a page's paragraphs that a reader sees, counted without Pincite's code. */
function proseLinks(page: Document): string[] {
  return [...page.body.querySelectorAll<HTMLAnchorElement>('p a[href]')].flatMap(
    (link, at, all) => {
      const url = URL.parse(link.getAttribute('href') ?? '', URL_OF_PAGE);
      const leadsOut = url !== null && /^https?:$/u.test(url.protocol);
      const isHere = url?.href.split('#')[0] === URL_OF_PAGE;
      const isSeen = link.checkVisibility({ visibilityProperty: true });
      const isReference =
        leadsOut && !isHere && !link.matches(NO_REFERENCE) && !isRestOfWord(link, at, all);
      return isReference && isSeen && link.textContent.trim() !== '' ? [url.href] : [];
    },
  );
}

/** The number of addresses that stand as text in HTML. */
function addressesIn(html: string): number {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const other of parsed.querySelectorAll('a, code, pre')) other.remove();
  return parsed.body.textContent.match(/\bhttps?:\/\/\w/gu)?.length ?? 0;
}

/** The first or the last words of a text, without the marks of notes, as the judge reads them. */
function wordsAt(end: 'first' | 'last', text: string): string {
  const words = foldStrictly(text.replace(/\[\w{1,2}\]/gu, ''))
    .text.trim()
    .split(' ');
  return (end === 'first' ? words.slice(0, 4) : words.slice(-4)).join(' ');
}

describe.each(corpusPages)('%s', (name) => {
  test('accounts for every link of its article, and leads back to every claim', async () => {
    const page = await openOraclePage(await readCorpus(`pages/${name}`), { inert: true });
    const model = createTextModel(page.document);
    const article = articleIn(page, model);
    const whole = { parts: new Set(article.parts.keys()), ownLinks: true };
    const worded = linksIn(articleHtml(article, whole)).filter(
      (link) => link.textContent.trim() !== '',
    );
    const left = Map.groupBy(worded, ({ href }) => href);
    const lost = proseLinks(page.document).filter((href) => left.get(href)?.pop() === undefined);
    expect(lost).toEqual([]);
    const report = await reportOf(article);
    const { leftAlone } = report.importReport;

    const html = articleHtml(article, usualChoice(article));
    const links = linksIn(html).length + addressesIn(html);
    const bound = report.citations.filter(({ raw }) => raw !== '');
    const alone = leftAlone.filter(({ text }) => text.includes(']('));
    expect(bound.length + alone.length).toBe(links);
    totals.links += links;

    const marks = page.document.querySelectorAll('sup.reference a[href^="#cite_note"]').length;
    const notes = bound.filter(({ style }) => style === 'footnote');
    const works = leftAlone.filter(({ text }) => text.startsWith('[^'));
    if (marks > 0) expect(notes.length + works.length).toBe(marks);
    totals.marks += marks;

    const { updates } = prepareImport(linkToArticle(report, article), {
      ...{ kind: 'new', reportId: newId<'report'>(), title: '', language: report.language },
      ...{ at: NOW, choices: { kept: new Set(), completions: new Map() } },
    });
    const content = readReport(loadReportDocument([...updates]), newId<'report'>());
    const byId = new Map(content.citations.map((citation) => [citation.id, citation]));
    const places = deriveReportClaims(content).claims.flatMap(({ text, citationIds }) => {
      const [link = ''] = citationIds.map((id) => byId.get(id)?.articleLink ?? '');
      const [directive] = parseFragmentDirective(link);
      if (text === '') return [];
      totals.claims += 1;
      if (directive !== undefined) return [{ text, value: directiveValue(directive) }];
      unlinked.push(`${name}: ${text.slice(0, 80)}`);
      return [];
    });
    const found = await page.resolve(places.map(({ value }) => value));
    for (const [at, { text, value }] of places.entries()) {
      const match = found[at];
      const range = match ? model.rangeToOffsets(match) : null;
      const words = range === null ? '' : model.text.slice(range.start, range.end);
      // A note or a remark of an editor may stand between the first and the last words.
      expect([value, wordsAt('first', words)]).toEqual([value, wordsAt('first', text)]);
      // The label of a source may touch the last word.
      const ends = [wordsAt('last', text), wordsAt('last', text.replace(/\s+\S+$/u, ''))];
      expect([value, ends.includes(wordsAt('last', words))]).toEqual([value, true]);
    }
    totals.linked += places.length;
    page.close();
  });
});
