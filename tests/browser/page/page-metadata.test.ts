import { describe, expect, test } from 'vitest';
import { PageReadingSchema } from '@/utils/messaging/protocol/page-reading';
import { liveTree } from '@/utils/page/live-tree';
import { readPageMetadata, titleGiven } from '@/utils/page/page-metadata';
import { readRawMetadata } from '@/utils/page/read-raw-metadata';
import { readShownPage } from '@/utils/page/read-shown-page';
import { readReadableText } from '@/utils/page/readable-text';

const URL_ = 'https://news.example/2025/river?utm_source=x#top';

function parse(head: string, body = '', attributes = 'lang="en"'): Document {
  return new DOMParser().parseFromString(
    `<!doctype html><html ${attributes}><head>${head}</head><body>${body}</body></html>`,
    'text/html',
  );
}

function ld(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `<script type="application/ld+json">${text}</script>`;
}

const read = (head: string, body = '', attributes?: string) =>
  readPageMetadata(liveTree, parse(head, body, attributes), URL_);

describe('the order of trust', () => {
  const layers: readonly (readonly [string, string])[] = [
    [
      'JSON-LD',
      ld({
        '@type': 'NewsArticle',
        headline: 'From JSON-LD',
        author: 'Ann Json',
        datePublished: '2025-03-01',
      }),
    ],
    [
      'citation_*',
      '<meta name="citation_title" content="From citation"><meta name="citation_author" content="Citation, Ann"><meta name="citation_publication_date" content="2025/3/2">',
    ],
    [
      'OpenGraph',
      '<meta property="og:title" content="From OpenGraph"><meta property="article:published_time" content="2025-03-03T10:00:00Z"><meta property="article:author" content="Ann Graph">',
    ],
    [
      'Dublin Core',
      '<meta name="DC.title" content="From Dublin Core"><meta name="DC.date" content="2025-03-04">',
    ],
    ['the DOM', '<title>From the title</title>'],
  ];
  const titles = [
    'From JSON-LD',
    'From citation',
    'From OpenGraph',
    'From Dublin Core',
    'From the title',
  ];
  const dates = ['2025-03-01', '2025-03-02', '2025-03-03T10:00:00Z', '2025-03-04', '2025-03-05'];

  test.each(layers.map(([name], index) => [name, index] as const))('%s', (_name, index) => {
    const head = layers
      .slice(index)
      .map(([, html]) => html)
      .reverse()
      .join('');
    const found = read(head, '<main><time datetime="2025-03-05">5 March</time></main>');
    expect(found.title).toBe(titles[index]);
    expect(found.publishedAt).toBe(dates[index]);
  });

  test('falls back to the first heading, then to the address', () => {
    expect(read('', '<h1> The   river </h1>').title).toBe('The river');
    expect(read('').title).toBe(URL_);
  });
});

describe('authors', () => {
  test.each([
    ['a string', 'Ann Field', ['Ann Field']],
    ['an object', { '@type': 'Person', name: 'Ann Field' }, ['Ann Field']],
    ['an array of both', ['Ann Field', { name: 'Bo Marsh' }], ['Ann Field', 'Bo Marsh']],
    ['given and family names', { givenName: 'Ann', familyName: 'Field' }, ['Ann Field']],
    ['a name that is an array', { name: ['Ann Field'] }, ['Ann Field']],
    ['the same name twice', ['Ann Field', 'ANN FIELD'], ['Ann Field']],
    ['an address instead of a name', 'https://news.example/ann', []],
    ['numbers, nulls and empty objects', [7, null, {}, { name: 3 }, ''], []],
  ])('are read from %s in JSON-LD', (_name, author, expected) => {
    expect(read(ld({ '@type': 'Article', author })).authors).toEqual(expected);
  });

  test('are turned round where scholarly pages put the family name first', () => {
    const head =
      '<meta name="citation_author" content="Field, Ann"><meta name="citation_author" content="Bo Marsh">';
    expect(read(head).authors).toEqual(['Ann Field', 'Bo Marsh']);
  });

  test('are read from a byline in the page, without its "By"', () => {
    expect(read('', '<p class="byline">By Ann Field</p>').authors).toEqual(['Ann Field']);
    expect(read('', '<a rel="author" href="/ann">Ann Field</a>').authors).toEqual(['Ann Field']);
  });
});

