import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { type CitationId, newId, type StatementId } from '../../../utils/model/ids';
import { ownAnswer } from '../../../utils/model/project-reviews';
import { readReport } from '../../../utils/model/report-document';
import type { DecisionBody } from '../../../utils/model/review-records';
import { createSection } from '../../../utils/model/section-operations';
import {
  createStatement,
  editStatement,
  insertCitation,
} from '../../../utils/model/statement-operations';
import { startBackground, type TestBackground, testActs } from './background';
import { decisionBody, otherReviewer, shownIn, storeReviews } from './others-reviews';
import { REPORT, renewReport, type SampleRecords, sampleRecords } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;
const STATEMENT: StatementId = newId<'statement'>();
const CITATION: CitationId = newId<'citation'>();
const OBJECTION: Partial<DecisionBody> = {
  ...{ reviewer: 'Ines', note: 'Above which <b>mean</b>?' },
  decision: 'partly',
};
let acts: ReturnType<typeof testActs>;
let ines: Awaited<ReturnType<typeof otherReviewer>>;

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  const records: SampleRecords = sampleRecords();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.library.editReport(REPORT, (doc) => {
    const sectionId = newId<'section'>();
    const at = '2026-05-02T10:00:00Z';
    createSection(doc, { id: sectionId, parentId: null, title: 'Levels', at });
    const text = 'The basin stood high.';
    createStatement(doc, { id: STATEMENT, text, position: { sectionId } });
    insertCitation(doc, {
      ...{ id: CITATION, statementId: STATEMENT, clipId: records.clip.id, label: '' },
      offset: text.length - 1,
    });
  });
  ines = await otherReviewer(REPORT);
  const body = decisionBody(`${STATEMENT}/${CITATION}`, OBJECTION);
  await storeReviews(background.library, [await ines.sign(body)]);
  await background.save(records);
  acts = testActs();
  show(<SidePanel acts={acts} />);
  await vi.waitFor(() => expect(document.querySelector('.objection')).not.toBeNull());
});

afterEach(() => background.library.close());

const stored = async () => {
  const [review] = (await shownIn(background.library, REPORT)).reviews;
  return review === undefined ? undefined : ownAnswer(review);
};
const said = () => document.querySelector('.snackbar-place')?.textContent;
/** The statement whose objections have the focus. */
const led = () =>
  document.activeElement?.matches('.objections') === true
    ? document.activeElement.closest('[data-item]')?.getAttribute('data-item')
    : null;
const pressed = () =>
  [...document.querySelectorAll('.objection [aria-pressed=true]')].map((each) => each.textContent);

test('an objection is shown at its statement, and the panel leads to it', async () => {
  const objection = document.querySelector('.objection')!;
  expect(objection.closest('[data-item]')?.getAttribute('data-item')).toBe(STATEMENT);
  expect(objection.textContent).toContain('Partly');
  expect(objection.textContent).toContain('Ines (unverified, ');
  expect(objection.textContent).toContain('Above which <b>mean</b>?');
  await userEvent.click(byText('Show the next'));
  await vi.waitFor(() => expect(led()).toBe(STATEMENT));
  await expectAccessible();
});

test('a claim in the middle of its sentence is followed by the rest of it', async () => {
  const other = sampleRecords();
  await background.save(other);
  const edited = await background.library.editReport(REPORT, (doc) => {
    const text = readReport(doc, REPORT).statements[0]!.text.replace(/\.$/u, ', and fell.');
    editStatement(doc, { id: STATEMENT, text });
    insertCitation(doc, {
      ...{ id: newId(), statementId: STATEMENT, clipId: other.clip.id, label: '' },
      offset: text.length - 1,
    });
  });
  if (!edited.ok) throw new Error('Nothing was stored.');
  background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
  const claim = () => document.querySelector('.objection-words');
  await vi.waitFor(() => expect(claim()?.textContent).toBe('The basin stood high … and fell.'));
  const rest = claim()!.querySelector('.claim-around')!;
  expect(getComputedStyle(rest).color).not.toBe(getComputedStyle(claim()!).color);
  await expectAccessible();
});

test('the ring around Edit is not under the box of the objection', async () => {
  const box = document.querySelector('.objection')!.getBoundingClientRect();
  const edit = document.querySelector(`[data-focus=edit-${STATEMENT}]`)!.getBoundingClientRect();
  // The ring is two pixels wide, and two pixels away from the button.
  expect(box.top - edit.bottom).toBeGreaterThanOrEqual(4);
});

