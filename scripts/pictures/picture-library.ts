import type { Page } from '@playwright/test';
import { askBackground } from '@/scripts/browser/ask-background';
import { makeReview, type ReviewSample } from '@/scripts/tour/make-review';
import { storeRecords } from '@/scripts/tour/store-records';
import { deriveReportClaims } from '@/utils/claim/derive-report-claims';
import { binClip, moveClip, setNote, setTags } from '@/utils/model/clip-operations';
import type { Clip } from '@/utils/model/evidence';
import { newId, type ReportId, type SectionId } from '@/utils/model/ids';
import {
  encodeReport,
  loadReportDocument,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import type { ReviewDraft } from '@/utils/model/review-records';
import { createSection } from '@/utils/model/section-operations';
import { binStatement, createStatement } from '@/utils/model/statement-operations';
import type { BackupRecord } from '@/utils/storage/backup-format';
import type { ImportedRecords } from '@/utils/storage/encode-import';
import { PICTURE_SAMPLE } from './picture-sample';

/** The title of a report with hundreds of clips. */
export const LONG_TITLE = 'Gauge by gauge';
/** The title of an empty report. */
export const EMPTY_TITLE =
  'Water quality in the summer of 2026: bathing places, wells and what the laboratories found';

const AT = '2026-05-09T16:20:00.000Z';

/** The reports of the library in the pictures. */
export interface PictureLibrary {
  readonly lakes: ReportId;
  /** An empty report. */
  readonly empty: ReportId;
}

/** Fills a new library. @param page A page of the extension. */
export async function storePictureLibrary(page: Page): Promise<PictureLibrary> {
  const lakes = newId<'report'>();
  const empty = newId<'report'>();
  await storeRecords(page, await makeReview(LONG_SAMPLE, newId<'report'>()));
  await storeRecords(page, await makeReview(EMPTY_SAMPLE, empty));
  await storeRecords(page, edited(await makeReview(SNOW_SAMPLE, newId<'report'>()), tagSnow));
  const made = edited(await makeReview(PICTURE_SAMPLE, lakes), arrangeLakes);
  await storeRecords(page, made);
  const drafts = [objectionTo(made, 'By early May')];
  await askBackground(page, 'review.record', { reportId: lakes, drafts });
  return { lakes, empty };
}

const EMPTY_SAMPLE: ReviewSample = {
  title: EMPTY_TITLE,
  pages: [],
  cited: [],
  sections: [],
};

/** Shares passages with the other report, and has one of them twice. */
const SNOW_SAMPLE: ReviewSample = {
  title: 'Snow and melt',
  pages: PICTURE_SAMPLE.pages,
  cited: [2, 2, 3].flatMap((at) => PICTURE_SAMPLE.cited[at] ?? []),
  sections: [{ title: 'Melt', statements: ['The melt came late [0].'] }],
};

const LONG_SAMPLE: ReviewSample = {
  title: LONG_TITLE,
  pages: [
    {
      title: 'Weekly table of all gauges',
      url: 'http://gauges.example/weekly-table',
      authors: [],
      published: '2026-05-04',
      text: Array.from({ length: 300 }, (_, at) => `[${at}]`).join('\n\n'),
    },
  ],
  cited: Array.from({ length: 300 }, (_, at) => ({
    page: 0,
    quote: `Gauge ${at + 1} stood ${(at * 7) % 90} centimetres above its mean.`,
    verdict: at % 9 === 4 ? ('altered' as const) : ('verbatim' as const),
  })),
  sections: Array.from({ length: 6 }, (_, at) => ({ title: `Week ${at + 14}`, statements: [] })),
};

type Edit = (doc: ReportDocument, clips: readonly Clip[], reportId: ReportId) => void;

/** The finished report with further changes of its document. */
function edited(made: ImportedRecords, edit: Edit): ImportedRecords {
  const doc = loadReportDocument(made.updates);
  const records: readonly BackupRecord[] = [...made.records];
  const clips = records.flatMap((each) => (each.store === 'clips' ? [each.record] : []));
  edit(doc, clips, made.reportId);
  return { ...made, records, updates: encodeReport(doc) };
}

const tagSnow: Edit = (doc, clips) => {
  for (const { id: clipId } of clips) setTags(doc, { clipId, tags: ['snow', 'melt'] });
};

/** Adds clips to their sections, a note, tags, and items in the bin. */
const arrangeLakes: Edit = (doc, clips, reportId) => {
  const { sections } = readReport(doc, reportId);
  const sectionOf = (at: number): SectionId => {
    const found = sections.find(({ title }) => title === PICTURE_SAMPLE.sections[at]?.title);
    if (found === undefined) throw new Error(`The report has no section ${at}.`);
    return found.id;
  };
  const [levels, causes, unread] = [sectionOf(0), sectionOf(1), sectionOf(2)];
  const gauges = newId<'section'>();
  createSection(doc, { id: gauges, parentId: levels, title: 'Gauges', at: AT });
  const places = [
    [levels, [0, 1]],
    [gauges, [4]],
    [causes, [2, 3, 5, 6]],
    [unread, [7, 8, 9, 10]],
  ] as const;
  for (const [sectionId, held] of places) {
    for (const at of held) {
      const clip = clips[at];
      if (clip !== undefined) moveClip(doc, { clipId: clip.id, position: { sectionId } });
    }
  }
  const [first, second] = clips;
  if (first !== undefined && second !== undefined) {
    setNote(doc, { clipId: first.id, note: 'The figure for the **opening sentence**.' });
    setTags(doc, { clipId: first.id, tags: ['levels', 'northern basin'] });
    setTags(doc, { clipId: second.id, tags: ['levels'] });
  }
  const last = clips.at(-1);
  if (last !== undefined) binClip(doc, { clipId: last.id, at: AT });
  const binned = newId<'statement'>();
  const text = 'Nobody in the valley had seen the two causes coincide.';
  createStatement(doc, {
    id: binned,
    text,
    kind: 'paragraph',
    marker: '',
    position: { sectionId: causes },
  });
  binStatement(doc, { id: binned, at: AT });
};

/** An objection by this browser's reviewer. */
function objectionTo({ updates, reportId }: ImportedRecords, words: string): ReviewDraft {
  const { claims } = deriveReportClaims(readReport(loadReportDocument(updates), reportId));
  const claim = claims.find(({ text }) => text.includes(words));
  if (claim === undefined) throw new Error(`No claim says “${words}”.`);
  return {
    act: newId<'act'>(),
    body: {
      kind: 'decision',
      claimKey: claim.key,
      reviewer: 'Ines Faure',
      citationIds: [...claim.citationIds],
      hashes: { claim: '', quote: '', passage: '' },
      decision: 'unsupported',
      note: 'The page now says 68 per cent; “twice” has no source.',
      reviewedAt: AT,
      together: false,
    },
  };
}
