import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DeskActs } from '@/components/review/desk-acts';

/** Who reviews: '' until they said, null until it is known whether they did. */
export function useReviewer(acts: DeskActs): readonly [string | null, (name: string) => void] {
  const [reviewer, setReviewer] = useState<string | null>(null);
  useEffect(() => {
    void acts.readReviewer().then(setReviewer);
  }, [acts]);
  const write = useCallback(
    (name: string) => {
      setReviewer(name);
      void acts.writeReviewer(name);
    },
    [acts],
  );
  return [reviewer, write];
}
