import type { ClipView } from '@/components/state/clip-view';
import { madeCheck, madeClip, madePin, madeSource } from '@/scripts/made-evidence';
import type { ClipPort } from '../../../components/clip/clip-port';
import type { SavedClip } from '../../../utils/messaging/protocol/clipped-passages';
import type { Check, Clip, Pin, Source, Verdict } from '../../../utils/model/evidence';
import { type ClipId, newId, type ReportId } from '../../../utils/model/ids';

/**
 * The report under test. Each test has its own, because the next test could receive the broadcasts
 * of the previous one.
 */
export let REPORT: ReportId = newId<'report'>();

export function renewReport(): void {
  REPORT = newId<'report'>();
}

export interface Sample {
  readonly quote?: string | null;
  readonly title?: string;
  readonly url?: string;
  readonly verdict?: Verdict;
  readonly check?: Partial<Check['evidence']>;
  readonly note?: string;
}

export interface SampleRecords {
  readonly clip: Clip;
  readonly source: Source;
  readonly pin: Pin;
  readonly check: Check | null;
}

/** The message about a clip that was saved in the inbox of the report under test. */
export function savedClip(): SavedClip {
  return {
    clipId: newId<'clip'>(),
    reportId: REPORT,
    reportTitle: 'Lake levels',
    sectionId: null,
    sectionTitle: null,
    capturedAt: '2026-05-04T09:30:00Z',
    duplicate: false,
  };
}

/** The records of one clip, of a page about the levels of a lake. */
export function sampleRecords(sample: Sample = {}): SampleRecords {
  const at = '2026-05-02T09:41:00.000Z';
  const clipId: ClipId = newId<'clip'>();
  const quote =
    sample.quote === undefined
      ? 'On 30 April the level at the northern gauge was 44 centimetres above the mean.'
      : sample.quote;
  const source = madeSource({
    id: newId<'source'>(),
    url: sample.url ?? 'https://hydrology.example/bulletin',
    title: sample.title ?? 'Monthly bulletin, April 2026',
    authors: ['A. Gauge'],
    siteName: 'Hydrology',
    publishedAt: '2026-05-01',
    language: 'en',
    accessedAt: at,
  });
  const clip = madeClip({
    id: clipId,
    kind: quote === null ? 'page' : 'quote',
    sourceId: source.id,
    capturedAt: at,
    filedUnder: { reportId: REPORT, sectionId: null },
  });
  const pin = madePin({
    id: newId<'pin'>(),
    clipId,
    madeAt: at,
    quote,
    directive: quote === null ? null : { start: 'On 30 April', end: 'the mean' },
    noDirectiveReason: quote === null ? 'whole-page' : null,
  });
  const check: Check | null =
    sample.verdict === undefined
      ? null
      : madeCheck({
          runId: newId<'run'>(),
          clipId,
          pinId: pin.id,
          checkedAt: at,
          verdict: sample.verdict,
          evidence: sample.check ?? {},
        });
  return { clip, source, pin, check };
}

export function sampleView(sample: Sample = {}): ClipView {
  const note = sample.note ?? '';
  const place = { sectionId: null, note, tags: [], binnedAt: null, isCounted: true };
  return { ...sampleRecords(sample), foreign: null, pinnedSince: false, ...place };
}

/** A port that has no more data and refuses every request. */
export const QUIET_PORT: ClipPort = {
  say: () => undefined,
  pin: () => undefined,
  hold: () => undefined,
  retitle: () => undefined,
  history: async () => ({ ok: false, error: { code: 'not_found' } }),
  images: async () => ({ ok: true, value: [] }),
  deleteImage: () => undefined,
  candidates: async () => ({ ok: true, value: [] }),
};
