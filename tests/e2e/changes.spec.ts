import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { packUpdates, unpackUpdates } from '@/utils/messaging/packed-updates';
import type { PackedUpdate } from '@/utils/messaging/protocol/report-calls';
import { setNote, setPin } from '@/utils/model/clip-operations';
import type { Clip, Pin } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import {
  encodeReport,
  loadReportDocument,
  type ReportDocument,
} from '@/utils/model/report-document';
import { renameSection } from '@/utils/model/section-operations';
import { editStatement, insertCitation } from '@/utils/model/statement-operations';
import { createLineWriter } from '@/utils/storage/backup-format';
import { chooseBackup, downloadBackup } from './harness/backup';
import { changesSheet, dropFile, exportBundle } from './harness/export-sheet';
import { expect, test } from './harness/fixtures';
import { HIGHEST, lakeReport, WEIR } from './harness/lake-report';
import { addSection, expectShown, itemWith, shownReport } from './harness/panel';

/** The header line and the records of a file. */
type Line = Record<string, unknown> & { readonly store?: string; readonly record: never };

type FiledUpdate = PackedUpdate & { readonly reportId: string; readonly at: string };

/** The file with added records before the documents, and with edited reports. */
function forged(
  file: Buffer,
  records: (lines: Line[]) => object[],
  edit: (doc: ReportDocument) => void,
) {
  const [header, ...rest] = gunzipSync(file)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line): Line => {
      const { sum: _sum, ...body } = JSON.parse(line);
      return body;
    });
  const all = rest.slice(0, -1);
  const isDocument = ({ store }: Line) => store === 'reportUpdates';
  const more = records(all);
  const filed = all.filter(isDocument).map(({ record }) => record as unknown as FiledUpdate);
  const reports = Map.groupBy(filed, ({ reportId }) => reportId);
  const documents = [...reports].flatMap(([reportId, updates]) => {
    const doc = loadReportDocument(unpackUpdates(updates) ?? []);
    edit(doc);
    return packUpdates(encodeReport(doc)).map((update) => ({
      store: 'reportUpdates',
      record: { reportId, at: updates[0]?.at, ...update },
    }));
  });
  const others = all.filter((line) => !isDocument(line));
  const written = [...others, ...more, ...documents];
  const write = createLineWriter();
  return gzipSync(
    [header ?? {}, ...written, { end: true, records: written.length }].map(write).join(''),
  );
}

const pinOf = (lines: Line[], quote: string) =>
  lines.flatMap(({ store, record }) =>
    store === 'pins' && (record as Pin).quote?.includes(quote) ? [record as Pin] : [],
  )[0] as Pin;

const idsIn = (doc: ReportDocument, map: string) =>
  [...doc.getMap(map).keys()].map((key) => key.slice(0, 36));

/** The parts of the library that a stranger's file would change in one report. */
function hostile(file: Buffer): Buffer {
  const pinId = newId<'pin'>();
  let clipId: Clip['id'] | null = null;
  return forged(
    file,
    (lines) => {
      const pin = pinOf(lines, WEIR);
      clipId = pin.clipId;
      const quote = 'Its inflow passed nowhere';
      const selectors = { quote: { exact: quote, prefix: '', suffix: '' }, position: null };
      return [
        {
          store: 'pins',
          record: {
            ...pin,
            id: pinId,
            madeAt: '2031-01-01T00:00:00.000Z',
            quote,
            selectors,
          },
        },
        {
          store: 'purged',
          record: { id: pinOf(lines, HIGHEST).clipId, at: '2026-05-01T00:00:00.000Z' },
        },
      ];
    },
    (doc) => {
      const [section] = idsIn(doc, 'sections');
      const [statement] = idsIn(doc, 'statements');
      if (clipId !== null) setPin(doc, { clipId, pinId });
      renameSection(doc, { id: section as never, title: 'Losses' });
      editStatement(doc, { id: statement as never, text: 'The lake did not rise' });
      if (clipId === null) return;
      const citation = { id: newId<'citation'>(), statementId: statement as never, clipId };
      insertCitation(doc, { ...citation, label: 'Bulletin', offset: 21 });
    },
  );
}

async function report(panel: Page): Promise<void> {
  await addSection(panel, 'Levels');
  await panel.getByRole('button', { name: 'Write a statement – Levels' }).click();
  await panel.keyboard.type('The lake rose');
  await panel.keyboard.press('Escape');
  await expect(itemWith(panel, 'The lake rose')).toBeVisible();
}

async function openMerge(panel: Page, file: Buffer): Promise<void> {
  await dropFile(panel, 'from-a-stranger.pincite-bundle', file);
  const sheet = panel.getByRole('dialog', { name: 'Open a bundle' });
  await sheet.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(changesSheet(panel)).toBeVisible();
}

async function finish(panel: Page): Promise<void> {
  await panel.getByRole('button', { name: 'Show the report' }).click();
  await expect(panel.getByRole('dialog')).toHaveCount(0);
}

test.use({ inCommon: true });

