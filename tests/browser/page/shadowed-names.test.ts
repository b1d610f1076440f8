import { afterEach, describe, expect, test } from 'vitest';
import { createToastHost } from '@/utils/page/create-toast-host';
import { gatherPageFacts } from '@/utils/page/gather-page-facts';
import { judgePage } from '@/utils/page/judge-page';
import { keepModel } from '@/utils/page/kept-model';
import { liveTree } from '@/utils/page/live-tree';
import { findImage, imagesSelected } from '@/utils/page/page-image';
import { readPageMetadata } from '@/utils/page/page-metadata';
import { createTextModel } from '@/utils/page/page-text-model';
import { findPostPermalink } from '@/utils/page/post-permalink';
import { readReadableText } from '@/utils/page/readable-text';
import { selectedRanges } from '@/utils/page/selected-ranges';
import { findTranscriptTime } from '@/utils/page/transcript-time';
import { clipOf } from '../../unit/verify/quote-fixture';
import { createDomModel } from './dom-model';

/*
 * A named element of a page becomes a property of its form and its document, and shadows the DOM
 * property of the same name. A page with all DOM names must read like the page without names.
 */

const NAMES = [
  ...new Set(
    [
      EventTarget,
      Node,
      Element,
      HTMLElement,
      HTMLFormElement,
      Document,
      HTMLDocument,
      Window,
      CharacterData,
    ].flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype)),
  ),
];

const URL = 'https://rivers.example/dam';
const QUOTE = 'The old dam held through the night of the flood';
const FILLER = 'The wardens counted the boats in the harbour again and wrote the number down. ';
const answer = { requestedUrl: URL, finalUrl: URL, status: 200, contentType: 'text/html' };

/** `named` writes an attribute that may shadow a DOM property. */
function page(named: (attribute: string) => string): string {
  const controls = NAMES.map((name) =>
    [
      `<input type=hidden${named(`name="${name}"`)}>`,
      `<fieldset${named(`id="${name}"`)}></fieldset>`,
    ].join(''),
  ).join('');
  const images = NAMES.map(
    (name) =>
      `<img alt=""${named(`name="${name}"`)}><object${named(`id="${name}"`)}></object>` +
      `<embed${named(`name="${name}"`)}>`,
  ).join('');
  return `<!doctype html><html lang="en"><head><title>Dams</title>
    <meta name="citation_author" content="A. Warden"><link rel="canonical" href="${URL}"></head><body>
    <form${named('name="documentElement"')}><main><h1>Dams of the valley</h1>
    ${controls}
    <article id="first"><p class="byline">B. Warden</p><p style="white-space: pre">${QUOTE}.<sup>2</sup><br>It  rained.</p>
    <ul><li>One</li><li><del>Two</del></li></ul><p>${FILLER.repeat(9)}</p>
    <figure><img id="shown" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" width="80" height="60" alt="A dam"><figcaption>The dam</figcaption></figure>
    </article><article><p>0:01 one</p><p>0:02 two</p></article><video></video></main></form>
    ${images}</body></html>`;
}

const SHADOWED = page((attribute) => ` ${attribute}`);
const PLAIN = page(() => '');

const frames: HTMLIFrameElement[] = [];

async function show(html: string): Promise<Document> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 1000px; height: 700px; border: 0';
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  frame.srcdoc = html;
  document.body.append(frame);
  await loaded;
  frames.push(frame);
  return frame.contentDocument as Document;
}

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html');

afterEach(() => {
  for (const frame of frames.splice(0)) frame.remove();
});

test('the names shadow the DOM properties of the same name', async () => {
  expect(NAMES.length).toBeGreaterThan(450);
  const shown = await show(SHADOWED);
  const shadowing = (on: object) =>
    NAMES.filter(
      (name) => Reflect.get(on, name) !== Reflect.get(Object.getPrototypeOf(on), name, on),
    );
  for (const page of [parse(SHADOWED), shown]) {
    expect(shadowing(liveTree.selectFirst(page, 'form') as Element).length).toBeGreaterThan(400);
  }
  // Chromium adds these properties only to a displayed document.
  expect(shadowing(shown).length).toBeGreaterThan(400);
});

/** Everything that Pincite reads from a parsed or displayed page. */
function readingOf(document: Document, model = createTextModel(document)) {
  const { text, blocks, marks } = model;
  return {
    text,
    blocks,
    marks,
    metadata: readPageMetadata(liveTree, document, URL),
    facts: gatherPageFacts(liveTree, document, text, answer),
    readable: readReadableText(document),
  };
}

describe('element names that match DOM properties do not change the reading of a page', () => {
  test('when the page is parsed', () => {
    const [shadowed, plain] = [SHADOWED, PLAIN].map((html) => {
      const document = parse(html);
      return readingOf(document, createDomModel(document));
    });
    expect(shadowed?.text).toContain(QUOTE);
    expect(shadowed?.metadata.authors).toEqual(['A. Warden']);
    expect(shadowed?.readable?.byline).toBe('B. Warden');
    expect(shadowed).toEqual(plain);
  });

  test('when the quotes are checked', () => {
    const [shadowed, plain] = [SHADOWED, PLAIN].map((html) =>
      judgePage(html, answer, [clipOf(QUOTE)]),
    );
    expect(shadowed?.judgements[0]?.verdict).toBe('verbatim');
    expect(shadowed).toEqual(plain);
  });

  test('when the page is displayed', async () => {
    const [shadowed, plain] = [readingOf(await show(SHADOWED)), readingOf(await show(PLAIN))];
    expect(shadowed.text).toContain(QUOTE);
    expect(shadowed).toEqual(plain);
  });

  test('when the page is clipped', async () => {
    const [shadowed, plain] = [clippingOf(await show(SHADOWED)), clippingOf(await show(PLAIN))];
    expect(shadowed).toMatchObject({ selected: [QUOTE], caption: 'The dam', time: 2 });
    expect(shadowed).toEqual(plain);
  });

  test('when a form is inside another form', () => {
    const nest = (named: boolean) => {
      const document = parse('<form><main></main></form>');
      const form = document.createElement('form');
      const name = (of: string) => (named ? ` name=${of}` : '');
      form.innerHTML = `<input${name('parentNode')}><input${name('localName')}><p>${QUOTE}</p>`;
      document.querySelector('main')?.append(form);
      return readingOf(document, createDomModel(document));
    };
    expect(nest(true)).toEqual(nest(false));
  });
});

/** The data besides the text that a clip and the highlighter read from a page. */
function clippingOf(shown: Document) {
  const model = keepModel(shown, () => createTextModel(shown)).current(null);
  const start = model.text.indexOf(QUOTE);
  const range = model.offsetsToRange(start, start + QUOTE.length);
  const select = (picked: Range) => {
    const selection = Document.prototype.getSelection.call(shown);
    selection?.removeAllRanges();
    selection?.addRange(picked);
  };
  select(range);
  const selected = selectedRanges(shown).map((each) => each.toString());
  const said = model.text.indexOf('two');
  const image = liveTree.selectFirst(shown, '#shown') as HTMLImageElement;
  const found = findImage(shown, image.currentSrc);
  const around = Document.prototype.createRange.call(shown);
  around.selectNode(image);
  const { host } = createToastHost(shown);
  return {
    selected,
    back: model.rangeToOffsets(range),
    caption: found?.caption == null ? null : liveTree.textOf(found.caption),
    images: imagesSelected(around, () => false).length,
    time: findTranscriptTime(model.offsetsToRange(said, said + 3)),
    permalink: findPostPermalink(range, URL),
    host: liveTree.nameOf(host),
  };
}
