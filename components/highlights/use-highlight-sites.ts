import { useEffect, useState } from 'preact/hooks';
import type { HighlightActs } from '@/components/state/highlight-acts';

/** The sites on which clips are shown, kept current; null until they are known. */
export function useHighlightSites(acts: HighlightActs): readonly string[] | null {
  const [sites, setSites] = useState<readonly string[] | null>(null);
  useEffect(() => {
    const read = () => void acts.readSites().then(setSites);
    read();
    return acts.followSites(read);
  }, [acts]);
  return sites;
}

/** A pattern's host, for the eye. */
export function hostOfPattern(pattern: string): string {
  return pattern.replace(/^[a-z]+:\/\//, '').replace(/\/\*$/, '');
}
