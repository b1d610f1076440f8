import { describe, expect, test, vi } from 'vitest';
import { lettersOf } from '@/utils/page/clean-value';
import { liveTree } from '@/utils/page/live-tree';
import { readPagePosts } from '@/utils/page/read-page-posts';

const PAGE = 'https://feed.example/home';

function read(html: string, head = '') {
  const made = document.implementation.createHTMLDocument('');
  made.head.innerHTML = `<base href="${PAGE}">${head}`;
  made.body.innerHTML = html;
  return readPagePosts(made, PAGE);
}

/** The date, the byline and the title of the post that has these words; null if they are in none. */
function factsAt(words: string, html: string, head = '') {
  const { posts } = read(html, head);
  const post = posts.find((each) => each.words.includes(lettersOf(words)));
  return post === undefined ? null : [post.publishedAt, post.byline, post.heading];
}

const LONG = 'The level of the lake rose again in the week, as it did before. '.repeat(20);
const ARTICLE = '<meta property="og:type" content="article">';
const LIVE = '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>';
const comment = (day: number, words: string) =>
  `<li class="comment" id="c${day}"><span class="comment-author">Bo ${day}</span>
   <time datetime="2026-12-0${day}">${day} Dec</time><p>${words}</p></li>`;
const teaser = (words: string) =>
  `<article><h3><a href="/t">${words}</a></h3><time datetime="2026-10-01">1 Oct</time></article>`;

describe('each of several posts has its own facts', () => {
  test.each<[string, string, string, (string | null)[]]>([
    [
      'in a feed of articles with anchors',
      '<h1>@watch</h1><article id="p3"><p>First.</p><time datetime="2026-11-20">20 Nov</time></article>' +
        '<article id="p1"><p>Last.</p><time datetime="2026-11-15">15 Nov</time></article>',
      'Last.',
      ['2026-11-15', null, null],
    ],
    [
      'in a weblog whose author line has a date',
      '<h1>Weblog</h1><article class="post"><h2><a href="/a">Exports</a></h2>' +
        '<p class="meta">By Eva Roth, <time datetime="2026-11-30">30 November 2026</time></p><p>Rose.</p></article>' +
        '<article class="post"><h2><a href="/b">Housing</a></h2>' +
        '<p class="meta">By Karl Lind, <time datetime="2026-09-14">14 September 2026</time></p><p>Fell.</p></article>',
      'Fell.',
      ['2026-09-14', 'By Karl Lind, 14 September 2026', 'Housing'],
    ],
    [
      'in sections with a date in words, beside one with a time',
      '<section><h2>A</h2><p>By Eva Roth, <time datetime="2026-11-30">30 Nov</time></p><p>Rose.</p></section>' +
        '<section><h2>B</h2><p>By Karl Lind, 14 September 2026</p><p>Fell.</p></section>',
      'Fell.',
      ['2026-09-14', 'By Karl Lind, 14 September 2026', 'B'],
    ],
    [
      'in sections of which one has a day without a year',
      '<div><h2>A</h2><p>By Eva Roth, <time datetime="2026-11-30">30 Nov</time></p><p>Rose.</p></div>' +
        '<div><h2>B</h2><p>Karl Lind, 14 September</p><p>Fell.</p></div>',
      'Fell.',
      [null, null, 'B'],
    ],
    [
      'under headings that follow each other in one element',
      '<main><h1>Notes</h1><h2>A</h2><p><time datetime="2026-11-30">30 Nov</time></p><p>Rose.</p>' +
        '<h2>B</h2><p>14 septembre 2026</p><p>It stood.</p><p>Fell.</p></main>',
      'Fell.',
      ['2026-09-14', null, 'B'],
    ],
    [
      'in elements that only their class names posts',
      '<div class="status"><p>One.</p><time datetime="2026-11-20">x</time></div>' +
        '<div class="status"><p>Two.</p><time datetime="2026-11-15">x</time></div>',
      'Two.',
      ['2026-11-15', null, null],
    ],
    [
      'also if one tells of another day',
      '<article id="a"><p>One.</p><time datetime="2026-11-20">x</time></article>' +
        '<article id="b"><p>Two. It rose on <time datetime="2020-05-03">3 May 2020</time> at last.</p><p>As on <a href="/x">4 May 2020</a>, and more.</p></article>',
      'Two.',
      [null, null, null],
    ],
    [
      'also if one has no date',
      '<article id="a"><p>One.</p><time datetime="2026-11-20">x</time></article><article id="b">Two.</article>',
      'Two.',
      [null, null, null],
    ],
  ])('%s', (_name, html, words, facts) => {
    expect(factsAt(words, html)).toEqual(facts);
    expect(read(html)).toMatchObject({ isList: true, publishedAt: null });
  });

  test('in a live blog, whose updates are in one article or side by side', () => {
    const update = (hour: number) =>
      `<article id="u${hour}"><h2>At ${hour}</h2><time datetime="2026-11-30T${hour}:00Z">${hour}</time><p>News ${hour}. ${LONG.slice(hour)}</p></article>`;
    for (const html of [
      `<article><h1>Live</h1><time datetime="2026-11-30T08:00Z">8</time>${update(12)}${update(10)}</article>`,
      `<h1>Live</h1><time datetime="2026-11-30T08:00Z">8</time>${update(12)}${update(10)}`,
    ]) {
      expect(factsAt('News 10', html, LIVE + ARTICLE)).toEqual([
        '2026-11-30T10:00Z',
        null,
        'At 10',
      ]);
      expect(read(html, LIVE).isLive).toBe(true);
    }
  });
});

