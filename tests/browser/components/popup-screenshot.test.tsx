import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ActivePage } from '@/components/state/acts';
import { Popup } from '../../../components/popup/Popup';
import { startBackground, type TestBackground, testActs } from './background';
import { renewReport, savedClip } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;
const PAGE: ActivePage = {
  kind: 'clippable',
  tabId: 7,
  hasSelection: false,
  incognito: false,
  url: 'https://hydrology.example/bulletin',
  title: 'Bulletin',
};

beforeEach(async () => {
  renewReport();
  background = await startBackground();
});

afterEach(() => background.library.close());

const open = (page: Partial<ActivePage> = {}) => {
  show(<Popup acts={testActs({ activePage: async () => ({ ...PAGE, ...page }) })} />);
  return vi.waitFor(() => byText('Clip this page'));
};
const clipped = () => ({
  saved: [savedClip()],
  passages: 1,
  problem: null,
});
const said = () => document.querySelector('.popup-screenshot [role=status]')?.textContent;
const lastCall = () => background.calls.at(-1);

test('a screenshot is kept with a clip of the page that is made for it', async () => {
  await open();
  background.answer('capture.screenshot', { clipped: clipped() });
  await userEvent.click(byText('Screenshot of what is visible'));
  await vi.waitFor(() => expect(said()).toBe('The screenshot was added to the clip.'));
  expect(lastCall()).toEqual({ name: 'capture.screenshot', payload: { tabId: 7, clipId: null } });
  expect(document.querySelector('.popup-saved')?.textContent).toBe(
    'Saved to Inbox, in “Lake levels”',
  );
  await expectAccessible();
});

test('after a clip it is added to that clip', async () => {
  await open();
  const made = clipped();
  background.answer('capture.start', made);
  await userEvent.click(byText('Clip this page'));
  await vi.waitFor(() => byText('Add a screenshot to the clip'));
  background.answer('capture.screenshot', { clipped: null });
  await userEvent.click(byText('Add a screenshot to the clip'));
  await vi.waitFor(() => expect(said()).toBe('The screenshot was added to the clip.'));
  expect(lastCall()?.payload).toEqual({ tabId: 7, clipId: made.saved[0]?.clipId });
});

test('of several passages it is added to the one whose place is named', async () => {
  await open();
  const [there, made] = [clipped().saved[0], clipped().saved[0]];
  const saved = [{ ...there, duplicate: true }, made];
  background.answer('capture.start', { saved, passages: 2, problem: null });
  await userEvent.click(byText('Clip this page'));
  await vi.waitFor(() => byText('Add a screenshot to the clip'));
  background.answer('capture.screenshot', { clipped: null });
  await userEvent.click(byText('Add a screenshot to the clip'));
  await vi.waitFor(() => expect(said()).toBe('The screenshot was added to the clip.'));
  expect(lastCall()?.payload).toEqual({ tabId: 7, clipId: made?.clipId });
  // The message must not apply to a later clip.
  background.answer('capture.start', clipped());
  await userEvent.click(byText('Clip this page'));
  await vi.waitFor(() =>
    expect(document.querySelector('.popup-saved')?.textContent).not.toContain('already'),
  );
  expect(said()).toBe('');
});

test('reports that the browser gives no screenshot, and what to do', async () => {
  await open();
  background.refuse('capture.screenshot', 'screenshot_failed');
  await userEvent.click(byText('Screenshot of what is visible'));
  await vi.waitFor(() =>
    expect(document.querySelector('[role=alert]')?.textContent).toContain(
      'Bring the page to the front and try again.',
    ),
  );
  expect(said()).toBe('');
  expect(document.querySelector('.popup-saved')).toBeNull();
});

test('reports a clip that was kept without its image', async () => {
  await open();
  background.answer('capture.screenshot', {
    clipped: { ...clipped(), problem: { code: 'quota_exceeded' } },
  });
  await userEvent.click(byText('Screenshot of what is visible'));
  await vi.waitFor(() =>
    expect(document.querySelector('[role=alert]')?.textContent).toContain('no room left'),
  );
  expect(document.querySelector('.popup-saved')).not.toBeNull();
  expect(said()).toBe('');
});

