import './catalogue';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { OptionsPage } from '../../../components/options/OptionsPage';
import { packUpdates } from '../../../utils/messaging/packed-updates';
import { newId } from '../../../utils/model/ids';
import { setTitle } from '../../../utils/model/report-operations';
import {
  destroyKeptBackups,
  dropKeptBackup,
  keepBackup,
  keptBackups,
} from '../../../utils/platform/kept-backup';
import { openReader as open } from '../../../utils/storage/read';
import { startBackground, type TestBackground } from './background';
import { useLanguage } from './catalogue';
import { optionsActs } from './options-acts';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byLabel, byText, drawn, expectAccessible, show } from './stage';

let background: TestBackground;

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.save(sampleRecords());
});

afterEach(async () => {
  background.library.close();
  for (const { name } of await keptBackups()) await dropKeptBackup(name);
});

const chooseFile = async (file: File) => {
  await userEvent.upload(document.querySelector<HTMLInputElement>('input[type=file]')!, file);
};

test('a backup asks for texts that only a team’s server has, and can be made without them', async () => {
  const acts = optionsActs();
  const [clipId, snapshotId] = [newId(), newId()];
  background.answer('team.textsToCome', { texts: [{ clipId, snapshotId }] });
  background.refuse('team.fetchText', 'team_no_answer');
  show(<OptionsPage acts={acts} />);
  const said = () => document.querySelector('[aria-labelledby=last-backup]')?.textContent;
  await vi.waitFor(() => expect(said()).toContain('1 page'));
  await expectAccessible();
  await userEvent.click(byText('Download a backup'));
  await vi.waitFor(() => expect(said()).toContain('The server does not answer.'));
  expect(said()).toContain('Press the button again to go on without them.');
  expect(acts.downloads).toHaveLength(0);
  await expectAccessible();
  await userEvent.click(byText('Download a backup'));
  await vi.waitFor(() => expect(acts.downloads).toHaveLength(1));
});

test('a backup is downloaded, and restored into an empty library by the same page', async () => {
  const acts = optionsActs();
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
    expect(document.body.textContent).toContain(
      'Added to your library: 1 report, 1 clip, and 1 page.',
    ),
  );
  await chooseFile(new File([blob], name));
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain(
      'Nothing in the file was new. Already in your library: 1 report, 1 clip, and 1 page.',
    ),
  );
  const evidence = await background.library.loadEvidence(REPORT);
  expect(evidence.ok && evidence.value.clips).toHaveLength(1);
});

test('the changes that were not ticked are named after their restore, not after the next one', async () => {
  const backupNow = async () => {
    const stream = await (await openReader()).backup({ createdAt: '2026-05-02T10:00:00Z' });
    return new File([await new Response(stream.ok ? stream.value : null).blob()], 'b.pincite');
  };
  const older = await backupNow();
  await background.library.editReport(REPORT, (doc) => setTitle(doc, { title: 'Rivers' }));
  const newer = await backupNow();
  background.library.close();
  background = await startBackground();
  show(<OptionsPage acts={optionsActs()} />);
  const said = () => document.body.textContent;
  await vi.waitFor(() => byText('Choose a backup file'));
  await chooseFile(older);
  await vi.waitFor(() => expect(said()).toContain('Added to your library'));
  await chooseFile(newer);
  const box = await vi.waitFor(() => {
    const found = document.querySelector<HTMLInputElement>('dialog [type=checkbox]:checked');
    expect(found).not.toBeNull();
    return found!;
  });
  await userEvent.click(box);
  await userEvent.click(byText('Apply the ticked changes'));
  const left = 'Not applied: Statements, headings and titles (1).';
  await vi.waitFor(() => expect(said()).toContain(left));
  await chooseFile(older);
  await vi.waitFor(() => expect(said()).not.toContain(left));
  await vi.waitFor(() => expect(said()).toContain('Nothing in the file was new.'));
  expect(said()).not.toContain(left);
});

