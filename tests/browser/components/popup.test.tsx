import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page as browserPage, userEvent } from 'vitest/browser';
import type { ActivePage, Acts } from '@/components/state/acts';
import { Popup } from '../../../components/popup/Popup';
import en from '../../../locales/en.json';
import { binClip, setPageTitle, setPin } from '../../../utils/model/clip-operations';
import { newId, type SectionId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { jobOf, runOf } from '../../unit/storage/sample-evidence';
import { startBackground, type TestBackground, testActs } from './background';
import { useLanguage } from './catalogue';
import { REPORT, renewReport, type SampleRecords, sampleRecords, savedClip } from './samples';
import { byLabel, byText, expectAccessible, show } from './stage';

let background: TestBackground;
const SECTION: SectionId = newId<'section'>();
const URL_HERE = 'https://hydrology.example/bulletin';

beforeEach(async () => {
  renewReport();
  background = await startBackground();
});

afterEach(() => background.library.close());

async function fill(): Promise<void> {
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.library.editReport(REPORT, (doc) =>
    createSection(doc, {
      id: SECTION,
      parentId: null,
      title: 'Causes',
      at: '2026-05-02T10:00:00Z',
    }),
  );
  await background.save(sampleRecords({ quote: 'An older quote.' }));
  await background.save(sampleRecords({ quote: 'A later quote.' }));
}

async function saveChecked(records: SampleRecords): Promise<void> {
  await background.save(records);
  const { clip, source, check } = records;
  if (check === null) throw new Error('The sample has no check.');
  const run = { ...runOf(1, REPORT), id: check.runId };
  const job = { ...jobOf(1, run, [clip.id]), id: newId<'job'>(), pageKey: source.url };
  const started = await background.library.startRun(run, [job]);
  const stored = await background.library.completeJob(job.id, { checks: [check], snapshots: [] });
  expect([started.ok, stored.ok]).toEqual([true, true]);
}

/** Browsers make a popup at most this high. */
const page600 = () => browserPage.viewport(360, 600);

const open = (acts: Acts) => show(<Popup acts={acts} />);
const page = (changes: Partial<Awaited<ReturnType<Acts['activePage']>>>) => ({
  activePage: async () => ({
    kind: 'clippable' as const,
    tabId: 7,
    hasSelection: true,
    incognito: false,
    url: URL_HERE,
    title: 'Bulletin',
    ...changes,
  }),
});

test('shows the result of a check within its edges, also with long texts', async () => {
  await page600();
  useLanguage('fr');
  try {
    await fill();
    background.answer('capture.checkPage', {
      ...{ checked: 1, passed: 1, failed: 0, toPin: 0, kept: true },
    });
    open(testActs(page({})));
    await vi.waitFor(() => byText('Vérifier mes extraits de cette page'));
    await userEvent.click(byText('Vérifier mes extraits de cette page'));
    await vi.waitFor(() => expect(document.querySelector('.popup-checked')).not.toBeNull());
    const result = document.querySelector('.popup-checked')!;
    expect(result.textContent).toContain('Citations conformes');
    const foot = document.querySelector('.popup-foot')!;
    await vi.waitFor(() => {
      const { top, bottom } = result.getBoundingClientRect();
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(foot.getBoundingClientRect().top);
    });
  } finally {
    useLanguage('en');
  }
});

test('a page that has not answered can be clipped, and what it answers later is shown', async () => {
  let answer: (later: ActivePage) => void = () => undefined;
  const known = await page({}).activePage();
  open(
    testActs({
      activePage: async (onLater) => {
        answer = onLater;
        return { ...known, hasSelection: null };
      },
    }),
  );
  await vi.waitFor(() => expect(document.body.textContent).toContain(en.page_unanswered));
  expect((byText('Clip selection') as HTMLButtonElement).disabled).toBe(false);
  answer({ ...known, hasSelection: false });
  await vi.waitFor(() => byText('Clip this page'));
  expect(document.body.textContent).not.toContain(en.page_unanswered);
});

test('no message about an empty library before it is read', async () => {
  await fill();
  const said: string[] = [];
  const watch = new MutationObserver(() => said.push(document.body.textContent));
  watch.observe(document.body, { childList: true, characterData: true, subtree: true });
  open(testActs(page({})));
  await vi.waitFor(() => byText('A later quote.'));
  watch.disconnect();
  expect(said.filter((text) => text.includes(en.recent_none))).toEqual([]);
});

test('an empty library is reported', async () => {
  open(testActs(page({})));
  await vi.waitFor(() => expect(document.body.textContent).toContain(en.recent_none));
});

describe('the button that clips', () => {
  test('has the selected words above it, its key on it, and the destination below', async () => {
    await fill();
    open(testActs(page({ selected: 'stood at 44 centimetres' })));
    await vi.waitFor(() => expect(document.querySelector('.popup-selection')).not.toBeNull());
    expect(document.querySelector('.popup-selection')?.textContent).toBe('stood at 44 centimetres');
    await vi.waitFor(() => expect(document.querySelector('.popup-key')).not.toBeNull());
    const key = document.querySelector('.popup-key')!;
    expect(getComputedStyle(key, '::after').content).toBe('"Alt+Shift+C"');
    const { top, bottom } = document.querySelector('.popup-into')!.getBoundingClientRect();
    expect(top).toBeGreaterThan(byText('Clip selection').getBoundingClientRect().bottom);
    expect(bottom - top, 'one line').toBeLessThan(40);
  });

  test('shows no key when it clips the whole page, because the key clips only a selection', async () => {
    await fill();
    open(testActs(page({ hasSelection: false })));
    await vi.waitFor(() => expect(byText('Clip this page')).not.toBeNull());
    await vi.waitFor(() => expect(document.querySelector('.popup-into')).not.toBeNull());
    expect(document.querySelector('.popup-key')).toBeNull();
  });

  test('the destination shows its section whole beside a report with a long title', async () => {
    await page600();
    await fill();
    const choices = () => [...document.querySelectorAll('.popup-into select')];
    const sectionWidth = async (reports: number) => {
      const acts = testActs(page({}));
      await acts.writeDestination({ reportId: REPORT, sectionId: SECTION });
      show(null);
      open(acts);
      await vi.waitFor(() => {
        const counts = choices().map((choice) => choice.querySelectorAll('option').length);
        expect(counts).toEqual([reports + 1, 2]);
      });
      return choices()[1]!.getBoundingClientRect().width;
    };
    const whole = await sectionWidth(1);
    const title = 'Watch on artificial intelligence, March 2025: progress and major trends';
    await background.library.createReport({ id: newId<'report'>(), title, language: 'en' });
    expect(await sectionWidth(2)).toBeCloseTo(whole, 0);
    const { right } = choices()[1]!.getBoundingClientRect();
    expect(right).toBeLessThanOrEqual(
      document.querySelector('.popup-into')!.getBoundingClientRect().right,
    );
  });

  test('has the focus when the popup opens, unless the user has moved it', async () => {
    await fill();
    open(testActs(page({})));
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Clip selection')));
    show(null);
    let tell: ((page: ActivePage) => void) | null = null;
    const { activePage } = page({});
    open(testActs({ activePage: () => new Promise<ActivePage>((resolve) => (tell = resolve)) }));
    byLabel('Settings').focus();
    const shown = await activePage();
    await vi.waitFor(() => expect(tell).not.toBeNull());
    tell!(shown);
    await vi.waitFor(() => expect(byText('Clip selection').hasAttribute('disabled')).toBe(false));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(document.activeElement).toBe(byLabel('Settings'));
  });

  test('clips the selection where there is one', async () => {
    await fill();
    open(testActs(page({})));
    await vi.waitFor(() => byText('Clip selection'));
    background.answer('capture.start', { saved: [savedClip()], passages: 1, problem: null });
    await userEvent.click(byText('Clip selection'));
    expect(background.calls.at(-1)).toEqual({
      name: 'capture.start',
      payload: { tabId: 7, clipPage: false },
    });
    await vi.waitFor(() =>
      expect(document.querySelector('.popup-saved')?.textContent).toContain(
        'Saved to Inbox, in “Lake levels”',
      ),
    );
    await vi.waitFor(() => expect(document.activeElement).toBe(byText('Clip selection')));
    await expectAccessible();
  });

  test('shows how many of several were kept, and why the others were not', async () => {
    await fill();
    open(testActs(page({})));
    await vi.waitFor(() => byText('Clip selection'));
    background.answer('capture.start', {
      saved: [savedClip(), savedClip(), { ...savedClip(), duplicate: true }],
      passages: 4,
      problem: { code: 'page_navigated' },
    });
    await userEvent.click(byText('Clip selection'));
    await vi.waitFor(() =>
      expect(document.querySelector('.popup-saved')?.textContent).toBe(
        '2 of 4 passages saved to Inbox, in “Lake levels”1 clip was there already; it was not saved twice.',
      ),
    );
    expect(document.querySelector('[role=alert]')?.textContent).toContain(
      'The page changed before the clip was saved.',
    );
    await expectAccessible();
  });

  test.each([
    [1, ''],
    [3, '3 clips were there already; they were not saved twice.'],
  ])('shows where %i already clipped passages are', async (passages, again) => {
    open(testActs(page({})));
    await vi.waitFor(() => byText('Clip selection'));
    const saved = Array.from({ length: passages }, () => ({ ...savedClip(), duplicate: true }));
    background.answer('capture.start', { saved, passages, problem: null });
    await userEvent.click(byText('Clip selection'));
    await vi.waitFor(() =>
      expect(document.querySelector('.popup-saved')?.textContent).toBe(
        `Already clipped on May 4, 2026, to Inbox in “Lake levels”.${again}`,
      ),
    );
  });

  test('clips the page if nothing is selected, and explains how to clip a passage', async () => {
    background.refuse('capture.start', 'page_navigated');
    open(testActs(page({ hasSelection: false })));
    await vi.waitFor(() => byText('Clip this page'));
    expect(document.body.textContent).toContain('Select a passage first');
    await userEvent.click(byText('Clip this page'));
    expect(background.calls.at(-1)?.payload).toEqual({ tabId: 7, clipPage: true });
  });

  test.each([
    ['restricted', 'The browser doesn’t let extensions read this page.'],
    ['pdf', 'In the PDF viewer, select the text, right-click it'],
  ] as const)('gives way to an explanation on a page that is %s', async (kind, words) => {
    open(testActs(page({ kind, hasSelection: false })));
    await vi.waitFor(() => expect(document.querySelector('.hint')?.textContent).toContain(words));
    expect(document.querySelector('.popup-clip')).toBeNull();
    // An empty message takes no room.
    const gaps = [...document.querySelectorAll('.popup > [role=status]:empty')].filter(
      (each) => getComputedStyle(each).position !== 'absolute' || each.clientHeight > 1,
    );
    expect(gaps).toEqual([]);
    await expectAccessible();
  });

  test('on a page without a toast, what the menu clipped is said, until more is known', async () => {
    const told = (kind: 'saved' | 'failed', title: string) =>
      testActs(page({ kind: 'pdf', hasSelection: false, told: { kind, title } }));
    const said = () => document.querySelector('.popup [role=status]')?.textContent;
    open(told('saved', 'Saved to Inbox, in “Lake levels”\n1 clip was there already.'));
    await vi.waitFor(() =>
      expect(said()).toBe('Saved to Inbox, in “Lake levels”1 clip was there already.'),
    );
    expect(document.querySelector('.hint')).toBeNull();
    await expectAccessible();
    background.answer('capture.screenshot', {
      clipped: { saved: [{ ...savedClip(), reportTitle: 'Rivers' }], passages: 1, problem: null },
    });
    await userEvent.click(byText('Screenshot of what is visible'));
    await vi.waitFor(() => expect(said()).toBe('Saved to Inbox, in “Rivers”'));
    show(<p />);
    open(told('failed', 'The disk has no room left.'));
    await vi.waitFor(() => expect(said()).toBe('The disk has no room left.'));
    expect(document.querySelector('.popup-saved')).toBeNull();
    await expectAccessible();
    show(<p />);
    // The same state as after the key: the reason already shows.
    open(told('failed', en.failure_pdf_viewer));
    await vi.waitFor(() => expect(document.querySelectorAll('.hint')).toHaveLength(1));
    expect(said()).toBe('');
  });

  test.each(['clippable', 'restricted'] as const)(
    'a clip of the page that was left is reported on the next one, which is %s',
    async (kind) => {
      const told = { kind: 'failed', title: en.failure_page_navigated } as const;
      open(testActs(page({ kind, hasSelection: false, told })));
      await vi.waitFor(() =>
        expect(document.querySelector('.popup [role=status]')?.textContent).toBe(told.title),
      );
      // The next page is not to blame.
      expect(document.querySelector('.popup')?.textContent).not.toContain(
        en.failure_restricted_page,
      );
      await expectAccessible();
      show(<p />);
      // The toast of the page has said this.
      open(testActs(page({ told: { kind: 'failed', title: en.failure_no_selection } })));
      await vi.waitFor(() => byText('Clip selection'));
      expect(document.querySelector('.hint')).toBeNull();
    },
  );

  test('says what failed, and can be pressed again', async () => {
    open(testActs(page({})));
    background.refuse('capture.start', 'quota_exceeded');
    await vi.waitFor(() => byText('Clip selection'));
    await userEvent.click(byText('Clip selection'));
    await vi.waitFor(() =>
      expect(document.querySelector('[role=alert]')?.textContent).toContain('The disk has no room'),
    );
    expect((byText('Clip selection') as HTMLButtonElement).disabled).toBe(false);
  });
});

test('recent clips: the latest first, each leads to its passage', async () => {
  await fill();
  open(testActs(page({})));
  await vi.waitFor(() => expect(document.querySelectorAll('.recent')).toHaveLength(2));
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a.recent-quote')];
  expect(links.map((link) => link.textContent)).toEqual(['A later quote.', 'An older quote.']);
  expect(links[0]?.href).toContain('#:~:text=');
  await expectAccessible();
});

test('says how many clips of the page stand, without those in the bin', async () => {
  await fill();
  await saveChecked(sampleRecords({ quote: 'A passing quote.', verdict: 'verbatim' }));
  const binned = sampleRecords({ quote: 'A quote in the bin.', verdict: 'verbatim' });
  await saveChecked(binned);
  await background.library.editReport(REPORT, (doc) =>
    binClip(doc, { clipId: binned.clip.id, at: '2026-05-02T10:00:00Z' }),
  );
  await background.save(sampleRecords({ quote: 'Elsewhere.', url: 'https://lakes.example/' }));
  open(testActs(page({})));
  const lead = () => document.querySelector('.popup-lead')?.textContent;
  await vi.waitFor(() => expect(lead()).toBe('On this page1 of 3 stands'));
  await expectAccessible();
});

test('says how many clips of the page are not checked if none is', async () => {
  await fill();
  open(testActs(page({})));
  const lead = () => document.querySelector('.popup-lead')?.textContent;
  await vi.waitFor(() => expect(lead()).toBe('On this page2 clips not checked'));
});

test('a clip shows the pin that its report uses', async () => {
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  const records = sampleRecords({ quote: 'The words that were clipped.' });
  await background.save(records);
  const { clip, pin } = records;
  const later = { ...pin, id: newId<'pin'>(), madeAt: '2026-05-03T09:00:00.000Z' };
  const added = await background.library.addPins(REPORT, [
    {
      ...later,
      quote: 'The words of another day.',
    },
  ]);
  expect(added.ok).toBe(true);
  open(testActs(page({})));
  await vi.waitFor(() =>
    expect(document.querySelector('.recent-quote')?.textContent).toBe('The words of another day.'),
  );
  await background.library.editReport(REPORT, (doc) =>
    setPin(doc, { clipId: clip.id, pinId: pin.id }),
  );
  background.tell({ kind: 'evidence', reportId: REPORT, clipIds: [clip.id] });
  await vi.waitFor(() =>
    expect(document.querySelector('.recent-quote')?.textContent).toBe(
      'The words that were clipped.',
    ),
  );
});

test('report and section are chosen, and kept for the next clip', async () => {
  await fill();
  const acts = testActs(page({}));
  open(acts);
  await vi.waitFor(() => expect(document.querySelectorAll('select option')).toHaveLength(4));
  await userEvent.selectOptions(document.querySelectorAll('select')[1]!, 'Causes');
  expect(await acts.readDestination()).toEqual({ reportId: REPORT, sectionId: SECTION });
});

test('a new report is made from the popup', async () => {
  const acts = testActs(page({}));
  open(acts);
  await vi.waitFor(() => byText('Clip selection'));
  await userEvent.selectOptions(document.querySelector('select')!, 'New report…');
  await userEvent.keyboard('Rivers{Enter}');
  await vi.waitFor(() =>
    expect(document.querySelector('select')?.selectedOptions[0]?.textContent).toBe('Rivers'),
  );
  const reports = await background.library.listReports();
  expect(reports.ok && reports.value.map(({ title }) => title)).toEqual(['Rivers']);
});

test('checking this page says how many quotes passed', async () => {
  await fill();
  open(testActs(page({})));
  background.answer('capture.checkPage', {
    checked: 2,
    passed: 1,
    failed: 1,
    toPin: 1,
    kept: true,
  });
  await vi.waitFor(() => byText('Check my clips of this page'));
  await userEvent.click(byText('Check my clips of this page'));
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain(
      '1 of 2 quotes stand on this page. 1 citation has no recorded words: pin its passage in the panel.',
    ),
  );
  expect(document.body.textContent).toContain('On this page');
});

