import './catalogue';
import { useState } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import type { DeskActs } from '../../../components/review/desk-acts';
import { ReviewersDialog } from '../../../components/review/ReviewersDialog';
import { makeReview as makeSample } from '../../../scripts/tour/make-review';
import { newId } from '../../../utils/model/ids';
import type { Review } from '../../../utils/model/project-reviews';
import { readReport } from '../../../utils/model/report-document';
import { setTitle } from '../../../utils/model/report-operations';
import { fingerprintOf, type ReviewBody } from '../../../utils/model/review-records';
import { type Settings, SettingsSchema } from '../../../utils/model/settings';
import { editStatement } from '../../../utils/model/statement-operations';
import { makeReview } from '../../bench/made-review';
import { holdClock } from '../held-clock';
import {
  settingsActs,
  startBackground,
  type TestActs,
  type TestBackground,
  testActs,
} from './background';
import { useLanguage } from './catalogue';
import { decisionBody, otherReviewer, shownIn, storeReviews } from './others-reviews';
import { CLAIMS, LAKES, storeReport, storeReviewReport } from './review-report';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byLabel, byText, drawn, expectAccessible, show } from './stage';

let background: TestBackground;

const deskActs = (): DeskActs => testActs(settingsActs('Ines'));

const open = (reportId = REPORT) =>
  show(<Desk acts={deskActs()} reportId={reportId} onReport={() => undefined} />);
const textOf = (selector: string) => document.querySelector(selector)?.textContent.trim() ?? '';
const words = () => textOf('.claim-words');
const decided = () => textOf('#desk-decided');
const press = (key: string) => userEvent.keyboard(key);
const listed = () =>
  [...document.querySelectorAll('.claim-row-words')].map((row) => row.textContent);
const pressed = () =>
  [...document.querySelectorAll('[aria-pressed=true]')].map(({ textContent }) => textContent);

async function openChecked(): Promise<void> {
  open();
  // The Worker starts first.
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
}

beforeEach(async () => {
  await page.viewport(1280, 800);
  renewReport();
  background = await startBackground();
  await storeReviewReport(background.library, REPORT);
});

afterEach(() => {
  vi.restoreAllMocks();
  useLanguage('en');
  background.library.close();
});

/** Changes the report as another page does. */
async function edit(change: Parameters<typeof background.library.editReport>[1]): Promise<void> {
  const update = await background.library.editReport(REPORT, change);
  if (!update.ok || update.value.length === 0) throw new Error('not stored');
  background.tell({ kind: 'report-update', reportId: REPORT, updates: update.value });
}

/** Turns the mouse wheel over a part of the desk. */
function wheel(selector: string): void {
  const turned = new WheelEvent('wheel', { deltaY: 100, bubbles: true });
  document.querySelector(selector)?.dispatchEvent(turned);
}

async function reviews() {
  return (await shownIn(background.library, REPORT)).reviews;
}

/** Decides the first claim by a key, and returns the stored decision. */
async function decideFirst(key: string) {
  await press(key);
  await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
  const stored = await vi.waitFor(async () => {
    const found = await reviews();
    expect(found).toHaveLength(1);
    return found;
  });
  return stored[0]!;
}

test.each([
  [1280, 500],
  [960, 470],
  [400, 900],
])(
  'a notice leaves the end of the claim and the footer in reach at %i by %i pixels, and Escape closes it',
  async (width, height) => {
    await page.viewport(width, height);
    await openChecked();
    for (let at = 1; at <= 6; at += 1) {
      await press('4');
      await vi.waitFor(() => expect(decided()).toMatch(new RegExp(`^${at.toString()} `)));
    }
    const notice = () => document.querySelector('.snackbar');
    await vi.waitFor(() =>
      expect(notice()?.textContent).toContain('Every claim shown is decided.'),
    );
    // In a low or narrow window, the page scrolls as a whole.
    window.scrollTo(0, document.documentElement.scrollHeight);
    for (const column of document.querySelectorAll('.desk-column')) {
      column.scrollTop = column.scrollHeight;
      const end = column.lastElementChild!.getBoundingClientRect().bottom;
      expect(end).toBeLessThanOrEqual(notice()!.getBoundingClientRect().top);
    }
    const { top, bottom } = notice()!.getBoundingClientRect();
    const footer = document.querySelector('.desk-footer')!.getBoundingClientRect();
    expect(footer.top >= bottom || footer.bottom <= top).toBe(true);
    await press('{Escape}');
    await vi.waitFor(() => expect(notice()).toBeNull(), { timeout: 2000 });
  },
);

test.each([
  ['en', 900],
  ['fr', 900],
] as const)(
  'the words in the search field are not cut beside an open panel: %s, %i px',
  async (language, width) => {
    await page.viewport(width, 800);
    useLanguage(language);
    await openChecked();
    const field = document.querySelector<HTMLInputElement>('.desk-tools input')!;
    const { font, paddingInline } = getComputedStyle(field);
    const words = document.createElement('span');
    words.textContent = field.placeholder;
    words.style.cssText = `position: absolute; white-space: nowrap; font: ${font}; padding-inline: ${paddingInline}`;
    document.querySelector('#stage')!.append(words);
    // The browser keeps room for the cross that empties the field.
    expect(words.offsetWidth + 22).toBeLessThanOrEqual(field.clientWidth);
    words.remove();
  },
);

test('the mark of a note is a raised name in the claim and in the report', async () => {
  const edited = await background.library.editReport(REPORT, (doc) => {
    const statement = readReport(doc, REPORT).statements.find(({ text }) => text.includes('44'));
    if (statement === undefined) throw new Error('There is no such statement.');
    editStatement(doc, {
      id: statement.id,
      text: statement.text.replace('44', 'about[^note] 44'),
    });
  });
  if (!edited.ok) throw new Error('not stored');
  await openChecked();
  for (let step = 0; step < 6 && !words().includes('44'); step += 1) {
    const before = words();
    await press('j');
    await vi.waitFor(() => expect(words()).not.toBe(before));
  }
  for (const place of ['.claim-words', '.report-words']) {
    const raised = [...document.querySelectorAll(`${place} sup`)];
    expect(raised.map(({ textContent }) => textContent)).toEqual(['note']);
  }
  expect(document.body.textContent).not.toContain('[^');
});

test('the tab has the name of the report that is shown', async () => {
  const before = document.title;
  onTestFinished(() => {
    document.title = before;
  });
  open();
  const title = (expected: string) => vi.waitFor(() => expect(document.title).toBe(expected));
  await title('Lakes and snow – Review desk');
  await edit((doc) => setTitle(doc, { title: 'Ponds' }));
  await title('Ponds – Review desk');
  await edit((doc) => setTitle(doc, { title: ' ' }));
  await title('Untitled report – Review desk');
});

describe('a desk whose tab is brought up to review', () => {
  let bringUp: () => void = () => undefined;
  beforeEach(async () => {
    const followReview = (listener: () => void) => {
      bringUp = listener;
      return () => undefined;
    };
    const acts = { ...deskActs(), followReview };
    show(<Desk acts={acts} reportId={REPORT} onReport={() => undefined} />);
    await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
  });
  const goTo = async (key: string, other: string) => {
    await press(key);
    await vi.waitFor(() => expect(words()).not.toBe(other));
    return words();
  };
  const isClaimSeen = () => document.querySelector('.claim-words')?.checkVisibility() === true;
  /** Decides the first claim. Returns it and the next one, which is shown. */
  const decideOne = async () => {
    const done = words();
    await press('1');
    await vi.waitFor(() => expect(decided()).toMatch(/^1 /));
    return { done, waiting: words() };
  };

  test.each(['a claim', 'the overview'])(
    'goes from %s, with a decided claim, to the first that waits',
    async (from) => {
      const { done, waiting } = await decideOne();
      await goTo('j', waiting);
      await press('bb');
      await vi.waitFor(() => expect(words()).toBe(done));
      if (from === 'the overview') {
        await press('v');
        await vi.waitFor(() => expect(isClaimSeen()).toBe(false));
      }
      bringUp();
      await vi.waitFor(() => expect(words()).toBe(waiting));
      expect(isClaimSeen()).toBe(true);
      await vi.waitFor(() =>
        expect(document.activeElement?.getAttribute('data-focus')).toBe('claim'),
      );
    },
  );

  test('stays at another claim that waits', async () => {
    const { waiting } = await decideOne();
    const later = await goTo('j', waiting);
    bringUp();
    await drawn();
    expect(words()).toBe(later);
  });

  test('stays at a decided claim while its note is written', async () => {
    const { done, waiting } = await decideOne();
    await goTo('b', waiting);
    await press('n');
    await press('So it ');
    bringUp();
    await drawn();
    await press('is.');
    expect(words()).toBe(done);
    expect(document.querySelector<HTMLTextAreaElement>('.desk-claim textarea')?.value).toBe(
      'So it is.',
    );
  });
});