test('a backup and a restore give the focus back to their buttons', async () => {
  const acts = optionsActs();
  show(<OptionsPage acts={acts} />);
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 report · 1 clip'));
  byText('Download a backup').focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(document.body.textContent).toContain('The backup was downloaded'));
  await vi.waitFor(() => expect(document.activeElement).toBe(byText('Download a backup')));

  const { name, blob } = acts.downloads[0]!;
  byText('Choose a backup file').focus();
  await chooseFile(new File([blob], name));
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain('Nothing in the file was new'),
  );
  await vi.waitFor(() => expect(document.activeElement).toBe(byText('Choose a backup file')));
});

const FULL = 'The disk is nearly full. Download a backup now, then free some space';
const TIGHT = 'There is less free space than restoring this library needs.';

test.each<[string, number | null, number | null, typeof FULL | typeof TIGHT | null]>([
  ['room for a library ten times as large', 12_000_000, 120_000_000, null],
  ['less than a small library soon needs', 12_000_000, 49_000_000, FULL],
  ['less than it takes to restore a large one', 2_000_000_000, 1_900_000_000, TIGHT],
  ['just that', 2_000_000_000, 2_000_000_000, null],
  ['no room at all, and a browser that says no more', null, 0, FULL],
  ['a browser that says nothing', 12_000_000, null, null],
])('the message about the remaining space: %s', async (_name, used, free, warned) => {
  show(
    <OptionsPage
      acts={optionsActs({ storageUsed: async () => used, storageFree: async () => free })}
    />,
  );
  const text = () => document.querySelector('[aria-labelledby=storage]')?.textContent ?? '';
  await vi.waitFor(() => {
    expect(text()).toContain(used === null ? 'does not report' : 'used by Pincite');
    expect(text().includes(' free')).toBe(free !== null);
    expect(text()).toContain('1 report · 1 clip');
  });
  for (const warning of [FULL, TIGHT]) expect(text().includes(warning)).toBe(warning === warned);
  if (warned !== null) await expectAccessible();
});

test.each([
  ['not a backup at all', new File(['hello'], 'notes.txt')],
  ['an empty file', new File([], 'empty.pincite')],
])('a file that is %s is refused with a sentence', async (_name, file) => {
  show(<OptionsPage acts={optionsActs()} />);
  await chooseFile(file);
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
  expect(document.querySelector('[role=alert]')?.textContent).toMatch(/backup/);
  await expectAccessible();
});

test('a restore is cancelled between two pieces, and nothing changed', async () => {
  show(<OptionsPage acts={optionsActs()} />);
  background.hold('restore.chunk');
  await chooseFile(new File([new Uint8Array(9_000_000)], 'big.pincite'));
  await vi.waitFor(() => byText('Cancel'));
  await userEvent.click(byText('Cancel'));
  background.release();
  await vi.waitFor(() =>
    expect(document.body.textContent).toContain('The restore was cancelled. Nothing was changed.'),
  );
  expect(background.calls.map(({ name }) => name)).toContain('restore.abort');
});

test('a clip that is made while the page is open is counted', async () => {
  show(<OptionsPage acts={optionsActs()} />);
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 report · 1 clip'));
  await background.save(sampleRecords({ quote: 'The lake stood low.' }));
  await vi.waitFor(() => expect(document.body.textContent).toContain('1 report · 2 clips'));
});

test('shows the keys of the browser’s shortcuts, and the used storage', async () => {
  show(<OptionsPage acts={optionsActs()} />);
  await vi.waitFor(() =>
    expect(
      [...document.querySelectorAll<HTMLElement>('[aria-labelledby=shortcut] dl > div')].map(
        (row) => [...row.children].map(({ textContent }) => textContent).join(': '),
      ),
    ).toEqual([
      'Alt+Shift+C: Clip the selection',
      'Alt+Shift+C: Write the note of the clip, while its notice is shown',
      'Alt+Shift+V: Open the review desk',
      'No key: Open the side panel',
      'Alt+Shift+E: Copy the report as Markdown (in the panel)',
    ]),
  );
  await vi.waitFor(() => expect(document.body.textContent).toContain('12.4 MB used by Pincite'));
});

