import './catalogue';
import { createRef } from 'preact';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { DeskFooter } from '@/components/desk/DeskFooter';
import { DeskHeader } from '@/components/desk/DeskHeader';
import { DeskLoading } from '@/components/desk/DeskLoading';
import '../../../components/report/report.css';
import '@/components/desk/desk.css';
import deskHtml from '../../../entrypoints/desk/index.html?raw';
import { countStates } from '../../../utils/model/check-state';
import { useLanguage } from './catalogue';
import { expectAccessible, show } from './stage';

interface Shape {
  readonly name: string;
  readonly attributes: string;
  readonly parts: readonly Shape[];
}

/** Returns elements and their attributes without any words. */
function shapeOf(element: Element): Shape {
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
  return {
    name: element.localName,
    attributes: attributes.toSorted().join(' '),
    parts: [...element.children].map(shapeOf),
  };
}

/** Returns the frame in the HTML page, before any script runs. */
function frameOfPage(): Element {
  const root = new DOMParser().parseFromString(deskHtml, 'text/html').querySelector('#root');
  if (root === null) throw new Error('The page has no root.');
  return root;
}

/** Returns the position of each part of the frame. */
function places() {
  const parts = document.querySelectorAll('.desk, .desk-columns, .desk-column, .desk-lines');
  return [...parts].map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    return { name: part.className, x, y, width, height };
  });
}

afterEach(() => useLanguage('en'));

test('the HTML page contains the desk as first drawn, with no text except the name', () => {
  const drawn = show(<DeskLoading title="Lake levels" />);
  const frame = frameOfPage();
  expect([...frame.children].map(shapeOf)).toEqual([...drawn.children].map(shapeOf));
  expect(frame.textContent.trim()).toBe('Pincite');
});

/** Shows the HTML page as it is when its scripts and style sheets were stopped. */
async function stoppedPage(): Promise<Document> {
  const frame = document.createElement('iframe');
  const script = /<script type="module" [^>]*><\/script>/u;
  frame.srcdoc = deskHtml.replace(script, '');
  await new Promise((resolve) => {
    frame.onload = resolve;
    show(<div />).append(frame);
  });
  if (frame.contentDocument === null) throw new Error('The frame has no document.');
  return frame.contentDocument;
}

test('a desk whose loading was stopped says so and tells the user to reload', async () => {
  const stopped = await stoppedPage();
  const said = () =>
    [...stopped.querySelectorAll('p')]
      .filter((line) => line.checkVisibility({ visibilityProperty: true }))
      .map((line) => line.textContent)
      .filter((words) => words !== '');
  expect(said()).toEqual([]);
  for (const animation of stopped.getAnimations()) animation.finish();
  expect(said()).toEqual([
    'The review desk has not loaded. Reload this page to open it.',
    'Le bureau de relecture n’est pas chargé. Rechargez cette page pour l’ouvrir.',
  ]);
  // As soon as a script draws the desk, nothing of this shows.
  stopped.querySelector('.desk-loading')?.append('Loading');
  expect(said()).toEqual(['Loading']);
});

test.each([1600, 1280, 800, 400])(
  'nothing moves when the texts appear, at %d px',
  async (width) => {
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
  },
);

test.each([
  ['narrow', 400, 800],
  ['low', 1280, 460],
])('the footer of an empty desk is at the bottom of a %s window', async (_name, ...size) => {
  await page.viewport(...size);
  show(
    <div class="desk">
      <header class="desk-header" />
      <div class="desk-notices" />
      <main class="desk-columns">
        <section class="desk-column desk-claim" />
      </main>
      <DeskFooter overview={false} noteOn={null} decided={null} onKeys={() => undefined} />
      <p class="visually-hidden" role="status" />
    </div>,
  );
  const foot = document.querySelector('.desk-footer')!.getBoundingClientRect();
  expect(foot.bottom).toBe(innerHeight);
  expect(document.documentElement.scrollHeight).toBe(innerHeight);
});

test('header and footer keep their height when the report appears', async () => {
  await page.viewport(1440, 900);
  const heights = () =>
    ['.desk-header', '.desk-footer'].map(
      (name) => document.querySelector(name)?.getBoundingClientRect().height,
    );
  show(<DeskLoading title="" />);
  const before = heights();
  const nothing = () => undefined;
  show(
    <div class="desk">
      <DeskHeader
        title="Lake levels"
        reports={[]}
        current={null}
        numbers={{
          clips: 2,
          pages: 1,
          states: new Map(),
          groups: countStates(['verbatim', 'altered']),
        }}
        group={null}
        onGroup={nothing}
        claims={2}
        decided={1}
        checking={null}
        query=""
        searchRef={createRef()}
        filters={0}
        menu={[]}
        onQuery={nothing}
        onChoose={nothing}
        onFilters={nothing}
        onSignOff={nothing}
      />
      <DeskFooter overview={false} noteOn={null} decided={null} onKeys={nothing} />
    </div>,
  );
  expect(heights()).toEqual(before);
});