test('a stranger’s bundle lists its changes, makes only ticked ones and can be undone', async ({
  extension,
}) => {
  const panel = await lakeReport(extension);
  await report(panel);
  const before = await shownReport(panel);
  const file = hostile(await exportBundle(panel));

  // The list shows every kind of change with its words. Evidence changes are not ticked.
  await openMerge(panel, file);
  const sheet = changesSheet(panel);
  for (const words of ['The lake', 'rose', 'did not rise', 'Levels', 'Losses', 'nowhere']) {
    await expect(sheet.getByText(words).first()).toBeVisible();
  }
  await expect(sheet.getByText(HIGHEST)).toBeVisible();
  const tick = (name: string) => sheet.getByRole('checkbox', { name });
  await expect(tick('Statements, headings and titles')).toBeChecked();
  await expect(tick('Quoted passages')).not.toBeChecked();
  await expect(tick('Deleted permanently')).not.toBeChecked();

  // With no tick, set by keyboard only, nothing changes.
  await tick('Statements, headings and titles').press('Space');
  await expect(tick('Statements, headings and titles')).not.toBeChecked();
  await sheet.getByRole('button', { name: 'Apply the ticked changes' }).click();
  await expect(
    panel.getByText(/^Not applied: .*Quoted passages \(1\).* open the file again\.$/),
  ).toBeVisible();
  await finish(panel);
  await expectShown(panel, before);

  // The same file asks about the same changes again. With all ticks, it makes only these.
  // The statement cites the passage, so the two belong together.
  await openMerge(panel, file);
  await expect(sheet.getByText('1 changed statement cites a passage')).toBeInViewport();
  await sheet.getByRole('button', { name: 'Tick the passages too' }).press('Enter');
  await expect(tick('Quoted passages')).toBeChecked();
  await expect(tick('Quoted passages')).toBeFocused();
  await expect(sheet.getByText('1 changed statement cites a passage')).toHaveCount(0);
  await tick('Deleted permanently').check();
  await sheet.getByRole('button', { name: 'Apply the ticked changes' }).click();
  await finish(panel);
  await expect(itemWith(panel, 'Its inflow passed nowhere')).toBeVisible();
  await expect(panel.getByText(HIGHEST)).toHaveCount(0);
  await expect(itemWith(panel, 'The lake did not rise')).toBeVisible();

  // Undo in the menu brings the quote back, but no destroyed clip.
  await panel.getByRole('button', { name: 'Report actions' }).click();
  await panel.getByRole('menuitem', { name: 'Undo the last merge…' }).click();
  await panel.getByRole('button', { name: 'Undo the merge' }).click();
  await expect(panel.getByText('The merge was undone.')).toBeVisible();
  await expect(itemWith(panel, WEIR)).toBeVisible();
  await expect(itemWith(panel, 'The lake rose')).toBeVisible();
  await expect(panel.getByText('Its inflow passed nowhere')).toHaveCount(0);

  // After the panel was loaded again, the user can still apply the undone merge again.
  await panel.reload();
  await panel.getByRole('button', { name: 'Report actions' }).click();
  await panel.getByRole('menuitem', { name: 'Apply the undone merge again' }).click();
  await expect(panel.getByText('The merge was applied again.')).toBeVisible();
  await expect(itemWith(panel, 'Its inflow passed nowhere')).toBeVisible();
  await expect(itemWith(panel, 'The lake did not rise')).toBeVisible();
});

test('a forged backup asks the same question, also after the worker stopped', async ({
  extension,
}) => {
  const panel = await lakeReport(extension);
  await report(panel);
  const before = await shownReport(panel);
  const options = await extension.openExtensionPage('options.html');
  const { readFileSync } = await import('node:fs');
  const backup = readFileSync(await downloadBackup(options));
  const file = forged(
    backup,
    (lines) => {
      const clips = lines.flatMap(({ store, record }) =>
        store === 'clips' ? [record as Clip] : [],
      );
      return clips.map(({ id }) => ({
        store: 'purged',
        record: { id, at: '2026-05-01T00:00:00.000Z' },
      }));
    },
    (doc) => {
      const [statement] = idsIn(doc, 'statements');
      editStatement(doc, { id: statement as never, text: 'The lake fell' });
      for (const clipId of new Set(idsIn(doc, 'placements'))) {
        setNote(doc, { clipId: clipId as never, note: 'Wrong.' });
      }
    },
  );
  await chooseBackup(options, file);
  const sheet = changesSheet(options);
  await expect(sheet.getByRole('checkbox', { name: 'Deleted permanently' })).not.toBeChecked();
  await extension.stopServiceWorker();
  await sheet.getByRole('button', { name: 'Add only what is new' }).click();
  await expect(options.getByText(/^Nothing in the file was new\./)).toBeVisible();
  await panel.bringToFront();
  await expectShown(panel, before);

  // A cancelled restore also changes nothing.
  await options.bringToFront();
  await chooseBackup(options, file);
  await expect(sheet).toBeVisible();
  await options.keyboard.press('Escape');
  await expect(options.getByText('The restore was cancelled. Nothing was changed.')).toBeVisible();
  await panel.bringToFront();
  await expectShown(panel, before);
});