describe('archives', () => {
  const field = (label: string) =>
    [...document.querySelectorAll<HTMLElement>('.field')]
      .find((each) => each.querySelector('label')?.textContent === label)!
      .querySelector('input')!;
  const GATE = 'Address of the archive’s TimeGate';

  test('are off by default; turning one on shows who receives what and asks for its sites', async () => {
    const acts = optionsActs();
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byText('Look up pages that are gone', 'h3'));
    expect((await acts.readArchiveOptions()).timeGate).toBeNull();
    expect(byText('Allow and turn on')).toBeInstanceOf(HTMLElement);
    await userEvent.fill(field(GATE), 'https://{url}.gate.example/');
    expect(document.body.textContent).toContain('names the archive before the page');
    byText('Allow and turn on').click();
    expect(acts.asked).toEqual([]);
    await userEvent.fill(field(GATE), 'https://gate.example/web/');
    await userEvent.fill(field('Other sites that it redirects to'), 'copies.example');
    expect(document.body.textContent).toContain('gate.example receives the address of each');
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
    await vi.waitFor(() => byText('Turn off lookup'));
    expect(await acts.readArchiveOptions()).toMatchObject({
      timeGate: 'https://gate.example/web/',
      hosts: ['copies.example'],
    });
    await userEvent.click(byText('Turn off lookup'));
    expect((await acts.readArchiveOptions()).timeGate).toBeNull();
  });

  test('stay off where the browser refuses', async () => {
    const acts = optionsActs({ requestOrigins: async () => false });
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byText('Look up pages that are gone', 'h3'));
    await userEvent.fill(field(GATE), 'https://gate.example/web/');
    await userEvent.click(byText('Allow and turn on'));
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect((await acts.readArchiveOptions()).timeGate).toBeNull();
  });

  test('a page can be sent to one without a permission for a site', async () => {
    const acts = optionsActs();
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byText('Archive a page', 'h3'));
    await userEvent.fill(field('Address that archives a page'), 'https://gate.example/save/{url}');
    await userEvent.click(byText('Turn on'));
    await vi.waitFor(() => byText('Turn off archiving'));
    expect((await acts.readArchiveOptions()).save).toBe('https://gate.example/save/{url}');
    expect(acts.asked).toEqual([]);
    await expectAccessible();
  });
});

const openReader = async () => {
  const opened = await open();
  if (!opened.ok || opened.value === null) throw new Error('There is no library.');
  return opened.value;
};
const said = () => document.body.textContent;
const part = (id: string) =>
  document.querySelector<HTMLElement>(`section[aria-labelledby=${id}]`) ?? document.body;
const inPart = (id: string, words: string) => {
  const found = [...part(id).querySelectorAll('button')].find(
    (button) => button.textContent.trim() === words,
  );
  if (found === undefined) throw new Error(`${id} has no button ${words}.`);
  return found;
};
const answer = (words: string) => {
  const buttons = [...document.querySelectorAll<HTMLElement>('dialog[open] button')];
  buttons.find((button) => button.textContent.trim() === words)?.click();
};
const clipsLeft = async () => {
  const evidence = await background.library.loadEvidence(REPORT);
  return evidence.ok ? evidence.value.clips.length : -1;
};

