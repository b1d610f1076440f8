import type { PageReplies, pageRequests } from '@/utils/messaging/protocol';
import type { RequestOf } from '@/utils/messaging/protocol/envelope';
import { type Failure, failure } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { broadcastChange, broadcastUpdates } from '@/utils/platform/changes';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { pinPassage } from '@/utils/verify/pin-passage';
import { takesLinks } from '@/utils/verify/takes-links';
import { now, useLibrary } from './open-library';
import { pageText } from './page-text';

/**
 * Stores a reviewer's new pin, in the text of the page as a check read it, and makes it the current
 * pin in the open report; or stores it with a new clip of the page. The sender gives only a
 * position; the quote and the link are taken from the stored text, and the title from the check.
 */
export function pinClip(
  request: RequestOf<typeof pageRequests, 'pin.add'>,
): Promise<Result<PageReplies['pin.add'], Failure>> {
  const { reportId, pinId, runId, clipId, basedOn, position, wording, apart } = request;
  return useLibrary(async (library) => {
    const history = await library.clipHistory(clipId);
    if (!history.ok) return history;
    const { clip, source, checks, pins } = history.value;
    const before = pins.find(({ id }) => id === basedOn);
    const check = checks.find((each) => each.runId === runId);
    if (before === undefined || check === undefined) return err(failure('not_found', clipId));
    const snapshotId = check.snapshotId;
    if (snapshotId === null) return err(failure('page_text_gone'));
    const text = await pageText({ clipId, snapshotId });
    if (!text.ok) {
      return text.error.code === 'not_found' ? err(failure('page_text_gone')) : text;
    }
    // A repeated message is the same pin, because the first reply was lost.
    const known = pins.find(({ id }) => id === pinId);
    if (known !== undefined) return ok({ noDirectiveReason: known.noDirectiveReason });

    const judged = pins.find(({ id }) => id === check.pinId) ?? null;
    const linked = takesLinks(check, judged);
    if (linked === null) return err(failure('page_type_unknown'));

    const model = createPlainTextModel(text.value);
    const pin = pinPassage(model, {
      basedOn: before,
      range: position,
      wording,
      linked,
      // An imported report names its sources in its own words.
      pageTitle: clip.origin === 'import' ? undefined : check.evidence.title,
      sourceTitle: source?.title,
      id: pinId,
      madeAt: now(),
    });
    if (!pin.ok) {
      if (pin.error === 'nothing-there') return err(failure('bad_message', 'pin.add'));
      return err(failure('no_link', pin.error));
    }
    if (apart === undefined) {
      const stored = await library.addPins(reportId, [pin.value]);
      if (!stored.ok) return stored;
      broadcastChange({ kind: 'evidence', reportId, clipIds: [clipId] });
      broadcastUpdates(reportId, stored.value);
    } else {
      const made = { ...clip, id: apart.clipId, kind: 'quote' as const, capturedAt: now() };
      const filedUnder = { reportId, sectionId: apart.sectionId };
      if (source === null) return err(failure('not_found', clip.sourceId));
      const stored = await library.saveCapture({
        source,
        snapshot: null,
        clip: { ...made, filedUnder, snapshotId: null },
        pin: { ...pin.value, clipId: made.id },
      });
      if (!stored.ok) return stored;
      broadcastChange({ kind: 'evidence', reportId, clipIds: [apart.clipId] });
    }
    return ok({ noDirectiveReason: pin.value.noDirectiveReason });
  });
}
