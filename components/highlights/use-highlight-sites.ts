import { useEffect, useState } from 'preact/hooks';
import type { HighlightActs } from '@/components/state/highlight-acts';

/** Follows the list of sites on which clips are shown. Null until it is loaded. */
export function useHighlightSites(acts: HighlightActs): readonly string[] | null {
  const [sites, setSites] = useState<readonly string[] | null>(null);
  useEffect(() => {
    const read = () => void acts.readSites().then(setSites);
    read();
    return acts.followSites(read);
  }, [acts]);
  return sites;
}

/** Returns the host of a match pattern, to show to the user. */
export function hostOfPattern(pattern: string): string {
  return pattern.replace(/^[a-z]+:\/\//, '').replace(/\/\*$/, '');
}
