import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import * as Y from 'yjs';
import { SidePanel } from '@/components/panel/SidePanel';
import { unpackUpdates } from '../../../utils/messaging/packed-updates';
import type { PackedUpdate } from '../../../utils/messaging/protocol/report-calls';
import { newId, type ReportId } from '../../../utils/model/ids';
import { binReport } from '../../../utils/model/report-operations';
import { encodeBase64 } from '../../../utils/text/base64';
import { startBackground, type TestBackground, testActs } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { show } from './stage';

const QUOTE = 'The gauge was moved in June.';
const SAID_FULL = 'The disk has no room left';
let background: TestBackground;
let other: ReportId;

beforeEach(async () => {
  renewReport();
  other = newId<'report'>();
  background = await startBackground();
  await background.library.createReport({ id: other, title: 'Rainfall', language: 'en' });
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  await background.save(sampleRecords({ quote: QUOTE }));
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(quotes()).toEqual([QUOTE]));
});

afterEach(() => background.library.close());

const quotes = () =>
  [...document.querySelectorAll('.panel-main blockquote')].map((quote) => quote.textContent);
const title = () => document.querySelector('.report-switch-title')?.textContent;
const note = () => document.querySelector('.clip-note')?.textContent;
const alert = () => document.querySelector('[role=alert]')?.textContent ?? '';
const attempts = () => background.calls.filter(({ name }) => name === 'report.update').length;

async function switchTo(name: string): Promise<void> {
  await userEvent.click(document.querySelector('button.report-switch')!);
  const items = [...document.querySelectorAll('.menu:popover-open .menu-item')];
  await userEvent.click(items.find((item) => item.textContent.trim() === name)!);
  await vi.waitFor(() => expect(title()).toBe(name));
}

async function writeNote(words: string, shown = words): Promise<void> {
  const buttons = [...document.querySelectorAll('[data-item] button')];
  await userEvent.click(buttons.find(({ textContent }) => textContent === 'Note')!);
  await userEvent.keyboard(`{Control>}{End}{/Control}${words}{Escape}`);
  await vi.waitFor(() => expect(note()).toBe(shown));
}

async function storedNotes(): Promise<readonly string[]> {
  const stored = await background.library.loadReport(REPORT);
  return stored.ok ? stored.value.placements.map((placement) => placement.note) : [];
}

/** Whether the browser would ask before it closes the page. */
function asksBeforeClosing(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

test('an edit that could not be stored is stored later, also after a report switch', async () => {
  expect(asksBeforeClosing()).toBe(false);
  background.refuse('report.update', 'quota_exceeded');
  await writeNote('typed while the disk was full');
  await vi.waitFor(() => expect(alert()).toContain(SAID_FULL));

  await switchTo('Rainfall');
  await vi.waitFor(() => expect(quotes()).toEqual([]));
  await vi.waitFor(() => expect(alert()).toContain(SAID_FULL));
  expect(asksBeforeClosing()).toBe(true);
  expect(await storedNotes()).toEqual([]);
  const before = attempts();
  await vi.waitFor(() => expect(attempts()).toBeGreaterThan(before));

  background.relent('report.update');
  await vi.waitFor(async () =>
    expect(await storedNotes()).toEqual(['typed while the disk was full']),
  );
  await vi.waitFor(() => expect(alert()).toBe(''));
  expect(asksBeforeClosing()).toBe(false);
  expect(title()).toBe('Rainfall');
  expect(quotes()).toEqual([]);
});

test('a reopened report shows its unstored edits and accepts new edits', async () => {
  background.refuse('report.update', 'quota_exceeded');
  await writeNote('first');
  await switchTo('Rainfall');
  await switchTo('Lake levels');
  await vi.waitFor(() => expect(note()).toBe('first'));
  await vi.waitFor(() => expect(alert()).toContain(SAID_FULL));
  await writeNote(', second', 'first, second');

  background.relent('report.update');
  await vi.waitFor(async () => expect(await storedNotes()).toEqual(['first, second']));
  await vi.waitFor(() => expect(asksBeforeClosing()).toBe(false));
});

test('a closing page sends the edits that wait for another edit', async () => {
  background.hold('report.update');
  await writeNote('first');
  await writeNote(', second', 'first, second');
  expect(attempts()).toBe(1);
  dispatchEvent(new Event('pagehide'));
  expect(attempts()).toBe(2);
  // A closed page cannot receive anything, so what it has already sent must be enough.
  const last = background.calls.at(-1)?.payload as { updates: PackedUpdate[] };
  expect(await storedNotes()).toEqual([]);
  await background.library.appendReportUpdates(REPORT, unpackUpdates(last.updates)!);
  expect(await storedNotes()).toEqual(['first, second']);

  // The page stayed open. It no longer keeps a copy of stored edits.
  expect(localStorage).toHaveLength(1);
  background.release();
  await vi.waitFor(() => expect(localStorage).toHaveLength(0));
  expect(asksBeforeClosing()).toBe(false);
});

test('the next page stores edits that a closed page could not send', async () => {
  type Send = (message: { readonly call: string }) => unknown;
  const { runtime } = (globalThis as unknown as { browser: { runtime: { sendMessage: Send } } })
    .browser;
  const { sendMessage } = runtime;
  // The worker slept, so the message was lost when the page closed.
  const lost: ((reply: unknown) => void)[] = [];
  runtime.sendMessage = (message) =>
    message.call === 'report.update'
      ? new Promise((resolve) => lost.push(resolve))
      : sendMessage(message);
  try {
    await writeNote('typed at the end');
    dispatchEvent(new Event('pagehide'));
    expect(lost).toHaveLength(2);
  } finally {
    runtime.sendMessage = sendMessage;
  }
  expect(await storedNotes()).toEqual([]);

  show(<main />);
  const empty = JSON.stringify([{ update: 'AAA=' }]);
  Object.assign(localStorage, { 'pincite-unsent gone 1': empty, other: 'of no report' });
  background.refuse('report.update', 'quota_exceeded');
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(note()).toBe('typed at the end'));
  await vi.waitFor(() => expect(alert()).toContain(SAID_FULL));
  expect(await storedNotes()).toEqual([]);
  background.relent('report.update');
  await vi.waitFor(async () => expect(await storedNotes()).toEqual(['typed at the end']));
  await vi.waitFor(() => expect(alert()).toBe(''));
  await vi.waitFor(() =>
    expect(Object.keys(localStorage).sort()).toEqual(['other', 'pincite-unsent gone 1']),
  );

  // Edits that can never be stored are discarded after the answer of the background.
  show(<main />);
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect({ ...localStorage }).toEqual({ other: 'of no report' }));
  localStorage.clear();
  for (const answer of lost) answer({ ok: true, value: {} });
  await vi.waitFor(() => expect(asksBeforeClosing()).toBe(false));
});

