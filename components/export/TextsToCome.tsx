import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { countTexts, type FetchedTexts, fetchTexts } from '@/components/state/team-texts';
import { Button } from '@/components/ui/Button';
import { HintNotice } from '@/components/ui/ErrorNotice';
import { ProgressBar } from '@/components/ui/ProgressBar';
import type { TextsOf } from '@/utils/model/team';

/** The texts of all pages that are only on the servers of teams. */
export const ALL_TEXTS: TextsOf = {
  ...{ teamId: null, reportId: null, sectionIds: null, checks: true, signedIn: true },
};

/** The texts of pages that are only on a team's server, and the progress of their download. */
export interface TextsWork {
  readonly count: number;
  /** Null while nothing is fetched. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** The result of the last download. */
  readonly result: FetchedTexts | null;
  /**
   * Downloads them. Resolves to true if the caller can go on: all texts are here now, or the user
   * already knew that some were missing and pressed the button again.
   */
  readonly get: () => Promise<boolean>;
  readonly cancel: () => void;
}

/** Finds the texts that are only on a team's server. Null finds none. */
export function useTextsToCome(of: TextsOf | null): TextsWork {
  const [count, setCount] = useState(0);
  const [progress, setProgress] = useState<TextsWork['progress']>(null);
  const [result, setResult] = useState<FetchedTexts | null>(null);
  const stop = useRef<AbortController | null>(null);
  const print = JSON.stringify(of);
  useEffect(() => {
    const wanted = JSON.parse(print) as TextsOf | null;
    let left = false;
    setCount(0);
    setResult(null);
    if (wanted !== null) {
      void countTexts(wanted).then((found) => {
        if (!left && found.ok) setCount(found.value);
      });
    }
    return () => {
      left = true;
      stop.current?.abort();
    };
  }, [print]);
  return {
    ...{ count, progress, result },
    get: async () => {
      if (of === null) return true;
      const controller = new AbortController();
      stop.current = controller;
      const fetched = await fetchTexts(of, controller.signal, (done, total) =>
        setProgress({ done, total }),
      );
      setProgress(null);
      if (controller.signal.aborted) return false;
      setResult(fetched);
      setCount(fetched.missing);
      return fetched.missing === 0 || result?.failure != null;
    },
    cancel: () => stop.current?.abort(),
  };
}

interface TextsToComeProps {
  readonly work: TextsWork;
  /** Whether to show a button that downloads them. Otherwise another button of the page does. */
  readonly withButton?: boolean;
}

/** Says how many texts of pages are only on a team's server; nothing if all are here. */
export function TextsToCome({ work, withButton = false }: TextsToComeProps) {
  const { count, progress, result } = work;
  const failure = result?.failure ?? null;
  if (progress !== null) {
    return <ProgressBar label={i18n.t('texts_fetching')} {...progress} onCancel={work.cancel} />;
  }
  return (
    <div role="status">
      {count > 0 && (
        <HintNotice icon={failure === null ? 'download' : 'warning'}>
          {failure === null ? (
            <p>{i18n.t(withButton ? 'texts_only_there' : 'texts_to_come', count)}</p>
          ) : (
            <p>{i18n.t('texts_missing', count, [count, i18n.t(`failure_${failure.code}`)])}</p>
          )}
          {failure !== null && !withButton && <p>{i18n.t('texts_without')}</p>}
          {withButton && <Button onClick={() => void work.get()}>{i18n.t('texts_get')}</Button>}
        </HintNotice>
      )}
    </div>
  );
}
