/** What showing clips on their pages needs of the browser. */
export interface HighlightActs {
  /** The match patterns of the sites on which clips are shown. */
  readSites(): Promise<readonly string[]>;
  /** Hears of sites added and removed; call the result to stop. */
  followSites(listener: () => void): () => void;
  /** The pattern of an address's site; null where it can have none. */
  siteOf(url: string): string | null;
  /** Asks for an address's site. Call it inside the click, before any await. */
  allow(url: string): Promise<boolean>;
  stop(pattern: string): Promise<void>;
  /**
   * Tells the tab in front of this window, now and whenever it, or what is known of its page,
   * changes; call the result to stop.
   */
  followFrontTab(listener: (tabId: number | null) => void): () => void;
}
