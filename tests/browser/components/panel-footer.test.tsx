import './catalogue';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { deriveClaims } from '../../../utils/claim/derive-claims';
import { type CitationId, newId, type StatementId } from '../../../utils/model/ids';
import { loadReportDocument, readReport } from '../../../utils/model/report-document';
import { createStatement, insertCitation } from '../../../utils/model/statement-operations';
import { claimItems } from '../../../utils/review/claim-item';
import { claimHashes } from '../../../utils/review/stale';
import { startBackground, type TestBackground, testActs } from './background';
import { decisionBody } from './others-reviews';
import { REPORT, renewReport, type SampleRecords, sampleRecords } from './samples';
import { expectAccessible, show } from './stage';

let background: TestBackground;
const STATEMENT: StatementId = newId<'statement'>();
const CITATION: CitationId = newId<'citation'>();

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
});

afterEach(() => background.library.close());

const addStatement = (records: SampleRecords) =>
  background.library.editReport(REPORT, (doc) => {
    const text = 'The basin stood high.';
    createStatement(doc, { id: STATEMENT, text, position: { sectionId: null } });
    insertCitation(doc, {
      ...{ id: CITATION, statementId: STATEMENT, clipId: records.clip.id, label: '' },
      offset: text.length - 1,
    });
  });

/** Decides about the only claim of the report. */
const decide = async ({ clip, source, pin, check }: SampleRecords) => {
  const updates = await background.library.loadReportUpdates(REPORT);
  if (!updates.ok) throw new Error(updates.error.code);
  const { statements, citations } = readReport(loadReportDocument(updates.value), REPORT);
  const claims = deriveClaims(statements[0]!, citations, 'en');
  const evidence = new Map([[clip.id, { clip, source, pin, check }]]);
  const item = claimItems([claims], () => clip.id, evidence)[0]!;
  const body = decisionBody(item.claim.key, {
    ...{ citationIds: [...item.claim.citationIds], hashes: claimHashes(item) },
    decision: 'supported',
  });
  const recorded = await background.library.recordReviews(REPORT, [{ act: newId<'act'>(), body }]);
  if (!recorded.ok) throw new Error(recorded.error.code);
};

const buttons = () =>
  [...document.querySelectorAll<HTMLElement>('.panel-footer > .button')].map(
    ({ textContent, className }) =>
      className.includes('button-primary') ? `[${textContent.trim()}]` : textContent.trim(),
  );

test('an empty report has no footer, and so no disabled button', async () => {
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(document.querySelector('.empty')).not.toBeNull());
  expect(document.querySelector('.panel-footer')).toBeNull();
  expect(document.querySelectorAll('.panel-main button:disabled')).toHaveLength(0);
});

test('clips that were never checked ask to be verified first', async () => {
  const records = sampleRecords();
  await background.save(records);
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(buttons()).toEqual(['[Verify 1 clip]', 'Export']));
  await addStatement(records);
  show(null);
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(buttons()).toEqual(['[Verify 1 clip]', 'Review', 'Export']));
  await expectAccessible();
});

test('after the verification the review comes next, and after all decisions the export', async () => {
  const opened: unknown[] = [];
  const acts = testActs({
    openDesk: async (id) => {
      opened.push(id);
      return false;
    },
  });
  const records = sampleRecords({ verdict: 'verbatim' });
  await addStatement(records);
  await background.save(records);
  const showVerified = async () => {
    show(<SidePanel acts={acts} />);
    await vi.waitFor(() => expect(buttons()).toEqual(['[Verify 1 clip]', 'Review', 'Export']));
    await background.finishRun(records.check!.runId, [records.check!]);
  };
  await showVerified();
  await vi.waitFor(() => expect(buttons()).toEqual(['Verify', '[Review 1 claim]', 'Export']));
  await expectAccessible();
  await userEvent.click(document.querySelector('[data-focus="review"]')!);
  expect(opened).toEqual([REPORT]);
  show(null);
  await decide(records);
  await showVerified();
  await vi.waitFor(() => expect(buttons()).toEqual(['Verify', 'Review', '[Export]']));
  expect(document.querySelector('[data-focus="verify"]')?.getAttribute('aria-label')).toBe(
    'Verify 1 clip',
  );
});

test('clips without a passage are not among those that are verified', async () => {
  const records = sampleRecords({ verdict: 'verbatim' });
  await addStatement(records);
  await background.save(records);
  for (const title of ['A page', 'Another page']) {
    const url = `https://other.example/${title.length.toString()}`;
    await background.save(sampleRecords({ quote: null, title, url }));
  }
  await decide(records);
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(buttons()).toEqual(['[Verify 1 clip]', 'Review', 'Export']));
  expect(document.querySelectorAll('[data-focus^="verify-"]')).toHaveLength(1);
  await userEvent.click(document.querySelector('[data-focus="verify"]')!);
  const sites = () =>
    [...document.querySelectorAll('.pick-list label')].map((each) => each.textContent);
  await vi.waitFor(() => expect(sites()).toEqual(['hydrology.example1 page']));
  await userEvent.keyboard('{Escape}');
  // Once the quotes are verified, nothing more is to be verified.
  await background.finishRun(records.check!.runId, [records.check!]);
  await vi.waitFor(() => expect(buttons()).toEqual(['Verify', 'Review', '[Export]']));
});