test('a decision that is made before it is known who reviews is kept', async () => {
  const { promise, resolve } = Promise.withResolvers<Settings>();
  const acts = { ...deskActs(), readSettings: () => promise };
  show(<Desk acts={acts} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
  await press('1');
  expect(await reviews()).toEqual([]);
  resolve(SettingsSchema.parse({ reviewer: 'Ines' }));
  await vi.waitFor(() => expect(decided()).toMatch(/^1 \D+6/));
  await vi.waitFor(async () => expect(await reviews()).toMatchObject([{ reviewer: 'Ines' }]));
});

test('a decision has the new name after the user changed the name in the settings', async () => {
  const acts = deskActs();
  show(<Desk acts={acts} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
  await press('1');
  await vi.waitFor(async () => expect(await reviews()).toMatchObject([{ reviewer: 'Ines' }]));
  await acts.writeSettings({ reviewer: 'Ines Maurer' });
  await press('1');
  await vi.waitFor(async () => expect(await reviews()).toHaveLength(2));
  const names = (await reviews()).map(({ reviewer }) => reviewer);
  expect(names.toSorted()).toEqual(['Ines', 'Ines Maurer']);
});

test.each([
  ['Escape', () => press('{Escape}')],
  ['the cross', () => userEvent.click(byLabel('Close'))],
  ['Done', () => userEvent.click(byText('Done'))],
])('a decision has the new name after %s in the reviewers dialog', async (_way, close) => {
  const acts = deskActs();
  show(<Desk acts={acts} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
  const openDialog = async () => {
    await userEvent.click(page.getByRole('button', { name: /^More act/ }));
    await userEvent.click(page.getByRole('menuitem', { name: 'Reviewers…' }));
    return page.getByLabelText('Your name, as shown beside your decisions and answers');
  };
  await userEvent.fill(await openDialog(), ' Ines Maurer ');
  await close();
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  await press('1');
  await vi.waitFor(async () =>
    expect(await reviews()).toMatchObject([{ reviewer: 'Ines Maurer' }]),
  );
  // An empty name is no name.
  await userEvent.fill(await openDialog(), ' ');
  await close();
  await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  expect(await acts.readSettings()).toMatchObject({ reviewer: 'Ines Maurer' });
});

test('the reviewers dialog keeps the name when the field is left', async () => {
  const acts = deskActs();
  show(<Desk acts={acts} reportId={REPORT} onReport={() => undefined} />);
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
  await userEvent.click(page.getByRole('button', { name: /^More act/ }));
  await userEvent.click(page.getByRole('menuitem', { name: 'Reviewers…' }));
  const field = page.getByLabelText('Your name, as shown beside your decisions and answers');
  await userEvent.fill(field, 'Ines Maurer');
  await press('{Tab}');
  await vi.waitFor(async () =>
    expect(await acts.readSettings()).toMatchObject({ reviewer: 'Ines Maurer' }),
  );
  await userEvent.fill(field, '');
  await press('{Tab}');
  await expect.element(field).toHaveValue('Ines Maurer');
});

test('unsigned decisions under the earlier name can still be signed after a new name is typed', async () => {
  const old = { reviewer: 'Ines' } as Review;
  const signed = vi.fn();
  function Host() {
    const [reviewer, setReviewer] = useState(old.reviewer);
    return (
      <ReviewersDialog
        reviewer={reviewer}
        authors={[]}
        unsignedOf={(name) => (name === old.reviewer ? [old] : [])}
        onReviewer={setReviewer}
        onSignAgain={(reviews) => signed(reviewer, reviews)}
        onClose={() => undefined}
      />
    );
  }
  show(<Host />);
  await userEvent.fill(
    page.getByLabelText('Your name, as shown beside your decisions and answers'),
    'Ines Maurer',
  );
  await userEvent.click(byText('They are mine: sign them'));
  expect(signed).toHaveBeenCalledExactlyOnceWith('Ines Maurer', [old]);
});

test('an open desk follows the settings about hints', async () => {
  const reportId = newId<'report'>();
  const made = await makeSample(
    {
      ...LAKES,
      pages: [{ ...LAKES.pages[0]!, text: 'Report on trade.\n[0]' }],
      cited: [{ page: 0, quote: 'Sales of boats rose by 12%.', verdict: 'verbatim' }],
      sections: [{ title: 'Trade', statements: ['Sales of boats fell by 12% [0].'] }],
    },
    reportId,
  );
  await storeReport(background.library, made);
  const acts = deskActs();
  show(<Desk acts={acts} reportId={reportId} onReport={() => undefined} />);
  const hints = () => [...document.querySelectorAll('.claim-hint')];
  await vi.waitFor(() => expect(hints()).toHaveLength(1));
  await acts.writeSettings({ betweenHints: false });
  await vi.waitFor(() => expect(hints()).toEqual([]), { timeout: 3000 });
});

test('a decision before the name is loaded keeps the earlier note, and does not move a user who went on', async () => {
  await openChecked();
  await press('n');
  await press('Ask for the series.{Escape}');
  await decideFirst('2');
  show(<main />);
  const { promise, resolve } = Promise.withResolvers<Settings>();
  show(
    <Desk
      acts={{ ...deskActs(), readSettings: () => promise }}
      reportId={REPORT}
      onReport={() => undefined}
    />,
  );
  await vi.waitFor(() => expect(decided()).toMatch(/^1 \D+6/));
  await press('kkk');
  await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
  await press('1');
  await press('j');
  await vi.waitFor(() => expect(words()).not.toBe(CLAIMS.depth));
  const chosen = words();
  resolve(SettingsSchema.parse({ reviewer: 'Ines' }));
  await vi.waitFor(async () =>
    expect(await reviews()).toMatchObject([
      { reviewer: 'Ines', decision: 'supported', note: 'Ask for the series.' },
    ]),
  );
  await vi.waitFor(() => expect(decided()).toMatch(/^1 \D+6/));
  expect(words()).toBe(chosen);
});

describe('the Word document of a review is downloaded', () => {
  let acts: TestActs;
  beforeEach(async () => {
    acts = testActs(settingsActs('Ines'));
    show(<Desk acts={acts} reportId={REPORT} onReport={() => undefined} />);
    await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
    await press('e');
    await vi.waitFor(() => expect(formats()).not.toBeNull());
    await userEvent.selectOptions(formats()!, 'Word (.docx)');
    byText('Download', 'dialog button').click();
  });
  const formats = () => document.querySelector<HTMLSelectElement>('dialog select');

  async function expectDownload(): Promise<void> {
    await vi.waitFor(() => expect(acts.downloads).toHaveLength(1), { timeout: 30_000 });
    expect(acts.downloads[0]?.name).toMatch(/\.docx$/);
  }

  test('although another format is chosen meanwhile', async () => {
    formats()!.value = 'csv';
    formats()!.dispatchEvent(new Event('change', { bubbles: true }));
    await expectDownload();
  });

  test('although the sheet is closed, and a notice says so', async () => {
    await vi.waitFor(() => expect(document.querySelector('dialog progress')).not.toBeNull());
    await press('{Escape}');
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    await expectDownload();
    await vi.waitFor(() =>
      expect(document.body.textContent).toContain('The review was downloaded.'),
    );
  });
});

test('the preview of a review counts the citations of the report, not its uncited clips', async () => {
  await background.save(sampleRecords({ url: 'https://rivers.example/log' }));
  await openChecked();
  await press('e');
  const told = () => textOf('.export-preview-head .muted');
  await vi.waitFor(() => expect(told()).toMatch(/ · 6 citations · 2 sources$/));
});

describe('going through the claims', () => {
  test('where the column has room, it lists the next claims in the order of the review', async () => {
    await openChecked();
    const next = () =>
      [...document.querySelectorAll<HTMLElement>('.next-claim')].filter(
        ({ offsetHeight }) => offsetHeight > 0,
      );
    const named = () => next().map((row) => row.querySelector('bdi')?.textContent);
    expect(named()).toEqual([CLAIMS.melt, CLAIMS.rise, CLAIMS.level, CLAIMS.outlet]);
    await press('1');
    await vi.waitFor(() =>
      expect(named()).toEqual([CLAIMS.rise, CLAIMS.level, CLAIMS.outlet, CLAIMS.south]),
    );
    await expectAccessible();
    await userEvent.click(next()[1]!);
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.level));
    await press('k');
    await press('k');
    await press('k');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    // A low window shows the page there.
    await page.viewport(1280, 600);
    expect(named()).toEqual([]);
  });

  test('what failed comes first, then what the passages lack; each page once', async () => {
    await openChecked();
    expect(words()).toBe(CLAIMS.depth);
    await press('t');
    expect(listed()).toEqual([
      CLAIMS.depth,
      CLAIMS.melt,
      CLAIMS.rise,
      CLAIMS.level,
      CLAIMS.outlet,
      CLAIMS.south,
    ]);
    const places = [...document.querySelectorAll('.claim-list li')].map((row) => [
      row.getAttribute('aria-posinset'),
      row.getAttribute('aria-setsize'),
    ]);
    expect(places).toEqual([
      ...[1, 2].map((at) => [at.toString(), '2']),
      ...[1, 2, 3, 4].map((at) => [at.toString(), '4']),
    ]);
    await expectAccessible();
    await press('jj');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.rise));
    const hint = textOf('.claim-hint');
    expect(hint).toMatch(/^A duration: “twelve weeks” .*\.$/u);
    expect(document.querySelector('.claim-words mark')?.textContent).toBe('twelve weeks');
  });

  test('in the filters, “Show all” ends the filter at once', async () => {
    await openChecked();
    await userEvent.click(byText('Filters'));
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'Awaiting a decision');
    await userEvent.click(document.querySelector('dialog .button-primary')!);
    await vi.waitFor(() => expect(textOf('.desk-filtered')).not.toBe(''));
    await userEvent.click(byText('1 filter'));
    await vi.waitFor(() => expect(document.querySelector('dialog select')).not.toBeNull());
    await userEvent.click(byText('Show all', 'dialog button'));
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    expect(document.querySelector('.desk-filtered')).toBeNull();
  });

  test('search narrows the claims while typing, and shows the number', async () => {
    await openChecked();
    await press('t/');
    await press('snow');
    await vi.waitFor(() => expect(listed()).toEqual([CLAIMS.depth]));
    expect(textOf('.desk-filtered')).toContain('1 of 6');
    await userEvent.click(byText('Filters'));
    await vi.waitFor(() => expect(textOf('dialog .button-primary')).toBe('Show 1 claim'));
    await press('{Escape}');
    await vi.waitFor(() => expect(document.querySelector('dialog')).toBeNull());
    document.querySelector<HTMLInputElement>('.desk-tools input')!.focus();
    await press('{End}xyz');
    await vi.waitFor(() => expect(listed()).toEqual([]));
    await expectAccessible();
  });
});

test('a claim outside of a search or a filter gives its place to one inside, and is gone back to', async () => {
  await openChecked();
  const before = words();
  const [other = ''] = Object.values(CLAIMS).filter((claim) => claim !== before);
  await press('/');
  await userEvent.fill(document.activeElement!, other.slice(0, 20));
  await vi.waitFor(() => expect(words()).toBe(other));
  // The user still types.
  expect(document.activeElement?.matches('input')).toBe(true);
  await press('{Escape}');
  (document.activeElement as HTMLElement).blur();
  await press('b');
  await vi.waitFor(() => expect(words()).toBe(before));
});

