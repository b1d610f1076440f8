import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

describe('archives', () => {
  const field = (label: string) =>
    [...document.querySelectorAll<HTMLElement>('.field')]
      .find((each) => each.querySelector('label')?.textContent === label)!
      .querySelector('input')!;
  const GATE = 'Address of the archive’s TimeGate';

  test('are off until turned on, which says who is sent what and asks for their sites', async () => {
    const acts = testActs();
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byText('Look up pages that are gone', 'h3'));
    expect((await acts.readArchiveOptions()).timeGate).toBeNull();
    expect(byText('Allow and turn on')).toBeInstanceOf(HTMLElement);
    await userEvent.fill(field(GATE), 'https://{url}.gate.example/');
    expect(document.body.textContent).toContain('names the archive before the page');
    byText('Allow and turn on').click();
    expect(acts.asked).toEqual([]);
    await userEvent.fill(field(GATE), 'https://gate.example/web/');
    await userEvent.fill(field('Other sites that it sends on to'), 'copies.example');
    expect(document.body.textContent).toContain('gate.example is sent the address of each');
    await expectAccessible();
    byText('Allow and turn on').click();
    expect(acts.asked).toEqual([
      [
        'https://gate.example/*',
        'http://gate.example/*',
        'https://copies.example/*',
        'http://copies.example/*',
      ],
    ]);
    await vi.waitFor(() => byText('Turn looking up off'));
    expect(await acts.readArchiveOptions()).toMatchObject({
      timeGate: 'https://gate.example/web/',
      hosts: ['copies.example'],
    });
    await userEvent.click(byText('Turn looking up off'));
    expect((await acts.readArchiveOptions()).timeGate).toBeNull();
  });

  test('stay off where the browser refuses', async () => {
    const acts = testActs({ requestOrigins: async () => false });
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byText('Look up pages that are gone', 'h3'));
    await userEvent.fill(field(GATE), 'https://gate.example/web/');
    await userEvent.click(byText('Allow and turn on'));
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect((await acts.readArchiveOptions()).timeGate).toBeNull();
  });

  test('a page can be sent to one, which asks for no site', async () => {
    const acts = testActs();
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byText('Archive a page', 'h3'));
    await userEvent.fill(field('Address that archives a page'), 'https://gate.example/save/{url}');
    await userEvent.click(byText('Turn on'));
    await vi.waitFor(() => byText('Turn archiving off'));
    expect((await acts.readArchiveOptions()).save).toBe('https://gate.example/save/{url}');
    expect(acts.asked).toEqual([]);
    await expectAccessible();
  });
});
