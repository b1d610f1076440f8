import { useState } from 'preact/hooks';
import { focusAfterDrawing } from '@/components/ui/focus';
import { request } from '@/utils/messaging/client';
import type { PrivateAnswer } from '@/utils/messaging/protocol';
import type { Failure } from '@/utils/model/failure';
import type { ClipState } from './ClipAction';

export type ScreenshotState = 'ready' | 'working' | 'kept';

interface Screenshot {
  readonly state: ScreenshotState;
  /** A private window's question is about a screenshot. */
  readonly asked: boolean;
  readonly take: (privateAnswer?: PrivateAnswer) => Promise<void>;
}

interface ScreenshotScope {
  readonly tabId: number | null;
  readonly clip: ClipState;
  readonly onClip: (clip: ClipState) => void;
  readonly onFailure: (failure: Failure | null) => void;
}

/** Keeps what the tab shows, with the clip just made, or with a clip of the page made for it. */
export function useScreenshot({ tabId, clip, onClip, onFailure }: ScreenshotScope): Screenshot {
  const [state, setState] = useState<ScreenshotState>('ready');
  const [asked, setAsked] = useState(false);
  const take = async (privateAnswer?: PrivateAnswer) => {
    if (tabId === null) return;
    onFailure(null);
    setState('working');
    setAsked(false);
    const clipId = clip.kind === 'saved' ? clip.clipped.saved[0].clipId : null;
    const answer = privateAnswer === undefined ? {} : { privateAnswer };
    const done = await request('capture.screenshot', { tabId, clipId, ...answer });
    setState(done.ok ? 'kept' : 'ready');
    if (done.ok) {
      const { clipped } = done.value;
      if (clipped !== null) onClip({ kind: 'saved', clipped });
      // The clip is there, its picture is not.
      if (clipped !== null && clipped.problem !== null) setState('ready');
    } else if (done.error.code === 'private_window') {
      setAsked(true);
      onClip({ kind: 'asked' });
      focusAfterDrawing(['private-keep']);
    } else onFailure(done.error);
  };
  return { state, asked: asked && clip.kind === 'asked', take };
}