test('the panel leads to each objection in turn, then to the first again', async () => {
  const second: StatementId = newId<'statement'>();
  await background.library.editReport(REPORT, (doc) =>
    createStatement(doc, { id: second, text: 'It fell in May.', position: { sectionId: null } }),
  );
  const ines = await otherReviewer(REPORT);
  const body = decisionBody(second, { reviewer: 'Ines', decision: 'unsupported', note: '' });
  await storeReviews(background.library, [await ines.sign(body)]);
  background.tell({ kind: 'library' });
  await vi.waitFor(() => expect(document.querySelectorAll('.objection')).toHaveLength(2));
  const order = [...document.querySelectorAll('.objection')].map((each) =>
    each.closest('[data-item]')?.getAttribute('data-item'),
  );
  for (const id of [...order, order[0]]) {
    await userEvent.click(byText('Show the next'));
    await vi.waitFor(() => expect(led()).toBe(id));
  }
});

test('the answer is stored with the objection, and can be undone', async () => {
  await userEvent.click(byText('Fixed'));
  await vi.waitFor(async () => expect((await stored())?.answer).toBe('fixed'));
  expect(pressed()).toEqual(['Fixed']);
  expect(document.querySelector('.read-again')).toBeNull();
  await userEvent.click(byText('Disputed'));
  await vi.waitFor(async () => expect((await stored())?.answer).toBe('disputed'));
  expect(pressed()).toEqual(['Disputed']);
  document.querySelector<HTMLElement>('[data-item]')?.focus();
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(async () => expect((await stored())?.answer).toBe('fixed'));
  await vi.waitFor(() => expect(said()).toContain('Undone: answer “Disputed”.'));
  await userEvent.click(byText('Fixed'));
  await vi.waitFor(async () => expect(await stored()).toBeNull());
});

test('the first answer asks for the name of the editor, which goes out with it', async () => {
  await acts.writeSettings({ reviewer: '' });
  const question = () => document.querySelector('dialog[open]');
  await userEvent.click(byText('Fixed'));
  await vi.waitFor(() => expect(question()?.textContent).toContain('What is your name?'));
  await expectAccessible();
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(question()).toBeNull());
  expect(pressed()).toEqual([]);
  expect(await stored()).toBeNull();
  await userEvent.click(byText('Disputed'));
  await vi.waitFor(() => expect(question()).not.toBeNull());
  await userEvent.keyboard('Marc{Enter}');
  await vi.waitFor(async () =>
    expect(await stored()).toMatchObject({ answer: 'disputed', reviewer: 'Marc' }),
  );
  expect(pressed()).toEqual(['Disputed']);
  expect(await acts.readSettings()).toMatchObject({ reviewer: 'Marc' });
  // The name is asked for only once.
  await userEvent.click(byText('Fixed'));
  await vi.waitFor(async () =>
    expect(await stored()).toMatchObject({ answer: 'fixed', reviewer: 'Marc' }),
  );
  expect(question()).toBeNull();
});

test('an answer has a reason, which stays when the answer changes and is one step of undo', async () => {
  expect(document.querySelector('.objection textarea')).toBeNull();
  await userEvent.click(byText('Disputed'));
  const why = await vi.waitFor(() => {
    const field = document.querySelector<HTMLTextAreaElement>('.objection textarea');
    expect(field?.labels[0]?.textContent).toBe('Why (optional)');
    return field!;
  });
  // Somebody who disputes an objection usually says why.
  await vi.waitFor(() => expect(document.activeElement).toBe(why));
  await userEvent.keyboard('Above the <b>mean</b>{Enter}of May.');
  expect(why.value).toBe('Above the <b>mean</b>\nof May.');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(document.activeElement?.getAttribute('data-item')).toBe(STATEMENT);
  const words = { answer: 'disputed', note: 'Above the <b>mean</b>\nof May.' };
  await vi.waitFor(async () => expect(await stored()).toMatchObject(words));
  await expectAccessible();
  await userEvent.click(byText('Fixed'));
  await vi.waitFor(async () => expect(await stored()).toMatchObject({ ...words, answer: 'fixed' }));
  document.querySelector<HTMLElement>('[data-item]')?.focus();
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(async () => expect(await stored()).toMatchObject(words));
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(() => expect(said()).toContain('Undone: changing a note.'));
  await vi.waitFor(async () =>
    expect(await stored()).toMatchObject({ answer: 'disputed', note: '' }),
  );
  await userEvent.keyboard('{Control>}z{/Control}');
  await vi.waitFor(async () => expect(await stored()).toBeNull());
});

test('an upheld objection waits for the editor again, with the earlier answer', async () => {
  await userEvent.click(byText('Disputed'));
  await userEvent.fill(document.querySelector('.objection textarea')!, 'The title says so.');
  await vi.waitFor(async () => expect((await stored())?.note).toBe('The title says so.'));
  const reviewedAt = new Date(Date.now() + 60_000).toISOString();
  const body = decisionBody(`${STATEMENT}/${CITATION}`, { ...OBJECTION, reviewedAt });
  await storeReviews(background.library, [await ines.sign(body)]);
  background.tell({ kind: 'library' });
  await vi.waitFor(() => expect(pressed()).toEqual([]));
  const objection = () => document.querySelector('.objection')?.textContent ?? '';
  await vi.waitFor(() => expect(objection()).toContain('Earlier decision: Partly'));
  expect(objection()).toContain('Your answer: Disputed');
  expect(objection()).toContain('The title says so.');
  expect(objection()).toContain('Decided again after this answer: upheld.');
  expect(document.body.textContent).toContain('An objection to 1 statement awaits an answer.');
  await expectAccessible();
});