describe('a JSON-LD name and a headline that differ', () => {
  const NAMED = {
    '@type': 'Article',
    name: 'Hermitian matrix',
    headline: 'matrix equal to its transpose',
  };

  test.each([
    [
      'the name, if only the name is in the page’s own title',
      '<title>Hermitian matrix - Wikipedia</title>',
      NAMED,
      'Hermitian matrix',
    ],
    [
      'the name, if only the name is the page’s heading',
      '<h1>Hermitian  matrix</h1>',
      NAMED,
      'Hermitian matrix',
    ],
    [
      'the headline, if the page’s titles have both',
      '<title>Floods</title><h1>Flood</h1>',
      { '@type': 'Article', name: 'Flood', headline: 'Floods' },
      'Floods',
    ],
    [
      'the headline, if the page’s titles have neither',
      '<title>Home</title>',
      NAMED,
      'matrix equal to its transpose',
    ],
    [
      'the headline, if the name is a page’s and not a work’s',
      '<title>Floods</title>',
      { '@type': 'WebPage', name: 'Floods', headline: 'The flood' },
      'The flood',
    ],
  ])('give %s', (_case, titles, work, expected) => {
    expect(read(`${titles}${ld(work)}`).title).toBe(expected);
  });
});

describe('JSON-LD', () => {
  test('is read inside @graph, the article before its page', () => {
    const graph = [
      { '@type': 'WebSite', name: 'The Daily Lock' },
      { '@type': 'WebPage', name: 'A page' },
      { '@type': ['NewsArticle'], headline: 'The river rose', inLanguage: 'fr-fr' },
    ];
    const found = read(ld({ '@context': 'https://schema.org', '@graph': graph }), '', '');
    expect(found.title).toBe('The river rose');
    expect(found.siteName).toBe('The Daily Lock');
    expect(found.language).toBe('fr-FR');
  });

  test('prefers the article whose metadata names this page', () => {
    const teaser = { '@type': 'Article', headline: 'Another story', url: '/other' };
    const own = { '@type': 'Article', headline: 'This story', mainEntityOfPage: { '@id': URL_ } };
    expect(read(ld([teaser, own])).title).toBe('This story');
  });

  test.each([
    ['cut off', '{"@type":"Article","headline":"The'],
    ['a number', '7'],
    ['null', 'null'],
    ['a prototype key', '{"__proto__":{"headline":"x"},"constructor":{"name":"y"}}'],
    ['very deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['very many', `[${'{"a":1},'.repeat(60_000)}{}]`],
    ['very long', `{"@type":"Article","headline":"${'x'.repeat(600_000)}"}`],
  ])('does no harm when it is %s', (_name, text) => {
    const found = read(`<title>Plain</title>${ld(text)}`);
    expect(found.title).toBe('Plain');
    expect(found.authors).toEqual([]);
  });

  test('is read in spite of raw line breaks and trailing commas', () => {
    expect(read(ld('{"@type":"Article","headline":"Two\nlines",}')).title).toBe('Two lines');
  });
});

describe('hostile values', () => {
  test('are bounded, on one line, without control and bidi characters', () => {
    const title = `\u202Egnp.exe\u202C \u0000A\u0007 ${'long '.repeat(1_000)}\n\u2066end`;
    const head = `<meta property="og:title" content="x">`;
    const page = parse(head);
    page.querySelector('meta')?.setAttribute('content', title);
    const found = readPageMetadata(liveTree, page, URL_).title;
    expect(found.length).toBeLessThanOrEqual(500);
    expect(found).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    expect(found.startsWith('gnp.exe A long long')).toBe(true);
  });

  test.each([
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['https://user:pw@news.example/', null],
    ['/2025/river', 'https://news.example/2025/river'],
    ['http://news.example/a#b', 'http://news.example/a'],
  ])('canonical %s', (href, expected) => {
    expect(read(`<link rel="canonical" href="${href}">`).canonicalUrl).toBe(expected);
  });

  test.each([
    ['2025', '2025'],
    ['2025-03', '2025-03'],
    ['2025/3/7', '2025-03-07'],
    ['2025-03-07T10:00:00+01:00', '2025-03-07T10:00:00+01:00'],
    ['7 March 2025', '2025-03-07'],
    ['03/04/2025', null],
    ['yesterday', null],
    ['<b>', null],
  ])('date %s', (value, expected) => {
    expect(read(ld({ '@type': 'Article', datePublished: value })).publishedAt).toBe(expected);
  });

  test.each([
    ['not a tag!', null],
    ['en_GB', 'en-GB'],
    ['x'.repeat(100), null],
  ])('language %s', (value, expected) => {
    expect(read('', '', `lang="${value}"`).language).toBe(expected);
  });
});

test('reads a DOI from scholarly tags, without its resolver', () => {
  expect(read('<meta name="citation_doi" content="https://doi.org/10.1234/ABC.5">').doi).toBe(
    '10.1234/abc.5',
  );
  expect(read('<meta name="DC.identifier" content="doi:10.1234/abc.5">').doi).toBe('10.1234/abc.5');
  expect(read('<meta name="DC.identifier" content="978-3-16">').doi).toBeNull();
});

test('removes the name of the site from the end of a title', () => {
  const head = '<title>The river rose - The Daily Lock</title>';
  const site = '<meta property="og:site_name" content="The Daily Lock">';
  expect(read(head + site).title).toBe('The river rose');
  expect(read(head).title).toBe('The river rose - The Daily Lock');
});

describe('readable text', () => {
  const prose = 'The water came in the night and stayed until the wardens opened the old lock. ';
  const page = parse(
    '<title>The river</title>',
    `<nav>Home</nav><article><h1>The river</h1><p class="byline">By Ann Field</p>${`<p>${prose.repeat(6)}</p>`.repeat(6)}</article>`,
  );

  test('finds the article and its byline, and leaves the document as it was', () => {
    const before = page.documentElement.outerHTML;
    const found = readReadableText(page);
    expect(found?.text).toContain('wardens opened the old lock');
    expect(found?.text).not.toContain('Home');
    expect(found?.byline).toBe('Ann Field');
    expect(page.documentElement.outerHTML).toBe(before);
  });

  test('answers null for a page of more elements than it is worth', () => {
    expect(readReadableText(parse('', '<i></i>'.repeat(50_001)))).toBeNull();
  });
});

test('reads JSON-LD in linear time when it ends with much white space', () => {
  const spaces = ' '.repeat(400_000);
  const page = new DOMParser().parseFromString(
    `<title>Dam</title><script type="application/ld+json">-->${spaces}x</script>` +
      `<script type="application/ld+json">{"@type":"Article","headline":"Flood"}\n-->${spaces}</script>`,
    'text/html',
  );
  expect(readPageMetadata(liveTree, page, 'https://rivers.example/dam').title).toBe('Flood');
});

test('the reader of a shown page returns what its title is chosen from', () => {
  const before = document.title;
  document.title = 'The old dam | Rivers';
  document.head.insertAdjacentHTML('beforeend', '<meta property="og:site_name" content="Rivers">');
  const reading = PageReadingSchema.parse(readShownPage(() => null));
  document.head.lastElementChild?.remove();
  document.title = before;
  expect(titleGiven(reading.metadata, reading.url)).toBe('The old dam');
});

test('a page has no title that is only its address', () => {
  const page = parse('');
  expect(titleGiven(readRawMetadata(liveTree, page), URL_)).toBeNull();
});
