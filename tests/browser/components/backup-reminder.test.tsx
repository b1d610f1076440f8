import './catalogue';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { BackupReminder } from '@/components/settings/BackupReminder';
import type { Acts } from '@/components/state/acts';
import { newId } from '../../../utils/model/ids';
import type { ReportSummary } from '../../../utils/storage/read';
import { testActs } from './background';
import { byText, drawn, expectAccessible, show } from './stage';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const report = (days: number): ReportSummary => ({
  id: newId<'report'>(),
  title: 'Lakes',
  language: 'en',
  createdAt: daysAgo(days),
  updatedAt: daysAgo(0),
  binnedAt: null,
  sections: 0,
  statements: 0,
  citations: 0,
  binnedSections: [],
});
const hint = () => document.querySelector('[role=note]');

test('a library that was never backed up is named after two weeks, and the way to a backup', async () => {
  const openOptions = vi.fn<Acts['openOptions']>(async () => undefined);
  const acts = testActs({ openOptions });
  show(<BackupReminder acts={acts} reports={[report(3), report(20)]} />);
  await vi.waitFor(() => expect(hint()?.textContent).toContain('20 days'));
  await expectAccessible();
  await userEvent.click(byText('Back up…'));
  expect(openOptions.mock.calls).toEqual([['backup']]);
});

test('“Later” is stored and hides the reminder for as long', async () => {
  const acts = testActs();
  show(<BackupReminder acts={acts} reports={[report(20)]} />);
  await vi.waitFor(() => byText('Later'));
  await userEvent.click(byText('Later'));
  await vi.waitFor(() => expect(hint()).toBeNull());
  show(<div />);
  show(<BackupReminder acts={acts} reports={[report(20)]} />);
  await drawn();
  expect(hint()).toBeNull();
});

test.each([
  ['a young library', [report(5)]],
  ['no library', []],
])('shows no reminder for %s', async (_name, reports) => {
  show(<BackupReminder acts={testActs()} reports={reports} />);
  await drawn();
  expect(hint()).toBeNull();
});