test('Enter in the search moves the focus to the claim that was found, and so does Escape if the search is empty', async () => {
  await openChecked();
  const before = words();
  const [other = ''] = Object.values(CLAIMS).filter((claim) => claim !== before);
  const onClaim = () => document.activeElement?.matches('[data-focus=claim]') === true;
  await press('/');
  await userEvent.fill(document.activeElement!, other.slice(0, 20));
  await vi.waitFor(() => expect(words()).toBe(other));
  await press('{Enter}');
  expect(onClaim()).toBe(true);
  await press('/');
  await press('{Escape}');
  const search = document.querySelector<HTMLInputElement>('.desk-tools input');
  await vi.waitFor(() => expect([search?.value, onClaim()]).toEqual(['', false]));
  await press('{Escape}');
  expect(onClaim()).toBe(true);
  await press('b');
  await vi.waitFor(() => expect(words()).toBe(before));
});

describe('the note of a claim', () => {
  test('is gone to while the claim is still being drawn, and keeps the focus', async () => {
    await openChecked();
    const key = (code: string, name: string) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, code, bubbles: true, cancelable: true }),
      );
    key('KeyJ', 'j');
    key('KeyN', 'n');
    const field = document.activeElement;
    expect(field?.localName).toBe('textarea');
    await vi.waitFor(() => expect(words()).not.toBe(CLAIMS.depth));
    // The heading gets the focus two frames after a key selects its claim.
    await drawn();
    expect(document.activeElement).toBe(field);
  });
});

describe('a note right after a decision', () => {
  const label = () =>
    document.querySelector<HTMLTextAreaElement>('.desk-claim textarea')?.labels?.[0]?.textContent;

  test('belongs to the decided claim, and the review goes on after it', async () => {
    await openChecked();
    expect(words()).toBe(CLAIMS.depth);
    const number = textOf('#claim-title').split(' ')[1]!;
    await press('2');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.melt));
    await press('n');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    expect(label()).toBe(`Note on claim ${number}`);
    await press('Ask for the series.{Escape}');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.melt));
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('claim-title'));
    await vi.waitFor(async () =>
      expect(await reviews()).toMatchObject([{ decision: 'partly', note: 'Ask for the series.' }]),
    );
  });

  test('belongs to the only claim that waited, and the desk stays there', async () => {
    await openChecked();
    for (let at = 1; at <= 6; at += 1) {
      await press('1');
      await vi.waitFor(() => expect(decided()).toMatch(new RegExp(`^${at.toString()} `)));
    }
    // The claim is the last one in the order of the desk.
    const last = words();
    await press('u');
    await vi.waitFor(() => expect(decided()).toMatch(/^5 /));
    show(null);
    open();
    await vi.waitFor(() => expect(words()).toBe(last));
    await vi.waitFor(() => expect(decided()).toMatch(/^5 /));
    await press('3');
    await vi.waitFor(() => expect(textOf('.snackbar-place')).toContain('is decided'));
    await drawn();
    expect(words()).toBe(last);
    await press('n');
    await press('It is lower now.{Escape}');
    await vi.waitFor(async () =>
      expect((await reviews()).filter(({ note }) => note !== '')).toMatchObject([
        { decision: 'unsupported', note: 'It is lower now.' },
      ]),
    );
  });

  test('says which claim it is for', async () => {
    await openChecked();
    const number = textOf('#claim-title').split(' ')[1]!;
    await press('2');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.melt));
    await press('n');
    await vi.waitFor(() =>
      expect(textOf('.snackbar-place')).toContain(
        `Note on claim ${number}, which you have just decided.`,
      ),
    );
  });

  const foot = () => textOf('.desk-footer');
  /** Decides the first claim, and returns its number. */
  const decideDepth = async () => {
    await openChecked();
    expect(foot()).toContain('N note');
    expect(foot()).not.toContain('note on claim');
    const number = textOf('#claim-title').split(' ')[1]!;
    await press('2');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.melt));
    await vi.waitFor(() => expect(foot()).toContain(`N note on claim ${number}`));
    expect(foot()).not.toContain('Shift');
    return number;
  };
  const expectNoteOfShown = async () => {
    // Shift+N still offers it.
    await vi.waitFor(() => expect(foot()).toMatch(/N noteShift\+N note on claim/u));
    const shown = textOf('#claim-title').split(' ')[1]!;
    await press('n');
    await drawn();
    expect(words()).toBe(CLAIMS.melt);
    expect(label()).toBe(`Note on claim ${shown}`);
    expect(document.activeElement?.localName).toBe('textarea');
  };

  test('belongs to the decided claim once, and the keys say so', async () => {
    const number = await decideDepth();
    await press('{Shift}');
    await press('n');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    expect(label()).toBe(`Note on claim ${number}`);
    await press('{Escape}');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.melt));
    await expectNoteOfShown();
  });

  test('belongs to the shown claim when there was time to read it, and the keys say so', async () => {
    await openChecked();
    const clock = holdClock();
    await press('2');
    await vi.waitFor(() => {
      clock.pass(0);
      expect(words()).toBe(CLAIMS.melt);
      expect(foot()).toContain('note on claim');
    });
    clock.pass(3_900);
    await drawn();
    expect(foot()).not.toContain('Shift');
    expect(foot()).toContain('note on claim');
    clock.pass(200);
    await expectNoteOfShown();
  });

  test.each<[string, () => unknown]>([
    ['scrolled with the wheel', () => wheel('.desk-claim')],
    ['scrolled its page with the wheel', () => wheel('.desk-page')],
    ['scrolled with a key', () => press('{PageDown}')],
    ['gone to a control by Tab', () => press('{Tab}')],
    ['pressed its heading', () => userEvent.click(document.querySelector('#claim-title')!)],
    ['opened its page', () => press('o')],
    ['switched to what was clipped', () => press('w')],
  ])('belongs to the shown claim when the reviewer has %s', async (_, act) => {
    await decideDepth();
    await act();
    await expectNoteOfShown();
  });

  test('of the claim decided last is written with Shift+N at any time, and leads back', async () => {
    const number = await decideDepth();
    await press('jj');
    await vi.waitFor(() => expect(words()).not.toBe(CLAIMS.melt));
    const shown = words();
    await press('{Shift>}n{/Shift}');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    expect(label()).toBe(`Note on claim ${number}`);
    expect(document.activeElement?.localName).toBe('textarea');
    await press('Only for 2025.{Escape}');
    await vi.waitFor(() => expect(words()).toBe(shown));
    await vi.waitFor(async () =>
      expect(await reviews()).toMatchObject([{ decision: 'partly', note: 'Only for 2025.' }]),
    );
  });

  test('with Shift+N needs a decided claim', async () => {
    await openChecked();
    await press('{Shift>}n{/Shift}');
    await vi.waitFor(() =>
      expect(textOf('.snackbar-place')).toContain(
        'No claim was decided since the desk was opened.',
      ),
    );
  });

  test('belongs to the shown claim after another command, or after a click', async () => {
    await openChecked();
    await press('2');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.melt));
    await press('jn');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.rise));
    expect(document.activeElement?.localName).toBe('textarea');
    await press('{Escape}');
    await press('2');
    await vi.waitFor(() => expect(words()).not.toBe(CLAIMS.rise));
    const south = [...document.querySelectorAll<HTMLElement>('.report-text a.claim')].find((mark) =>
      mark.textContent.includes(CLAIMS.south),
    )!;
    await userEvent.click(south);
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.south));
    await press('n');
    expect(words()).toBe(CLAIMS.south);
  });
});

describe('a claim that becomes current automatically', () => {
  test('is not decided by a key that was meant for the one before', async () => {
    await openChecked();
    expect(words()).toBe(CLAIMS.depth);
    const evidence = await background.library.loadEvidence(REPORT);
    const check = evidence.ok && evidence.value.checks.find(({ verdict }) => verdict === 'altered');
    if (!check) throw new Error('Nothing was altered.');
    const key = { key: '1', code: 'Digit1', bubbles: true };
    const moved = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (words() === CLAIMS.depth) return;
        observer.disconnect();
        document.body.dispatchEvent(new KeyboardEvent('keydown', key));
        resolve();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    const stands = { ...check.evidence, difference: [], changes: [] };
    const runId = newId<'run'>();
    await background.finishRun(runId, [{ ...check, runId, verdict: 'verbatim', evidence: stands }]);
    await moved;
    await vi.waitFor(() =>
      expect(textOf('.snackbar-place')).toContain('Another claim has just moved here.'),
    );
    expect(words()).toBe(CLAIMS.melt);
    await vi.waitFor(() => expect(decided()).toMatch(/^0 /));
    expect(await reviews()).toEqual([]);
    // The desk ignores such keys for a moment only.
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 700);
    document.body.dispatchEvent(new KeyboardEvent('keydown', key));
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
  });
});

describe('the clean claims of a page', () => {
  test('are confirmed together once each of them has been in sight', async () => {
    await page.viewport(800, 420);
    // So the window never shows the end of more than one claim, and at first of none.
    const tall = document.createElement('style');
    tall.textContent = '.clean-list > li { min-height: 400px }';
    document.head.append(tall);
    onTestFinished(() => tall.remove());
    await openChecked();
    await press('c');
    await vi.waitFor(() => expect(textOf('.snackbar-place')).toContain('No unflagged claim'));
    await press('jj');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.rise));
    await press('c');
    const dialog = () => document.querySelector<HTMLElement>('dialog[open]');
    await vi.waitFor(() => expect(dialog()).not.toBeNull());
    const shown = [...document.querySelectorAll('.clean-list .claim-words')];
    expect(shown.map(({ textContent }) => textContent)).toEqual([
      CLAIMS.level,
      CLAIMS.outlet,
      CLAIMS.south,
    ]);
    const confirm = byText('Confirm 3 as supported', 'dialog button') as HTMLButtonElement;
    // Each claim is longer than the window is high.
    expect(confirm.disabled).toBe(true);
    await press('{Control>}{Enter}{/Control}');
    expect(dialog()).not.toBeNull();
    const body = dialog()?.querySelector('.sheet-body');
    // A jump to the end does not show what it skips.
    body?.scrollTo(0, 100_000);
    await vi.waitFor(() =>
      expect(textOf('.sheet-foot [role=status]')).toContain(' 2 have not been shown'),
    );
    expect(confirm.disabled).toBe(true);
    // Axe scrolls, so it comes after what depends on the scrolling.
    await expectAccessible();
    body?.scrollTo(0, 0);
    for (const end of document.querySelectorAll('.clean-list [data-end]')) {
      end.scrollIntoView({ block: 'end' });
      // What is in view is observed at the end of a frame.
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
    await vi.waitFor(() => expect(confirm.disabled).toBe(false));
    await press('{Control>}{Enter}{/Control}');
    await vi.waitFor(() => expect(decided()).toBe('3 of 6 claims decided'));
    const made = await vi.waitFor(async () => {
      const stored = await reviews();
      expect(stored).toHaveLength(3);
      return stored;
    });
    expect(made.every((review) => review.together && review.decision === 'supported')).toBe(true);
    await press('u');
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    await vi.waitFor(() => expect(textOf('.snackbar')).toBe('Undone: confirming 3 claims.'));
  });
});

