import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { madeClip, madePin, madeSource } from '@/scripts/made-evidence';
import { SAMPLE_PAGES } from '@/scripts/serve-pages.mjs';
import { storeRecords } from '@/scripts/tour/store-records';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import type { Clip, Pin, Snapshot, Source } from '@/utils/model/evidence';
import { newId, type ReportId } from '@/utils/model/ids';
import { encodeReport, ReportDocument } from '@/utils/model/report-document';
import { setTitle } from '@/utils/model/report-operations';
import { readPageMetadata } from '@/utils/page/page-metadata';
import { parseHtml } from '@/utils/page/parse-html';
import { createParsedModel } from '@/utils/page/parsed-model';
import { parsedTree } from '@/utils/page/parsed-tree';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { marksInside } from '@/utils/quote/quote-marks';
import type { BackupRecord } from '@/utils/storage/backup-format';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { namesInByline } from '@/utils/text/byline-names';
import { blocksOfLines, createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel } from '@/utils/text/text-model';
import { madeId, sourceOf, storeReport } from './made-library';
import { articleText } from './made-pages';

/** Time of all these clips. */
export const CLIPPED_AT = '2026-05-03T09:00:00.000Z';

/** A clip of a page that was `articleWith(passages)` at the time of the clip. */
export interface ArticleClip {
  readonly url: string;
  readonly passages: readonly string[];
  readonly quote: string;
}

/**
 * Stores clips of articles in a report of their own, each with the quote, the context, the link and
 * the snapshot that clipping would store. By hand, each would take a second. Clips of one address
 * share its source and its text.
 * @param page A page of the extension.
 */
export async function storeClips(page: Page, clips: readonly ArticleClip[]): Promise<void> {
  const reportId = madeId<'report'>(1);
  const records: BackupRecord[] = [];
  const byUrl = [...Map.groupBy(clips, ({ url }) => url)];
  for (const [at, [url, [first]]] of byUrl.entries()) {
    const source = sourceOf(at, url);
    const about = { id: madeId<'snapshot'>(2_000 + at), sourceId: source.id, takenAt: CLIPPED_AT };
    const text = articleText(first?.passages ?? []);
    records.push({ store: 'sources', record: source });
    records.push({
      store: 'snapshots',
      record: await makeSnapshot({ ...about, readBy: 'tab' }, text),
    });
  }
  for (const [n, { url, passages, quote }] of clips.entries()) {
    const at = byUrl.findIndex(([each]) => each === url);
    const text = articleText(passages);
    const model = createPlainTextModel(text, blocksOfLines(text, 'en'));
    const clip = clipOf(n, at, reportId);
    records.push({ store: 'clips', record: clip });
    records.push({ store: 'pins', record: pinOf(n, clip, model, quote) });
  }
  await storeReport(page, reportId, records);
}

/**
 * Stores a report with clips of sample pages, each of the first passage with these words, as
 * clipping would store them; `harness.spec.ts` compares the two. The text of a page is the one that
 * checks read, so it may have words that a browser hides.
 * @param page A page of the extension.
 * @param passages Address and words of each clip, in the order of clipping.
 */
export async function storePassages(
  page: Page,
  title: string,
  passages: readonly (readonly [url: string, words: string])[],
): Promise<void> {
  const reportId = newId<'report'>();
  const start = Date.now() - passages.length;
  const at = (n: number) => new Date(start + n).toISOString();
  const found = new Map<string, { source: Source; snapshot: Snapshot; model: TextModel }>();
  const records: BackupRecord[] = [];
  for (const [n, [url, words]] of passages.entries()) {
    const sample = found.get(url) ?? (await readSamplePage(url, at(n)));
    const { source, snapshot, model } = sample;
    if (!found.has(url)) {
      found.set(url, sample);
      records.push({ store: 'sources', record: source }, { store: 'snapshots', record: snapshot });
    }
    const clip = madeClip({
      id: newId(),
      sourceId: source.id,
      snapshotId: snapshot.id,
      capturedAt: at(n),
      origin: 'popup',
      filedUnder: { reportId, sectionId: null },
    });
    const about = { id: newId<'pin'>(), clipId: clip.id, madeAt: at(n) };
    const pin = madePin({ ...about, ...pinnedAt(model, words) });
    records.push({ store: 'clips', record: clip }, { store: 'pins', record: pin });
  }
  const doc = new ReportDocument();
  setTitle(doc, { title });
  await storeRecords(page, {
    reportId,
    title,
    language: 'en',
    updates: encodeReport(doc),
    records,
  });
}

/** Reads a sample page from its file, without a browser, in the same way as a clip does. */
async function readSamplePage(url: string, at: string) {
  const { host, pathname } = new URL(url);
  const html = readFileSync(path.join(SAMPLE_PAGES, host, `${pathname}.html`), 'utf8');
  const document = parseHtml(html);
  const model = createParsedModel(document);
  const { authors, ...metadata } = readPageMetadata(parsedTree, document, url);
  const about = { id: newId<'source'>(), url, accessedAt: at };
  const source = madeSource({ ...metadata, ...about, authors: authors.flatMap(namesInByline) });
  const taken = {
    id: newId<'snapshot'>(),
    sourceId: source.id,
    takenAt: at,
    readBy: 'tab',
  } as const;
  return { source, snapshot: await makeSnapshot(taken, model.text), model };
}

/** Returns what a pin says of the first passage with these words, with any white space between. */
function pinnedAt(model: TextModel, words: string) {
  const escaped = words.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
  const found = new RegExp(escaped.replace(/\s+/gu, '\\s+'), 'u').exec(model.text);
  if (found === null) throw new Error(`The page does not hold “${words}”.`);
  const selected = { start: found.index, end: found.index + found[0].length };
  const built = buildDirectiveWithRange(model, selected);
  if (!built.ok) throw new Error(`No link leads to “${words}”: ${built.error}`);
  const { directive, range } = built.value;
  return {
    quote: model.text.slice(range.start, range.end),
    selectors: { quote: describeTextQuote(model, range), position: { ...range } },
    marks: marksInside(model, range),
    directive,
  };
}

function clipOf(n: number, source: number, reportId: ReportId): Clip {
  return madeClip({
    id: madeId(1_000_000 + n),
    sourceId: madeId(1_000 + source),
    snapshotId: madeId(2_000 + source),
    capturedAt: CLIPPED_AT,
    origin: 'popup',
    filedUnder: { reportId, sectionId: null },
  });
}

function pinOf(n: number, clip: Clip, model: TextModel, quote: string): Pin {
  const id = madeId<'pin'>(6_000_000 + n);
  return madePin({ id, clipId: clip.id, madeAt: CLIPPED_AT, ...pinnedAt(model, quote) });
}