test('its lists name a page by the title that its report took', async () => {
  await fill();
  const records = sampleRecords({ quote: 'The last quote.', url: 'https://lake.example/a' });
  await background.save(records);
  const title = 'Corrected bulletin';
  await background.library.editReport(REPORT, (doc) =>
    setPageTitle(doc, { clipId: records.clip.id, title, pinId: records.pin.id }),
  );
  open(testActs(page({ url: 'https://lake.example/a' })));
  const titles = () =>
    [...document.querySelectorAll('.recent .source-words')].map((each) => each.textContent);
  const old = 'Monthly bulletin, April 2026';
  await vi.waitFor(() => expect(titles()).toEqual([title, old, old]));
  background.answer('capture.checkPage', {
    ...{ checked: 1, passed: 1, failed: 0, toPin: 0, kept: true },
  });
  await vi.waitFor(() => byText('Check my clips of this page'));
  await userEvent.click(byText('Check my clips of this page'));
  await vi.waitFor(() => expect(titles()).toEqual([title]));
});

describe('in a private window', () => {
  const privately = () => testActs(page({ incognito: true }));
  const keep = () => vi.waitFor(() => byText('Keep'));

  test('asks before a clip is kept, and passes the answer on', async () => {
    open(privately());
    await vi.waitFor(() => byText('Clip selection'));
    background.refuse('capture.start', 'private_window');
    await userEvent.click(byText('Clip selection'));
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Keep'));
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Keep this clip');
    await expectAccessible();
    background.answer('capture.keepWaiting', { saved: [savedClip()], passages: 1, problem: null });
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(document.querySelector('.popup-saved')).not.toBeNull());
    expect(background.calls.filter(({ name }) => name === 'capture.keepWaiting')).toEqual([
      { name: 'capture.keepWaiting', payload: { tabId: 7, privateAnswer: 'once' } },
    ]);
  });

  test('a yes can apply to a site until the private windows are closed', async () => {
    background.answer('capture.waiting', { waits: true });
    background.answer('capture.keepWaiting', { saved: [savedClip()], passages: 1, problem: null });
    open(privately());
    await keep();
    await userEvent.click(
      byText('Don’t ask again on hydrology.example until the private windows are closed', 'label'),
    );
    await userEvent.click(byText('Keep'));
    await vi.waitFor(() =>
      expect(background.calls.at(-1)).toEqual({
        name: 'capture.keepWaiting',
        payload: { tabId: 7, privateAnswer: 'site' },
      }),
    );
  });

  test('a no is passed on, and the button is there again', async () => {
    open(privately());
    await vi.waitFor(() => byText('Clip selection'));
    background.refuse('capture.start', 'private_window');
    background.answer('capture.drop', {});
    await userEvent.click(byText('Clip selection'));
    await keep();
    await userEvent.click(byText('Don’t keep'));
    await vi.waitFor(() =>
      expect(background.calls.at(-1)).toEqual({ name: 'capture.drop', payload: { tabId: 7 } }),
    );
    expect(document.querySelector('[role=alert]')).toBeNull();
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Clip selection'));
  });

  test('shows the results of the quotes, and no older verdicts, before the check is stored', async () => {
    await fill();
    open(privately());
    const summary = { checked: 2, passed: 1, failed: 1, toPin: 0 };
    background.answer('capture.checkPage', { ...summary, kept: false });
    await vi.waitFor(() => byText('Check my clips of this page'));
    await userEvent.click(byText('Check my clips of this page'));
    await keep();
    expect(document.body.textContent).toContain('1 of 2 quotes stand on this page.');
    expect(document.body.textContent).not.toContain('On this page');
    const focused = (words: string) =>
      vi.waitFor(() => expect(document.activeElement?.textContent).toBe(words));
    await focused('Keep');
    await userEvent.keyboard('{Tab}{Enter}');
    await focused('Check my clips of this page');
    await userEvent.keyboard('{Enter}');
    await focused('Keep');
    background.answer('capture.checkPage', { ...summary, kept: true });
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(document.body.textContent).toContain('On this page'));
    expect(background.calls.at(-1)?.payload).toEqual({ tabId: 7, privateAnswer: 'once' });
    await focused('Check my clips of this page');
  });

  test('asks about a waiting clip in the tab, and keeps the clip', async () => {
    background.answer('capture.waiting', { waits: true });
    open(testActs(page({ incognito: true, kind: 'pdf', hasSelection: false })));
    await keep();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Keep this clip');
    await expectAccessible();
    // The page's one question must not be mistaken for the one about a screenshot.
    const camera = () => document.querySelector('.popup-screenshot');
    expect(camera()).toBeNull();
    const told = { saved: [savedClip()], passages: 2, problem: { code: 'quota_exceeded' } };
    const failing = [
      () => background.refuse('capture.keepWaiting', 'quota_exceeded'),
      () => background.answer('capture.keepWaiting', told),
    ];
    for (const fail of failing) {
      fail();
      await userEvent.click(byText('Keep'));
      await vi.waitFor(() => expect(document.body.textContent).toContain('The disk has no room'));
      await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Keep'));
      expect(camera()).toBeNull();
    }
    background.answer('capture.keepWaiting', { ...told, passages: 1, problem: null });
    await userEvent.click(byText('Keep'));
    await vi.waitFor(() => expect(document.querySelector('.popup-saved')).not.toBeNull());
    expect(camera()).not.toBeNull();
    expect(background.calls.at(-1)).toEqual({
      name: 'capture.keepWaiting',
      payload: { tabId: 7, privateAnswer: 'once' },
    });
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  test.each([
    [false, 1],
    [true, 0],
  ])('offers no site to show clips on (private: %s)', async (incognito, sites) => {
    const acts = testActs(page({ incognito }));
    const siteOf = (url: string) => (url === URL_HERE ? 'https://hydrology.example/*' : null);
    open({ ...acts, highlights: { ...acts.highlights, siteOf } });
    await vi.waitFor(() => expect(byText('Clip selection').matches(':enabled')).toBe(true));
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    expect(document.querySelectorAll('[data-focus=site-highlights]')).toHaveLength(sites);
  });

  test('sends to an ordinary window where the browser keeps the library apart', async () => {
    const openOrdinarily = vi.fn();
    open(testActs({ ...page({ incognito: true }), openOrdinarily }));
    await vi.waitFor(() => byText('Clip selection'));
    expect(document.querySelector('select')).toBeNull();
    byText('Open it in an ordinary window').click();
    expect(openOrdinarily).toHaveBeenCalledOnce();
    await expectAccessible();
  });
});

