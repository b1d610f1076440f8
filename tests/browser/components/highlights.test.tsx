import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { HighlightActs } from '@/components/state/highlight-acts';
import { PageClips } from '../../../components/highlights/PageClips';
import { SiteHighlights } from '../../../components/highlights/SiteHighlights';
import { HighlightPart } from '../../../components/settings/HighlightPart';
import { newId } from '../../../utils/model/ids';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT } from './samples';
import { byLabel, byText, drawn, expectAccessible, show } from './stage';

const PATTERN = 'https://hydrology.example/*';
const PAGE = 'https://hydrology.example/bulletin';

/** A browser that gives this answer to the question and stores the sites. */
function highlightActs(answer: boolean, sites: string[] = []): HighlightActs {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    readSites: async () => [...sites],
    followSites: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    siteOf: (url) => (url.startsWith('https://hydrology.example/') ? PATTERN : null),
    allow: async () => {
      if (answer) sites.push(PATTERN);
      tell();
      return answer;
    },
    stop: async (pattern) => {
      sites.splice(sites.indexOf(pattern), 1);
      tell();
    },
    followFrontTab: (listener) => {
      listener(7);
      return () => undefined;
    },
  };
}

const words = () => document.querySelector('#stage')?.textContent ?? '';

describe('the button that shows clips on a site', () => {
  test('names the site, and can forget it', async () => {
    show(<SiteHighlights acts={highlightActs(true)} url={PAGE} />);
    await vi.waitFor(() => byText('Show my clips on hydrology.example'));
    await userEvent.click(byText('Show my clips on hydrology.example'));
    await vi.waitFor(() => byText('Stop showing clips on hydrology.example'));
    await userEvent.click(byText('Stop showing clips on hydrology.example'));
    await vi.waitFor(() => byText('Show my clips on hydrology.example'));
    await expectAccessible();
  });

  test('reports a refused permission', async () => {
    show(<SiteHighlights acts={highlightActs(false)} url={PAGE} />);
    await vi.waitFor(() => byText('Show my clips on hydrology.example'));
    await userEvent.click(byText('Show my clips on hydrology.example'));
    await vi.waitFor(() => expect(words()).toContain('Permission was refused'));
    await expectAccessible();
  });

  test('is not there for a page that is of no site', async () => {
    show(<SiteHighlights acts={highlightActs(true)} url="about:blank" />);
    await drawn();
    expect(words()).toBe('');
  });
});

test('the settings list the sites, and end each of them', async () => {
  show(<HighlightPart acts={highlightActs(true, [PATTERN])} />);
  await vi.waitFor(() => byLabel('Stop showing clips on hydrology.example'));
  await expectAccessible();
  await userEvent.click(byLabel('Stop showing clips on hydrology.example'));
  await vi.waitFor(() => expect(words()).toContain('None yet.'));
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('highlights'));
});

describe('the clips of the page in front', () => {
  let background: TestBackground;
  const clip = (quote: string, found: boolean) => ({
    clipId: newId<'clip'>(),
    reportId: REPORT,
    quote,
    found,
  });

  beforeEach(async () => {
    background = await startBackground();
  });
  afterEach(() => background.library.close());

  const open = (clips: readonly ReturnType<typeof clip>[] | null) => {
    background.answer('highlights.ofTab', { page: clips === null ? null : { url: PAGE, clips } });
    show(<PageClips acts={testActs({ highlights: highlightActs(true) }).highlights} />);
  };

  test('are counted when all of them are found', async () => {
    open([clip('One', true), clip('Two', true)]);
    await vi.waitFor(() => expect(words()).toContain('2 clips of this page'));
    expect(document.querySelector('button')).toBeNull();
  });

  test('are listed when they are not found, with a way to check them', async () => {
    open([clip('One', true), clip('Two', false)]);
    await vi.waitFor(() => expect(words()).toContain('1 not found'));
    await userEvent.click(document.querySelector('.disclosure') as Element);
    expect([...document.querySelectorAll('li')].map((item) => item.textContent)).toEqual(['Two']);
    await expectAccessible();
    background.answer('capture.checkPage', {
      checked: 2,
      passed: 1,
      failed: 1,
      toPin: 0,
      kept: true,
    });
    await userEvent.click(byText('Check my clips of this page'));
    await vi.waitFor(() => expect(words()).toContain('1 of 2 quotes stand on this page.'));
    expect(background.calls.at(-1)).toEqual({ name: 'capture.checkPage', payload: { tabId: 7 } });
  });

  test('show why they could not be judged', async () => {
    open([clip('Two', false)]);
    await vi.waitFor(() => expect(words()).toContain('1 not found'));
    await userEvent.click(document.querySelector('.disclosure') as Element);
    background.refuse('capture.checkPage', 'page_navigated');
    await userEvent.click(byText('Check my clips of this page'));
    await vi.waitFor(() => expect(document.querySelector('[role="alert"]')).not.toBeNull());
  });

  test.each([
    ['no highlighter runs there', null],
    ['it has none', []],
  ])('take no room where %s', async (_name, clips) => {
    open(clips);
    await vi.waitFor(() => expect(background.calls.at(-1)?.name).toBe('highlights.ofTab'));
    expect(words()).toBe('');
  });
});