describe('deleting everything', () => {
  const eraseAll = async () => {
    await vi.waitFor(() => expect(inPart('danger', 'Delete everything…').disabled).toBe(false));
    inPart('danger', 'Delete everything…').click();
    await vi.waitFor(() => expect(document.querySelector('dialog[open]')).not.toBeNull());
  };

  test('asks first, and can be undone', async () => {
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    await expectAccessible();
    answer('Delete everything');
    await vi.waitFor(() => expect(said()).toContain('Everything was deleted.'));
    expect(await clipsLeft()).toBe(0);
    await vi.waitFor(() => expect(said()).toContain('0 reports · 0 clips'));
    await expectAccessible();
    // The button *Restore everything* has the focus.
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Restore everything'));
    inPart('danger', 'Restore everything').click();
    await vi.waitFor(() => expect(said()).toContain('Everything was restored.'));
    expect(await clipsLeft()).toBe(1);
    expect(said()).not.toContain('Restore everything');
  });

  test('“Everything was deleted” goes when a report is there again', async () => {
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(said()).toContain('Everything was deleted.'));
    await background.library.createReport({ id: newId(), title: 'Restored', language: 'en' });
    background.tell({ kind: 'reports' });
    await vi.waitFor(() => expect(said()).not.toContain('Everything was deleted.'));
  });

  test('says which teams this leaves, and a team whose permission was taken back asks again', async () => {
    const about = { role: 'owner', address: 'https://pincite.example', memberId: newId() };
    const joinedAt = '2026-01-02T03:04:05Z';
    background.answer('team.list', [{ ...about, id: newId(), name: 'Hydrology', joinedAt }]);
    const allow = vi.fn(async () => true);
    const teamHost = { allow, has: async () => false, forget: async () => undefined };
    show(<OptionsPage acts={optionsActs({ teamHost })} />);
    await vi.waitFor(() => inPart('teams', 'Allow').click());
    expect(allow).toHaveBeenCalledExactlyOnceWith('https://pincite.example');
    await eraseAll();
    const dialog = () => document.querySelector('dialog[open]')?.textContent;
    await vi.waitFor(() => expect(dialog()).toContain('You also leave your teams: Hydrology.'));
    await expectAccessible();
  });

  test('is offered back by a page that is opened later, and destroyed for good on request', async () => {
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(said()).toContain('Everything was deleted.'));
    show(<div />);
    show(<OptionsPage acts={optionsActs()} />);
    await vi.waitFor(() => inPart('danger', 'Delete permanently').click());
    await vi.waitFor(() => expect(document.querySelector('dialog[open]')).not.toBeNull());
    answer('Delete permanently');
    await vi.waitFor(() => expect(said()).toContain('Deleted permanently.'));
    expect(await keptBackups()).toEqual([]);
  });

  test('destroys the kept backup after seven days on which the browser ran', async () => {
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(said()).toContain('Everything was deleted.'));
    const day = (count: number) => Date.now() + count * 86_400_000;
    for (const count of [0, 1, 2, 3, 4, 5, 6, 6.9]) {
      expect(await destroyKeptBackups(day(count))).toBeLessThanOrEqual(day(count + 1));
    }
    expect(await keptBackups()).toHaveLength(1);
    expect(await destroyKeptBackups(day(7.1))).toBeNull();
    expect(await keptBackups()).toEqual([]);
  });

  test.each([
    ['once 30 days ahead', [0, 30, 1, 2, 3, 4, 5, 6.5]],
    ['once 400 days behind', [0, 1, -400, 2, 3, 4, 5, 6, 6.5]],
    ['30 days ahead from the second run on', [0, 30, 31, 32, 33, 34, 35]],
  ])('does not destroy the kept backup early when the clock is %s', async (_name, days) => {
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(said()).toContain('Everything was deleted.'));
    for (const count of days) await destroyKeptBackups(Date.now() + count * 86_400_000);
    expect(await keptBackups()).toHaveLength(1);
  });

  test('destroys the kept backup after seven days when a wrong clock dated it far in the future', async () => {
    const at = Date.now();
    vi.spyOn(Date, 'now').mockReturnValueOnce(at + 9_000 * 86_400_000);
    await keepBackup(new Blob(['backup']).stream());
    for (let day = 0; day <= 6; day += 1) await destroyKeptBackups(at + day * 86_400_000);
    expect(await keptBackups()).toHaveLength(1);
    expect(await destroyKeptBackups(at + 7 * 86_400_000)).toBeNull();
    expect(await keptBackups()).toEqual([]);
  });

  test('first stores the kept edits of a closed page, or deletes nothing', async () => {
    const made = await background.library.editReport(REPORT, (doc) =>
      setTitle(doc, { title: 'Titled at the end' }),
    );
    if (!made.ok || made.value.length === 0) throw new Error('Nothing was edited.');
    const key = `pincite-unsent ${REPORT} 1`;
    localStorage.setItem(key, JSON.stringify(packUpdates(made.value)));
    background.refuse('report.update', 'quota_exceeded');
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(said()).toContain('The disk has no room left'));
    expect(await clipsLeft()).toBe(1);
    expect(localStorage.getItem(key)).not.toBeNull();

    background.relent('report.update');
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(said()).toContain('Everything was deleted.'));
    expect(localStorage.getItem(key)).toBeNull();
  });

  test('deletes nothing where a clip is saved in between, and keeps no copy', async () => {
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    background.hold('library.erase');
    answer('Delete everything');
    await vi.waitFor(() =>
      expect(background.calls.map(({ name }) => name)).toContain('library.erase'),
    );
    await background.save(sampleRecords());
    background.release();
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect(document.querySelector('[role=alert]')?.textContent).toContain('nothing was deleted');
    expect(await clipsLeft()).toBe(2);
    expect(await keptBackups()).toEqual([]);
  });

  test.each([
    ['keeps the way back where everything went and the answer was lost', true],
    ['keeps no copy where nothing went', false],
  ])('%s', async (_name, went) => {
    show(<OptionsPage acts={optionsActs()} />);
    await eraseAll();
    background.hold('library.erase');
    answer('Delete everything');
    const call = await vi.waitFor(() => {
      const found = background.calls.find(({ name }) => name === 'library.erase');
      return found ?? expect.fail('Nothing was asked.');
    });
    const { mark } = call.payload as { mark: string };
    if (went) expect(await background.library.eraseLibrary(mark)).toMatchObject({ ok: true });
    background.refuse('library.erase', 'background_unreachable');
    background.release();
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect(await keptBackups()).toHaveLength(went ? 1 : 0);
    expect(await clipsLeft()).toBe(went ? 0 : 1);
    show(<div />);
    show(<OptionsPage acts={optionsActs()} />);
    if (went) await vi.waitFor(() => expect(inPart('danger', 'Restore everything')).toBeDefined());
  });

  test('deletes nothing where the copy can’t be kept', async () => {
    const acts = optionsActs({
      keepBackup: async () => ({ ok: false, error: { code: 'quota_exceeded' } }),
    });
    show(<OptionsPage acts={acts} />);
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect(await clipsLeft()).toBe(1);
    expect(background.calls.map(({ name }) => name)).not.toContain('library.erase');
  });

  test('deletes nothing where the copy that was kept does not read through', async () => {
    const acts = optionsActs({
      keepBackup: async (stream) => {
        const kept = await keepBackup(stream);
        if (!kept.ok) return kept;
        const cut = kept.value.file.slice(0, kept.value.file.size - 9);
        return { ok: true, value: { ...kept.value, file: new File([cut], 'cut.pincite') } };
      },
    });
    show(<OptionsPage acts={acts} />);
    await eraseAll();
    answer('Delete everything');
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect(await clipsLeft()).toBe(1);
    expect(await keptBackups()).toEqual([]);
  });
});

