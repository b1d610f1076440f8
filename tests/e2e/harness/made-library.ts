import type { Page } from '@playwright/test';
import { importedClip, importedPin, madeSource } from '@/scripts/made-evidence';
import type { PageServer } from '@/scripts/serve-pages.mjs';
import { storeRecords } from '@/scripts/tour/store-records';
import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { Id, ReportId } from '@/utils/model/ids';
import { encodeReport, ReportDocument } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import type { BackupRecord } from '@/utils/storage/backup-format';
import { articleWith } from './made-pages';

/*
 * Makes a report with any number of clips, and pages that contain every quote. The records are
 * stored like those of an import, because a test cannot select thousands of clips.
 */

const AT = '2025-03-01T09:00:00.000Z';

export interface MadeLibrary {
  readonly reportId: ReportId;
  readonly clips: number;
  /** The addresses of all pages. */
  readonly urls: readonly string[];
}

export interface LibrarySize {
  readonly pages: number;
  readonly clipsOnPage: number;
  /** Number of hosts for the pages: `shelf-0.example` and so on. */
  readonly hosts: number;
  /** Other paragraphs of every page. */
  readonly padding?: readonly string[];
  /** The server answers each request for a page after this resolves. */
  readonly when?: () => Promise<void>;
}

/** Stores the report and serves its pages. @param page A page of the extension. */
export async function makeLibrary(
  page: Page,
  server: Pick<PageServer, 'replace'>,
  size: LibrarySize,
): Promise<MadeLibrary> {
  const { pages, clipsOnPage, hosts, padding = [], when } = size;
  const reportId = madeId<'report'>(1);
  const urls = Array.from(
    { length: pages },
    (_, at) => `http://shelf-${at % hosts}.example/book/${at}`,
  );
  for (const [at, url] of urls.entries()) {
    const quotes = Array.from({ length: clipsOnPage }, (_, mark) => quoteOf(at, mark));
    const body = articleWith([...quotes, ...padding]);
    server.replace(url, when === undefined ? body : { body, when });
  }
  await storeReport(page, reportId, recordsOf(reportId, urls, clipsOnPage));
  return { reportId, clips: pages * clipsOnPage, urls };
}

/**
 * Stores one clip for each of these quotes in a report of its own, and serves nothing. Quotes
 * of one address share its source. @param page A page of the extension.
 */
export async function storeQuotes(
  page: Page,
  quotes: readonly { readonly url: string; readonly quote: string }[],
): Promise<void> {
  const reportId = madeId<'report'>(1);
  const urls = [...new Set(quotes.map(({ url }) => url))];
  const sources = urls.map((url, at) => ({ store: 'sources', record: sourceOf(at, url) }) as const);
  const clips = quotes.flatMap(({ url, quote }, at) => {
    const clip = clipOf(1_000_000 + at, urls.indexOf(url), reportId);
    const pin = pinOf(1_000_000 + at, clip.id, quote);
    return [{ store: 'clips', record: clip } as const, { store: 'pins', record: pin } as const];
  });
  await storeReport(page, reportId, [...sources, ...clips]);
}

/** Stores a report and its records like a restore. */
export async function storeReport(
  page: Page,
  reportId: ReportId,
  records: Iterable<BackupRecord>,
): Promise<void> {
  const doc = new ReportDocument();
  setTitle(doc, { title: 'From the shelf' });
  const updates = encodeReport(doc);
  const made = { reportId, title: 'From the shelf', language: 'en', updates, records };
  await storeRecords(page, made, AT);
}

function quoteOf(page: number, mark: number): string {
  return `In book ${page} the water stood ${mark + 2} hand breadths above mark number ${mark}.`;
}

function* recordsOf(
  reportId: ReportId,
  urls: readonly string[],
  clipsOnPage: number,
): Generator<BackupRecord> {
  for (const [at, url] of urls.entries()) {
    yield { store: 'sources', record: sourceOf(at, url) };
    for (let mark = 0; mark < clipsOnPage; mark += 1) {
      const n = 1_000_000 + at * clipsOnPage + mark;
      const clip = clipOf(n, at, reportId);
      yield { store: 'clips', record: clip };
      yield { store: 'pins', record: pinOf(n, clip.id, quoteOf(at, mark)) };
    }
  }
}

export function sourceOf(at: number, url: string): Source {
  return madeSource({ id: madeId(1_000 + at), url, title: `Book ${at}`, accessedAt: AT });
}

function clipOf(n: number, source: number, reportId: ReportId): Clip {
  return importedClip({ id: madeId(n), sourceId: madeId(1_000 + source) }, reportId, AT);
}

function pinOf(n: number, clipId: Clip['id'], quote: string): Pin {
  return importedPin({ id: madeId(n + 5_000_000), clipId }, quote, AT);
}

export function madeId<Kind extends string>(n: number): Id<Kind> {
  return `01950000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as Id<Kind>;
}
