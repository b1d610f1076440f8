import { toHast } from 'mdast-util-to-hast';
import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import type { WriteStyleTraits } from '@/utils/model/citation-styles';
import type { BookEntry } from './citation-book';
import { citationNodes } from './citation-target';
import { type Element, type ElementContent, element, type Properties } from './markup/hast';
import type { PhrasingContent } from './markup/mdast';
import { writableUrl } from './markup/writable-url';
import type { ReportWording } from './report-language';

/** The prefix of anchors, so that they differ from those of the surrounding page. */
const NOTE = 'pincite-note-';
const REFERENCE = 'pincite-ref-';

/**
 * Returns what programs can read about a citation: its verdict, and its archived copy.
 * https://robustlinks.mementoweb.org/spec/
 */
export function citationData(entry: BookEntry): Properties {
  const { archived, check, source, target } = entry;
  // The archived page; the link to the page may name a second or a post.
  const page = removeFragmentDirective(source?.url ?? target.url ?? '');
  const copy = archived === null ? null : writableUrl(archived.url);
  return {
    ...(check === null ? {} : { dataVerdict: check.verdict, dataCheckedAt: check.checkedAt }),
    ...(archived === null || copy === null
      ? {}
      : {
          dataOriginalurl: page,
          dataVersionurl: copy,
          dataVersiondate: archived.takenAt.slice(0, 10),
        }),
  };
}

/**
 * Writes citations as HTML, and keeps track of the anchors. Without anchors, the number of a note or
 * reference leads to the passage itself.
 */
export class HtmlCitations {
  readonly #mentions = new Map<number, number>();

  constructor(
    readonly entries: WriteStyleTraits['entries'],
    readonly wording: ReportWording,
    readonly hasAnchors: boolean,
  ) {}

  spell(entry: BookEntry, bare = false): ElementContent[] {
    if (this.entries !== null) return this.#sign(entry);
    const { url } = entry.target;
    const nodes = phrasing(citationNodes(entry.target, bare));
    if (url === null) return nodes;
    for (const node of nodes) {
      if (node.type !== 'element' || node.properties['href'] === undefined) continue;
      node.properties = { href: url, ...citationData(entry) };
    }
    return nodes;
  }

  /** Returns what stands between two citations: the numbers of two notes would read as one. */
  between(): ElementContent[] {
    return this.entries === 'notes' ? [element('sup', {}, { type: 'text', value: ' ' })] : [];
  }

  #sign(entry: BookEntry): ElementContent[] {
    const link = this.hasAnchors ? this.#anchor(entry) : passageLink(entry);
    if (this.entries === 'notes') return [element('sup', {}, link)];
    return [{ type: 'text', value: '[' }, link, { type: 'text', value: ']' }];
  }

  #anchor(entry: BookEntry): Element {
    const number = String(entry.number);
    const mention = (this.#mentions.get(entry.number) ?? 0) + 1;
    this.#mentions.set(entry.number, mention);
    const id = `${REFERENCE}${number}${mention === 1 ? '' : `-${mention}`}`;
    const properties = { href: `#${NOTE}${number}`, id, role: 'doc-noteref' };
    return element('a', properties, number);
  }

  /** Writes a note or reference. Its way back leads to the first citation. */
  entry(entry: BookEntry, nodes: readonly PhrasingContent[]): Element {
    const data = citationData(entry);
    const words = phrasing(nodes);
    const first = words.find((node) => node.type === 'element' && node.tagName === 'a');
    if (first?.type === 'element') Object.assign(first.properties, data);
    const number = entry.number;
    const value = String(number);
    if (!this.hasAnchors) return element('li', { value }, element('p', {}, ...words));
    const properties: Properties = { id: `${NOTE}${number}`, value };
    if (!this.#mentions.has(number)) return element('li', properties, element('p', {}, ...words));
    const back = element(
      'a',
      { href: `#${REFERENCE}${number}`, role: 'doc-backlink', ariaLabel: this.wording.back },
      '↩\uFE0E',
    );
    return element('li', properties, element('p', {}, ...words, ' ', back));
  }
}

function passageLink({ number, target }: BookEntry): ElementContent {
  if (target.url === null) return { type: 'text', value: String(number) };
  return element('a', { href: target.url }, String(number));
}

/** Converts nodes of a sentence to HTML. Their addresses come from `writableUrl`. */
export function phrasing(nodes: readonly PhrasingContent[]): ElementContent[] {
  const root = toHast({ type: 'paragraph', children: [...nodes] });
  return root.type === 'element' ? root.children : [];
}