test('after clean claims are confirmed, the next one waits, and deciding it ends the notice with Undo', async () => {
  await openChecked();
  await press('jj');
  await vi.waitFor(() => expect(words()).toBe(CLAIMS.rise));
  await press('c');
  const confirm = () => byText('Confirm 3 as supported', 'dialog button') as HTMLButtonElement;
  await vi.waitFor(() => expect(confirm().disabled).toBe(false));
  await press('{Control>}{Enter}{/Control}');
  await vi.waitFor(() => expect(textOf('.snackbar')).toContain('3 claims confirmed'));
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('claim-title'));
  // The next claim is one that waits, and none of the three.
  expect(pressed()).toEqual(['Text']);
  await press('1');
  await vi.waitFor(() => expect(decided()).toBe('4 of 6 claims decided'));
  // It would undo the last decision, and not the three.
  await vi.waitFor(() => expect(document.querySelector('.snackbar')).toBeNull());
});

test('no claim is called clean before it is compared with its passages', async () => {
  const said = new Set<string>();
  const tones = new Set<string>();
  const observer = new MutationObserver(() => {
    const isNoneCompared = decided().endsWith(': 0 of 6');
    if (!isNoneCompared) return;
    for (const { textContent } of document.querySelectorAll('.claim-head ~ *, .claim-row-state'))
      said.add(textContent);
    for (const { className } of document.querySelectorAll('.claim, .claim-row'))
      tones.add(className);
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  await openChecked();
  observer.disconnect();
  expect([...said].join()).toContain('Not compared yet');
  expect([...said].join()).not.toContain('Nothing flagged');
  expect([...tones].join()).not.toContain('-pass');
});

describe('a claim that was edited just now', () => {
  test('is not confirmed as clean before it is compared again', async () => {
    await openChecked();
    await press('jj');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.rise));
    const edited = 'The northern gauge read 45 centimetres above its mean';
    const drawn = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector('.report-text')?.textContent.includes(edited)) return;
        observer.disconnect();
        const key = { key: 'c', code: 'KeyC', bubbles: true };
        document.body.dispatchEvent(new KeyboardEvent('keydown', key));
        resolve();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await edit((doc) => {
      const statement = readReport(doc, REPORT).statements.find(({ text }) => text.includes('44'));
      if (statement === undefined) throw new Error('There is no such statement.');
      editStatement(doc, { id: statement.id, text: statement.text.replace('44', '45') });
    });
    await drawn;
    await vi.waitFor(() => expect(textOf('.snackbar-place')).toContain('still being compared'));
    expect(document.querySelector('dialog[open]')).toBeNull();
    // Then it is seen. It has a hint about a number, so it is not among the clean ones.
    await vi.waitFor(() => expect(document.querySelectorAll('.claim-warn')).toHaveLength(3));
    await press('c');
    await vi.waitFor(() =>
      expect(textOf('dialog[open] .sheet-title')).toBe('2 claims with nothing flagged'),
    );
  });
});

describe('a note', () => {
  const field = () => document.querySelector<HTMLTextAreaElement>('textarea')?.value;

  test('from before a decision stays when the decision is undone', async () => {
    await openChecked();
    await press('n');
    await press('It says 138.{Escape}');
    await press('1');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await press('u');
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    expect(field()).toBe('It says 138.');
    await press('3');
    await vi.waitFor(async () =>
      expect((await reviews())[0]).toMatchObject({
        decision: 'unsupported',
        note: 'It says 138.',
      }),
    );
    await press('u');
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    expect(field()).toBe('It says 138.');
    await press('{Shift>}u{/Shift}');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await vi.waitFor(async () => expect((await reviews())[0]?.note).toBe('It says 138.'));
  });

  test('stays when its claim is confirmed together with others and this is undone', async () => {
    await openChecked();
    await press('jjj');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.level));
    await press('n');
    await press('Ask again.{Escape}');
    await press('c');
    const confirm = () => byText('Confirm 3 as supported', 'dialog button') as HTMLButtonElement;
    await vi.waitFor(() => expect(confirm().disabled).toBe(false));
    await press('{Control>}{Enter}{/Control}');
    await vi.waitFor(() => expect(decided()).toBe('3 of 6 claims decided'));
    await press('u');
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    await press('kkkkkkjjj');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.level));
    expect(field()).toBe('Ask again.');
  });
});

describe('the note of a decision whose words changed', () => {
  const field = () => document.querySelector<HTMLTextAreaElement>('textarea')?.value;
  const NOTE = 'It says 138.';
  /** Objects to the first claim with a note; then the author edits its words. */
  async function objectAndEdit() {
    await openChecked();
    await press('n');
    await press(`${NOTE}{Escape}`);
    await press('3');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await press('b');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    await edit((doc) => {
      const sought = CLAIMS.depth.slice(0, 20);
      const statement = readReport(doc, REPORT).statements.find(({ text }) =>
        text.includes(sought),
      );
      if (statement === undefined) throw new Error('There is no such statement.');
      const text = statement.text.replace(sought, `Indeed, ${sought}`);
      editStatement(doc, { id: statement.id, text });
    });
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    await vi.waitFor(() => expect(words()).toContain('Indeed'));
  }

  test('a note stays with the earlier decision, and the new decision has none', async () => {
    await objectAndEdit();
    expect(field()).toBe('');
    expect(textOf('.why-again')).toMatch(/Earlier decision: Not supported.*It says 138\./);
    await expectAccessible();
    await press('1');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await press('b');
    await vi.waitFor(() => expect(words()).toContain('Indeed'));
    expect(field()).toBe('');
    expect(textOf('.other-review')).toMatch(/^Earlier decision: Not supported.*It says 138\.$/);
    await vi.waitFor(async () =>
      expect(await reviews()).toMatchObject([
        { decision: 'supported', note: '', earlier: [{ decision: 'unsupported', note: NOTE }] },
      ]),
    );
    await press('u');
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    expect(textOf('.why-again')).toContain(NOTE);
    await vi.waitFor(async () =>
      expect(await reviews()).toMatchObject([{ decision: 'unsupported', note: NOTE, earlier: [] }]),
    );
  });

  test('is not lost to a note for the new decision, which an undo keeps in the field', async () => {
    await objectAndEdit();
    await press('n');
    await press('Now it does.{Escape}');
    expect(textOf('.why-again')).toContain(NOTE);
    await press('1');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await vi.waitFor(async () =>
      expect(await reviews()).toMatchObject([
        { decision: 'supported', note: 'Now it does.', earlier: [{ note: NOTE }] },
      ]),
    );
    await press('u');
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    await vi.waitFor(() => expect(field()).toBe('Now it does.'));
    await vi.waitFor(async () => expect((await reviews())[0]?.note).toBe(NOTE));
  });
});

describe('an objection', () => {
  test('is answered by the editor, and comes back to the reviewer with the answer', async () => {
    await openChecked();
    await press('x');
    await vi.waitFor(() => expect(textOf('.snackbar-place')).toContain('no objection'));
    await press('n');
    await press('It says 138.{Escape}');
    await press('3');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await press('b');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    expect(document.querySelector<HTMLTextAreaElement>('textarea')?.value).toBe('It says 138.');
    expect(pressed()).toContain('Not supported3');
    await expectAccessible();
    await press('x');
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    expect(textOf('.why-again')).toContain('Earlier decision: Not supported');
    expect(pressed().join()).toContain('Fixed');
    await userEvent.click(document.querySelector('.answer textarea')!);
    await userEvent.keyboard('It says <b>138</b> now.');
    await vi.waitFor(() => expect(textOf('.why-again')).toContain('It says <b>138</b> now.'));
    await userEvent.keyboard('{Escape}');
    await expectAccessible();
    await press('1');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    const stored = await vi.waitFor(async () => {
      const all = await reviews();
      expect(all[0]?.decision).toBe('supported');
      return all;
    });
    expect(stored).toHaveLength(1);
    expect(stored[0]?.answers).toEqual([]);
    expect(stored[0]?.note).toBe('');
    expect(stored[0]?.earlier).toMatchObject([{ decision: 'unsupported', note: 'It says 138.' }]);
  });

  test('shows the editor’s answer after the reviewer decides again, with the decision since', async () => {
    await openChecked();
    await press('3');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    const [objection] = await vi.waitFor(async () => {
      const all = await reviews();
      expect(all).toHaveLength(1);
      return all;
    });
    const marc = await otherReviewer(REPORT);
    const { id: decision, claimKey } = objection!;
    const body: ReviewBody = {
      ...({ kind: 'answer', decision, claimKey, answer: 'disputed' } as const),
      ...{ note: 'The title says so.', answeredAt: new Date().toISOString() },
    };
    await storeReviews(background.library, [await marc.sign(body)]);
    await background.library.namePerson(marc.author, 'Marc');
    background.tell({ kind: 'library' });
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    await press('b');
    await vi.waitFor(() => expect(textOf('.why-again')).toContain('The title says so.'));
    await press('3');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await press('b');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    const earlier = () => textOf('.desk-claim .other-review');
    await vi.waitFor(() => expect(earlier()).toContain('Earlier decision: Not supported'));
    expect(earlier()).toContain('The editor answered: disputed. (Marc)');
    expect(earlier()).toContain('The title says so.');
    expect(earlier()).toContain('Decided again after this answer: upheld.');
    await expectAccessible();
    await press('1');
    await press('b');
    await vi.waitFor(() =>
      expect(earlier()).toContain(
        'Decided again after this answer: Not supported, then Supported.',
      ),
    );
  });
});

