import type { Acts } from '@/components/state/acts';

/** What the desk needs from the browser. */
export type DeskActs = Pick<
  Acts,
  | 'browserKeys'
  | 'openTab'
  | 'copyFlavours'
  | 'download'
  | 'openPanel'
  | 'openOptions'
  | 'readSettings'
  | 'writeSettings'
  | 'followSettings'
  | 'readDestination'
  | 'writeDestination'
  | 'followDestination'
  | 'lostLibrary'
  | 'followReview'
  | 'readKeptArticle'
  | 'dropKeptArticle'
>;
