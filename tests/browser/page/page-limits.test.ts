import { describe, expect, test } from 'vitest';
import { judgePage } from '@/utils/page/judge-page';
import { liveTree } from '@/utils/page/live-tree';
import { pageOverLimit } from '@/utils/page/page-over-limit';
import { createTextModel } from '@/utils/page/page-text-model';
import type { PageTree } from '@/utils/page/page-tree';
import { parsePastedHtml } from '@/utils/page/parse-pasted-html';
import { createParsedPolicy } from '@/utils/page/parsed-policy';
import { rangesInside } from '@/utils/page/ranges-inside';
import { readReadableText } from '@/utils/page/readable-text';
import { assembleText } from '@/utils/page/walk-text';
import { readPastedHtml } from '@/utils/report/read-pasted-html';
import { clipOf } from '../../unit/verify/quote-fixture';

const URL = 'https://rivers.example/dam';
const QUOTE = 'The old dam held through the night of the flood';
const FILLER = 'The wardens counted the boats in the harbour again and wrote the number down. ';
const answer = { requestedUrl: URL, finalUrl: URL, status: 200, contentType: 'text/html' };
const page = (more: string) => `<!doctype html><p>${QUOTE}.</p><p>${FILLER.repeat(9)}</p>${more}`;
const many = (count: number, write: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join('');

function verdictOn(body: string, contentType = 'text/html') {
  const [judged] = judgePage(body, { ...answer, contentType }, [clipOf(QUOTE)]).judgements;
  return [judged?.verdict, judged?.evidence.reason];
}

const HOSTILE: readonly (readonly [string, string])[] = [
  ['400,000 nested elements', '<div>'.repeat(400_000)],
  ['formatting that each paragraph opens again', many(4_000, (at) => `<p><b id=${at}>`)],
  ['links around blocks that are never closed', '<a><div>'.repeat(100_000)],
  ['a million attributes', `<p ${many(1_000_000, (at) => `a${at} `)}>`],
  ['a million elements side by side', '<i></i>'.repeat(1_000_000)],
];

describe('quotes of a page that is too complex to read stay unchecked', () => {
  test.each(HOSTILE)('%s', (_, html) => {
    expect(verdictOn(page(html))).toEqual(['unchecked', 'too-complex']);
  });

  test('also when the page is XHTML', () => {
    const nested = `${'<b>'.repeat(20_000)}${'</b>'.repeat(20_000)}`;
    const body = `<html xmlns="http://www.w3.org/1999/xhtml"><body><p>${QUOTE}</p>${nested}</body></html>`;
    expect(verdictOn(body, 'application/xhtml+xml')).toEqual(['unchecked', 'too-complex']);
  });

  test('but a page that is only long is read', () => {
    expect(verdictOn(page('<p><i>b</i></p>'.repeat(100_000)))).toEqual(['verbatim', null]);
    expect(verdictOn(page(`<div>${'<div>'.repeat(4_000)}`))).toEqual(['verbatim', null]);
    expect(verdictOn(page(`<p>${'a'.repeat(5_000_000)}`))).toEqual(['verbatim', null]);
  });
});

/** Makes nested elements of this depth. */
function nest(depth: number, html: string): HTMLElement {
  const top = document.createElement('div');
  let at: HTMLElement = top;
  for (let deep = 1; deep < depth; deep += 1) {
    const inner = document.createElement('div');
    inner.setAttribute('style', 'white-space: pre');
    inner.append('a', document.createElement('i'));
    at.append(inner);
    at = inner;
  }
  at.innerHTML = html;
  return top;
}

describe('a displayed page', () => {
  test('is over the limit of depth or of elements', () => {
    const limits = { elements: 1_000, depth: 100 };
    expect(pageOverLimit(liveTree, nest(50, ''), limits)).toBeNull();
    expect(pageOverLimit(liveTree, nest(99, '<b></b>'), limits)).toBeNull();
    expect(pageOverLimit(liveTree, nest(200, ''), limits)).toBe('depth');
    const wide = document.createElement('div');
    wide.innerHTML = '<b></b>'.repeat(1_001);
    expect(pageOverLimit(liveTree, wide, limits)).toBe('elements');
  });

  test('does not give Readability an element with 200,000 attributes', () => {
    const inert = new DOMParser().parseFromString(
      page(`<div ${many(200_000, (at) => `a${at} `)}>${FILLER.repeat(20)}</div>`),
      'text/html',
    );
    expect(readReadableText(inert)).toBeNull();
  });
});

/** Number of calls to the page port during the reading of a tree. */
function askedOf(root: HTMLElement): number {
  let asked = 0;
  const tree = new Proxy(liveTree, {
    get: (target, name) => {
      asked += 1;
      return Reflect.get(target, name);
    },
  }) as PageTree<Node, Element>;
  const policy = createParsedPolicy(tree);
  assembleText<Node, Element>(root, { tree, policy, skip: null });
  return asked;
}

test('the reading cost of an element does not grow with its depth', () => {
  const [shallow, deep] = [askedOf(nest(1_000, 'b')), askedOf(nest(4_000, 'b'))];
  expect(deep).toBeLessThan(shallow * 4.2);
});

test('nested hidden elements give one hidden range at any depth', () => {
  const html = `<style>.gone { display: none }</style>${'<p class=gone>'.repeat(400)}${'<div class=gone>'.repeat(
    300,
  )}hidden${'</div>'.repeat(300)}<p>shown</p>`;
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const model = createTextModel(parsed, { policy: createParsedPolicy(liveTree) });
  const ranges = rangesInside<Node, Element>(
    liveTree,
    model.pieces(),
    new Set(liveTree.select(parsed, '.gone')),
  );
  expect(ranges.map(({ start, end }) => model.text.slice(start, end))).toEqual(['hidden']);
});

const parse = (html: string) => Promise.resolve(parsePastedHtml(html));

describe('pasted HTML', () => {
  test.each<readonly [string, string]>([
    ...HOSTILE,
    ['forms', '<form><input name=firstChild><input name=parentNode><input name=localName></form>'],
  ])('keeps the quote or is refused as too large: %s', async (_, html) => {
    const pasted = await readPastedHtml(`<p>${QUOTE}</p>${html}<p>end</p>`, parse);
    if (pasted.ok) expect(pasted.value).toContain(QUOTE);
    else expect(pasted.error.code).toBe('paste_too_large');
  });

  test('is read when form controls have the names of DOM properties', async () => {
    const names = ['firstChild', 'nextSibling', 'parentNode', 'localName', 'attributes'];
    const controls = names.map((name) => `<input name=${name}>`).join('');
    const nodes = await parse(`<form>${controls}<p>${QUOTE}</p></form>`);
    expect(JSON.stringify(nodes)).toContain(QUOTE);
  });
});