describe('decisions of other reviewers', () => {
  const held = () => textOf('.desk-notices');

  async function openWithAda() {
    const ada = await otherReviewer(REPORT);
    await openChecked();
    const claim = document.querySelector('.claim.is-current');
    const body = decisionBody(claim?.getAttribute('data-claim') ?? '', {
      ...{ decision: 'supported', note: 'Seen.' },
    });
    await storeReviews(background.library, [await ada.sign(body)]);
    background.tell({ kind: 'library' });
    await vi.waitFor(() => expect(held()).toContain('1 reviewer is not verified'));
    return ada;
  }

  test('count after the user compares the key, under the name that the user gives', async () => {
    const ada = await openWithAda();
    const fingerprint = fingerprintOf(ada.author);
    expect(fingerprint).toMatch(/^([0-9A-Z]{4} ){4}[0-9A-Z]{4}$/);
    expect(textOf('.desk-claim')).toContain(`Ada (unverified, ${fingerprint.slice(0, 9)})`);
    await expectAccessible();
    await userEvent.click(byText('Compare…'));
    await vi.waitFor(() => expect(textOf('.reviewer .fingerprint')).toBe(fingerprint));
    // The user's own fingerprint is above the other one, so that the user can read it out.
    await vi.waitFor(async () => {
      const own = await background.library.ownAuthor();
      expect(own.ok && fingerprintOf(own.value.author)).toBe(textOf('.fingerprint'));
    });
    await expectAccessible();
    const name = document.querySelector<HTMLInputElement>('.reviewer input')!;
    await userEvent.fill(name, 'Ada Marwood');
    await userEvent.click(byText('They are the same'));
    await vi.waitFor(() => expect(textOf('.reviewer')).toContain('Ada Marwood'));
    expect(textOf('.reviewer')).toContain('Verified');
    await expectAccessible();
    await userEvent.click(byText('Done'));
    await vi.waitFor(() => expect(held()).toBe(''));
    expect(textOf('.desk-claim')).toContain('Ada Marwood');
    expect(textOf('.desk-claim')).not.toContain('unverified');
    // The button that opened the dialog is gone.
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(document.querySelector('[data-focus=claim]')),
    );
  });

  test('show their note, which is not in the field for the own note', async () => {
    await openWithAda();
    await vi.waitFor(() => expect(textOf('.desk-claim .clip-note')).toBe('Seen.'));
    expect(document.querySelector<HTMLTextAreaElement>('.desk-claim textarea')?.value).toBe('');
    await expectAccessible();
  });

  test('are left out when the user ignores the reviewer, and count again when the user shows the reviewer', async () => {
    await openWithAda();
    await userEvent.click(byText('Compare…'));
    await vi.waitFor(() => expect(textOf('.reviewer')).toContain('Unverified'));
    await userEvent.click(byText('Ignore this reviewer'));
    await vi.waitFor(() => expect(textOf('.reviewer')).toContain('Ignored: this reviewer'));
    await expectAccessible();
    await vi.waitFor(() => expect(held()).toBe(''));
    expect(textOf('.desk-claim')).not.toContain('Ada');
    await userEvent.click(byText('Show this reviewer again'));
    await vi.waitFor(() => expect(held()).toContain('1 reviewer is not verified'));
    await vi.waitFor(() => expect(textOf('.desk-claim')).toContain('Ada (unverified, '));
  });

  test('that object are shown wherever the own decision is shown or counted, once verified', async () => {
    await openChecked();
    const { claimKey, hashes, citationIds } = await decideFirst('1');
    const nora = await otherReviewer(REPORT);
    const body = decisionBody(claimKey, { hashes, citationIds: [...citationIds] });
    await storeReviews(background.library, [await nora.sign(body)]);
    background.tell({ kind: 'library' });
    await vi.waitFor(() => expect(held()).toContain('1 reviewer is not verified'));
    expect(document.body.textContent).not.toContain('Open objection');
    await background.library.namePerson(nora.author, 'Nora');
    background.tell({ kind: 'library' });
    const marked = (place: string) =>
      document.querySelector(`${place}[data-claim="${claimKey}"]`)?.textContent ?? '';
    await vi.waitFor(() => expect(marked('.claim')).toContain('Open objection: Nora'));
    expect(marked('.claim')).toContain('Supported');
    await expectAccessible();
    await press('t');
    expect(marked('.claim-row')).toContain('Open objection: Nora');
    await expectAccessible();

    await press('{Shift>}s{/Shift}');
    const warning = '1 claim has an open objection of another reviewer.';
    await vi.waitFor(() => expect(textOf('dialog')).toContain(warning));
    expect(textOf('dialog')).toContain('Nora: Not supported');
    expect([...document.querySelectorAll('.sign-count')].map((each) => each.textContent)).toEqual(
      expect.arrayContaining(['Supported1', 'Not supported0']),
    );
    await expectAccessible();
    await userEvent.click(byText('Show'));
    await vi.waitFor(() => expect(document.querySelector('dialog[open]')).toBeNull());
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));

    await press('v');
    await vi.waitFor(() => expect(textOf('.desk-overview')).toContain(warning));
    expect(byText('Objections of others')).toBeTruthy();
    expect(textOf('.bar-legend')).toContain('1 Supported');
    await expectAccessible();
  });

  test('are not own decisions only because the name is the same', async () => {
    const ada = await otherReviewer(REPORT);
    await openChecked();
    const { claimKey, hashes, citationIds } = await decideFirst('3');
    const body = decisionBody(claimKey, {
      ...{ reviewer: 'Ines', hashes, citationIds: [...citationIds], decision: 'supported' },
      reviewedAt: '2090-01-01T00:00:00.000Z',
    });
    await storeReviews(background.library, [await ada.sign(body)]);
    background.tell({ kind: 'library' });
    await vi.waitFor(() => expect(held()).toContain('not verified'));
    await press('b');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    expect(pressed()).toContain('Not supported3');
    expect(textOf('.other-review')).toContain('Ines (unverified, ');
  });
});

describe('a decision that cannot be signed', () => {
  test('shows at once, then is undone with a notice', async () => {
    await openChecked();
    background.hold('review.record');
    background.refuse('review.record', 'no_signing_key');
    await press('1');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    background.release();
    await vi.waitFor(() => expect(decided()).toBe('0 of 6 claims decided'));
    expect(textOf('.desk-notices')).toContain('the decision was undone');
    await expectAccessible();
  });

  test('is kept and sent again when the background does not answer', async () => {
    await openChecked();
    background.refuse('review.record', 'background_unreachable');
    await press('1');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    await vi.waitFor(() => expect(textOf('.desk-notices')).not.toBe(''));
    background.relent('review.record');
    await vi.waitFor(async () => expect(await reviews()).toHaveLength(1));
    expect(decided()).toBe('1 of 6 claims decided');
  });
});

describe('a closed desk page', () => {
  test('keeps an unsigned decision, and the next page signs the decision once', async () => {
    await openChecked();
    background.hold('review.record');
    await press('3');
    await vi.waitFor(() => expect(decided()).toBe('1 of 6 claims decided'));
    dispatchEvent(new PageTransitionEvent('pagehide'));
    const kept = Object.entries(localStorage).filter(([key]) => key.includes('unsent-reviews'));
    expect(kept).toHaveLength(1);
    expect(await reviews()).toEqual([]);
    show(<main />);
    background.release();
    open();
    await vi.waitFor(() => expect(decided()).toMatch(/^1 \D+6/));
    await vi.waitFor(async () => expect(await reviews()).toHaveLength(1));
    const stored = await background.library.loadReviews(REPORT);
    expect(stored.ok && stored.value.records).toHaveLength(1);
    await vi.waitFor(() => {
      const left = Object.keys(localStorage).filter((key) => key.includes('unsent-reviews'));
      expect(left).toEqual([]);
    });
  });
});

describe('the note of a decision', () => {
  /** Decides the first claim, goes back to it, and writes a note. */
  const noteFirst = async (note: string) => {
    await openChecked();
    await press('3');
    await vi.waitFor(async () => expect(await reviews()).toHaveLength(1));
    await press('b');
    await vi.waitFor(() => expect(words()).toBe(CLAIMS.depth));
    await press('n');
    await press(`${note}{Escape}`);
  };

  test('is one record and one undo step, with any number of letters', async () => {
    await noteFirst('It says 138.');
    await vi.waitFor(async () => expect((await reviews())[0]?.note).toBe('It says 138.'));
    const stored = await background.library.loadReviews(REPORT);
    expect(stored.ok && stored.value.records).toHaveLength(2);
    await press('u');
    await vi.waitFor(async () => expect((await reviews())[0]?.note).toBe(''));
    await vi.waitFor(() => expect(textOf('.snackbar')).toBe('Undone: changing a note.'));
    await press('u');
    await vi.waitFor(async () => expect(await reviews()).toEqual([]));
    await vi.waitFor(() => expect(textOf('.snackbar')).toBe('Undone: decision “Not supported”.'));
    await press('{Shift>}u{/Shift}');
    await vi.waitFor(() => expect(textOf('.snackbar')).toBe('Redone: decision “Not supported”.'));
  });

  test('is two undo steps if it is written in two sittings', async () => {
    await noteFirst('It says 138.');
    await press('n');
    await press(' On the stake.{Escape}');
    const note = async () => (await reviews())[0]?.note;
    await vi.waitFor(async () => expect(await note()).toBe('It says 138. On the stake.'));
    await press('u');
    await vi.waitFor(async () => expect(await note()).toBe('It says 138.'));
    await press('u');
    await vi.waitFor(async () => expect(await note()).toBe(''));
  });
});

