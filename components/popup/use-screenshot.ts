import { useState } from 'preact/hooks';
import { focusAfterDrawing } from '@/components/ui/focus';
import { request } from '@/utils/messaging/client';
import type { ClippedPassages, SavedClip } from '@/utils/messaging/protocol/clipped-passages';
import type { PrivateAnswer } from '@/utils/messaging/protocol/private-answer';
import type { Failure } from '@/utils/model/failure';
import type { ClipState } from './ClipAction';

export type ScreenshotState = 'ready' | 'working' | 'kept';

interface Screenshot {
  readonly state: ScreenshotState;
  /** Whether the question of a private window is about a screenshot. */
  readonly asked: boolean;
  readonly take: (privateAnswer?: PrivateAnswer) => Promise<void>;
}

interface ScreenshotScope {
  readonly tabId: number | null;
  readonly clip: ClipState;
  readonly onClip: (clip: ClipState) => void;
  readonly onFailure: (failure: Failure | null) => void;
}

/**
 * Keeps a screenshot of the tab, with the clip that was just made or with a new clip of the page.
 */
export function useScreenshot({ tabId, clip, onClip, onFailure }: ScreenshotScope): Screenshot {
  const [working, setWorking] = useState(false);
  /** The clips of the last screenshot. */
  const [keptWith, setKeptWith] = useState<ClippedPassages | null>(null);
  const shown = clip.kind === 'saved' ? clip.clipped : null;
  const asked = clip.kind === 'asked' && clip.screenshotFor !== undefined;

  const take = async (privateAnswer?: PrivateAnswer) => {
    if (tabId === null) return;
    onFailure(null);
    setWorking(true);
    const made = asked && privateAnswer !== undefined ? (clip.screenshotFor ?? null) : shown;
    // Hides the question, because a second yes would be for something else.
    if (privateAnswer !== undefined) onClip({ kind: 'working' });
    const clipId = made === null ? null : announced(made).clipId;
    const answer = privateAnswer === undefined ? {} : { privateAnswer };
    const done = await request('capture.screenshot', { tabId, clipId, ...answer });
    setWorking(false);
    if (done.ok) {
      const clipped = done.value.clipped ?? made;
      if (clipped !== null && clipped !== shown) onClip({ kind: 'saved', clipped });
      // The new clip was stored, but its screenshot was not.
      const problem = done.value.clipped?.problem ?? null;
      setKeptWith(problem === null ? clipped : null);
      if (privateAnswer !== undefined) focusAfterDrawing(['screenshot']);
      return;
    }
    const asks = done.error.code === 'private_window';
    if (!asks) onFailure(done.error);
    // A yes that could not be stored is asked again.
    if (!asks && privateAnswer === undefined) return;
    onClip({ kind: 'asked', screenshotFor: made });
    focusAfterDrawing(['private-keep']);
  };
  const kept = shown !== null && shown === keptWith;
  return { state: working ? 'working' : kept ? 'kept' : 'ready', asked, take };
}

/** Returns the clip whose place the popup shows. */
function announced({ saved }: ClippedPassages): SavedClip {
  return saved.find(({ duplicate }) => !duplicate) ?? saved[0];
}
