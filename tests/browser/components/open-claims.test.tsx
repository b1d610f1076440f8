import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { Desk } from '@/components/desk/Desk';
import { SidePanel } from '@/components/panel/SidePanel';
import { makeReview, type ReviewSample } from '../../../scripts/tour/make-review';
import type { Check } from '../../../utils/model/evidence';
import { newId, type SourceId } from '../../../utils/model/ids';
import { makeSnapshot } from '../../../utils/storage/snapshot-text';
import { jobOf, runOf } from '../../unit/storage/sample-evidence';
import { startBackground, type TestBackground, testActs } from './background';
import { storeReport } from './review-report';
import { REPORT, renewReport, sampleRecords } from './samples';
import { show } from './stage';

const PAGE = 'The ferry carried 412,600 passengers in 2025, the council says. The quay was full.';
const LOST = PAGE.replace('412,600', '409,100');

/** Two claims that cite a whole page. */
const FERRY: ReviewSample = {
  title: 'The ferry',
  pages: [
    {
      ...{ title: 'Ferry report', url: 'https://ferry.example/report' },
      ...{ authors: [], published: '2026-01-01', text: PAGE },
    },
  ],
  cited: [{ page: 0, quote: '', verdict: 'unpinned', wordless: 'unpinned' }],
  sections: [
    {
      title: 'Traffic',
      statements: ['The ferry carried 412,600 passengers in 2025 [0].', 'The quay was full [0].'],
    },
  ],
};

let background: TestBackground;
let check: Check;
let sourceId: SourceId;

beforeEach(async () => {
  await page.viewport(1280, 800);
  renewReport();
  background = await startBackground();
  const made = await makeReview(FERRY, REPORT);
  for (const each of made.records) {
    if (each.store === 'checks') check = each.record;
    if (each.store === 'sources') sourceId = each.record.id;
  }
  await storeReport(background.library, made);
});

afterEach(() => background.library.close());

/** Stores a later check of the page, which then had this text. */
async function readAgain(text: string): Promise<void> {
  const takenAt = new Date().toISOString();
  const about = { id: newId<'snapshot'>(), sourceId, takenAt, readBy: 'fetch' as const };
  const snapshot = await makeSnapshot(about, text);
  const run = { ...runOf(1, REPORT), id: newId<'run'>() };
  const job = { ...jobOf(1, run, [check.clipId]), id: newId<'job'>(), pageKey: 'ferry' };
  const checks = [{ ...check, runId: run.id, checkedAt: takenAt, snapshotId: snapshot.id }];
  await background.library.startRun(run, [job]);
  const stored = await background.library.completeJob(job.id, { checks, snapshots: [snapshot] });
  if (!stored.ok || !stored.value.recorded) throw new Error('The check was not stored.');
  await background.finishRun(run.id, stored.value.checks);
}

const openDesk = () => {
  show(null);
  show(<Desk acts={testActs()} reportId={REPORT} onReport={() => undefined} />);
};
const openPanel = () => {
  show(null);
  show(<SidePanel acts={testActs()} />);
};

const decided = (count: number) =>
  vi.waitFor(() =>
    expect(document.querySelector('#desk-decided')?.textContent).toBe(
      `${count.toString()} of 2 claims decided`,
    ),
  );
const mainStep = (label: string) =>
  vi.waitFor(() =>
    expect(document.querySelector('.panel-footer .button-primary')?.textContent).toBe(label),
  );

test('the panel counts the claims that wait as the desk does, also where a page lost their words', async () => {
  openDesk();
  await decided(0);
  await userEvent.keyboard('1');
  await decided(1);
  await userEvent.keyboard('1');
  await decided(2);
  openPanel();
  await mainStep('Export');
  await readAgain(LOST);
  await mainStep('Review 1 claim');
  openDesk();
  await decided(1);
  await userEvent.keyboard('s1');
  await decided(2);
  await userEvent.keyboard('u');
  await decided(1);
  openPanel();
  await mainStep('Review 1 claim');
  await readAgain(PAGE);
  await mainStep('Export');
  openDesk();
  await decided(2);
});

test('an open list of passages stays in view when the clip with the passage arrives below', async () => {
  const numbers = Array.from({ length: 6 }, (_, at) => (412_600 + at).toLocaleString('en'));
  const text = numbers.map((each) => `In one of the years it carried ${each}.`).join('\n');
  const statements = numbers.map((each) => `It carried ${each} [0].`);
  renewReport();
  const made = await makeReview(
    {
      ...FERRY,
      pages: FERRY.pages.map((each) => ({ ...each, url: 'https://years.example/', text })),
      sections: [{ title: 'Years', statements }],
    },
    REPORT,
  );
  await storeReport(background.library, made);
  await page.viewport(400, 640);
  openPanel();
  const card = () =>
    [...document.querySelectorAll<HTMLElement>('[data-item]')].find(({ textContent }) =>
      textContent.includes('The whole page'),
    ) ?? null;
  await vi.waitFor(() => expect(card()).not.toBeNull());
  card()!.focus();
  await userEvent.keyboard('p');
  await vi.waitFor(() => expect(document.activeElement?.className).toBe('candidate'));
  const top = () => document.activeElement!.getBoundingClientRect().top;
  const before = top();
  await background.save(sampleRecords({ quote: 'The quay was full.' }));
  await vi.waitFor(() => expect(document.querySelector('[data-arrived]')).not.toBeNull());
  expect(document.activeElement?.className).toBe('candidate');
  expect(Math.abs(top() - before)).toBeLessThan(4);
});