describe('sites', () => {
  test('are listed by host, and forgotten with every pattern of theirs', async () => {
    const acts = optionsActs();
    acts.patterns.push(
      'http://lakes.example/*',
      'https://lakes.example/*',
      'https://bay.example/*',
    );
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byLabel('Remove access: lakes.example'));
    expect(part('allowed-sites').querySelectorAll('li').length).toBe(2);
    await expectAccessible();
    await userEvent.click(byLabel('Remove access: lakes.example'));
    await vi.waitFor(() => expect(said()).toContain('Access removed: lakes.example'));
    expect(acts.patterns).toEqual(['https://bay.example/*']);
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(byLabel('Remove access: bay.example')),
    );
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() =>
      expect(said()).toContain('None. Pincite asks when you verify a report.'),
    );
    expect(acts.patterns).toEqual([]);
  });

  test('that the browser keeps are reported as kept', async () => {
    const acts = optionsActs({ forgetSites: async () => false });
    acts.patterns.push('*://*/*');
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => byLabel('Remove access: All sites'));
    await userEvent.click(byLabel('Remove access: All sites'));
    await vi.waitFor(() =>
      expect(said()).toContain('The browser keeps this permission: All sites'),
    );
  });
});

test('the reviewer’s name and the way of exporting are kept', async () => {
  const acts = optionsActs();
  show(<OptionsPage acts={acts} />);
  await vi.waitFor(() => expect(part('person').querySelector('input')).not.toBeNull());
  await userEvent.fill(part('person').querySelector('input')!, 'A. Weir ');
  expect(await acts.readSettings()).toMatchObject({ reviewer: 'A. Weir' });

  const format = part('export-defaults').querySelector('select')!;
  await userEvent.selectOptions(format, 'HTML file');
  expect(await acts.readExportDefault()).toMatchObject({ format: 'html', notes: true });
  await vi.waitFor(() => byText('Notes on them', 'span'));
  await userEvent.click(byText('Notes on them', 'span'));
  expect(await acts.readExportDefault()).toMatchObject({ format: 'html', notes: false });
  await expectAccessible();
  await userEvent.selectOptions(format, 'As I exported last');
  expect(await acts.readExportDefault()).toBeNull();
});

