import { afterEach, describe, expect, test } from 'vitest';
import { readPosts } from '@/utils/page/read-posts';

const PAGE = 'https://feed.example/home';

function postsIn(html: string, head = '') {
  const made = document.implementation.createHTMLDocument('');
  made.head.innerHTML = `<base href="${PAGE}">${head}`;
  made.body.innerHTML = html;
  return readPosts(made, PAGE);
}

afterEach(() => document.body.replaceChildren());

const toot = (id: number, day: number) => `<div class="status" role="article">
  <a class="status__display-name" href="/@ann"><bdi><strong>Ann Field</strong></bdi> <span>@ann</span></a>
  <a class="status__relative-time" href="/@ann/${id}"><time datetime="2026-05-0${day}T10:00:00Z">${day} May</time></a>
  <p>Level ${id}</p></div>`;

describe('the posts of a feed', () => {
  test('of short messages, with the date and the author of each', () => {
    expect(postsIn(toot(1, 1) + toot(2, 2))).toEqual([
      {
        permalink: 'https://feed.example/@ann/1',
        publishedAt: '2026-05-01T10:00:00Z',
        byline: 'Ann Field',
        heading: null,
      },
      expect.objectContaining({
        permalink: 'https://feed.example/@ann/2',
        publishedAt: '2026-05-02T10:00:00Z',
      }),
    ]);
  });

  test('of a forum, and of a journal with headings', () => {
    const answer = (id: number) => `<div class="comment"><span class="username">bo${id}</span>
      <a class="permalink" href="/t/9?post=${id}">#${id}</a><time datetime="2026-05-0${id}">x</time>Yes.</div>`;
    expect(
      postsIn(answer(1) + answer(2)).map(({ permalink, byline, publishedAt }) => [
        permalink,
        byline,
        publishedAt,
      ]),
    ).toEqual([
      ['https://feed.example/t/9?post=1', 'bo1', '2026-05-01'],
      ['https://feed.example/t/9?post=2', 'bo2', '2026-05-02'],
    ]);
    const entry = (
      id: number,
    ) => `<article class="hentry"><h2><a rel="bookmark" href="/${id}/">Entry ${id}</a></h2>
      <span class="byline">By Cy Reed</span><p>Words.</p></article>`;
    expect(postsIn(entry(1) + entry(2))).toMatchObject([
      { permalink: 'https://feed.example/1/', heading: 'Entry 1', byline: 'By Cy Reed' },
      { permalink: 'https://feed.example/2/', heading: 'Entry 2' },
    ]);
  });

  test('leave the date of a post that is quoted in another to that post', () => {
    const quoting = toot(1, 1).replace('<p>Level 1</p>', toot(3, 3));
    const found = postsIn(quoting + toot(2, 2));
    expect(
      found.map(({ permalink, publishedAt }) => [permalink.slice(-1), publishedAt?.slice(9, 10)]),
    ).toEqual([
      ['1', '1'],
      ['3', '3'],
      ['2', '2'],
    ]);
  });
});

describe('no posts are claimed', () => {
  const teaser = (
    id: number,
  ) => `<article><a href="/story/${id}"><h3>A story about the lake and more</h3>
    <p>What it says about the lake is long.</p><time datetime="2026-05-01">1 May</time></a></article>`;
  test.each([
    ['on a page with one post', toot(1, 1), ''],
    ['for teasers, whose articles may have other words', teaser(1) + teaser(2), ''],
    [
      'for teasers that are headings',
      '<article><h3><a href="/a">A</a></h3>x</article><article><h3><a href="/b">B</a></h3>y</article>',
      '',
    ],
    [
      'on a page that is an article',
      toot(1, 1) + toot(2, 2),
      '<meta property="og:type" content="article">',
    ],
    [
      'for the article of the page, which links to others',
      `<article><h1>The lake</h1><a rel="bookmark" href="/other">Other</a></article>${toot(2, 2)}`,
      '',
    ],
    [
      'for comments of the page itself',
      '<div class="comment" id="a">x</div><div class="comment" id="b">y</div>',
      '',
    ],
    ['for two elements with one address', toot(1, 1) + toot(1, 1), ''],
    [
      'for links to other sites',
      toot(1, 1).replace('/@ann/1', 'https://evil.example/1') +
        toot(2, 2).replace('/@ann/2', 'https://evil.example/2'),
      '',
    ],
  ])('%s', (_name, html, head) => {
    expect(postsIn(html, head)).toEqual([]);
  });
});
