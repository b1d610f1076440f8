import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { OptionsPage } from '../../../components/options/OptionsPage';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.save(sampleRecords());
});

afterEach(() => background.library.close());

const chooseFile = async (file: File) => {
  await userEvent.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file);
};

test('a backup is downloaded, and restored into an empty library by the same page', async () => {
  const acts = testActs();
  show(<OptionsPage acts={acts} />);
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 report · 1 clip'));
  await expectAccessible();
  await userEvent.click(byText('Download a backup'));
  await vi.waitFor(() => expect(acts.downloads).toHaveLength(1));
  const { name, blob } = acts.downloads[0]!;
  expect(name).toMatch(/^pincite-backup-\d{4}-\d\d-\d\d\.pincite$/);
  await vi.waitFor(() => expect(document.body.textContent).toContain('The backup was downloaded'));

  background.library.close();
  background = await startBackground();
  await chooseFile(new File([blob], name));
  await vi.waitFor(() =>
    expect(document.body.textContent).toMatch(/Restored \d+ records in 1 rep/),
  );
  const evidence = await background.library.loadEvidence(REPORT);
  expect(evidence.ok && evidence.value.clips).toHaveLength(1);
});

test.each([
  ['not a backup at all', new File(['hello'], 'notes.txt')],
  ['an empty file', new File([], 'empty.pincite')],
])('a file that is %s is refused with a sentence', async (_name, file) => {
  show(<OptionsPage acts={testActs()} />);
  await chooseFile(file);
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
  expect(document.querySelector('[role=alert]')?.textContent).toMatch(/backup/);
  await expectAccessible();
});

test('a restore is cancelled between two pieces, and nothing changed', async () => {
  show(<OptionsPage acts={testActs()} />);
  background.hold('restore.chunk');
  await chooseFile(new File([new Uint8Array(9_000_000)], 'big.pincite'));
  await vi.waitFor(() => byText('Cancel'));
  await userEvent.click(byText('Cancel'));
  background.release();
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain('Restoring was cancelled. Nothing changed.'),
  );
  expect(background.calls.map(({ name }) => name)).toContain('restore.abort');
});

test('says which key clips, and what is used', async () => {
  show(<OptionsPage acts={testActs()} />);
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain('Clip the selection with Alt+Shift+C.'),
  );
  expect(document.body.textContent).toContain('12.4 MB used by Pincite');
});
