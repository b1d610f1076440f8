import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { ClipDraft } from '@/utils/messaging/protocol/clip-draft';
import type { SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { Attachment } from '@/utils/model/attachment';
import {
  type Clip,
  NO_LOCATOR,
  type Pin,
  type Snapshot,
  type Source,
} from '@/utils/model/evidence';
import { type Failure, failure } from '@/utils/model/failure';
import { type ClipId, newId } from '@/utils/model/ids';
import { placeOfClip } from '@/utils/model/report-tree';
import { err, ok, type Result } from '@/utils/model/result';
import { cleanLine } from '@/utils/page/clean-value';
import { broadcastChange } from '@/utils/platform/changes';
import { noteRecentSection } from '@/utils/platform/settings';
import { withoutBytes } from '@/utils/storage/make-attachment';
import { makeSnapshot } from '@/utils/storage/snapshot-text';
import { clipDestination, type NamedPlace } from './clip-destination';
import { unreadImage } from './clip-image';
import type { CitingDraft } from './describe-page';
import { keepBeside } from './keep-beside';
import { now, useLibrary } from './open-library';
import { sameSite } from './same-site';

interface SaveOptions {
  /** The place that the user chose; null leaves it to `clipDestination`. */
  readonly place: NamedPlace | null;
  /** Whether a second clip is stored of a passage that the library already has. */
  readonly keepBoth?: boolean;
  readonly attachments?: Attachment[];
  /** Whether the draft cites the page of a post, but was read in a feed. */
  readonly isOfPost?: boolean;
  /** The icon of the page's site, or null if the browser had none. */
  readonly icon?: string | null;
}

/** Stores what the clipper read. The reply acknowledges that the clip is on the disk. */
export async function saveDraft(
  draft: CitingDraft,
  { attachments = [], isOfPost = false, icon = null, ...options }: SaveOptions,
): Promise<Result<SavedClip, Failure>> {
  const source: Source = {
    id: draft.sourceId,
    url: removeFragmentDirective(draft.url),
    ...draft.metadata,
    authors: [...draft.metadata.authors],
    ...(icon === null ? {} : { icon }),
    accessedAt: draft.capturedAt,
  };
  // The text of a feed is not the text of the post's page.
  const snapshot = isOfPost
    ? null
    : await makeSnapshot(
        { id: draft.snapshotId, sourceId: source.id, takenAt: draft.capturedAt, readBy: 'tab' },
        draft.pageText,
      );
  return store(source, snapshot, options, {
    clip: {
      id: draft.clipId,
      kind: draft.kind,
      origin: draft.origin,
      locator: locatorOf(draft),
    },
    pin: {
      id: draft.pinId,
      quote: draft.quote,
      selectors: draft.selectors,
      ...(draft.marks === undefined ? {} : { marks: draft.marks }),
      directive: draft.directive,
      noDirectiveReason: draft.noDirectiveReason,
    },
    attachments,
  });
}

/** A page can name no other site than its own as the origin of its words. */
function locatorOf({ url, locator }: Pick<ClipDraft, 'url' | 'locator'>): Clip['locator'] {
  const { time = null, permalink = null } = locator ?? {};
  const own = permalink !== null && sameSite(permalink, url);
  return { ...NO_LOCATOR, time, permalink: own ? permalink : null };
}

/** What a context menu tells about a page that no script can read. */
export interface SelectedText {
  readonly url: string;
  readonly title: string;
  /** '' for an image, and for the page itself. */
  readonly text: string;
  /** The address of an image that is clipped instead of words. */
  readonly image?: string | undefined;
  /** Whether the tab is in a private window. */
  readonly incognito: boolean;
}

/** Stores words, an image or a page using only what the browser's context menu tells about them. */
export async function saveSelectedText(
  selected: SelectedText,
  place: NamedPlace | null,
): Promise<Result<SavedClip, Failure>> {
  const url = removeFragmentDirective(selected.url);
  const source: Source = {
    id: newId<'source'>(),
    url,
    canonicalUrl: null,
    title: cleanLine(selected.title) ?? url,
    authors: [],
    siteName: null,
    publishedAt: null,
    modifiedAt: null,
    language: null,
    doi: null,
    accessedAt: now(),
  };
  const { image } = selected;
  // The PDF viewer adds blank lines at both ends when the whole document is selected.
  const text = selected.text.trim();
  const id = newId<'clip'>();
  const isQuote = image === undefined && text !== '';
  return store(
    source,
    null,
    { place },
    {
      clip: {
        id,
        kind: image === undefined ? (isQuote ? 'quote' : 'page') : 'image',
        origin: 'selection-text',
        locator: NO_LOCATOR,
      },
      pin: {
        id: newId<'pin'>(),
        quote: isQuote ? text : null,
        selectors: {
          quote: isQuote ? { exact: text, prefix: '', suffix: '' } : null,
          position: null,
        },
        directive: null,
        noDirectiveReason: isQuote || image !== undefined ? 'page-not-readable' : 'whole-page',
      },
      attachments:
        image === undefined ? [] : [await unreadImage({ id, takenAt: source.accessedAt }, image)],
    },
  );
}

async function store(
  source: Source,
  snapshot: Snapshot | null,
  { place, keepBoth = false }: SaveOptions,
  made: {
    readonly clip: Omit<Clip, 'sourceId' | 'snapshotId' | 'capturedAt' | 'filedUnder'>;
    readonly pin: Omit<Pin, 'clipId' | 'madeAt' | 'by' | 'directiveAsWritten' | 'order'>;
    readonly attachments: Attachment[];
  },
): Promise<Result<SavedClip, Failure>> {
  if (!URL.canParse(source.url)) return err(failure('bad_message', 'url'));
  const destination = await clipDestination(place);
  if (!destination.ok) return destination;
  const { reportId, reportTitle, sectionId, sectionTitle } = destination.value;
  const clip: Clip = {
    ...made.clip,
    sourceId: source.id,
    snapshotId: snapshot?.id ?? null,
    capturedAt: source.accessedAt,
    filedUnder: { reportId, sectionId },
  };
  const pin: Pin = {
    ...made.pin,
    clipId: clip.id,
    madeAt: source.accessedAt,
    by: 'capture',
    directiveAsWritten: null,
  };
  let { attachments } = made;
  const save = () =>
    useLibrary((library) =>
      library.saveCapture({ source, snapshot, clip, pin, attachments }, { keepBoth }),
    );
  let saved = await save();
  if (!saved.ok && saved.error.code === 'quota_exceeded' && attachments.length > 0) {
    // The clip is stored without its image rather than not at all.
    attachments = attachments.map((each) => withoutBytes(each, 'no-room'));
    saved = await save();
  }
  if (!saved.ok) return saved;
  const { clipId, duplicate, twins } = saved.value;
  const shown = { clipId, reportId, reportTitle, duplicate };
  if (duplicate) return ok({ ...shown, ...(await whereabouts(clipId)) });
  if (sectionId !== null) await noteRecentSection({ reportId, sectionId });
  broadcastChange({ kind: 'evidence', reportId, clipIds: [clipId] });
  if (twins.length > 0) await keepBeside(reportId, clipId, twins);
  const noImageReason = attachments[0]?.noImageReason ?? null;
  return ok({
    ...shown,
    sectionId,
    sectionTitle,
    capturedAt: clip.capturedAt,
    ...(noImageReason === null ? {} : { noImageReason }),
  });
}

/** Finds the current position of a stored clip. */
export async function findSavedClip(clipId: ClipId): Promise<Result<SavedClip, Failure>> {
  const found = await useLibrary(async (library) => {
    const known = await library.clip(clipId);
    if (!known.ok) return known;
    return library.loadReport(known.value.clip.filedUnder.reportId);
  });
  if (!found.ok) return found;
  const { id: reportId, title: reportTitle } = found.value;
  return ok({ clipId, reportId, reportTitle, duplicate: false, ...(await whereabouts(clipId)) });
}

/** The same after the background was interrupted, when the clip may never have been stored. */
export async function findStored(clipId: ClipId): Promise<Result<SavedClip, Failure>> {
  const found = await findSavedClip(clipId);
  return !found.ok && found.error.code === 'not_found' ? err(failure('clip_interrupted')) : found;
}

type Whereabouts = Pick<SavedClip, 'sectionId' | 'sectionTitle' | 'capturedAt'>;

/** Returns when an older clip was made, and where it is now. */
async function whereabouts(clipId: ClipId): Promise<Whereabouts> {
  const found = await useLibrary(async (library) => {
    const known = await library.clip(clipId);
    if (!known.ok) return known;
    const { clip } = known.value;
    const content = await library.loadReport(clip.filedUnder.reportId);
    if (!content.ok) return content;
    const { placements, sections } = content.value;
    const placement = placements.find((each) => each.clipId === clipId) ?? null;
    const sectionId = placeOfClip(clip, placement, content.value)?.sectionId ?? null;
    const sectionTitle = sections.find(({ id }) => id === sectionId)?.title ?? null;
    return ok({ sectionId, sectionTitle, capturedAt: clip.capturedAt });
  });
  return found.ok ? found.value : { sectionId: null, sectionTitle: null, capturedAt: now() };
}
