import './catalogue';
import axe from 'axe-core';
import type { ComponentChild } from 'preact';
import { render } from 'preact';
import { afterEach, expect } from 'vitest';
import { parseColoursOnce } from '../../parse-colours-once';
import '../../../components/ui/ui.css';

parseColoursOnce(axe);

/** Draws one component on an otherwise empty page. */
export function show(child: ComponentChild): HTMLElement {
  const stage = document.querySelector<HTMLElement>('#stage') ?? document.createElement('div');
  stage.id = 'stage';
  document.body.append(stage);
  document.documentElement.lang = 'en';
  render(child, stage);
  return stage;
}

afterEach(() => {
  const stage = document.querySelector('#stage');
  if (stage === null) return;
  render(null, stage);
  stage.remove();
});

/** The rules of axe that look at colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Returns the findings of axe on the page, contrast included, as rule and place.
 * @param rules Only of these rules.
 */
export async function axeFindings(rules?: string[]): Promise<string[]> {
  const { violations } = await axe.run(document, {
    resultTypes: ['violations'],
    // The findings are printed without selectors, and no style sheet comes from another site.
    selectors: false,
    preload: false,
    ...(rules === undefined ? {} : { runOnly: rules }),
    rules: {
      // A single component is no page: it has no main landmark, heading or title of its own.
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
      'landmark-one-main': { enabled: false },
      'document-title': { enabled: false },
    },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/**
 * Waits until no animation runs that has an end. A fade can begin with the frame after a change,
 * and the end of one can begin another.
 */
async function animationsEnd(): Promise<void> {
  for (;;) {
    await new Promise(requestAnimationFrame);
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    if (ending.length === 0) return;
    await Promise.allSettled(ending.map((animation) => animation.finished));
  }
}

/** Expects that axe finds nothing in the light and the dark scheme, which differ in colours only. */
export async function expectAccessible(): Promise<void> {
  for (const scheme of ['light', 'dark']) {
    document.documentElement.style.colorScheme = scheme;
    await animationsEnd();
    const findings = await axeFindings(scheme === 'dark' ? OF_COLOURS : undefined);
    expect(findings, scheme).toEqual([]);
  }
  document.documentElement.style.colorScheme = '';
}

export function byLabel(label: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('[aria-label]')].find(
    (element) => element.getAttribute('aria-label') === label,
  );
  if (found === undefined) throw new Error(`Nothing is called ${label}.`);
  return found;
}

export function byText(text: string, selector = 'button, a'): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find(
    (element) => element.textContent.trim() === text,
  );
  if (found === undefined) throw new Error(`Nothing says ${text}.`);
  return found;
}

/** Returns the text of an element without the invisible spaces around the chips of citations. */
export function seen(element: Element | null): string | undefined {
  return element?.textContent.replaceAll('\u200b', '');
}

/** Waits until the effects behind the last drawing have run, and what they changed is drawn. */
export async function drawn(): Promise<void> {
  for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
}

/** Returns the words of an element that are broken over two lines without a hyphen. */
export function brokenWords(element: Element): string[] {
  const broken: string[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
    }
  }
  return broken;
}