describe('the page beside a claim', () => {
  test('is shown as it was read, with the difference marked, and as it was clipped', async () => {
    await openChecked();
    await vi.waitFor(() => expect(textOf('.page-passage')).toBe('Depth 138 cm at the stake.'));
    expect(textOf('.page-passage mark')).toBe('138');
    expect(textOf('#page-title')).toMatch(/^Page, as read /);
    await press('w');
    await vi.waitFor(() => expect(textOf('.page-passage')).toBe('Depth 183 cm at the stake.'));
    expect(textOf('.page-text')).toContain('Late snow held the melt back.');
    expect(textOf('#page-title')).toMatch(/^Page, as clipped /);
    expect(pressed()).toContain('What it said when clipped');
    await expectAccessible();
    // The page no longer has the passage of the next claim.
    await press('j');
    await vi.waitFor(() => expect(textOf('#page-title')).toMatch(/^Page, as read /));
    expect(document.querySelector('.page-passage')).toBeNull();
    await press('w');
    await vi.waitFor(() => expect(textOf('.page-passage')).toBe('Late snow held the melt back.'));
    await press('w');
    await vi.waitFor(() => expect(document.querySelector('.page-passage')).toBeNull());
  });

  test.each([
    ['after a decision', '3'],
    ['after a step', 'j'],
  ])(
    'the next claim shows the page as it is now, %s, and so does a claim that was left',
    async (_how, key) => {
      await openChecked();
      await press('w');
      await vi.waitFor(() => expect(textOf('#page-title')).toMatch(/^Page, as clipped /));
      const first = words();
      await press(key);
      await vi.waitFor(() => expect(words()).not.toBe(first));
      await vi.waitFor(() => expect(textOf('#page-title')).toMatch(/^Page, as read /));
      expect(pressed()).not.toContain('What it said when clipped');
      await press('b');
      await vi.waitFor(() => expect(words()).toBe(first));
      await vi.waitFor(() => expect(textOf('#page-title')).toMatch(/^Page, as read /));
    },
  );
});

test('W says of an imported citation that no text of its page was kept', async () => {
  const other = newId<'report'>();
  const made = await makeSample(LAKES, other);
  const records = [...made.records].map((each) =>
    each.store === 'clips' ? { ...each, record: { ...each.record, snapshotId: null } } : each,
  );
  await storeReport(background.library, { ...made, records });
  open(other);
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
  await press('w');
  await vi.waitFor(() =>
    expect(textOf('.snackbar-place')).toContain('No text of this page was kept with the clip.'),
  );
  expect(textOf('#page-title')).not.toContain('as clipped');
});

test('a page that only the sender of a bundle has read is shown as they read it', async () => {
  const other = newId<'report'>();
  const made = await makeSample(LAKES, other);
  const records = [...made.records].map((each) => {
    if (each.store === 'clips') return { ...each, record: { ...each.record, snapshotId: null } };
    if (each.store !== 'runs') return each;
    const foreign = { kind: 'bundle' as const, name: 'Anna' };
    return { ...each, record: { ...each.record, foreign } };
  });
  await storeReport(background.library, { ...made, records });
  open(other);
  await vi.waitFor(() => expect(textOf('.page-passage')).toContain('It was eleven weeks of rise'));
  expect(textOf('#page-title')).toMatch(/^Page, as read by “Anna” \(unverified name\), /);
  expect(textOf('.desk-page [role=note]')).toContain('“Anna”');
  await press('w');
  await vi.waitFor(() =>
    expect(textOf('.snackbar-place')).toContain('The column shows its latest reading.'),
  );
  await expectAccessible();
});

test('W says of a clip from a bundle that the text of its page did not come with it', async () => {
  const other = newId<'report'>();
  const made = await makeSample(LAKES, other);
  const records = [...made.records].map((each) =>
    each.store === 'clips'
      ? { ...each, record: { ...each.record, snapshotId: newId<'snapshot'>() } }
      : each,
  );
  await storeReport(background.library, { ...made, records });
  open(other);
  await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
  await press('w');
  await vi.waitFor(() =>
    expect(textOf('.page-nothing')).toContain('is not in this library. If the report came as'),
  );
  expect(document.querySelector('.desk-page .notice')).toBeNull();
});

describe('sentences without a citation', () => {
  test('are listed by section, and shown in the text', async () => {
    await openChecked();
    await userEvent.click(byText('Uncited'));
    const rows = [...document.querySelectorAll('.uncited-list > *')].map((row) =>
      [...row.children].length > 0
        ? [...row.children].map(({ textContent }) => textContent)
        : row.textContent,
    );
    expect(rows).toEqual([
      ['Levels', '1 sentence here has no citation.'],
      'Nobody had expected that.',
      ['Snow', '2 sentences here have no citation.'],
      'The year had begun dry.',
      'Nobody knows what May will bring.',
    ]);
    await expectAccessible();
    await userEvent.click(byText('The year had begun dry.', '.uncited-row'));
    const sentence = await vi.waitFor(() => {
      const found = document.querySelector('.uncited.is-sought');
      expect(found).not.toBeNull();
      return found;
    });
    expect(sentence?.textContent).toBe('The year had begun dry.');
    expect(document.activeElement).toBe(sentence);
  });
});

describe('every state', () => {
  test.each(['en', 'fr'] as const)('is accessible, in light and dark: %s', async (language) => {
    useLanguage(language);
    await openChecked();
    await expectAccessible();
    for (const key of ['f', '?', '{Shift>}s{/Shift}']) {
      await press(key);
      await vi.waitFor(() => expect(document.querySelector('dialog[open]')).not.toBeNull());
      await expectAccessible();
      await press('{Escape}');
      await vi.waitFor(() => expect(document.querySelector('dialog[open]')).toBeNull());
    }
    for (const key of ['3', '2', '4', '1', '1', '1']) {
      await press(key);
    }
    await vi.waitFor(() => expect(decided()).toMatch(/^6 /));
    await expectAccessible();
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() => expect(document.querySelector('dialog[open]')).not.toBeNull());
    await userEvent.click(document.querySelector('[data-focus=sign]') as HTMLElement);
    await vi.waitFor(() => expect(document.querySelector('.sign-banner.is-valid')).not.toBeNull());
    await expectAccessible();
    await edit((doc) => setTitle(doc, { title: 'Another title' }));
    await vi.waitFor(() => expect(document.querySelector('.sign-banner.is-void')).not.toBeNull());
    await expectAccessible();
  });

  test('while the report loads, and without a report', async () => {
    open();
    expect(textOf('[role=status]')).toBe('Loading…');
    expect(document.querySelector('.desk-header')).not.toBeNull();
    await expectAccessible();
    background.library.close();
    background = await startBackground();
    show(null);
    open();
    await vi.waitFor(() => expect(textOf('.empty-title')).not.toBe(''));
    await expectAccessible();
  });

  test('where the report has no claims', async () => {
    renewReport();
    await background.library.createReport({ id: REPORT, title: 'Bare', language: 'en' });
    open();
    await vi.waitFor(() => expect(textOf('.empty-title')).toBe('No claims to review'));
    await expectAccessible();
    await press('jsc1t');
    await expectAccessible();
  });
});

describe('a key that decides nothing says why', () => {
  const said = () => textOf('.snackbar');

  test.each(['1', '4', 'n'])('where no claim matches: %s', async (key) => {
    await openChecked();
    await press('/');
    await userEvent.fill(document.activeElement!, 'nothing like it');
    await vi.waitFor(() => expect(listed()).toEqual([]));
    (document.activeElement as HTMLElement).blur();
    await press(key);
    await vi.waitFor(() =>
      expect(said()).toContain(
        'No claim is shown, so there is nothing to decide. Press F to change the filters.',
      ),
    );
    expect(await reviews()).toEqual([]);
  });

  test.each(['1', 'n', 'c', 'x', 'd'])('in the overview: %s', async (key) => {
    await openChecked();
    await press('v');
    await vi.waitFor(() => expect(document.querySelector('.desk-overview')).not.toBeNull());
    await press(key);
    await vi.waitFor(() =>
      expect(said()).toContain(
        'The overview shows no single claim to decide. Press V to return to the claims.',
      ),
    );
    expect(await reviews()).toEqual([]);
  });

  test('where the report has no claims', async () => {
    renewReport();
    await background.library.createReport({ id: REPORT, title: 'Bare', language: 'en' });
    open();
    await vi.waitFor(() => expect(textOf('.empty-title')).toBe('No claims to review'));
    await press('1');
    await vi.waitFor(() => expect(said()).toContain('This report cites none yet.'));
  });
});

describe('a report of many claims', () => {
  test('is drawn where it is read first, and all of it in the end', async () => {
    const made = await makeReview(300);
    await storeReport(background.library, made);
    const count = (selector: string) => document.querySelectorAll(selector).length;
    const drawnAtFirst = (selector: string) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (count(selector) === 0) return;
          observer.disconnect();
          resolve(count(selector));
        });
        observer.observe(document.body, { subtree: true, childList: true });
      });
    const allDrawn = (selector: string, all: number) =>
      vi.waitFor(() => expect(count(selector)).toBe(all));

    const blocks = drawnAtFirst('.report-block');
    open(made.reportId);
    expect(await blocks).toBeLessThanOrEqual(60);
    await allDrawn('.report-text .claim', 300);

    const rows = drawnAtFirst('.claim-row');
    await press('t');
    expect(await rows).toBeLessThanOrEqual(60);
    // A row has its position and the total before the other rows are rendered.
    const first = document.querySelector('.claim-list li');
    const size = first?.getAttribute('aria-setsize');
    await allDrawn('.claim-row', 300);
    expect(first?.parentElement?.childElementCount.toString()).toBe(size);

    const waiting = drawnAtFirst('.sign-row');
    await press('{Shift>}s{/Shift}');
    expect(await waiting).toBeLessThanOrEqual(60);
    await allDrawn('.sign-row', 300);
  });
});

