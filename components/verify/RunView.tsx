import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import { ProgressBar } from '@/components/ui/ProgressBar';
import { VerdictLegend } from '@/components/ui/VerdictLegend';
import { groupVerdicts } from '@/components/ui/verdict-look';
import type { RunProgress } from '@/utils/messaging/protocol/run-calls';
import './run.css';

interface RunViewProps {
  /** Null until the background has told. */
  readonly progress: RunProgress | null;
  readonly onPause: (paused: boolean) => void;
  readonly onCancel: () => void;
}

/** A verification under way or resting: how far it is, what it found, what it reads. */
export function RunView({ progress, onPause, onCancel }: RunViewProps) {
  const paused = progress?.state === 'paused';
  const left = progress?.timeLeft ?? null;
  const section = useRef<HTMLElement>(null);
  const justStarted = useRef(progress === null);

  // It takes the place of the button that started it, and gives way to it again.
  useLayoutEffect(() => {
    if (justStarted.current) focusAfterDrawing(['run-pause']);
    const here = section.current;
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
      {/* Its line is kept while nothing is read, or the panel would jump with each page. */}
      <p class="run-reading">
        {paused ? (
          i18n.t('run_paused_text')
        ) : (
          <bdi title={progress?.reading ?? ''}>{shortAddress(progress?.reading ?? '')}</bdi>
        )}
      </p>
      <div class="run-acts">
        {/* One button, so that it keeps the focus. */}
        <Button
          look={paused ? 'primary' : 'plain'}
          focusKey="run-pause"
          onClick={() => {
            // Before it has begun there is nothing that could rest.
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
  return i18n.t(state === 'paused' ? 'run_paused' : 'run_progress', [clipsDone, clips]);
}

function shortAddress(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname, search } = new URL(url);
  return `${host}${pathname}${search}`;
}

/** What is said of the progress: four steps, a pause and its end, and nothing between. */
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

/** "About 3 minutes left": no closer than a guess may be. `ms`: milliseconds. */
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