test('the density of the lists is kept', async () => {
  const acts = optionsActs();
  show(<OptionsPage acts={acts} />);
  await vi.waitFor(() => expect(part('density').querySelector('select')?.value).toBe('compact'));
  await userEvent.selectOptions(part('density').querySelector('select')!, 'Comfortable');
  expect(await acts.readSettings()).toMatchObject({ density: 'comfortable' });
});

test('a report with automatic checks is listed, and can be removed', async () => {
  const acts = optionsActs();
  await acts.writeRecheck(REPORT, { every: 'week', notify: false });
  show(<OptionsPage acts={acts} />);
  await vi.waitFor(() => byLabel('Turn off: Lake levels'));
  expect(part('rechecks').textContent).toContain('Every week');
  await userEvent.click(byLabel('Turn off: Lake levels'));
  expect(await acts.readRecheck(REPORT)).toMatchObject({ every: 'off' });
  expect(part('rechecks').textContent).toContain('None.');
});

describe('automatic backup', () => {
  test('to the downloads folder is on once the browser allowed it', async () => {
    const acts = optionsActs();
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => expect(said()).toContain('Automatic backup'));
    await userEvent.selectOptions(
      part('automatic').querySelector('select')!,
      'The downloads folder',
    );
    await userEvent.click(inPart('automatic', 'Allow and turn on'));
    await vi.waitFor(() => expect(said()).toContain('written to the downloads folder'));
    expect(await acts.readBackupPlan()).toMatchObject({ automatic: 'downloads' });
    await expectAccessible();
    await userEvent.click(inPart('automatic', 'Turn off'));
    expect(await acts.readBackupPlan()).toMatchObject({ automatic: 'off' });
  });

  test('stays off where the browser refuses', async () => {
    const acts = optionsActs({ requestDownloads: async () => false });
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => expect(said()).toContain('Automatic backup'));
    await userEvent.selectOptions(
      part('automatic').querySelector('select')!,
      'The downloads folder',
    );
    await userEvent.click(inPart('automatic', 'Allow and turn on'));
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
    expect(await acts.readBackupPlan()).toMatchObject({ automatic: 'off' });
  });

  test('reports that the browser gives no access to folders', async () => {
    const acts = optionsActs();
    show(<OptionsPage acts={{ ...acts, folder: { ...acts.folder, available: false } }} />);
    await vi.waitFor(() =>
      expect(said()).toContain('does not let extensions write to your folders'),
    );
    expect(inPart('automatic', 'Allow and turn on')).toBeInstanceOf(HTMLElement);
  });

  test('reports a missing folder, or one without write access', async () => {
    const acts = optionsActs();
    const choose = async () => ({ ok: true, value: null }) as const;
    show(<OptionsPage acts={{ ...acts, folder: { ...acts.folder, choose } }} />);
    await vi.waitFor(() => inPart('automatic', 'Choose the folder').click());
    await vi.waitFor(() => expect(said()).toContain('No folder was chosen'));
    expect(said()).not.toContain('written to your folder');
  });

  test('to a folder merges the files of other devices, and names the damaged one', async () => {
    const stream = await (await openReader()).backup({ createdAt: '2026-05-02T10:00:00Z' });
    const backup = await new Response(stream.ok ? stream.value : null).blob();
    background.library.close();
    background = await startBackground();
    await background.library.createReport({ id: newId(), title: 'Here', language: 'en' });
    const acts = optionsActs();
    acts.others.push(
      new File(['no backup'], 'pincite-00000001.pincite'),
      new File([backup], 'pincite-00000002.pincite'),
    );
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => inPart('automatic', 'Choose the folder').click());
    await vi.waitFor(() => expect(said()).toContain('Folder: Shared'));
    await expectAccessible();
    await userEvent.click(inPart('automatic', 'Merge the other devices’ files'));
    await vi.waitFor(() => expect(said()).toContain('Merged 1 file;'));
    expect(document.querySelector('[role=alert]')?.textContent).toMatch(/not a Pincite backup/);
    expect(await clipsLeft()).toBe(1);
    await userEvent.click(inPart('automatic', 'Merge the other devices’ files'));
    await vi.waitFor(() => expect(said()).toContain('; 0 records were new.'));
  });

  test('shows why the last one failed', async () => {
    const acts = optionsActs();
    await acts.writeBackupPlan({
      automatic: 'folder',
      failedAt: '2026-05-02T10:00:00Z',
      failedWith: 'folder_gone',
    });
    show(<OptionsPage acts={acts} />);
    await vi.waitFor(() => expect(said()).toContain('The last automatic backup failed'));
    await vi.waitFor(() => expect(said()).toContain('The folder is no longer there.'));
    await expectAccessible();
  });
});

