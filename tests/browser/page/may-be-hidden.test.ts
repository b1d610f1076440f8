import { describe, expect, test } from 'vitest';
import { judgePage } from '@/utils/page/judge-page';
import { clipOf } from '../../unit/verify/quote-fixture';

const QUOTE = 'The old dam held through the night of the flood';

function read(html: string) {
  const body = `<!doctype html><title>Dam</title>${html}<p>The wardens of the valley counted the boats in the harbour again and wrote it down.</p>`;
  const url = 'https://rivers.example/dam';
  const answer = {
    requestedUrl: url,
    finalUrl: url,
    status: 200,
    contentType: 'text/html',
    snapshotLength: null,
  };
  const [judgement] = judgePage(body, answer, [clipOf(QUOTE)]).judgements;
  return judgement;
}

const p = (attributes: string) => `<p ${attributes}>${QUOTE}.</p>`;
const styled = (css: string, attributes = 'class="aside"') =>
  `<style>${css}</style>${p(attributes)}`;

describe('a passage that the page may hide passes with a flag', () => {
  test.each([
    ['a rule of its own style', styled('.aside { display: none }')],
    ['a rule on an id', styled('#late { visibility: hidden }', 'id="late"')],
    [
      'a rule on what is around it',
      `<style>nav div{opacity:0}</style><nav><div>${p('')}</div></nav>`,
    ],
    [
      'a rule on a part of it',
      `<style>b{display:none}</style><p>${QUOTE.replace('held', '<b>held</b>')}.</p>`,
    ],
    ['a rule for every screen', styled('@media screen { .aside { display: none } }')],
    ['far off the screen', styled('.aside { position: absolute; left: -9999px }')],
    ['a box without height', styled('.aside { height: 0; overflow: hidden }')],
    ['clipped away', styled('.aside { position: absolute; clip: rect(0, 0, 0, 0) }')],
    ['letters without size', styled('.aside { font-size: 0 }')],
    ['an inline style', p('style="opacity: 0"')],
    ['a class of the usual sheets', p('class="note sr-only"')],
  ])('%s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: ['visibility-unknown'] });
  });
});

describe('and without one where nothing hides it', () => {
  test.each([
    ['no style', p('')],
    ['rules that hide others', styled('.ad { display: none }')],
    ['a printer’s rule', styled('@media print { .aside { display: none } }')],
    ['a narrow screen’s rule', styled('@media (max-width: 600px) { .aside { display: none } }')],
    [
      'a page that waits until it is ready',
      styled('body { visibility: hidden } html { opacity: 0 }'),
    ],
    ['a half-seen one', styled('.aside { opacity: 0.6; height: 0 }')],
    ['a class that shows on a wide screen', p('class="hidden md:block"')],
    ['a style that is no style', styled('} .aside { display: ')],
  ])('%s', (_name, html) => {
    expect(read(html)).toMatchObject({ verdict: 'verbatim', flags: [] });
  });

  test('a copy of it that shows is the one judged', () => {
    const html = `<style>.tip{display:none}</style><p class="tip">${QUOTE}.</p>${p('id="seen"')}`;
    const judged = read(html);
    expect(judged?.verdict).toBe('verbatim');
    expect(judged?.flags).not.toContain('visibility-unknown');
    expect(judged?.evidence.position?.start).toBeGreaterThan(QUOTE.length);
  });
});

test('a page of very many rules and elements is read all the same', () => {
  const rules = Array.from({ length: 3_000 }, (_, at) => `.x${at} { display: none }`).join('');
  const elements = Array.from({ length: 3_000 }, (_, at) => `<i class="x${at} hidden">a</i>`);
  expect(read(`<style>${rules}</style>${elements.join('')}${p('')}`)).toMatchObject({
    verdict: 'verbatim',
    flags: [],
  });
});
