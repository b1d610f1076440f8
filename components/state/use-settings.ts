import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Settings } from '@/utils/model/settings';
import type { Acts } from './acts';

/** Returns the settings, also after another page changed them. Null until they are read. */
export function useSettings(
  acts: Pick<Acts, 'readSettings' | 'writeSettings' | 'followSettings'>,
): readonly [Settings | null, (change: Partial<Settings>) => void] {
  const [settings, setSettings] = useState<Settings | null>(null);

  useEffect(() => {
    let closed = false;
    const read = () => {
      void acts.readSettings().then((found) => {
        if (!closed) setSettings(found);
      });
    };
    read();
    const stop = acts.followSettings(read);
    return () => {
      closed = true;
      stop();
    };
  }, [acts]);

  const write = useCallback(
    (change: Partial<Settings>) => {
      setSettings((before) => before && { ...before, ...change });
      void acts.writeSettings(change);
    },
    [acts],
  );
  return [settings, write];
}
