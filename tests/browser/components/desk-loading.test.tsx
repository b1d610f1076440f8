import './catalogue';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { DeskLoading } from '../../../components/review/DeskLoading';
import '../../../components/report/panel.css';
import '../../../components/review/desk.css';
import deskHtml from '../../../entrypoints/desk/index.html?raw';
import { useLanguage } from './catalogue';
import { expectAccessible, show } from './stage';

interface Shape {
  readonly name: string;
  readonly attributes: string;
  readonly parts: readonly Shape[];
}

/** Elements and their attributes, without any words. */
function shapeOf(element: Element): Shape {
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
  return {
    name: element.localName,
    attributes: attributes.toSorted().join(' '),
    parts: [...element.children].map(shapeOf),
  };
}

/** As the page holds it before any script. */
function frameOfPage(): Element {
  const root = new DOMParser().parseFromString(deskHtml, 'text/html').querySelector('#root');
  if (root === null) throw new Error('The page has no root.');
  return root;
}

/** Where each part of the frame stands. */
function places() {
  const parts = document.querySelectorAll('.desk, .desk-columns, .desk-column, .desk-lines');
  return [...parts].map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return { name: part.className, x, y, width, height };
  });
}

afterEach(() => useLanguage('en'));

test('the page holds the desk as it is first drawn, without a word but the name', () => {
  const drawn = show(<DeskLoading title="Lake levels" />);
  const frame = frameOfPage();
  expect([...frame.children].map(shapeOf)).toEqual([...drawn.children].map(shapeOf));
  expect(frame.textContent.trim()).toBe('Pincite');
});

test.each([1600, 1280, 800, 400])('nothing moves when the words come, at %d px', async (width) => {
  await page.viewport(width, 800);
  useLanguage('fr');
  show(<DeskLoading title="Lake levels" />);
  const withWords = places();
  await expectAccessible();
  show(<div />);
  const frame = frameOfPage();
  document.body.append(frame);
  try {
    expect(places()).toEqual(withWords);
  } finally {
    frame.remove();
  }
});
