import { afterEach, describe, expect, test } from 'vitest';
import { findUnseen, readUnseen } from '@/utils/page/find-unseen';
import { gatherPageFacts } from '@/utils/page/gather-page-facts';
import { liveTree, readClosedRoots } from '@/utils/page/live-tree';
import { createTextModel } from '@/utils/page/page-text-model';
import { readShownPage } from '@/utils/page/read-shown-page';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { checkPage } from '@/utils/verify/check-page';
import type { JudgedPin } from '@/utils/verify/judgement';
import { clipOf } from '../../unit/verify/quote-fixture';

const QUOTE = 'The old dam held through the night of the flood';
const FILLER = '<p>The wardens of the valley counted the boats in the harbour again.</p>'.repeat(
  40,
);
const URL = 'https://rivers.example/dam';
const answer = { requestedUrl: URL, finalUrl: URL, status: 200, contentType: 'text/html' };

const frames: HTMLIFrameElement[] = [];
afterEach(() => {
  for (const frame of frames.splice(0)) frame.remove();
});

/** Shows a page in a window of 1000 × 700 pixels. */
async function show(html: string): Promise<Document> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'width: 1000px; height: 700px; border: 0';
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  frame.srcdoc = `<!doctype html><title>Dam</title>${html}`;
  document.body.append(frame);
  await loaded;
  frames.push(frame);
  return frame.contentDocument as Document;
}

/** Judges the quote on a page as the tab and the window do. */
function judge(page: Document, quote = QUOTE, pin: Partial<JudgedPin> = {}) {
  const model = createTextModel(page);
  const facts = gatherPageFacts(liveTree, page, model.text, answer);
  const sent = { ...createPlainTextModel(model.text, model.blocks), ...findUnseen(model, page) };
  const [judged] = checkPage({
    facts,
    givenTitle: null,
    model: sent,
    quotes: [clipOf(quote, pin)],
    reader: 'tab',
  });
  return judged;
}

const p = (style: string, words = QUOTE) => `<p style="${style}">${words}.</p>`;
const IMAGE = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

describe('a pass on words that nobody sees gets the flag "visibility-unknown"', () => {
  test.each([
    ['transparent words', p('opacity: 0')],
    [
      'words in transparent boxes',
      `<div style="opacity:.2"><div style="opacity:.3">${p('')}</div></div>`,
    ],
    ['tiny letters', p('font-size: 1px')],
    ['letters that are made tiny', p('transform: scale(.05)')],
    ['a transparent colour', p('color: rgba(0, 0, 0, .02)')],
    [
      'letters that show a background without a colour',
      p('color: transparent; background-clip: text'),
    ],
    [
      'white on a white box behind it',
      `<div style="position:relative"><div style="position:absolute;inset:0;background:#fff"></div>${p('position:relative;color:#fff')}</div>`,
    ],
    ['a transparent fill', p('-webkit-text-fill-color: transparent')],
    ['white on white', p('color: #fff')],
    ['almost white on white', p('color: #fafafa')],
    ['white in another colour space', p('color: oklch(1 0 0)')],
    ['the colour of a box around it', `<div style="background:#234">${p('color: #234')}</div>`],
    [
      'the colour of half-transparent boxes',
      `<div style="background:#000"><div style="background:rgb(255 255 255/.5)">${p('color: #808080')}</div></div>`,
    ],
    ['black on a dark page', `<style>:root{color-scheme:dark}</style>${p('color: #111')}`],
    ['dots instead of letters', p('-webkit-text-security: disc')],
    ['a place left of the page', p('position: absolute; left: -9999px')],
    ['a place above the page', p('position: absolute; top: -9999px')],
    [
      'a place right of a page that is written from right to left',
      `<style>html{direction:rtl}</style>${p('position: absolute; right: -9999px; width: 500px')}`,
    ],
    ['a fixed place beside the window', p('position: fixed; left: 200vw')],
    ['an indent out of a box', p('text-indent: -9999px; overflow: hidden')],
    ['a box without height', `<div style="height:1px;overflow:hidden">${p('')}</div>`],
    ['a box that clips', `<div style="height:50px;overflow:clip">${p('padding-top:100px')}</div>`],
    [
      'a box in a box that clips',
      `<div style="height:50px;overflow:clip"><div style="height:900px;overflow:clip">${p('padding-top:100px')}</div></div>`,
    ],
    [
      'a box in a box without height',
      `<div style="height:1px;overflow:hidden"><div style="height:90px;overflow:auto">${p('')}</div></div>`,
    ],
    [
      'words for screen readers',
      p('position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)'),
    ],
    ['a clip path', p('clip-path: inset(50%)')],
    ['a mask', p('mask-image: linear-gradient(transparent, transparent)')],
    ['a filter', p('filter: opacity(0)')],
    [
      'a slot in a transparent box',
      `<div><template shadowrootmode="open"><div style="opacity:0"><slot></slot></div></template>${p('')}</div>`,
    ],
    ['a transparent text to which a reader has scrolled', p('opacity: 0; transition: opacity 1s')],
    ['a transparent text far below that never changes', `${FILLER}${p('opacity: 0')}`],
  ])('%s', async (_name, html) => {
    expect(judge(await show(html + FILLER))).toMatchObject({
      verdict: 'verbatim',
      flags: ['visibility-unknown'],
    });
  });

  test('a slot of a closed shadow tree in a transparent box', async () => {
    const page = await show(`<div id="host">${p('')}</div>${FILLER}`);
    const root = page.querySelector('#host')?.attachShadow({ mode: 'closed' }) as ShadowRoot;
    root.innerHTML = '<div style="opacity:0"><slot></slot></div>';
    readClosedRoots((host) => (host.id === 'host' ? root : null));
    const judged = judge(page);
    readClosedRoots(() => null);
    expect(judged?.flags).toEqual(['visibility-unknown']);
  });
});

