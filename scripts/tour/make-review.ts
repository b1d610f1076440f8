import { madeClip, madePin, madeSource } from '@/scripts/made-evidence';
import type {
  Check,
  CheckEvidence,
  Clip,
  Pin,
  Run,
  Snapshot,
  Source,
  Verdict,
} from '@/utils/model/evidence';
import { type CitationId, newId, type ReportId, type StatementId } from '@/utils/model/ids';
import type { StatementKind } from '@/utils/model/report-content';
import {
  createReportDocument,
  encodeReport,
  type ReportUpdate,
} from '@/utils/model/report-document';
import { createSection } from '@/utils/model/section-operations';
import { createStatement, recordCitation } from '@/utils/model/statement-operations';
import { citationToken } from '@/utils/model/statement-text';
import type { BackupRecord } from '@/utils/storage/backup-format';
import type { ImportedRecords } from '@/utils/storage/encode-import';
import { makeSnapshot } from '@/utils/storage/snapshot-text';

/*
 * Makes a report that was clipped and verified, from a description, because the pictures and tests
 * of the review desk need every verdict at once.
 */

export interface ReviewSample {
  readonly title: string;
  readonly pages: readonly SamplePage[];
  readonly cited: readonly SampleCitation[];
  readonly sections: readonly SampleSection[];
}

export interface SamplePage {
  readonly title: string;
  readonly url: string;
  readonly authors: readonly string[];
  readonly published: string;
  /** The page's text, with `[0]` in the place of the first of `cited`. */
  readonly text: string;
}

export interface SampleCitation {
  readonly page: number;
  readonly quote: string;
  /** Null if it was never checked. */
  readonly verdict: Verdict | null;
  /** For an imported citation without a quote: whether its link names the passage. */
  readonly wordless?: 'located' | 'unpinned';
  /** What the page says at the check: the quote by default; '' for nothing. */
  readonly now?: string;
  /** The difference between the quote and the page's current words. */
  readonly difference?: CheckEvidence['difference'];
  readonly changes?: CheckEvidence['changes'];
  /** The HTTP status at the check; 200 by default. */
  readonly httpStatus?: number;
  readonly flags?: Check['flags'];
  /** Further findings of the check. */
  readonly evidence?: Partial<CheckEvidence>;
  /** `fetch` by default. */
  readonly reader?: Check['reader'];
}

export interface SampleSection {
  readonly title: string;
  /** Markdown, with `[0]` for a citation of the first of `cited`. */
  readonly statements: readonly (
    | string
    | { readonly kind: StatementKind; readonly text: string }
  )[];
}

const CLIPPED = '2026-05-02T09:41:00.000Z';
const CHECKED = '2026-05-09T14:02:00.000Z';
const MARK = /\[(\d+)\]/g;

/** Returns the records that a restore stores. Every call makes new ids. */
export async function makeReview(
  sample: ReviewSample,
  reportId: ReportId,
): Promise<ImportedRecords> {
  const { title, pages, cited, sections } = sample;
  const sources = pages.map(sourceOf);
  const records: BackupRecord[] = sources.map((record) => ({ store: 'sources', record }));
  const read: { readonly clipped: PageText; readonly checked: PageText }[] = [];
  for (const [at, { id }] of sources.entries()) {
    const page = pages[at];
    if (page === undefined) continue;
    const clipped = await readPage(page, id, CLIPPED, (of) => cited[of]?.quote ?? '');
    const checked = await readPage(page, id, CHECKED, (of) => nowOf(cited[of]));
    records.push({ store: 'snapshots', record: clipped.snapshot });
    records.push({ store: 'snapshots', record: checked.snapshot });
    read.push({ clipped, checked });
  }
  const run: Run = {
    id: newId<'run'>(),
    reportId,
    trigger: 'manual',
    startedAt: CHECKED,
    finishedAt: CHECKED,
    cancelled: false,
  };
  const clips: Clip[] = [];
  const pins: Pin[] = [];
  const checks: Check[] = [];
  for (const [at, citation] of cited.entries()) {
    const source = sources[citation.page];
    const page = read[citation.page];
    if (source === undefined || page === undefined) throw new Error(`There is no page of ${at}.`);
    const clip = clipOf(source, page.clipped.snapshot, reportId, citation);
    const pin = pinOf(clip, citation, page.clipped.startOf(at));
    clips.push(clip);
    pins.push(pin);
    const check = checkOf(citation, run, pin, page.checked, at);
    if (check !== null) checks.push(check);
  }
  for (const record of clips) records.push({ store: 'clips', record });
  for (const record of pins) records.push({ store: 'pins', record });
  records.push({ store: 'runs', record: run });
  for (const record of checks) records.push({ store: 'checks', record });
  const updates = documentOf(title, sections, clips, sources);
  return { reportId, title, language: 'en', updates, records };
}

