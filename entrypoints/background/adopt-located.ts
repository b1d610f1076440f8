import type { PageReplies, pageRequests } from '@/utils/messaging/protocol';
import type { RequestOf } from '@/utils/messaging/protocol/envelope';
import type { AbsentText, Pin } from '@/utils/model/evidence';
import type { Failure } from '@/utils/model/failure';
import type { PinId } from '@/utils/model/ids';
import { ok, type Result } from '@/utils/model/result';
import { broadcastChange, broadcastUpdates } from '@/utils/platform/changes';
import type { Library } from '@/utils/storage/library';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel } from '@/utils/text/text-model';
import { isAdoptable } from '@/utils/verify/adoptable';
import { pinPassage } from '@/utils/verify/pin-passage';
import { takesLinks } from '@/utils/verify/takes-links';
import { now, useLibrary } from './open-library';
import { pageText } from './page-text';

type Request = RequestOf<typeof pageRequests, 'pin.adopt'>;

/**
 * Adopts the passages that the links of several clips find as their quotes, in one act: all pins
 * are stored together and say so. Each passage is taken from the stored check. A clip whose passage
 * is doubtful, whose text is not stored any more, or to whose passage no link can lead, is left as
 * it is.
 */
export function adoptLocated({
  reportId,
  clips,
}: Request): Promise<Result<PageReplies['pin.adopt'], Failure>> {
  return useLibrary(async (library) => {
    const madeAt = now();
    const texts = createTexts();
    const pins: Pin[] = [];
    for (const clip of clips) {
      const pin = await adoptedPin(library, texts, clip, madeAt);
      if (pin !== null) pins.push(pin);
    }
    const adopted: PinId[] = pins.map(({ id }) => id);
    if (pins.length === 0) return ok({ adopted });
    const stored = await library.addPins(reportId, pins);
    if (!stored.ok) return stored;
    broadcastChange({ kind: 'evidence', reportId, clipIds: pins.map(({ clipId }) => clipId) });
    broadcastUpdates(reportId, stored.value);
    return ok({ adopted });
  });
}

async function adoptedPin(
  library: Library,
  texts: ReturnType<typeof createTexts>,
  { clipId, pinId, runId, basedOn }: Request['clips'][number],
  madeAt: string,
): Promise<Pin | null> {
  const history = await library.clipHistory(clipId);
  if (!history.ok) return null;
  const { checks, pins } = history.value;
  const before = pins.find(({ id }) => id === basedOn);
  const check = checks.find((each) => each.runId === runId && each.pinId === basedOn);
  if (before === undefined || check === undefined || !isAdoptable(check)) return null;
  const { position } = check.evidence;
  const { snapshotId } = check;
  const model = snapshotId === null ? null : await texts.modelOf({ clipId, snapshotId });
  const linked = takesLinks(check, before);
  if (model === null || position === null || linked !== true) return null;
  const pin = pinPassage(model, {
    ...{ basedOn: before, range: position, wording: 'page', linked },
    ...{ id: pinId, madeAt },
  });
  if (!pin.ok || pin.value.noDirectiveReason !== null) return null;
  return { ...pin.value, together: true };
}

/** Reads the stored texts of pages. Clips of one page usually follow each other. */
function createTexts() {
  let latest: { readonly id: string; readonly model: TextModel | null } | null = null;
  return {
    modelOf: async (of: AbsentText): Promise<TextModel | null> => {
      const id = of.snapshotId;
      if (latest?.id === id) return latest.model;
      const text = await pageText(of);
      const model = text.ok ? createPlainTextModel(text.value) : null;
      latest = { id, model };
      return model;
    },
  };
}
