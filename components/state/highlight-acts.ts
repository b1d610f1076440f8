/** What the display of clips on their pages needs from the browser. */
export interface HighlightActs {
  /** Returns the match patterns of the sites on which clips are shown. */
  readSites(): Promise<readonly string[]>;
  /** Calls the listener when a site is added or removed. Call the result to stop. */
  followSites(listener: () => void): () => void;
  /** Returns the match pattern of an address's site; null if it has none. */
  siteOf(url: string): string | null;
  /**
   * Asks for the permission for an address's site. Call it inside the click handler, before
   * the first `await`.
   */
  allow(url: string): Promise<boolean>;
  stop(pattern: string): Promise<void>;
  /**
   * Calls the listener with the active tab of this window now, when another tab becomes active, and
   * when the data about its page changes. Call the result to stop.
   */
  followFrontTab(listener: (tabId: number | null) => void): () => void;
}