test('a page stores the edit that a page of an old version kept, with its note', async () => {
  show(<main />);
  const updates = await background.library.loadReportUpdates(REPORT);
  const clips = await background.library.recentClips(1);
  if (!updates.ok || !clips.ok) throw new Error('not stored');
  // That version kept notes in the document of the content.
  const old = new Y.Doc();
  for (const { update } of updates.value) Y.applyUpdate(old, update);
  const kept: Uint8Array[] = [];
  old.on('update', (update: Uint8Array) => kept.push(update));
  old.transact(() => {
    old.getText(`note/${clips.value[0]?.clip.id}`).insert(0, 'kept by the old version');
    old.getMap('report').set('title', 'Lake levels in May');
  });
  localStorage.setItem(`pincite-unsent ${REPORT} 1`, encodeBase64(kept[0]!));
  background.refuse('report.oldUpdate', 'quota_exceeded');
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(quotes()).toEqual([QUOTE]));
  expect(localStorage).toHaveLength(1);
  background.relent('report.oldUpdate');
  show(<main />);
  show(<SidePanel acts={testActs()} />);
  await vi.waitFor(() => expect(note()).toBe('kept by the old version'));
  await vi.waitFor(() => expect(title()).toBe('Lake levels in May'));
  expect(await storedNotes()).toEqual(['kept by the old version']);
  await vi.waitFor(() => expect(localStorage).toHaveLength(0));
});

test('edits of a destroyed report are discarded', async () => {
  background.refuse('report.update', 'quota_exceeded');
  await writeNote('too late');
  await switchTo('Rainfall');
  expect(asksBeforeClosing()).toBe(true);
  const at = '2026-05-04T10:00:00Z';
  await background.library.editReport(REPORT, (doc) => binReport(doc, { at }));
  const purged = await background.library.purgeReport(REPORT);
  expect(purged.ok).toBe(true);
  background.relent('report.update');
  await vi.waitFor(() => expect(asksBeforeClosing()).toBe(false));
});

test('the notice about unstored edits stays visible at the end of a long report', async () => {
  const more = Array.from({ length: 30 }, (_, at) => `Gauge ${at.toString()} stood high.`);
  for (const quote of more) await background.save(sampleRecords({ quote }));
  await vi.waitFor(() => expect(quotes()).toHaveLength(31));
  background.refuse('report.update', 'quota_exceeded');
  await writeNote('typed while the disk was full');
  await vi.waitFor(() => expect(alert()).toContain(SAID_FULL));
  scrollTo(0, document.documentElement.scrollHeight);
  expect(scrollY).toBeGreaterThan(innerHeight);
  const { top, bottom } = document.querySelector('[role=alert]')!.getBoundingClientRect();
  expect(top).toBeGreaterThan(0);
  expect(bottom).toBeLessThan(innerHeight);
});