test('in a private window a yes takes the screenshot, and not another clip', async () => {
  await open({ incognito: true });
  background.refuse('capture.screenshot', 'private_window');
  await userEvent.click(byText('Screenshot of what is visible'));
  await vi.waitFor(() => byText('Keep'));
  background.relent('capture.screenshot');
  background.answer('capture.screenshot', { clipped: clipped() });
  await userEvent.click(byText('Keep'));
  await vi.waitFor(() => expect(said()).toBe('The screenshot was added to the clip.'));
  expect(lastCall()).toEqual({
    name: 'capture.screenshot',
    payload: { tabId: 7, clipId: null, privateAnswer: 'once' },
  });
});

test('in a private window the question disappears after a yes, and returns if storing fails', async () => {
  await open({ incognito: true });
  const made = clipped();
  background.answer('capture.start', made);
  await userEvent.click(byText('Clip this page'));
  await vi.waitFor(() => byText('Add a screenshot to the clip'));
  background.refuse('capture.screenshot', 'private_window');
  await userEvent.click(byText('Add a screenshot to the clip'));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Keep'));
  background.hold('capture.screenshot');
  background.refuse('capture.screenshot', 'screenshot_failed');
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.querySelector('[data-focus=private-keep]')).toBeNull());
  background.release();
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Keep'));
  expect(document.body.textContent).toContain('Bring the page to the front and try again.');
  background.answer('capture.screenshot', { clipped: null });
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(said()).toBe('The screenshot was added to the clip.'));
  expect(lastCall()).toEqual({
    name: 'capture.screenshot',
    payload: { tabId: 7, clipId: made.saved[0]?.clipId, privateAnswer: 'once' },
  });
  expect(document.querySelector('.popup-saved')).not.toBeNull();
  await vi.waitFor(() =>
    expect(document.activeElement?.textContent).toBe('Add a screenshot to the clip'),
  );
});

test('a no to the screenshot keeps the clip, and shows again where it is', async () => {
  await open({ incognito: true });
  background.answer('capture.start', clipped());
  await userEvent.click(byText('Clip this page'));
  await vi.waitFor(() => byText('Add a screenshot to the clip'));
  background.refuse('capture.screenshot', 'private_window');
  await userEvent.click(byText('Add a screenshot to the clip'));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Keep'));
  await userEvent.click(byText('Don’t keep'));
  await vi.waitFor(() =>
    expect(document.querySelector('.popup-saved')?.textContent).toBe(
      'Saved to Inbox, in “Lake levels”',
    ),
  );
  expect(document.querySelector('[data-focus=private-keep]')).toBeNull();
  await vi.waitFor(() =>
    expect(document.activeElement?.textContent).toBe('Add a screenshot to the clip'),
  );
  // The popup did not discard the clip that waits in the page.
  expect(background.calls.map(({ name }) => name)).not.toContain('capture.drop');
});

test('"Clip" clips while the question about a screenshot is shown', async () => {
  await open({ incognito: true });
  background.refuse('capture.screenshot', 'private_window');
  await userEvent.click(byText('Screenshot of what is visible'));
  await vi.waitFor(() => byText('Keep'));
  background.answer('capture.start', clipped());
  await userEvent.click(byText('Clip this page'));
  await vi.waitFor(() => expect(document.querySelector('.popup-saved')).not.toBeNull());
  expect(lastCall()).toEqual({ name: 'capture.start', payload: { tabId: 7, clipPage: true } });
});

test('a PDF, whose text can’t be clipped, gives a screenshot', async () => {
  show(<Popup acts={testActs({ activePage: async () => ({ ...PAGE, kind: 'pdf' }) })} />);
  await vi.waitFor(() => byText('Screenshot of what is visible'));
  background.answer('capture.screenshot', { clipped: clipped() });
  await userEvent.click(byText('Screenshot of what is visible'));
  await vi.waitFor(() => expect(said()).toBe('The screenshot was added to the clip.'));
  expect(document.querySelector('.popup-saved')?.textContent).toContain('Lake levels');
  await expectAccessible();
});

test('there is no button where no extension may do anything', async () => {
  show(<Popup acts={testActs({ activePage: async () => ({ ...PAGE, kind: 'restricted' }) })} />);
  await vi.waitFor(() => expect(document.querySelector('.hint[role=note]')).not.toBeNull());
  expect(document.querySelector('.popup-screenshot')).toBeNull();
});