describe('the groups', () => {
  const link = (name: string) => document.querySelector<HTMLElement>(`nav a[href='#${name}']`)!;
  const names = () =>
    [...document.querySelectorAll('nav a')].map((each) => each.getAttribute('href')?.slice(1));
  const CONTROLS = 'button, a, select, textarea, input:not([type=file])';
  /** Draws the settings and waits for what they read. */
  const showSettings = async () => {
    show(<OptionsPage acts={optionsActs()} />);
    await vi.waitFor(() => expect(said()).toMatch(/12[.,]4/));
    await vi.waitFor(() => expect(part('automatic')).not.toBe(document.body));
    await vi.waitFor(() => expect(part('archive-look-up').querySelector('input')).not.toBeNull());
    await vi.waitFor(() => expect(part('person').querySelector('input')).not.toBeNull());
  };

  afterEach(async () => {
    useLanguage('en');
    history.replaceState(null, '', location.pathname + location.search);
    await page.viewport(414, 896);
  });

  test.each(['en', 'fr'] as const)(
    'bring each setting into view by one click (%s)',
    async (language) => {
      useLanguage(language);
      await page.viewport(1280, 800);
      await showSettings();
      expect(names()).toEqual([
        ...['you', 'capture', 'sites', 'verify', 'export', 'team', 'backup', 'data', 'about'],
      ]);
      for (const name of names()) {
        await userEvent.click(link(name!));
        await vi.waitFor(() => expect(document.activeElement?.id).toBe(name));
        await vi.waitFor(() => expect(link(name!).getAttribute('aria-current')).toBe('location'));
        expect(document.querySelectorAll('nav [aria-current]').length).toBe(1);
        const outside = [...part(name!).querySelectorAll<HTMLElement>(CONTROLS)].filter(
          (control) => {
            const { top, bottom } = control.getBoundingClientRect();
            return top < 0 || bottom > innerHeight;
          },
        );
        expect(
          outside.map((each) => each.outerHTML),
          name,
        ).toEqual([]);
      }
      await expectAccessible();
    },
  );

  test('are reached by keyboard, and by an address with a hash', async () => {
    await page.viewport(1280, 800);
    location.hash = '#restore';
    await showSettings();
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('restore'));
    location.hash = '#sites';
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('sites'));
    // The browser itself moves the focus before the page hears of the new hash.
    await drawn();
    link('export').focus();
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('export'));
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).toBe(part('export').querySelector('select'));
  });

  test('stay at the part of the address when parts above it grow', async () => {
    await page.viewport(1280, 800);
    location.hash = '#restore';
    await showSettings();
    const top = () => document.getElementById('restore')?.getBoundingClientRect().top ?? 0;
    await vi.waitFor(() => expect(document.activeElement?.id).toBe('restore'));
    await drawn();
    const before = top();
    // Chrome keeps what is in view where it is, but not always while a page loads.
    document.documentElement.style.overflowAnchor = 'none';
    onTestFinished(() => {
      document.documentElement.style.removeProperty('overflow-anchor');
    });
    const grown = document.createElement('div');
    grown.style.height = '900px';
    part('team').prepend(grown);
    await vi.waitFor(() => expect(Math.round(top())).toBe(Math.round(before)));
    await userEvent.keyboard('{Shift}');
    grown.style.height = '1000px';
    await drawn();
    expect(Math.round(top())).toBe(Math.round(before) + 100);
  });

  test.each(['en', 'fr'] as const)(
    'are a list above the settings in a narrow window (%s)',
    async (language) => {
      useLanguage(language);
      await page.viewport(320, 700);
      await showSettings();
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
      const tops = names().map((name) => link(name!).getBoundingClientRect().top);
      expect(new Set(tops).size).toBe(tops.length);
      expect(document.querySelector('main')!.getBoundingClientRect().top).toBeGreaterThan(
        Math.max(...tops),
      );
      await userEvent.click(link('data'));
      await vi.waitFor(() => expect(document.activeElement?.id).toBe('data'));
      const { top } = document.activeElement!.getBoundingClientRect();
      expect(top).toBeGreaterThanOrEqual(0);
      expect(top).toBeLessThan(120);
      await expectAccessible();
    },
  );
});

