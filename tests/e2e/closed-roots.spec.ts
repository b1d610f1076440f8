import { clipPassage } from './harness/clip-passage';
import { expect, test } from './harness/fixtures';

const ADDRESS = 'http://rivers.example/closed-roots';

/** Declares a closed shadow root. */
const closed = (html: string): string => `<template shadowrootmode="closed">${html}</template>`;

/**
 * Pages on which text of a closed shadow root decides which link leads to a passage. `occurrence`
 * counts what scripts of the page can see.
 */
const PAGES = [
  {
    name: 'the same words earlier in a closed root',
    body: `<div>${closed('<p>The sluice gate was shut.</p>')}</div><p>In May the sluice gate was shut again.</p>`,
    text: 'sluice gate was shut',
    occurrence: 0,
  },
  {
    name: 'text of a host that its closed root does not show',
    body: `<div>${closed('<p>A map of the lake.</p>')}Ice covered the basin.</div><p>Ice covered the basin. Then it thawed.</p>`,
    text: 'Ice covered the basin',
    occurrence: 1,
  },
  {
    name: 'words of a closed root around slotted words',
    body: `<p><span>${closed('the upper <slot></slot> of the dam')}</span></p><p><span>${closed('the <b>lower</b> <slot></slot> of the weir')}spillway</span></p><p>Below the lower spillway of the weir.</p>`,
    text: 'lower spillway',
    occurrence: 0,
  },
  {
    name: 'a custom element that closes its root',
    body: `<river-note></river-note><p>Level 61 at noon.</p><script>customElements.define('river-note', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'closed' }).innerHTML = '<p>Level 61 at noon.</p>'; } })</script>`,
    text: 'Level 61 at noon',
    occurrence: 0,
  },
  {
    name: 'a closed root in a closed root',
    body: `<section>${closed(`<article>${closed('<p>Two boats left the quay.</p>')}</article>`)}</section><p>Two boats left the quay.</p>`,
    text: 'Two boats left',
    occurrence: 0,
  },
];

test.use({ inCommon: true });

for (const [at, { name, body, text, occurrence }] of PAGES.entries()) {
  const tag = at === 0 ? [] : '@long';
  test(`the link leads to the passage beside a closed shadow root: ${name}`, { tag }, async ({
    extension,
    pages,
  }) => {
    pages.replace(ADDRESS, `<!doctype html><html lang="en"><title>Roots</title><body>${body}`);
    const page = await extension.context.newPage();
    await page.goto(ADDRESS);
    const { pin } = await clipPassage(extension, page, { text, occurrence });
    expect(pin.quote).toContain(text.split(' ').at(-1));
    expect(pin.directive).not.toBeNull();
  });
}
