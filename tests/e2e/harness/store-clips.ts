import type { Page } from '@playwright/test';
import { madeClip, madePin } from '@/scripts/made-evidence';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import type { Clip, Pin } from '@/utils/model/evidence';
import type { ReportId } from '@/utils/model/ids';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import type { BackupRecord } from '@/utils/storage/backup-format';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
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
  const start = model.text.indexOf(quote);
  if (start < 0) throw new Error(`The article does not hold “${quote}”.`);
  const built = buildDirectiveWithRange(model, { start, end: start + quote.length });
  if (!built.ok) throw new Error(`No link leads to “${quote}”: ${built.error}`);
  const { directive, range } = built.value;
  return madePin({
    id: madeId(6_000_000 + n),
    clipId: clip.id,
    madeAt: CLIPPED_AT,
    quote: model.text.slice(range.start, range.end),
    selectors: { quote: describeTextQuote(model, range), position: { ...range } },
    marks: [],
    directive,
  });
}