describe('narrow windows', () => {
  // A window of 1280 pixels at 200 % and at 400 %.
  test.each([640, 320])('%i pixels: one column, nothing to scroll sideways', async (width) => {
    await page.viewport(width, 900);
    await openChecked();
    const { scrollWidth, clientWidth } = document.documentElement;
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    const boxes = ['.desk-claim', '.desk-page', '.desk-report'].map((selector) =>
      document.querySelector(selector)!.getBoundingClientRect(),
    );
    expect(boxes.map(({ left }) => left)).toEqual([0, 0, 0]);
    expect(boxes.map(({ top }) => top).toSorted((a, b) => a - b)).toEqual(
      boxes.map(({ top }) => top),
    );
    for (const part of document.querySelectorAll('.desk *')) {
      if (part.closest('.visually-hidden, .page-text, dialog, .menu') !== null) continue;
      const { right } = part.getBoundingClientRect();
      expect(right, part.outerHTML.slice(0, 120)).toBeLessThanOrEqual(width + 1);
    }
  });
});

/** How far the claim's heading and first line are outside of the window, in pixels. */
const outside = () => {
  const top = document.querySelector('#claim-title')!.getBoundingClientRect().top;
  const bottom = document.querySelector('.claim-sentence')!.getBoundingClientRect().top + 24;
  return Math.max(0, -top, bottom - window.innerHeight);
};

describe('the current claim', () => {
  // 1920 × 940 pixels at 200 % is 960 × 470; 1280 × 800 at 400 % is 320 × 200.
  test.each([
    [1280, 800],
    [960, 470],
    [760, 600],
    [640, 400],
    [320, 568],
    [320, 200],
  ])('is in view in a window of %i × %i', async (width, height) => {
    await page.viewport(width, height);
    const made = await makeReview(60);
    await storeReport(background.library, made);
    for (const language of ['en', 'fr'] as const) {
      useLanguage(language);
      open(made.reportId);
      await vi.waitFor(() => expect(decided()).toMatch(/\D60/));
      await vi.waitFor(() => expect(outside()).toBe(0));
      for (const key of ['j', 'j', '1', '{Shift>}j{/Shift}', 'k']) {
        const before = textOf('#claim-title');
        await press(key);
        await vi.waitFor(() => expect(textOf('#claim-title')).not.toBe(before));
        await vi.waitFor(() => expect(document.activeElement?.id).toBe('claim-title'));
        expect(outside(), key).toBe(0);
      }
      await press('n');
      await vi.waitFor(() => expect(document.activeElement?.localName).toBe('textarea'));
      const isNoteInView = () => {
        const { top } = document.activeElement!.getBoundingClientRect();
        return top >= 0 && top < window.innerHeight;
      };
      await vi.waitFor(() => expect(isNoteInView()).toBe(true));
      // A hint that comes late.
      const hint = document.createElement('div');
      hint.style.blockSize = '600px';
      document.querySelector('.desk-claim > *')!.prepend(hint);
      await vi.waitFor(() => expect(isNoteInView()).toBe(true));
      hint.remove();
      await press('{Escape}');
      const { scrollWidth, clientWidth } = document.documentElement;
      expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
      for (const part of document.querySelectorAll('.desk *')) {
        if (part.closest('.visually-hidden, .page-text, dialog, .menu') !== null) continue;
        const { right } = part.getBoundingClientRect();
        expect(right, part.outerHTML.slice(0, 120)).toBeLessThanOrEqual(width + 1);
      }
    }
  });
});

test('the current claim stays in view in the report when the paragraphs above it grow', async () => {
  const made = await makeReview(60);
  await storeReport(background.library, made);
  // The browser assumes a small height for a block until it is near the visible part.
  const tall = document.createElement('style');
  tall.textContent = '.report-words { min-block-size: 500px; }';
  document.head.append(tall);
  onTestFinished(() => tall.remove());
  open(made.reportId);
  await vi.waitFor(() => expect(decided()).toMatch(/\D60/));
  const marks = () => [...document.querySelectorAll('.desk-report [data-claim]')];
  await vi.waitFor(() => expect(marks()).toHaveLength(60));
  const key = () => document.querySelector('.desk-report .is-current')?.getAttribute('data-claim');
  for (const at of [45, 5, 59, 0]) {
    const mark = marks()[at]!;
    await userEvent.fill(document.querySelector('input[type=search]')!, mark.textContent);
    await vi.waitFor(() => expect(key()).toBe(mark.getAttribute('data-claim')));
    for (let frame = 0; frame < 10; frame += 1) await drawn();
    const { top, bottom } = marks()[at]!.getBoundingClientRect();
    const column = document.querySelector('.desk-report')!.getBoundingClientRect();
    expect(top, at.toString()).toBeGreaterThanOrEqual(column.top);
    expect(bottom, at.toString()).toBeLessThanOrEqual(column.bottom + 1);
  }
});

describe('the claim after a note in a short report', () => {
  const expectInView = async () => {
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('claim-title'));
    await drawn();
    await drawn();
    // The window scrolls by whole pixels.
    const { top } = document.querySelector('#claim-title')!.getBoundingClientRect();
    expect(top).toBeGreaterThan(-1);
    const { bottom } = document.querySelector('.decide')!.getBoundingClientRect();
    expect(bottom).toBeLessThanOrEqual(window.innerHeight);
  };

  test.each([
    [1, 470, '{Escape}'],
    [3, 430, '{Escape}'],
    [3, 430, '{Control>}{Enter}{/Control}'],
  ])('is in view with its buttons: %i claims, 960 × %i, %s', async (claims, height, end) => {
    await page.viewport(960, height);
    const made = await makeReview(claims);
    await storeReport(background.library, made);
    open(made.reportId);
    await vi.waitFor(() => expect(decided()).toMatch(new RegExp(`^0 \\D+${claims.toString()}`)));
    for (let at = 1; at <= claims; at += 1) {
      await press('2');
      await vi.waitFor(() => expect(decided()).toMatch(new RegExp(`^${at.toString()} `)));
      if (at > 1) await expectInView();
      await press('n');
      await vi.waitFor(() => expect(document.activeElement?.localName).toBe('textarea'));
      await press('It says less.');
      await press(end);
      await expectInView();
    }
    // A note that is stored later would be a decision in the report of the next case.
    await vi.waitFor(async () => {
      const { reviews: stored } = await shownIn(background.library, made.reportId);
      expect(stored.map(({ note }) => note)).toEqual(Array(claims).fill('It says less.'));
    });
  });
});

describe('a window that changes its size', () => {
  const openWaiting = async () => {
    const made = await makeReview(60);
    await storeReport(background.library, made);
    open(made.reportId);
    await vi.waitFor(() => expect(decided()).toMatch(/\D60/));
    await press('j');
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('claim-title'));
    await vi.waitFor(() => expect(outside()).toBe(0));
  };

  test('keeps the current claim in view, for example when the side panel closes', async () => {
    await page.viewport(400, 470);
    await openWaiting();
    await page.viewport(760, 470);
    await drawn();
    expect(outside()).toBe(0);
  });

  test('stays at the page below the claim if the user reads there', async () => {
    await page.viewport(400, 470);
    await openWaiting();
    document.querySelector('.desk-page')!.scrollIntoView();
    await drawn();
    await page.viewport(760, 470);
    await drawn();
    expect(document.querySelector('.desk-claim')!.getBoundingClientRect().top).toBeLessThan(0);
  });
});

describe('a low window', () => {
  test('has a head of two rows, in the order of the keyboard', async () => {
    await page.viewport(640, 400);
    await openChecked();
    const box = (selector: string) => document.querySelector(selector)!.getBoundingClientRect();
    expect(box('.desk-header').height).toBeLessThan(130);
    expect(box('.desk-verdicts').top).toBeLessThan(box('.desk-name').bottom);
    expect(box('.desk-tools').top).toBeLessThan(box('.desk-progress').bottom);
    expect(box('.desk-tools').top).toBeGreaterThanOrEqual(box('.desk-name').bottom);
  });

  test.each([
    [640, 400],
    [960, 470],
  ])('keeps the search field in view while somebody types in it, %i × %i', async (...size) => {
    await page.viewport(...size);
    await openChecked();
    // With the line about the sign-off, the head is highest.
    await press('1{Shift>}s{/Shift}');
    await vi.waitFor(() => byText('Leave out all 5'));
    await userEvent.click(byText('Leave out all 5'));
    await userEvent.click(document.querySelector('[data-focus=sign]') as HTMLElement);
    await vi.waitFor(() => expect(document.querySelector('.sign-banner.is-valid')).not.toBeNull());
    const before = words();
    const [other = ''] = Object.values(CLAIMS).filter((claim) => claim !== before);
    await press('/');
    await userEvent.fill(document.activeElement!, other.slice(0, 20));
    await vi.waitFor(() => expect(words()).toBe(other));
    await drawn();
    await drawn();
    expect(document.activeElement?.getBoundingClientRect().top).toBeGreaterThanOrEqual(0);
    await press('{Enter}');
    await drawn();
    expect(outside()).toBe(0);
  });

  test('shows the report in another way where the user sees it', async () => {
    await page.viewport(640, 400);
    await openChecked();
    await press('t');
    await vi.waitFor(() => expect(listed()).toHaveLength(6));
    await vi.waitFor(() => {
      const { top } = document.querySelector('.desk-report')!.getBoundingClientRect();
      // The window scrolls by whole pixels.
      expect(top).toBeGreaterThan(-1);
      expect(top).toBeLessThan(200);
    });
    await press('j');
    await vi.waitFor(() => {
      const { top } = document.querySelector('#claim-title')!.getBoundingClientRect();
      // The window scrolls by whole pixels.
      expect(top).toBeGreaterThan(-1);
      expect(top).toBeLessThan(200);
    });
  });

  test('shows what the page said when it was clipped where the user sees it', async () => {
    await page.viewport(640, 400);
    await openChecked();
    await press('w');
    await vi.waitFor(() => {
      const { top } = document.querySelector('.desk-page')!.getBoundingClientRect();
      expect(top).toBeGreaterThan(-1);
      expect(top).toBeLessThan(200);
    });
    expect(textOf('#page-title')).toMatch(/^Page, as clipped /);
  });

  // 960 × 485 is a window of 1920 × 970 pixels at 200 % zoom.
  test.each([
    [640, 400],
    [960, 485],
    [1024, 600],
  ])('shows the claim and its decision buttons at the same time, %i × %i', async (...size) => {
    await page.viewport(...size);
    await openChecked();
    await vi.waitFor(() => {
      const { top } = document.querySelector('#claim-title')!.getBoundingClientRect();
      const { bottom } = document.querySelector('.decide')!.getBoundingClientRect();
      // The window scrolls by whole pixels.
      expect(top).toBeGreaterThan(-1);
      expect(bottom).toBeLessThanOrEqual(size[1]);
      // No column cuts them off.
      const claim = document.querySelector('.desk-claim')!;
      expect(bottom).toBeLessThanOrEqual(claim.getBoundingClientRect().bottom);
    });
  });
});

