import { afterEach, describe, expect, test } from 'vitest';
import { altOf, boxInSight, findImage, imagesSelected } from '@/utils/page/page-image';
import { createTextModel } from '@/utils/page/page-text-model';

/** A red square of 40 pixels. */
const SQUARE = squareUrl('red');
const ICON = squareUrl('blue');

function squareUrl(colour: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = 40;
  canvas.height = 40;
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 40, 40);
  return canvas.toDataURL();
}

const HTML = `<p id="before">Before the figure.</p>
<figure id="chart"><img id="image" src="${SQUARE}" alt=" The level
  of the lake "><figcaption id="caption">Figure 1. The level fell.</figcaption></figure>
<p id="after">After it.</p>
<figure id="listing"><pre id="code">let level = 44;</pre><figcaption>A listing</figcaption></figure>
<figure id="said"><blockquote id="words">It fell.</blockquote>
<figcaption><img src="${ICON}" style="width:16px;height:16px"> A keeper</figcaption></figure>
<figure id="quoted"><blockquote id="pulled">It fell.</blockquote><img src="${SQUARE}">
<figcaption id="name">A keeper</figcaption></figure>
<figure id="lazy"><img src="${SQUARE}"><noscript>&lt;img src="level.png"&gt;</noscript>
<figcaption>Figure 2.</figcaption></figure>
<p id="inline">Words and <img id="icon" src="${ICON}" style="width:16px;height:16px"> a mark.</p>
<div id="bare"><img src="${SQUARE}" title="A map"><img src="${SQUARE}" aria-label="Another"></div>`;

async function page(html = HTML): Promise<HTMLElement> {
  const stage = document.createElement('div');
  stage.id = 'stage';
  stage.innerHTML = html;
  document.body.prepend(stage);
  await Promise.all([...stage.querySelectorAll('img')].map((image) => image.decode()));
  return stage;
}

afterEach(() => document.querySelector('#stage')?.remove());

function rangeOf(from: string, to = from): Range {
  const range = document.createRange();
  range.setStart(document.querySelector(from)!, 0);
  const end = document.querySelector(to)!;
  range.setEnd(end, end.childNodes.length);
  return range;
}

describe('content of a selection', () => {
  test.each<[string, () => Range, string[]]>([
    ['the words of a caption mean its image', () => rangeOf('#caption'), ['chart']],
    ['the image and its caption', () => rangeOf('#chart'), ['chart']],
    [
      'the image alone',
      () => {
        const range = document.createRange();
        range.selectNode(document.querySelector('#image')!);
        return range;
      },
      ['chart'],
    ],
    [
      'a figure from the end of the paragraph before to the beginning of the one after',
      () => {
        const range = document.createRange();
        range.setStart(document.querySelector('#before')!.firstChild!, 18);
        range.setEnd(document.querySelector('#after')!.firstChild!, 0);
        return range;
      },
      ['chart'],
    ],
    ['words around a figure are words', () => rangeOf('#before', '#after'), []],
    ['a paragraph is words', () => rangeOf('#before'), []],
    ['a listing in a figure is words', () => rangeOf('#code'), []],
    ['what somebody said in a figure with their face is words', () => rangeOf('#words'), []],
    ['what somebody said beside their face is words', () => rangeOf('#quoted'), []],
    ['their name means their face', () => rangeOf('#name'), ['quoted']],
    ['what no reader sees is no word', () => rangeOf('#lazy'), ['lazy']],
    ['a mark among words is no image', () => rangeOf('#inline'), []],
    ['several images without words are each meant', () => rangeOf('#bare'), ['', '']],
    ['nothing', () => rangeOf('#after'), []],
  ])('%s', async (_name, select, figures) => {
    const model = createTextModel(await page());
    const hasText = (range: Range) => {
      const { start, end } = model.rangeToOffsets(range) ?? { start: 0, end: 0 };
      return model.text.slice(start, end).trim() !== '';
    };
    const found = imagesSelected(select(), hasText);
    expect(found.map(({ element }) => element.closest('figure')?.id ?? '')).toEqual(figures);
    expect(found.map(({ caption }) => caption?.parentElement?.id ?? '')).toEqual(figures);
  });
});

describe('the image at an address', () => {
  test('is found with its caption, in open shadow roots too', async () => {
    const stage = await page();
    expect(findImage(document, SQUARE)?.caption?.id).toBe('caption');
    const host = document.createElement('div');
    const inner = squareUrl('green');
    host.attachShadow({ mode: 'open' }).innerHTML = `<img src="${inner}" alt="Inside">`;
    stage.append(host);
    const found = findImage(document, inner);
    expect(found && altOf(found.element)).toBe('Inside');
    expect(findImage(document, 'https://lakes.example/none.png')).toBeNull();
  });

  test('of a picture with several sources is the one shown', async () => {
    await page(`<picture><source srcset="${ICON}"><img src="${SQUARE}"></picture>`);
    expect(findImage(document, ICON)).not.toBeNull();
  });
});

test.each([
  ['#image', 'The level of the lake'],
  ['#bare img:first-child', 'A map'],
  ['#bare img:last-child', 'Another'],
  ['#icon', ''],
])('the words for %s are “%s”', async (selector, words) => {
  await page();
  expect(altOf(document.querySelector<HTMLImageElement>(selector)!)).toBe(words);
});

describe('an image is in sight', () => {
  const inSight = async (style: string, cover = '') => {
    await page(`<img id="seen" src="${SQUARE}" style="position:fixed;${style}">${cover}`);
    return boxInSight(document.querySelector<HTMLImageElement>('#seen')!);
  };

  test('with its place in the window', async () => {
    expect(await inSight('left:10px;top:20px')).toEqual({
      left: 10,
      top: 20,
      width: 40,
      height: 40,
      windowWidth: innerWidth,
    });
  });

  test.each([
    ['partly above the window', 'left:10px;top:-5px', ''],
    ['partly beside it', `left:${(innerWidth - 20).toString()}px;top:5px`, ''],
    [
      'under something',
      'left:10px;top:20px',
      '<p style="position:fixed;margin:0;left:40px;top:50px;width:50px;height:50px;background:#fff">!</p>',
    ],
    ['too small to show anything', 'left:10px;top:20px;width:8px', ''],
  ])('not %s', async (_name, style, cover) => {
    expect(await inSight(style, cover)).toBeNull();
  });
});
