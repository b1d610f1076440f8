import type { Acts } from '@/components/acts';

/** What the desk needs of the browser. */
export interface DeskActs
  extends Pick<
    Acts,
    | 'openTab'
    | 'copyFlavours'
    | 'download'
    | 'openPanel'
    | 'openOptions'
    | 'readDestination'
    | 'writeDestination'
    | 'followDestination'
  > {
  /** Who reviews in this browser; '' until they said. */
  readReviewer(): Promise<string>;
  writeReviewer(name: string): Promise<void>;
}