test('an objection that was given up after the answer, and made again, is not upheld', async () => {
  await userEvent.click(byText('Fixed'));
  await vi.waitFor(async () => expect(await stored()).not.toBeNull());
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const decide = (decision: 'supported' | 'partly', minutes: number) =>
    ines.sign(
      decisionBody(`${STATEMENT}/${CITATION}`, {
        ...OBJECTION,
        decision,
        reviewedAt: at(minutes),
      }),
    );
  await storeReviews(background.library, [await decide('supported', 1), await decide('partly', 2)]);
  background.tell({ kind: 'library' });
  await vi.waitFor(() =>
    expect(document.querySelector('.objection')?.textContent).toContain(
      'Decided again after this answer: Supported, then Partly.',
    ),
  );
});

test('an objection that only an unverified person answered is not said to await an answer', async () => {
  const [objection] = (await shownIn(background.library, REPORT)).reviews;
  const marc = await otherReviewer(REPORT);
  const answer = await marc.sign({
    ...{ kind: 'answer', decision: objection!.id, claimKey: objection!.claimKey },
    ...{ answer: 'fixed', note: '', answeredAt: '2026-05-03T10:00:00Z' },
    reviewer: 'Marc',
  });
  const counts = () => [...document.querySelectorAll('.read-again p')].map((p) => p.textContent);
  expect(counts()).toEqual(['An objection to 1 statement awaits an answer.']);
  await storeReviews(background.library, [answer]);
  background.tell({ kind: 'library' });
  // Nobody can silence an objection with a made-up answer.
  await vi.waitFor(() =>
    expect(counts()).toEqual([
      'An objection to 1 statement has only answers whose author is not verified.',
    ]),
  );
  await userEvent.click(byText('Show the next'));
  await vi.waitFor(() => expect(led()).toBe(STATEMENT));
  await expectAccessible();
  await userEvent.click(byText('Disputed'));
  await vi.waitFor(() => expect(counts()).toEqual([]));
});

test('only the first answers of unknown people are shown', async () => {
  const [objection] = (await shownIn(background.library, REPORT)).reviews;
  const strangers = await Promise.all(Array.from({ length: 12 }, () => otherReviewer(REPORT)));
  const answers = strangers.map((stranger) =>
    stranger.sign({
      ...{ kind: 'answer', decision: objection!.id, claimKey: objection!.claimKey },
      ...{ answer: 'fixed', note: 'Trust me.', answeredAt: '2026-05-03T10:00:00Z' },
      reviewer: 'Marc',
    }),
  );
  await storeReviews(background.library, await Promise.all(answers));
  background.tell({ kind: 'library' });
  const shown = () => document.querySelector('.objection')?.textContent.match(/Trust me\./g);
  await vi.waitFor(() => expect(shown()).toHaveLength(10));
  expect(document.querySelector('.objection')?.textContent).toContain(
    '2 more entries are not shown',
  );
  expect(document.querySelector('.objection')?.textContent).toContain('(Marc (unverified, ');
  await expectAccessible();
});

describe('below a long statement, in a low window', () => {
  const bounds = () => ({
    top: document.querySelector('.panel-header')!.getBoundingClientRect().bottom,
    bottom: document.querySelector('.panel-footer')!.getBoundingClientRect().top,
  });
  const isInView = (element: Element | null | undefined) => {
    const { top, bottom } = element?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
    return top >= bounds().top && bottom <= bounds().bottom;
  };

  beforeEach(async () => {
    await page.viewport(400, 620);
    const edited = await background.library.editReport(REPORT, (doc) => {
      const { text } = readReport(doc, REPORT).statements[0]!;
      editStatement(doc, { id: STATEMENT, text: `${'It stood high. '.repeat(200)}${text}` });
    });
    if (!edited.ok) throw new Error('Nothing was stored.');
    background.tell({ kind: 'report-update', reportId: REPORT, updates: edited.value });
    await vi.waitFor(() => expect(document.body.scrollHeight).toBeGreaterThan(1500));
  });

  afterEach(() => page.viewport(414, 896));

  test('the panel leads to the objection itself', async () => {
    await userEvent.click(byText('Show the next'));
    await vi.waitFor(() => expect(isInView(document.querySelector('.objection-head'))).toBe(true));
    expect(led()).toBe(STATEMENT);
  });

  test('the field for the reason comes into view with the answer', async () => {
    byText('Disputed').scrollIntoView({ block: 'end' });
    await userEvent.click(byText('Disputed'));
    await vi.waitFor(() =>
      expect(isInView(document.querySelector('.objection textarea'))).toBe(true),
    );
  });
});
