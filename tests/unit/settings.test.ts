import { beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newId } from '@/utils/model/ids';
import * as settings from '@/utils/platform/settings';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';

const { local } = fakeBrowser.storage;
beforeEach(() => fakeBrowser.reset());

const report = newId<'report'>();
const section = { reportId: report, sectionId: newId<'section'>() };
const archives = { timeGate: 'https://gate.example/', hosts: ['gate.example'], save: null };
const noReading = { render: false, privateHosts: [], leftOut: [] };
const recheck = { every: 'week', notify: true } as const;

test('before anything is stored, each setting has its default', async () => {
  expect(await settings.readSettings()).toEqual({
    currentReportId: null,
    currentSectionId: null,
    reviewer: '',
    density: 'compact',
    betweenHints: true,
  });
  expect(await settings.readArchiveOptions()).toEqual({ timeGate: null, hosts: [], save: null });
  expect(await settings.readReadingOptions(report)).toEqual(noReading);
  expect(await settings.readRecheck(report)).toEqual({
    reportId: report,
    every: 'off',
    notify: false,
    since: null,
  });
  expect(await settings.readExportOptions(report)).toBeNull();
  expect(await settings.readRecentSections()).toEqual([]);
});

test('a written value is read again', async () => {
  await settings.writeSettings({ reviewer: 'Mina', betweenHints: false });
  await settings.writeArchiveOptions(archives);
  const reading = {
    render: true,
    privateHosts: ['intra.example'],
    leftOut: ['https://b.example/*'],
  };
  await settings.writeReadingOptions(report, reading);
  await settings.writeBackupPlan({ every: 30 });
  expect(await settings.readSettings()).toMatchObject({ reviewer: 'Mina', betweenHints: false });
  expect(await settings.readArchiveOptions()).toEqual(archives);
  expect(await settings.readReadingOptions(report)).toEqual(reading);
  expect((await settings.readBackupPlan()).every).toBe(30);
});

test('one stored field that does not parse falls back alone', async () => {
  await local.set({
    currentReportId: report,
    currentSectionId: 12,
    reviewer: 'Mina',
    density: 'huge',
    betweenHints: 'no',
    archives: { ...archives, hosts: 'gate.example' },
    [`reading:${report}`]: { render: 'yes', privateHosts: ['intra.example'] },
    [`recheck:${report}`]: { every: 'week', notify: 'yes' },
    backup: { every: 30, lastAt: 'yesterday' },
  });
  expect(await settings.readSettings()).toEqual({
    currentReportId: report,
    currentSectionId: null,
    reviewer: 'Mina',
    density: 'compact',
    betweenHints: true,
  });
  expect(await settings.readArchiveOptions()).toEqual({ ...archives, hosts: [] });
  expect(await settings.readReadingOptions(report)).toEqual({
    render: false,
    privateHosts: ['intra.example'],
    leftOut: [],
  });
  expect(await settings.readRecheck(report)).toMatchObject({ every: 'week', notify: false });
  expect(await settings.readBackupPlan()).toMatchObject({ every: 30, lastAt: null });
});

test.each([['a word'], [7], [[]], [null]])(
  'a stored %j in place of an object is invalid',
  async (odd) => {
    await local.set({ archives: odd, [`reading:${report}`]: odd, recentSections: 7 });
    expect(await settings.readArchiveOptions()).toEqual({ timeGate: null, hosts: [], save: null });
    expect(await settings.readReadingOptions(report)).toEqual(noReading);
    expect(await settings.readRecentSections()).toEqual([]);
  },
);

test('reports that are checked by themselves are listed, with when that was done last', async () => {
  const at = '2026-05-02T10:00:00.000Z';
  const other = newId<'report'>();
  await settings.writeRecheck(report, recheck);
  await settings.writeRecheck(other, recheck);
  await settings.writeRecheckTime(report, at);
  await local.set({ 'recheck:none': recheck });
  expect(await settings.readRechecks()).toEqual([
    { reportId: report, ...recheck, since: at },
    { reportId: other, ...recheck, since: null },
  ]);
  await settings.writeRecheck(report, { every: 'off', notify: false });
  expect(await settings.readRechecks()).toHaveLength(1);
  // The time of the last check is removed too, so a new plan starts a new period.
  expect((await settings.readRecheck(report)).since).toBeNull();
});

test('a report is exported as it last was, else as the user set it, else as any was', async () => {
  const as = (format: 'html' | 'ris' | 'csv') => ({ ...DEFAULT_EXPORT_OPTIONS, format });
  await settings.writeExportOptions(newId<'report'>(), as('ris'));
  expect((await settings.readExportOptions(report))?.format).toBe('ris');
  await settings.writeExportDefault(as('csv'));
  expect((await settings.readExportOptions(report))?.format).toBe('csv');
  await settings.writeExportOptions(report, as('html'));
  expect((await settings.readExportOptions(report))?.format).toBe('html');
  await settings.writeExportDefault(null);
  expect(await settings.readExportDefault()).toBeNull();
});

test('whether the inbox is exported is remembered for the report for which it was ticked', async () => {
  const options = { ...DEFAULT_EXPORT_OPTIONS, format: 'html', inbox: true } as const;
  await settings.writeExportOptions(report, options);
  expect(await settings.readExportOptions(report)).toEqual(options);
  const other = await settings.readExportOptions(newId<'report'>());
  expect(other).toEqual({ ...options, inbox: null });
});

test('a bundle that an older version stored as the last export is not the next one', async () => {
  const bundle = { ...DEFAULT_EXPORT_OPTIONS, format: 'bundle', style: 'footnote' } as const;
  await settings.writeExportOptions(report, bundle);
  const next = { format: 'markdown', style: 'footnote' };
  expect(await settings.readExportOptions(report)).toMatchObject(next);
  expect(await settings.readExportOptions(newId<'report'>())).toMatchObject(next);
  // A user can choose a bundle as the format of first exports in the settings.
  await settings.writeExportDefault(bundle);
  expect((await settings.readExportOptions(newId<'report'>()))?.format).toBe('bundle');
});

test('the eight sections that were clipped into last are remembered, each once', async () => {
  const sections = Array.from({ length: 9 }, () => ({ ...section, sectionId: newId<'section'>() }));
  for (const each of sections) await settings.noteRecentSection(each);
  await settings.noteRecentSection(sections[4]!);
  const recent = await settings.readRecentSections();
  expect(recent).toHaveLength(8);
  expect(recent.slice(0, 2)).toEqual([sections[4], sections[8]]);
});

test('a listener is called for its own setting, and for no other', async () => {
  const heard: string[] = [];
  const stop = [
    settings.followSettings(() => heard.push('settings')),
    settings.followRechecks(() => heard.push('rechecks')),
    settings.followBackupPlan(() => heard.push('backup')),
  ];
  await settings.writeSettings({ reviewer: 'Mina' });
  await settings.noteRecentSection(section);
  await settings.writeRecheck(report, recheck);
  await settings.writeBackupPlan({ every: 30 });
  await settings.writeArchiveOptions(archives);
  await vi.waitFor(() => expect(heard).toEqual(['settings', 'settings', 'rechecks', 'backup']));
  for (const each of stop) each();
  await settings.writeSettings({ reviewer: 'Ola' });
  expect(heard).toHaveLength(4);
});
