import { describe, expect, test } from 'vitest';
import { judgePage } from '@/utils/page/judge-page';
import { cpuTime } from '../cpu-time';
import { clipOf } from '../verify/quote-fixture';

const AROUND = 'The wardens of the valley counted the boats in the harbour and wrote it down.';
const MATHML = 'xmlns="http://www.w3.org/1998/Math/MathML"';

/** Judges the quote on a page with this content between two paragraphs. */
function flagsOf(html: string, quote: string) {
  const url = 'https://rivers.example/dam';
  const answer = { requestedUrl: url, finalUrl: url, status: 200, contentType: 'text/html' };
  const body = `<!doctype html><title>Dam</title><p>${AROUND}</p>${html}<p>${AROUND}</p>`;
  const [judged] = judgePage(body, answer, [clipOf(quote)]).judgements;
  expect(judged?.verdict).toMatch(/verbatim|typographic/u);
  return judged?.flags;
}

describe('a pass gets a flag when the page shows within the words', () => {
  test.each([
    [
      'an image with words',
      '<p>The share of voters was <img src="a.png" alt="42 %"> of all in the valley.</p>',
      'The share of voters was of all in the valley.',
    ],
    [
      'a formula as an image, hidden from screen readers',
      `<p>The transpose of a matrix <span><span style="display: none"><math ${MATHML}><mi>A</mi></math></span><img class="mwe-math-fallback-image-inline" aria-hidden="true" alt="A"></span> is denoted by another.</p>`,
      'The transpose of a matrix is denoted by another.',
    ],
    [
      'a formula in a line of its own',
      '<p>The share of the voters is</p><p><img class="mwe-math-fallback-image-display" alt="\\frac{a}{b}"></p><p>where a is all of the valley.</p>',
      'The share of the voters is where a is all of the valley.',
    ],
    [
      'a formula of letters',
      `<p>The share of voters was <math ${MATHML}><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of all in the valley.</p>`,
      'The share of voters was 12 of all in the valley.',
    ],
    [
      'a drawing with a title',
      '<p>The share of voters was <svg><title>42 %</title><path d="M0 0h9"/></svg> of all in the valley.</p>',
      'The share of voters was of all in the valley.',
    ],
    [
      'a formula that MathJax drew',
      '<p>The share of voters was <mjx-container><svg><path d="M0 0h9"/></svg></mjx-container> of all in the valley.</p>',
      'The share of voters was of all in the valley.',
    ],
  ])('%s', (_name, html, quote) => {
    expect(flagsOf(html, quote)).toEqual(['parts-unrecorded']);
  });
});

describe('a pass gets no flag for', () => {
  const shares = (part: string) => `<p>The share of voters was ${part} high in all the valley.</p>`;
  test.each([
    ['an image without words', shares('<img src="a.png">')],
    ['a decorative image', shares('<img src="a.png" alt=" ">')],
    ['an emoji', shares('<img src="a.png" alt="👍🏽">')],
    ['an image of presentation', shares('<img src="a.png" alt="line" role="presentation">')],
    ['a hidden image', shares('<img src="a.png" alt="42 %" hidden>')],
    ['an image in a hidden part', shares('<span style="display:none"><img alt="42 %"></span>')],
    ['an icon', shares('<img src="a.png" alt="External link" width="12" height="12">')],
    ['an icon without a title', shares('<svg><path d="M0 0h9"/></svg>')],
    ['an icon of a link', shares('<svg width="1em" height="1em"><title>Opens</title></svg>')],
    ['an image that is shown without scripts', shares('<noscript><img alt="42 %"></noscript>')],
    [
      'an image before the words',
      '<p><img src="a.png" alt="A boat"> The share of voters was high in all the valley.</p>',
    ],
  ])('%s', (_name, html) => {
    expect(flagsOf(html, 'The share of voters was high in all the valley.')).toEqual([]);
  });

  test.each([
    ['an image', '<p><img src="ad.png" alt="Buy a boat"></p>'],
    ['a figure', '<figure><img src="boat.png" alt="A boat"></figure>'],
    ['an image that is no paragraph', '<img src="ad.png" alt="Buy a boat" style="display:block">'],
  ])('%s between two paragraphs', (_name, image) => {
    expect(
      flagsOf(
        `<p>The share of the voters was high.</p>${image}<p>In the valley it was low.</p>`,
        'The share of the voters was high. In the valley it was low.',
      ),
    ).toEqual([]);
  });
});

test('reading an image takes as long deep in a page as at its top', () => {
  const images = 'word <img src="a.png" alt="42 %"> '.repeat(8_000);
  const costOf = (html: string): number => {
    const from = cpuTime();
    flagsOf(`<p>${html}</p>`, AROUND);
    return cpuTime() - from;
  };
  costOf(images);
  const flat = Math.min(costOf(images), costOf(images));
  const deep = costOf('<b><i><span>'.repeat(150) + images);
  expect(deep / flat).toBeLessThan(5);
});