test('"Open panel" opens it inside the click', async () => {
  const openPanel = vi.fn(async () => undefined);
  open(testActs({ ...page({}), openPanel }));
  byText('Open panel').click();
  expect(openPanel).toHaveBeenCalledOnce();
  expect(byLabel('Settings')).toBeInstanceOf(HTMLButtonElement);
});

describe('the search', () => {
  const field = () => byLabel('Search the library') as HTMLInputElement;
  const quotes = () =>
    [...document.querySelectorAll('.recent-quote')].map((each) => each.textContent);

  test('shows the number of listed clips', async () => {
    await fill();
    open(testActs(page({})));
    await vi.waitFor(() => expect(quotes()).toHaveLength(2));
    // Every state of the page in the order in which it was drawn.
    const states = new Set<string>();
    const observer = new MutationObserver(() => {
      const said = document.querySelector('.popup-title')?.textContent ?? '';
      const nothing = document.body.textContent.includes('No clip matches.');
      states.add(`${said}: ${quotes().length} ${nothing ? 'none' : ''}`.trim());
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    await userEvent.fill(field(), 'quote');
    await vi.waitFor(() => expect([...states].at(-1)).toBe('2 clips found: 2'));
    await userEvent.fill(field(), 'older');
    await vi.waitFor(() => expect([...states].at(-1)).toBe('1 clip found: 1'));
    await userEvent.fill(field(), 'nowhere');
    await vi.waitFor(() => expect([...states].at(-1)).toBe('0 clips found: 0 none'));
    observer.disconnect();
    const told = [...states].filter((state) => state.includes('found'));
    expect(told).toEqual(['2 clips found: 2', '1 clip found: 1', '0 clips found: 0 none']);
    await expectAccessible();
  });
});
