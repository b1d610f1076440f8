import { parseFragmentDirective, removeFragmentDirective } from '@/utils/fragment/text-directive';
import { type Clip, NO_LOCATOR, type Pin, type Source } from '@/utils/model/evidence';
import type { ClipId, Id, SourceId } from '@/utils/model/ids';
import { MAX_NAME, shorten } from '@/utils/text/shorten';
import type { Target } from './citations/found';
import { addressKey, pageKey, textDirectiveOf } from './read-address';
import { canBeTitle } from './read-wording';
import { redirectTarget } from './search-redirect';

export interface EvidenceOptions {
  readonly filedUnder: Clip['filedUnder'];
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly newId: <Kind extends string>() => Id<Kind>;
}

const NO_SELECTORS: Pin['selectors'] = { quote: null, position: null };

interface KnownPage {
  readonly id: SourceId;
  readonly url: string;
  title: string;
  /** A label that only names the site, for a page without a title. */
  called: string;
}

/**
 * Collects the evidence that citations name: one source for each page, one clip and one pin for
 * each address.
 */
export class EvidenceBuilder {
  readonly #pages = new Map<string, KnownPage>();
  readonly #clips = new Map<string, Clip>();
  readonly #pins: Pin[] = [];
  readonly #options: EvidenceOptions;
  withDirective = 0;
  invalidDirectives = 0;
  redirects = 0;

  constructor(options: EvidenceOptions) {
    this.#options = options;
  }

  get addresses(): number {
    return this.#clips.size;
  }

  get pages(): number {
    return this.#pages.size;
  }

  /** Returns the clip for a citation with an http(s) address. */
  cite({ href, title }: Target): ClipId {
    const written = textDirectiveOf(href);
    const directive = parseFragmentDirective(href)[0] ?? null;
    if (written !== null) this.withDirective += 1;
    if (written !== null && directive === null) this.invalidDirectives += 1;
    const behind = redirectTarget(href);
    if (behind !== null) this.redirects += 1;
    const page = this.#page(behind ?? href, title);
    const key = addressKey(href);
    const known = this.#clips.get(key);
    if (known !== undefined) return known.id;
    const { filedUnder, now, newId } = this.#options;
    const clip: Clip = {
      id: newId<'clip'>(),
      kind: written === null ? 'page' : 'quote',
      sourceId: page.id,
      snapshotId: null,
      capturedAt: now,
      origin: 'import',
      filedUnder,
      locator: NO_LOCATOR,
    };
    this.#clips.set(key, clip);
    this.#pins.push({
      id: newId<'pin'>(),
      clipId: clip.id,
      madeAt: now,
      by: 'import',
      quote: null,
      selectors: NO_SELECTORS,
      directive,
      directiveAsWritten: written,
      noDirectiveReason: written === null ? 'whole-page' : null,
    });
    return clip.id;
  }

  finish(): { sources: Source[]; clips: Clip[]; pins: Pin[] } {
    const sources = [...this.#pages.values()].map(
      ({ id, url, title, called }): Source => ({
        id,
        url,
        canonicalUrl: null,
        title: title || called,
        authors: [],
        siteName: null,
        publishedAt: null,
        modifiedAt: null,
        language: null,
        doi: null,
        accessedAt: this.#options.now,
      }),
    );
    return { sources, clips: [...this.#clips.values()], pins: this.#pins };
  }

  #page(href: string, label: string): KnownPage {
    const key = pageKey(href);
    const title = isTitle(label, href) ? shorten(label, MAX_NAME) : '';
    const called = isName(label) ? shorten(label, MAX_NAME) : '';
    const known = this.#pages.get(key);
    if (known !== undefined) {
      known.title ||= title;
      known.called ||= called;
      return known;
    }
    const url = pageAddress(href, key);
    const page = { id: this.#options.newId<'source'>(), url, title, called };
    this.#pages.set(key, page);
    return page;
  }
}

/**
 * Returns the page's address as the report gives it, without its fragment unless that is a route.
 */
function pageAddress(href: string, key: string): string {
  const address = removeFragmentDirective(href);
  const hash = address.indexOf('#');
  return hash < 0 || key.includes('#') ? address : address.slice(0, hash);
}

/** `CNN` says more to a reader than its address, which `cnn.example` only repeats. */
function isName(label: string): boolean {
  return /\p{L}{2}/u.test(label) && !/[./]/u.test(label) && canBeTitle(label);
}

/** A number, `the minutes` or the name of the site says nothing about the page. */
function isTitle(label: string, href: string): boolean {
  if (!/\p{L}{2}/u.test(label) || !canBeTitle(label)) return false;
  const host = new URL(href).hostname.replace(/^www\./u, '');
  return !host.startsWith(label.toLowerCase().replace(/^www\./u, ''));
}