describe('the title of the current claim', () => {
  test('gives the number of the claim and its step, each once', async () => {
    await openChecked();
    expect(textOf('#claim-title')).toBe('Claim 5 · step 1 of 6');
    expect(textOf('#claim-about')).toBe('A passage failed · 1 of 2 on this page');
  });

  test('is one line in French in a window of 1280 pixels', async () => {
    useLanguage('fr');
    const made = await makeReview(60);
    await storeReport(background.library, made);
    open(made.reportId);
    await vi.waitFor(() => expect(decided()).toMatch(/\D60/));
    const line = Number.parseFloat(
      getComputedStyle(document.querySelector('#claim-title')!).lineHeight,
    );
    const tooLong = new Set<string>();
    for (let at = 0; at < 40; at += 1) {
      const title = document.querySelector('#claim-title')!;
      const before = title.textContent;
      if (title.getBoundingClientRect().height > 1.5 * line) tooLong.add(before);
      // Hints that arrive can move the claim to another step, also to the last one.
      await press(/étape (\d+) sur \1$/u.test(before) ? 'k' : 'j');
      await vi.waitFor(() => expect(textOf('#claim-title')).not.toBe(before));
    }
    expect([...tooLong]).toEqual([]);
  });
});

describe('the sign-off sheet', () => {
  test('cuts off no focus ring of a claim’s controls', async () => {
    await openChecked();
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() => expect(document.querySelector('.sign-row')).not.toBeNull());
    const row = document.querySelector('.sign-row')!;
    const frame = row.getBoundingClientRect();
    for (const control of row.querySelectorAll('input, button')) {
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const room = [left - frame.left, frame.right - right, top - frame.top, frame.bottom - bottom];
      expect(Math.min(...room), control.outerHTML).toBeGreaterThanOrEqual(4);
    }
  });

  test('leaves out all that wait at once, and a notice says that it is signed off', async () => {
    await openChecked();
    await press('1');
    await vi.waitFor(() => expect(decided()).toMatch(/^1 /));
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() => byText('Leave out all 5'));
    const ticks = () =>
      [...document.querySelectorAll<HTMLInputElement>('.sign-row input')].map(
        ({ checked }) => checked,
      );
    await userEvent.click(byText('Leave out all 5'));
    expect(ticks()).toEqual([true, true, true, true, true]);
    await userEvent.click(byText('Leave out none'));
    expect(ticks()).toEqual([false, false, false, false, false]);
    await userEvent.click(byText('Leave out all 5'));
    expect(textOf('dialog [role=status]')).toMatch(/^Will be signed by /);
    await expectAccessible();
    await userEvent.click(document.querySelector('[data-focus=sign]') as HTMLElement);
    await vi.waitFor(() =>
      expect(textOf('.snackbar-place')).toContain('Signed off. 5 claims are left out.'),
    );
    await vi.waitFor(() => expect(textOf('.sign-banner')).toContain('5 exceptions'));
  });

  test('a notice that says how the review stands goes as soon as that is untrue', async () => {
    const notice = () => textOf('.snackbar-place');
    await openChecked();
    for (let at = 1; at <= 6; at += 1) {
      await press('4');
      await vi.waitFor(() => expect(decided()).toMatch(new RegExp(`^${at.toString()} `)));
    }
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() => expect(document.querySelector('[data-focus=sign]')).not.toBeNull());
    // The notices do not go by themselves.
    const later = globalThis.setTimeout;
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms = 0) =>
      ms === 6_000 ? 0 : later(run, ms)) as never);
    await userEvent.click(document.querySelector('[data-focus=sign]') as HTMLElement);
    await vi.waitFor(() => expect(document.querySelector('.sign-banner.is-valid')).not.toBeNull());
    await vi.waitFor(() => expect(notice()).toBe('Signed off.'));
    await edit((doc) => setTitle(doc, { title: 'Another title' }));
    await vi.waitFor(() => expect(document.querySelector('.sign-banner.is-void')).not.toBeNull());
    await vi.waitFor(() => expect(notice()).toBe(''));
    await press('1');
    await vi.waitFor(() => expect(notice()).toBe('Every claim shown is decided.'));
    await edit((doc) => {
      const { id, text } = readReport(doc, REPORT).statements[0]!;
      editStatement(doc, { id, text: text.replace('44', '45') });
    });
    await vi.waitFor(() => expect(decided()).toMatch(/^5 /));
    await vi.waitFor(() => expect(notice()).toBe(''));
  });

  test('says how many cited passages no check has judged', async () => {
    const { cited, ...lakes } = LAKES;
    const unjudged = cited.map((each, at) => ({
      ...each,
      ...(at === 0 || at === 1 ? { verdict: 'unchecked' as const } : {}),
      ...(at === 2 ? { verdict: null } : {}),
      ...(at === 3 ? { verdict: 'altered' as const } : {}),
    }));
    const made = await makeSample({ ...lakes, cited: unjudged }, newId<'report'>());
    await storeReport(background.library, made);
    open(made.reportId);
    await vi.waitFor(() => expect(decided()).toMatch(/^0 \D+6/));
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() =>
      expect(textOf('dialog')).toContain(
        'Cited passages that no check has judged: 2 without a result and 1 not checked.',
      ),
    );
    expect(textOf('dialog')).toMatch(/Cited passages that failed their check: \d altered/u);
    await expectAccessible();
  });

  test('says how many claims are supported against a hint', async () => {
    await openChecked();
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() => expect(textOf('dialog')).toContain('Awaiting'));
    expect(textOf('dialog')).not.toContain('against a hint');
    await press('{Escape}');
    for (let at = 1; at <= 6; at += 1) {
      await press('1');
      await vi.waitFor(() => expect(decided()).toMatch(new RegExp(`^${at.toString()} `)));
    }
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() =>
      expect(textOf('dialog')).toContain('1 claim is supported against a hint.'),
    );
    await expectAccessible();
  });

  test('the sign-off sheet, its banner and the exported review count the sentences without a citation', async () => {
    await openChecked();
    await userEvent.click(byText('Uncited'));
    const listed = document.querySelectorAll('.uncited-row').length;
    const said = `${listed.toString()} sentences have no citation.`;
    expect(listed).toBe(3);
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() => expect(textOf('dialog')).toContain(said));
    await userEvent.click(byText('Leave out all 6'));
    await userEvent.click(document.querySelector('[data-focus=sign]') as HTMLElement);
    await vi.waitFor(() => expect(textOf('.sign-banner.is-valid')).toContain(said));
    await press('e');
    const written = () => document.querySelector<HTMLTextAreaElement>('.export-text')?.value;
    await vi.waitFor(() => expect(written()).toContain(said));
  });

  test('the sign-off sheet, its banner and the exported review say that clips in the inbox are not covered', async () => {
    const not = '1 clip in the inbox is not covered by the sign-off.';
    await openChecked();
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() =>
      expect(textOf('dialog')).toContain('It does not cover clips in the inbox'),
    );
    expect(textOf('dialog')).not.toContain(not);
    await userEvent.click(byText('Leave out all 6'));
    await userEvent.click(document.querySelector('[data-focus=sign]') as HTMLElement);
    await vi.waitFor(() =>
      expect(textOf('.sign-banner.is-valid')).toContain(
        'nothing that the sign-off covers has changed since',
      ),
    );
    await background.save(sampleRecords({ url: 'https://rivers.example/log' }));
    await vi.waitFor(() => expect(textOf('.sign-banner.is-valid')).toContain(not));
    await press('e');
    const written = () => document.querySelector<HTMLTextAreaElement>('.export-text')?.value;
    await vi.waitFor(() => expect(written()).toContain(not));
    await userEvent.selectOptions(document.querySelector('dialog select')!, 'bundle');
    await vi.waitFor(() => expect(textOf('.export-out')).toContain(not));
  });

  test('says nothing of it when all are judged', async () => {
    await openChecked();
    await press('{Shift>}s{/Shift}');
    await vi.waitFor(() => expect(textOf('dialog')).toContain('Awaiting'));
    expect(textOf('dialog')).not.toContain('no check');
  });
});

describe('forced colours', () => {
  test('every colour has a line or a word with the same meaning', async () => {
    const session = cdp() as unknown as { send(call: string, of: object): Promise<unknown> };
    const emulate = (features: readonly object[]) =>
      session.send('Emulation.setEmulatedMedia', { features });
    await emulate([{ name: 'forced-colors', value: 'active' }]);
    try {
      await openChecked();
      await press('1');
      await vi.waitFor(() => expect(decided()).toMatch(/^1 /));
      const styleOf = (selector: string) => getComputedStyle(document.querySelector(selector)!);
      expect(styleOf('.claim.is-current').outlineStyle).toBe('solid');
      // Marked words have the text colour of the mark.
      const ink = (words: string) => {
        const probe = document.createElement('span');
        probe.style.color = words;
        document.body.append(probe);
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      };
      expect(styleOf('.claim.is-current').color).toBe(ink('MarkText'));
      const [on, off] = [styleOf('.switch > .is-on'), styleOf('.switch > :not(.is-on)')];
      expect([on.backgroundColor, on.color]).toEqual([ink('Highlight'), ink('HighlightText')]);
      expect(on.backgroundColor).not.toBe(off.backgroundColor);
      expect(styleOf('.claim-state').borderTopStyle).toBe('solid');
      const lines = ['pass', 'warn', 'fail'].map(
        (tone) => styleOf(`.claim-${tone}`).textDecorationStyle,
      );
      expect(new Set(lines).size).toBe(3);
    } finally {
      await emulate([]);
    }
  });
});
