import type { Check, Clip, Pin, Run, Snapshot, Source } from '@/utils/model/evidence';
import { newId, type SnapshotId } from '@/utils/model/ids';
import type { BackupRecord } from '@/utils/storage/backup-format';
import type { ImportedRecords } from '@/utils/storage/encode-import';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { documentOf } from './made-document';
import { makeReport } from './made-report';

/*
 * Makes a report that was verified. Each claim cites one passage. A page has about five of these
 * passages among other text. Most passages are unchanged, some are altered, some missing.
 */

const AT = '2025-03-01T09:00:00.000Z';
/** UTF-16 units of a page besides its passages: an article of about 1,600 words. */
const PAGE_UNITS = 10_000;
const PROSE = [
  'The log of the harbour goes back to 1911 and fills 34 volumes, of which two were lost.',
  'On 4 May 2023 the board met in Brest and put off what it had meant to decide, by 7 votes to 5.',
  'A new crane would cost €2.4 million, or a third of what the port earns in a good year.',
  'Nobody had counted the moorings since the Harbour Master, Anne Kerr, left in March 2019.',
];

/** Returns what a restore stores for the report. */
export async function makeReview(claims: number): Promise<ImportedRecords> {
  const made = makeReport(claims);
  const { id: reportId, title, language } = made.content;
  const run: Run = {
    id: newId<'run'>(),
    reportId,
    trigger: 'manual',
    startedAt: AT,
    finishedAt: AT,
    cancelled: false,
  };
  const clipsOf = Map.groupBy(made.clips, ({ sourceId }) => sourceId);
  const pinOf = new Map(made.pins.map((pin) => [pin.clipId, pin]));
  const records: BackupRecord[] = made.sources.map((record) => ({ store: 'sources', record }));
  const pages: Page[] = [];
  for (const source of made.sources) {
    const cited = (clipsOf.get(source.id) ?? []).flatMap((clip) => {
      const pin = pinOf.get(clip.id);
      return pin === undefined ? [] : [{ clip, pin }];
    });
    pages.push(await makePage(source, cited));
  }
  const clips = pages.flatMap((page) => page.clips);
  const pins = pages.flatMap((page) => page.pins);
  const checks = pages.flatMap((page) => page.checks.map((check) => ({ ...check, runId: run.id })));
  for (const { snapshot } of pages) records.push({ store: 'snapshots', record: snapshot });
  for (const record of clips) records.push({ store: 'clips', record });
  for (const record of pins) records.push({ store: 'pins', record });
  records.push({ store: 'runs', record: run });
  for (const record of checks) records.push({ store: 'checks', record });
  return { reportId, title, language, updates: [{ update: documentOf(made) }], records };
}

interface Page {
  readonly snapshot: Snapshot;
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
  readonly checks: readonly Omit<Check, 'runId'>[];
}

async function makePage(
  source: Source,
  cited: readonly { readonly clip: Clip; readonly pin: Pin }[],
): Promise<Page> {
  const snapshotId: SnapshotId = newId<'snapshot'>();
  let text = '';
  const fill = (units: number) => {
    for (let at = 0; text.length < units; at += 1) text += `${PROSE[at % PROSE.length] ?? ''}\n`;
  };
  const pins: Pin[] = [];
  const checks: Omit<Check, 'runId'>[] = [];
  for (const [at, { pin }] of cited.entries()) {
    fill(((at + 1) / (cited.length + 1)) * PAGE_UNITS);
    const { start = '', end = '' } = pin.directive ?? {};
    const quote = `${start}, and ${end}.`;
    const from = text.length;
    text += `${quote}\n`;
    pins.push({ ...pin, quote });
    checks.push(checkOf(pin, quote, from, snapshotId));
  }
  fill(PAGE_UNITS);
  const about = { id: snapshotId, sourceId: source.id, takenAt: AT, readBy: 'fetch' } as const;
  const clips = cited.map(({ clip }) => ({ ...clip, snapshotId }));
  return { snapshot: await makeSnapshot(about, text), clips, pins, checks };
}

let checked = 0;

function checkOf(
  pin: Pin,
  quote: string,
  start: number,
  snapshotId: SnapshotId,
): Omit<Check, 'runId'> {
  checked += 1;
  const isMissing = checked % 20 === 0;
  const isAltered = checked % 20 === 1;
  const [first = '', ...rest] = quote.split(' ');
  return {
    clipId: pin.clipId,
    pinId: pin.id,
    checkedAt: AT,
    verdict: isMissing ? 'missing' : isAltered ? 'altered' : 'verbatim',
    flags: [],
    evidence: {
      reason: null,
      detail: null,
      httpStatus: 200,
      passage: isMissing ? null : { before: '', text: quote, after: '' },
      position: isMissing ? null : { start, end: start + quote.length },
      difference: isAltered
        ? [
            { op: 'removed', text: 'Until now ' },
            { op: 'added', text: first },
            { op: 'same', text: ` ${rest.join(' ')}` },
          ]
        : [],
      changes: [],
    },
    snapshotId,
    finalUrl: null,
    reader: 'fetch',
  };
}
