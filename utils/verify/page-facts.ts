import type { Check } from '@/utils/model/evidence';

/** How a page was read: on the user's own tab, fetched, rendered for the check, or from an archive. */
export type PageReader = Exclude<Check['reader'], 'none'>;

/**
 * What is known of an answer before anybody reads it for a quote: the evidence
 * from which `classifyPage` tells content from walls. Lengths are UTF-16 units.
 */
export interface PageFacts {
  /** Without fragments. */
  readonly requestedUrl: string;
  readonly finalUrl: string;
  /** Null where there was no answer to look at: the user's own tab. */
  readonly status: number | null;
  /** The MIME type in lower case, without parameters; null where it was not said. */
  readonly contentType: string | null;
  /** Response headers that tell walls apart, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly title: string;
  /** Text of the level-1 headings, and of the level-2 ones where there is none. */
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
    /** Empty containers that a script is to fill: `#root`, `#app`, `#__next` … */
    readonly emptyMounts: number;
  };
  /** Length of the text inside `noscript`, which browsers with scripts do not show. */
  readonly noscriptLength: number;
  /** Hosts and paths of scripts and frames, for the signs of captchas and challenges. */
  readonly embeds: readonly string[];
  readonly robots: string;
  /** The target of a `meta refresh`, '' for a plain reload, null for none. */
  readonly refresh: string | null;
  /** What the page declares in JSON-LD or a content-tier meta; null where it says nothing. */
  readonly accessibleForFree: boolean | null;
  /** Elements whose class or id names a paywall, a registration wall or a gate. */
  readonly gateMarkers: number;
  /** Length of the text inside elements whose class or id names consent or cookies. */
  readonly consentLength: number;
  /** Length of the page's text when the clip was captured; null where that is not known. */
  readonly snapshotLength: number | null;
}
