import type { Check } from '@/utils/model/evidence';

/** How a page was read: in the user's tab, fetched, rendered for the check, or from an archive. */
export type PageReader = Exclude<Check['reader'], 'none'>;

/**
 * What is known about an answer before it is searched for a quote: the evidence with which
 * `classifyPage` distinguishes content from walls. Lengths are UTF-16 units.
 */
export interface PageFacts {
  /** Without fragments. */
  readonly requestedUrl: string;
  readonly finalUrl: string;
  /** Null if there was no answer, as in the user's tab. */
  readonly status: number | null;
  /** The MIME type in lower case, without parameters; null if it was not declared. */
  readonly contentType: string | null;
  /** Response headers that identify walls, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly title: string;
  /** The text of the level-1 headings, or of the level-2 headings if there are none. */
  readonly headings: readonly string[];
  /** The TextModel's text: blocks separated by "\n". */
  readonly text: string;
  readonly counts: {
    readonly forms: number;
    readonly passwordInputs: number;
    readonly emailInputs: number;
    readonly textInputs: number;
    readonly buttons: number;
    readonly links: number;
    readonly scripts: number;
    readonly images: number;
    /** The number of empty containers that a script fills: `#root`, `#app`, `#__next` … */
    readonly emptyMounts: number;
  };
  /** The length of the text inside `noscript`, which browsers with scripts do not show. */
  readonly noscriptLength: number;
  /** Hosts and paths of scripts and frames, to recognise captchas and challenges. */
  readonly embeds: readonly string[];
  readonly robots: string;
  /** The target of a `meta refresh`, '' for a plain reload, null for none. */
  readonly refresh: string | null;
  /**
   * What the page declares in JSON-LD or a content-tier meta element; null if it declares nothing.
   */
  readonly accessibleForFree: boolean | null;
  /** The number of elements whose class or id names a paywall, a registration wall or a gate. */
  readonly gateMarkers: number;
  /** The length of the text in elements whose class or id names consent or cookies. */
  readonly consentLength: number;
  /** The length of the page's text when the clip was captured; null if it is unknown. */
  readonly snapshotLength: number | null;
}