describe('a pass on words that a reader or a link can bring into view gets no flag', () => {
  const banner =
    '<div style="position:fixed;inset:auto 0 0 0;height:400px;background:#eee">Cookies</div>';
  test.each([
    ['a plain paragraph', p('')],
    ['half-transparent words', p('opacity: .4')],
    ['pale words', p('color: #bbb')],
    ['a paragraph below the window', `${FILLER}${p('')}`],
    ['a paragraph right of the window', p('position: absolute; left: 3000px; width: 500px')],
    [
      'a paragraph left of the window, in a page from right to left',
      `<style>html{direction:rtl}</style>${p('position: absolute; left: -3000px; width: 500px')}`,
    ],
    ['words under a notice about cookies', `${banner}${p('margin-top: 500px')}`],
    [
      'a page that a notice keeps from scrolling',
      `<style>html,body{height:100%;overflow:hidden}</style>${banner}${FILLER}${p('')}`,
    ],
    [
      'a body that hides what is beside it',
      `<style>body{height:50px;overflow-x:hidden}</style>${FILLER}${p('')}`,
    ],
    [
      'a box that clips in the other direction',
      `<div style="height:10px;overflow-x:clip">${p('padding-top:100px')}</div>`,
    ],
    ['a closed details element', `<details><summary>More</summary>${p('')}</details>`],
    ['a text that is hidden until it is found', `<div hidden="until-found">${p('')}</div>`],
    [
      'a slide of a carousel',
      `<div style="display:flex;width:500px;overflow:hidden"><p style="flex:0 0 500px">One.</p><p style="flex:0 0 500px">${QUOTE}.</p></div>`,
    ],
    [
      'a first slide before which a carousel was scrolled',
      `<div class="to" style="display:flex;width:500px;overflow:hidden"><p style="flex:0 0 500px">${QUOTE}.</p><p style="flex:0 0 500px">Two.</p></div>`,
    ],
    [
      'a box with a button to read more',
      `<div style="max-height:60px;overflow:hidden">${FILLER}${p('')}</div>`,
    ],
    [
      'a text of which only the first lines are shown',
      `<div style="display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden">${FILLER}${p('')}</div>`,
    ],
    [
      'a text below the window that fades in',
      `${FILLER}${p('opacity: 0; transition: opacity 1s')}`,
    ],
    [
      'a text below the window that an animation fades in',
      `<style>@keyframes in{from{opacity:0}}</style>${FILLER}${p('opacity: 0; animation: in 1s paused')}`,
    ],
    [
      'letters that show their background',
      p('color:transparent;background:linear-gradient(red,blue);background-clip:text'),
    ],
    [
      'white on an image behind it',
      `<div style="position:relative"><img src="${IMAGE}" style="position:absolute;inset:0;width:100%;height:100%">${p('position:relative;color:#fff')}</div>`,
    ],
    [
      'white on a box behind it',
      `<div style="position:relative"><div style="position:absolute;inset:0;background:#123"></div>${p('position:relative;color:#fff')}</div>`,
    ],
    [
      'white on a background that is generated',
      `<style>.lead{position:relative;z-index:0}.lead::before{content:"";position:absolute;inset:0;z-index:-1;background:#123}</style><div class="lead">${p('color:#fff')}</div>`,
    ],
    [
      'white on a gradient',
      `<div style="background:linear-gradient(#123,#456)">${p('color:#fff')}</div>`,
    ],
    ['white on a dark page', `<style>:root{color-scheme:dark}</style>${p('')}`],
    ['a page with a grey filter', `<style>body{filter:grayscale(1)}</style>${p('')}`],
    [
      'a box out of a box that does not hold it',
      `<div style="height:1px;overflow:hidden">${p('position:absolute;top:50px')}</div>`,
    ],
    [
      'a copy for screen readers before the visible text',
      `${p('position:absolute;width:1px;height:1px;overflow:hidden')}${p('')}`,
    ],
    ['a copy for screen readers behind the visible text', `${p('')}${p('opacity:0')}`],
    ['vertical text', p('writing-mode: vertical-rl')],
  ])('%s', async (_name, html) => {
    const page = await show(html.includes('fixed;inset') ? FILLER + html : html + FILLER);
    page.querySelector('.to')?.scrollTo({ left: 500, behavior: 'instant' });
    const judged = judge(page);
    expect(judged?.verdict).toBe('verbatim');
    expect(judged?.flags).not.toContain('visibility-unknown');
  });
});

