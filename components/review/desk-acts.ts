import type { Acts } from '@/components/state/acts';

/** What the desk needs from the browser. */
export interface DeskActs
  extends Pick<
    Acts,
    | 'openTab'
    | 'copyFlavours'
    | 'download'
    | 'openPanel'
    | 'openOptions'
    | 'readReviewer'
    | 'readDestination'
    | 'writeDestination'
    | 'followDestination'
    | 'lostLibrary'
  > {
  writeReviewer(name: string): Promise<void>;
}