test('a team is joined in two steps, its people are shown, and it is left', async () => {
  const id = newId();
  const link = `https://pincite.example/join#${'s'.repeat(43)}`;
  const memberId = newId();
  const team = {
    ...{ id, memberId, name: 'Hydrology', address: 'https://pincite.example', role: 'writer' },
    joinedAt: '2026-01-02T03:04:05Z',
  };
  const hosts: string[] = [];
  background.answer('team.list', []);
  background.answer('team.look', { teamId: id, team: 'Hydrology', role: 'writer' });
  background.answer('team.join', team);
  background.answer('team.people', [
    { id: memberId, name: 'A. Weir', role: 'writer', devices: [] },
  ]);
  const teamHost = {
    allow: async (address: string) => {
      hosts.push(`allow ${address}`);
      return true;
    },
    has: async () => true,
    forget: async (address: string, isLast: boolean) => {
      hosts.push(`forget ${address}${isLast ? ' and all data' : ''}`);
    },
  };
  show(<OptionsPage acts={optionsActs({ teamHost })} />);
  const part = () => document.querySelector('[aria-labelledby=teams]')?.textContent ?? '';

  await userEvent.fill(page.getByLabelText('Invitation link'), 'http://pincite.example/join');
  await userEvent.click(byText('Look at the invitation'));
  await vi.waitFor(() => expect(part()).toContain('not an invitation link'));
  expect(hosts).toEqual([]);

  await userEvent.fill(page.getByLabelText('Invitation link'), link);
  await userEvent.click(byText('Look at the invitation'));
  await vi.waitFor(() => expect(part()).toContain('Hydrology on pincite.example'));
  expect(part()).toContain('You will be: writer');
  expect(hosts).toEqual(['allow https://pincite.example']);
  await expectAccessible();
  await userEvent.fill(page.getByLabelText('Your name in the team'), 'A. Weir');
  background.answer('team.list', [team]);
  await userEvent.click(byText('Join the team'));
  await vi.waitFor(() => expect(part()).toContain('You joined Hydrology.'));
  expect(background.calls.find(({ name }) => name === 'team.join')?.payload).toEqual({
    ...{ link, name: 'A. Weir', device: 'My browser' },
  });

  await userEvent.click(byText('People'));
  await vi.waitFor(() => expect(part()).toContain('A. Weir writer · you'));
  await expectAccessible();
  background.refuse('team.leave', 'team_last_owner');
  await userEvent.click(byText('Leave'));
  await userEvent.click(byText('Leave', 'dialog button'));
  await vi.waitFor(() => expect(part()).toContain('You are the only owner of this team'));
  expect(hosts).toHaveLength(1);
  background.answer('team.leave', {});
  background.answer('team.list', []);
  await userEvent.click(byText('Leave'));
  await userEvent.click(byText('Leave', 'dialog button'));
  await vi.waitFor(() => expect(part()).toContain('You left Hydrology.'));
  expect(hosts.at(-1)).toBe('forget https://pincite.example and all data');
});
