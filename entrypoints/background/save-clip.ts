import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { ClipDraft, SavedClip } from '@/utils/messaging/protocol';
import type { Clip, Pin, Snapshot, Source } from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { broadcastChange } from '@/utils/platform/changes';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { clipDestination } from './clip-destination';
import { now, useLibrary } from './open-library';

/** Stores what the clipper read. The reply is the acknowledgement: the clip is on the disk. */
export async function saveDraft(draft: ClipDraft): Promise<Result<SavedClip, Failure>> {
  const source: Source = {
    id: draft.sourceId,
    url: removeFragmentDirective(draft.url),
    ...draft.metadata,
    accessedAt: draft.capturedAt,
  };
  const snapshot = await makeSnapshot(
    { id: draft.snapshotId, sourceId: source.id, takenAt: draft.capturedAt, readBy: 'tab' },
    draft.pageText,
  );
  return store(source, snapshot, {
    clip: { id: draft.clipId, kind: draft.kind, origin: draft.origin },
    pin: {
      id: draft.pinId,
      quote: draft.quote,
      selectors: draft.selectors,
      ...(draft.marks === undefined ? {} : { marks: draft.marks }),
      directive: draft.directive,
      noDirectiveReason: draft.noDirectiveReason,
    },
  });
}

/** What a context menu knows of a page that no script can read. */
export interface SelectedText {
  readonly url: string;
  readonly title: string;
  readonly text: string;
}

/** Stores a selection by its words alone, as the browser's context menu hands it over. */
export async function saveSelectedText(
  selected: SelectedText,
): Promise<Result<SavedClip, Failure>> {
  const url = removeFragmentDirective(selected.url);
  const source: Source = {
    id: newId<'source'>(),
    url,
    canonicalUrl: null,
    title: selected.title || url,
    authors: [],
    siteName: null,
    publishedAt: null,
    modifiedAt: null,
    language: null,
    doi: null,
    accessedAt: now(),
  };
  return store(source, null, {
    clip: { id: newId<'clip'>(), kind: 'quote', origin: 'selection-text' },
    pin: {
      id: newId<'pin'>(),
      quote: selected.text,
      selectors: { quote: { exact: selected.text, prefix: '', suffix: '' }, position: null },
      directive: null,
      noDirectiveReason: 'page-not-readable',
    },
  });
}

async function store(
  source: Source,
  snapshot: Snapshot | null,
  made: {
    readonly clip: Pick<Clip, 'id' | 'kind' | 'origin'>;
    readonly pin: Pick<
      Pin,
      'id' | 'quote' | 'selectors' | 'marks' | 'directive' | 'noDirectiveReason'
    >;
  },
): Promise<Result<SavedClip, Failure>> {
  if (!URL.canParse(source.url)) return err(failure('bad_message', 'url'));
  const destination = await clipDestination();
  if (!destination.ok) return destination;
  const { reportId, reportTitle, sectionId, sectionTitle } = destination.value;
  const clip: Clip = {
    ...made.clip,
    sourceId: source.id,
    snapshotId: snapshot?.id ?? null,
    capturedAt: source.accessedAt,
    filedUnder: { reportId, sectionId },
    locator: { page: null, time: null, permalink: null },
  };
  const pin: Pin = {
    ...made.pin,
    clipId: clip.id,
    madeAt: source.accessedAt,
    by: 'capture',
    directiveAsWritten: null,
  };
  const saved = await useLibrary((library) => library.saveCapture({ source, snapshot, clip, pin }));
  if (!saved.ok) return saved;
  const { clipId, duplicate } = saved.value;
  broadcastChange({ kind: 'evidence', reportId, clipIds: [clipId] });
  return ok({ clipId, reportId, reportTitle, sectionTitle, duplicate });
}