test('a hidden copy in other surroundings passes only with a doubt', async () => {
  const page = await show(`${p('opacity: 0')}${FILLER}`);
  const quote = { exact: QUOTE, prefix: 'The report of the town says: ', suffix: ', as we know' };
  const judged = judge(page, QUOTE, { selectors: { quote, position: null } });
  expect(judged).toMatchObject({ verdict: 'moved', flags: ['visibility-unknown'] });
});

describe('a passage of which a part is unseen', () => {
  const remark = (style: string, words = 'not ') =>
    `<p>The dam did <span style="${style}">${words}</span>hold through the night.</p>`;
  test.each([
    ['a transparent word', remark('opacity: 0'), ['visibility-unknown']],
    ['a word in the colour of the page', remark('color: #fff'), ['visibility-unknown']],
    ['a tiny word', remark('font-size: 1px'), ['visibility-unknown']],
    [
      'a remark for screen readers',
      remark('position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)'),
      [],
    ],
    ['a sign that appears under the pointer', remark('opacity: 0', '# '), []],
  ])('is judged with %s', async (_name, html, flags) => {
    const page = await show(html + FILLER);
    const words = page.querySelector('p')?.textContent ?? '';
    expect(judge(page, words)).toMatchObject({ verdict: 'verbatim', flags });
  });
});

test('the text that was read last is looked at once', async () => {
  document.body.insertAdjacentHTML('beforeend', `<p id="told" style="opacity:0">${QUOTE}.</p>`);
  const reading = readShownPage(() => null);
  const unseen = readUnseen();
  const again = readUnseen();
  document.querySelector('#told')?.remove();
  if (typeof reading === 'string') throw new Error(reading);
  const words = unseen?.unseen.map(({ start, end }) => reading.page.text.slice(start, end));
  expect(words?.join()).toContain(QUOTE);
  expect(again).toBeNull();
});

test.each([
  [
    '9,000 boxes in each other',
    `${'<div style="overflow:clip;position:relative">'.repeat(9_000)}${QUOTE}`,
  ],
  ['5,000 boxes that clip', `<div style="overflow:clip">${QUOTE}.</div>`.repeat(5_000)],
  ['3,000 white texts among images', `<img><p style="color:#fff">${QUOTE}.</p>`.repeat(3_000)],
])('looks at %s in a few seconds', async (_name, html) => {
  const page = await show(html);
  page.body.getBoundingClientRect();
  const model = createTextModel(page);
  const start = performance.now();
  findUnseen(model, page);
  expect(performance.now() - start).toBeLessThan(10_000);
});
