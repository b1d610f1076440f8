import { afterEach, describe, expect, test } from 'vitest';
import { findPostPermalink } from '@/utils/page/post-permalink';

const PAGE = 'https://feed.example/home';

afterEach(() => document.querySelector('#stage')?.remove());

/** Returns the permalink for the words `here` on a page with this markup. */
function permalinkIn(html: string): string | null {
  const stage = document.createElement('div');
  stage.id = 'stage';
  const base = document.createElement('base');
  base.href = PAGE;
  stage.innerHTML = html;
  stage.prepend(base);
  document.body.append(stage);
  const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() !== null) {
    const at = (texts.currentNode as Text).data.indexOf('here');
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + 4);
    return findPostPermalink(range, PAGE);
  }
  throw new Error('The page has no such words.');
}

const IS_ARTICLE = '<meta property="og:type" content="Article">';
const OTHER = '<article><a href="/posts/9"><time>noon</time></a> other</article>';

describe('a passage in a post of a feed has the post’s address', () => {
  test.each([
    [
      'from the link on its date',
      '<article><a href="/posts/1"><time>now</time></a> here</article>',
    ],
    [
      'from a link that says so',
      '<article>here <a rel="nofollow bookmark" href="/posts/1">#</a></article>',
    ],
    [
      'from a microformat',
      '<div class="h-entry">here <a class="u-url" href="/posts/1">1 h</a></div>',
    ],
    ['from its only heading', '<article><h2><a href="/posts/1">A post</a></h2>here</article>'],
    [
      'from its heading below a date',
      '<article><p>8 May 2026 · Hydrology</p><h2><a href="/posts/1">A post</a></h2>here</article>',
    ],
    [
      'and not of a post that stands in it',
      '<article>here<article><a href="/posts/2"><time>1</time></a></article><a href="/posts/1"><time>2</time></a></article>',
    ],
  ])('%s', (_name, html) => {
    expect(permalinkIn(html + OTHER)).toBe('https://feed.example/posts/1');
  });

  test.each([
    ['marked as one', '<div class="comment" id="c-7">here</div>'],
    ['in the article', '<article id="body">The level<article id="c-7">here</article></article>'],
  ])('from its own id, for a comment on an article, %s', (_name, html) => {
    expect(permalinkIn(IS_ARTICLE + html + OTHER)).toBe(`${PAGE}#c-7`);
  });

  test('from its own id, on a page of comments', () => {
    expect(permalinkIn(`<div class="comment" id="c-7">here</div>${OTHER}`)).toBe(`${PAGE}#c-7`);
  });
});

describe('no permalink is claimed', () => {
  test.each([
    [
      'for the only article of a page',
      '<article><a href="/posts/1"><time>now</time></a> here</article>',
    ],
    ['outside of the posts', `<p>here</p>${OTHER}${OTHER}`],
    [
      'for an address of another site',
      `<article><a href="https://elsewhere.example/1"><time>now</time></a> here</article>${OTHER}`,
    ],
    [
      'for a script',
      `<article><a href="javascript:alert(1)"><time>now</time></a> here</article>${OTHER}`,
    ],
    ['for the page itself', `<article><a href="/home"><time>now</time></a> here</article>${OTHER}`],
    [
      'where several headings could be it',
      `<article><h2><a href="/a">A</a></h2>here<h2><a href="/b">B</a></h2></article>${OTHER}`,
    ],
    [
      'from a heading after the words, as above the tags of an article',
      `<article><p>${'The level rose again. '.repeat(20)}here</p><h2><a href="/tags">Tags</a></h2></article>${OTHER}`,
    ],
    [
      'from a heading that is not the first',
      `<article><h2>The level</h2>here<h3><a href="/related">Related</a></h3></article>${OTHER}`,
    ],
    [
      'from the own id of the article that the page says to be',
      `${IS_ARTICLE}<article id="body"><h1>The level</h1>here</article>${OTHER}`,
    ],
    ['for an id that stands twice', `<i id="c"></i><div class="comment" id="c">here</div>${OTHER}`],
  ])('%s', (_name, html) => {
    expect(permalinkIn(html)).toBeNull();
  });
});
