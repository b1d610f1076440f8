import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { VerdictLegend } from '@/components/ui/VerdictLegend';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import { groupVerdicts } from '@/utils/model/check-state';
import './verify.css';

interface RunViewProps {
  /** Null until the background reports it. */
  readonly progress: RunProgress | null;
  readonly onPause: (paused: boolean) => void;
  readonly onCancel: () => void;
}

/**
 * Shows a running or paused verification: its progress, its results so far, and the current page.
 */
export function RunView({ progress, onPause, onCancel }: RunViewProps) {
  const paused = progress?.state === 'paused';
  const left = progress?.timeLeft ?? null;
  const section = useRef<HTMLElement>(null);
  const justStarted = useRef(progress === null);

  // It replaces the button that started it, and the button replaces it at the end.
  useLayoutEffect(() => {
    const here = section.current;
    // A key can start a run from anywhere on the page. Then the page neither scrolls nor moves the focus.
    if (justStarted.current && document.activeElement === document.body) {
      // In a low window the buttons of the run come after the whole report, far below.
      const inView = here !== null && here.getBoundingClientRect().top < innerHeight;
      focusAfterDrawing(['run-pause'], { preventScroll: !inView });
    }
    return () => {
      if (here?.contains(document.activeElement)) focusAfterDrawing(['verify', 'main']);
    };
  }, []);

  return (
    <section ref={section} class="run grow" aria-label={i18n.t('run_label')}>
      <ProgressBar
        label={labelOf(progress)}
        done={progress?.clipsDone ?? 0}
        total={progress?.clips ?? null}
        detail={left === null ? undefined : timeLeftWords(left)}
      />
      {progress !== null && <VerdictLegend counts={groupVerdicts(progress.verdicts)} />}
      {/* The line stays while nothing is read. Otherwise the panel would jump with each page. */}
      <p class="run-reading">
        {paused ? (
          i18n.t('run_paused_text')
        ) : (
          <bdi title={progress?.reading ?? ''}>{shortAddress(progress?.reading ?? '')}</bdi>
        )}
      </p>
      <div class="run-acts">
        {/* A single button, so that it keeps the focus. */}
        <Button
          look={paused ? 'primary' : 'plain'}
          focusKey="run-pause"
          onClick={() => {
            // Before the run has begun it cannot be paused.
            if (progress !== null) onPause(!paused);
          }}
        >
          {i18n.t(paused ? 'run_resume' : 'run_pause')}
        </Button>
        <Button onClick={onCancel}>{i18n.t('cancel')}</Button>
      </div>
      <p class="visually-hidden" role="status">
        {useSpoken(progress)}
      </p>
    </section>
  );
}

function labelOf(progress: RunProgress | null): string {
  if (progress === null) return i18n.t('run_starting');
  const { clipsDone, clips, state } = progress;
  const key = state === 'paused' ? 'run_paused' : 'run_progress';
  return i18n.t(key, clipsDone, [clipsDone, clips]);
}

function shortAddress(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname}${search}`;
}

/** Returns what is read out about the progress: four steps, a pause and the end of the pause. */
function useSpoken(progress: RunProgress | null): string {
  const [spoken, setSpoken] = useState('');
  const stepBefore = useRef<number | null>(null);
  const state = progress?.state ?? 'running';
  const share = progress === null || progress.clips === 0 ? 0 : progress.clipsDone / progress.clips;
  const step = Math.floor(share * 4);
  useEffect(() => {
    if (state === 'paused') setSpoken(i18n.t('run_spoken_paused'));
    else if (stepBefore.current !== null) setSpoken(i18n.t('run_spoken', [step * 25]));
    stepBefore.current = step;
  }, [state, step]);
  return spoken;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Formats the estimate "About 3 minutes left", rounded because it is a guess. `ms`: milliseconds.
 */
function timeLeftWords(ms: number): string {
  if (ms < MINUTE) return i18n.t('run_left_moment');
  const hours = ms >= 1.5 * HOUR;
  const amount = new Intl.NumberFormat(i18n.t('locale'), {
    style: 'unit',
    unit: hours ? 'hour' : 'minute',
    unitDisplay: 'long',
  }).format(Math.round(ms / (hours ? HOUR : MINUTE)));
  return i18n.t('run_left', [amount]);
}