describe('the page’s own article is no post, and keeps the date of the page', () => {
  const time = '<time datetime="2026-11-30">30 Nov</time>';
  const others = comment(1, 'I doubt it.') + comment(2, 'So do I.');
  test.each<[string, string, string]>([
    [
      'above its comments',
      `<article><h1>Lake</h1>${time}<p>${LONG}</p></article><ul>${others}</ul>`,
      '',
    ],
    [
      'around its comments',
      `<article><h1>Lake</h1>${time}<p>${LONG}</p><ul>${others}</ul></article>`,
      '',
    ],
    [
      'marked twice',
      `<div class="hentry"><article><h1>Lake</h1>${time}<p>${LONG}</p></article></div><ul>${others}</ul>`,
      '',
    ],
    [
      'beside teasers with dates',
      `<main><article><h1>Lake</h1>${time}<p>${LONG}</p></article></main>${teaser('T one')}${teaser('T two')}<ul>${others}</ul>`,
      '',
    ],
    [
      'below its heading and its date',
      `<h1>Lake</h1>${time}<article><p>${LONG}</p></article>${teaser('T one')}${teaser('T two')}<ul>${others}</ul>`,
      '',
    ],
    [
      'with a heading outside, on a page that says that it is an article',
      `<h1>Lake</h1><article>${time}<p>${LONG}</p></article>${teaser('T one')}<ul>${others}</ul>`,
      ARTICLE,
    ],
    [
      'in no element of its own, above a list of teasers',
      `<main><h1>Lake</h1>${time}<p>${LONG}</p></main><ul>${[1, 2]
        .map(
          (at) =>
            `<li><h3><a href="/${at}">T ${at}</a></h3><time datetime="2026-10-0${at}">x</time></li>`,
        )
        .join('')}</ul><ul>${others}</ul>`,
      '',
    ],
    [
      'with sections that name dates',
      `<article><h1>Lake</h1>${time}<p>${LONG}</p><h2>May</h2><p>3 May 2020</p><p>Rose.</p><h2>June</h2><p>4 June 2020</p><p>${LONG}</p></article><ul>${others}</ul>`,
      '',
    ],
  ])('%s', (_name, html, head) => {
    expect(factsAt('The level of the lake', html, head)).toBeNull();
    expect(read(html, head).publishedAt).toBe('2026-11-30');
    expect(read(html, head).words).toContain('thelevelofthelake');
    expect(factsAt('I doubt it.', html, head)).toEqual(['2026-12-01', 'Bo 1', null]);
    expect(read(html, head).isList).toBe(false);
  });

  test('also if nothing else is on the page', () => {
    expect(read(`<article><h1>Lake</h1>${time}<p>${LONG}</p></article>`).posts).toEqual([]);
  });
});

test('a long page is read within its limits', () => {
  const html = '<article id="a"><time datetime="2026-11-20"></time><h2>T</h2>x</article>'.repeat(
    3_000,
  );
  expect(read(html).posts).toHaveLength(1_000);
  const headed = '<div><h2>T</h2><p>3 May 2026</p>x</div>'.repeat(3_000);
  expect(read(headed).posts).toHaveLength(400);
});

test('reading a deep page takes steps in proportion to its number of nodes', () => {
  const depth = 400;
  const texts = '<b>a</b> '.repeat(1_000);
  const article = '<article id="a"><time datetime="2026-11-20"></time>x</article>';
  const html = `${article.repeat(3)}${'<div>'.repeat(depth)}${texts}${'</div>'.repeat(depth)}`;
  const steps = vi.spyOn(liveTree, 'parentOf');
  expect(read(html).posts).toHaveLength(3);
  expect(steps.mock.calls.length).toBeLessThan(10 * (depth + 3_000));
  steps.mockRestore();
});