interface PageText {
  readonly snapshot: Snapshot;
  /** Returns where one of `cited` starts in the text, in UTF-16 units. */
  startOf(cited: number): number;
}

async function readPage(
  { text }: SamplePage,
  sourceId: Source['id'],
  takenAt: string,
  wordsOf: (cited: number) => string,
): Promise<PageText> {
  const starts = new Map<number, number>();
  let words = '';
  let from = 0;
  for (const mark of text.matchAll(MARK)) {
    words += text.slice(from, mark.index);
    from = mark.index + mark[0].length;
    starts.set(Number(mark[1]), words.length);
    words += wordsOf(Number(mark[1]));
  }
  words += text.slice(from);
  const about = { id: newId<'snapshot'>(), sourceId, takenAt, readBy: 'fetch' } as const;
  return {
    snapshot: await makeSnapshot(about, words),
    startOf: (cited) => starts.get(cited) ?? 0,
  };
}

function nowOf(citation: SampleCitation | undefined): string {
  return citation?.now ?? citation?.quote ?? '';
}

function documentOf(
  title: string,
  sections: readonly SampleSection[],
  clips: readonly Clip[],
  sources: readonly Source[],
): ReportUpdate[] {
  const titles = new Map(sources.map((source) => [source.id, source.title]));
  const doc = createReportDocument({ title, language: 'en', at: CLIPPED });
  for (const section of sections) {
    const sectionId = newId<'section'>();
    createSection(doc, { id: sectionId, parentId: null, title: section.title, at: CLIPPED });
    for (const each of section.statements) {
      const { kind, text: words } =
        typeof each === 'string' ? { kind: 'paragraph' as const, text: each } : each;
      const id: StatementId = newId<'statement'>();
      const made: { readonly id: CitationId; readonly clip: Clip }[] = [];
      const text = words.replace(MARK, (_mark, at: string) => {
        const clip = clips[Number(at)];
        if (clip === undefined) throw new Error(`There is no passage ${at}.`);
        const citation = { id: newId<'citation'>(), clip };
        made.push(citation);
        return citationToken(citation.id);
      });
      const marker = kind === 'item' ? '-' : '';
      createStatement(doc, { id, text, kind, marker, position: { sectionId } });
      for (const { id: citationId, clip } of made) {
        const label = titles.get(clip.sourceId) ?? '';
        recordCitation(doc, { id: citationId, statementId: id, clipId: clip.id, label });
      }
    }
  }
  return encodeReport(doc);
}

function sourceOf({ title, url, authors, published }: SamplePage): Source {
  return madeSource({
    id: newId<'source'>(),
    url,
    title,
    authors: [...authors],
    publishedAt: published,
    language: 'en',
    accessedAt: CLIPPED,
  });
}

function clipOf(
  source: Source,
  snapshot: Snapshot,
  reportId: ReportId,
  { wordless }: SampleCitation,
): Clip {
  return madeClip({
    id: newId<'clip'>(),
    kind: wordless === 'unpinned' ? 'page' : 'quote',
    ...(wordless === undefined ? {} : { origin: 'import' }),
    sourceId: source.id,
    snapshotId: snapshot.id,
    capturedAt: CLIPPED,
    filedUnder: { reportId, sectionId: null },
  });
}

function pinOf(clip: Clip, { quote, wordless }: SampleCitation, start: number): Pin {
  const made = { id: newId<'pin'>(), clipId: clip.id, madeAt: CLIPPED };
  if (wordless !== undefined) {
    const [first = ''] = quote.split(',');
    return madePin({
      ...made,
      by: 'import',
      directive: wordless === 'located' ? { start: first } : null,
      directiveAsWritten: wordless === 'located' ? `text=${encodeURIComponent(first)}` : null,
      noDirectiveReason: wordless === 'located' ? null : 'whole-page',
    });
  }
  return madePin({
    ...made,
    quote,
    selectors: {
      quote: { exact: quote, prefix: '', suffix: '' },
      position: { start, end: start + quote.length },
    },
    directive: { start: quote },
  });
}

function checkOf(
  citation: SampleCitation,
  run: Run,
  pin: Pin,
  page: PageText,
  at: number,
): Check | null {
  const { verdict, difference = [], changes = [], httpStatus = 200 } = citation;
  if (verdict === null) return null;
  const text = nowOf(citation);
  const start = page.startOf(at);
  return {
    runId: run.id,
    clipId: pin.clipId,
    pinId: pin.id,
    checkedAt: CHECKED,
    verdict,
    flags: [...(citation.flags ?? [])],
    evidence: {
      reason: null,
      detail: null,
      httpStatus,
      passage: text === '' ? null : { before: '', text, after: '' },
      position: text === '' ? null : { start, end: start + text.length },
      difference: [...difference],
      changes: [...changes],
      ...citation.evidence,
    },
    snapshotId: page.snapshot.id,
    finalUrl: null,
    reader: citation.reader ?? 'fetch',
  };
}