test('a report with only whole pages has nothing to verify', async () => {
  await background.save(sampleRecords({ quote: null }));
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(buttons()).toEqual(['[Export]']));
});

test('R says how to reach the desk if the browser leaves the focus in the panel', async () => {
  const records = sampleRecords();
  await background.save(records);
  await addStatement(records);
  const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  onTestFinished(() => hasFocus.mockRestore());
  show(<SidePanel acts={testActs({ openDesk: async () => false })} />);
  await vi.waitFor(() => expect(buttons()).toContain('Review'));
  await userEvent.keyboard('r');
  await vi.waitFor(() =>
    expect(document.querySelector('.snackbar')?.textContent).toContain('press F6'),
  );
});

test('V verifies and R reviews the report, without a way through all cards', async () => {
  const opened: unknown[] = [];
  const openDesk = async (id: unknown) => opened.push(id) > 1;
  const records = sampleRecords();
  show(<SidePanel acts={testActs({ openDesk })} />);
  await vi.waitFor(() => expect(document.querySelector('.empty')).not.toBeNull());
  const dialog = () => document.querySelector('dialog');
  await userEvent.keyboard('vr');
  expect(dialog()).toBeNull();
  await background.save(records);
  await addStatement(records);
  show(null);
  show(<SidePanel acts={testActs({ openDesk })} />);
  await vi.waitFor(() => expect(buttons()).toEqual(['[Verify 1 clip]', 'Review', 'Export']));
  await userEvent.keyboard('v');
  await vi.waitFor(() => expect(dialog()?.textContent).toContain('Which sites may be read?'));
  // The dialog has the focus, and keys of its own.
  await userEvent.keyboard('r');
  expect(opened).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await vi.waitFor(() => expect(dialog()).toBeNull());
  const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(false);
  onTestFinished(() => hasFocus.mockRestore());
  await userEvent.keyboard('r');
  expect(opened).toEqual([REPORT]);
  const notice = () => document.querySelector('.snackbar')?.textContent;
  expect(notice()).toBeUndefined();
  // The desk is in front, and the browser leaves the focus in the panel.
  await userEvent.keyboard('r');
  await vi.waitFor(() => expect(notice()).toContain('F6'));
  await userEvent.keyboard('/vr');
  expect(document.querySelector<HTMLInputElement>('[type=search]')?.value).toBe('vr');
  expect([dialog(), opened]).toEqual([null, [REPORT, REPORT]]);
  const verify = document.querySelector('[data-focus="verify"]');
  expect(verify?.getAttribute('title')).toBe('Verify 1 clip (V)');
});

test.each([
  [640, 400],
  [400, 900],
])('the footer is in view above a long list in a window of %i × %i', async (width, height) => {
  await page.viewport(width, height);
  try {
    for (let n = 0; n < 20; n += 1) await background.save(sampleRecords({ quote: `Quote ${n}.` }));
    show(<SidePanel acts={testActs()} />);
    await vi.waitFor(() => expect(document.querySelectorAll('.card').length).toBeGreaterThan(3));
    const footer = document.querySelector('.panel-footer')!;
    await vi.waitFor(() => {
      const { top, bottom } = footer.getBoundingClientRect();
      expect([top > 0, bottom <= height]).toEqual([true, true]);
    });
  } finally {
    await page.viewport(414, 896);
  }
});

test.each([
  [250, 600],
  [400, 900],
])(
  'a notice is clear of the footer, however many rows it has, in %i × %i',
  async (width, height) => {
    await page.viewport(width, height);
    try {
      const records = sampleRecords();
      await background.save(records);
      await background.save(sampleRecords({ quote: 'Nobody saw it fall.' }));
      await addStatement(records);
      show(<SidePanel acts={testActs()} />);
      await vi.waitFor(() => expect(buttons()).toEqual(['[Verify 2 clips]', 'Review', 'Export']));
      const cards = [...document.querySelectorAll<HTMLElement>('article')];
      cards.find(({ textContent }) => textContent.includes('Nobody'))!.focus();
      await userEvent.keyboard('{Delete}');
      await vi.waitFor(() => {
        const notice = document.querySelector('.snackbar')!.getBoundingClientRect();
        const footer = document.querySelector('.panel-footer')!.getBoundingClientRect();
        expect(footer.top - notice.bottom).toBeGreaterThan(0);
        expect(footer.top - notice.bottom).toBeLessThan(20);
      });
    } finally {
      await page.viewport(414, 896);
    }
  },
);
