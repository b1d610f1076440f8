import { isWebAddress } from '@/utils/model/url';
import { isActiveAddress } from './disarm-links';
import type { Element, ElementContent, Root, RootContent } from './markup/hast';
import { element } from './markup/hast';

/**
 * HTML in a report's Markdown is shown as text, except for the tags of this list. They become
 * elements without attributes if they open and close inside one block. Tags without meaning when
 * their attributes are removed are left out.
 */
const KEPT = new Set([
  ...[
    'sup',
    'sub',
    'b',
    'i',
    'em',
    'strong',
    'u',
    's',
    'del',
    'ins',
    'mark',
    'small',
    'kbd',
    'code',
  ],
  ...['cite', 'q'],
]);
const UNWRAPPED = new Set(['a', 'span', 'font', 'abbr', 'cite-ref']);
const TAG = /^<(\/?)([a-z][a-z\d-]*)(?:\s[^<>]*)?\/?>$/iu;
const COMMENT = /^<!--[\s\S]*-->$/u;

type Content = RootContent | ElementContent;

export interface CleaningPorts {
  /** Converts a text, for example its citations. */
  readonly text: (value: string) => readonly ElementContent[];
  /** Converts the value of an attribute. */
  readonly attribute: (value: string) => string;
  /** Whether links may lead into the text. Without, they become text. */
  readonly hasAnchors: boolean;
  /** Converts a link to a page. */
  readonly link: (link: Element) => Element;
  /** Returns the address for an image of the export itself; null for any other. */
  readonly image: (source: string) => string | null;
  /** Called for each image that stays on the web. */
  readonly webImage: () => void;
  /** Called for each link with an active scheme. */
  readonly disarmed: () => void;
}

/** Returns whether a link may have the address; a relative address is not allowed. */
function isSafeHref(href: string): boolean {
  return isWebAddress(href) || (URL.canParse(href) && new URL(href).protocol === 'mailto:');
}

/** Allows only absolute web addresses, not images from `data:` or from the extension itself. */
function isSafeImage(source: string): boolean {
  return /^https?:\/\//iu.test(source) && isSafeHref(source);
}

/**
 * Makes a tree safe for other programs, in place: raw HTML as described above; links only to
 * `http`, `https`, `mailto` and, unless the ports say otherwise, anchors, others as text; images
 * only from the web or from the export itself, others as text.
 * Linear; the recursion is as deep as the tree.
 */
export function cleanHtml(parent: Root | Element, ports: CleaningPorts): void {
  const cleaned = cleanChildren(parent.children, ports, parent.type === 'root');
  parent.children = cleaned as Element['children'];
}

interface OpenTag {
  readonly name: string;
  /** The tag as written, which is shown if it is never closed. */
  readonly written: string;
  readonly children: Content[];
}

function cleanChildren(
  children: readonly Content[],
  ports: CleaningPorts,
  atRoot: boolean,
): Content[] {
  const open: OpenTag[] = [{ name: '', written: '', children: [] }];
  const add = (...nodes: readonly Content[]) => open.at(-1)?.children.push(...nodes);
  const flatten = () => {
    const tag = open.pop();
    if (tag !== undefined) add(...ports.text(tag.written), ...tag.children);
  };
  const raw = (value: string) => {
    if (COMMENT.test(value)) return;
    const [, slash = '', tagName = ''] = TAG.exec(value) ?? ([] as string[]);
    const name = tagName.toLowerCase();
    if (name === 'br') add(element('br', {}));
    else if (UNWRAPPED.has(name)) return;
    else if (atRoot) add(element('p', {}, ...ports.text(value.trim())));
    else if (!KEPT.has(name)) add(...ports.text(value));
    else if (slash === '') open.push({ name, written: value, children: [] });
    else if (open.some((tag) => tag.name === name)) {
      while (open.at(-1)?.name !== name) flatten();
      const tag = open.pop();
      if (tag !== undefined) add(element(name, {}, ...(tag.children as ElementContent[])));
    } else add(...ports.text(value));
  };
  for (const child of children) {
    if ((child.type as string) === 'raw') raw('value' in child ? child.value : '');
    else if (child.type === 'text') add(...ports.text(child.value));
    else if (child.type === 'element') add(...cleanElement(child, ports));
  }
  while (open.length > 1) flatten();
  return open[0]?.children ?? [];
}

function cleanElement(node: Element, ports: CleaningPorts): ElementContent[] {
  for (const [name, value] of Object.entries(node.properties)) {
    if (typeof value === 'string') node.properties[name] = ports.attribute(value);
  }
  if (node.tagName === 'img') {
    const { src, alt } = node.properties;
    const own = typeof src === 'string' ? ports.image(src) : null;
    if (own !== null) return [{ ...node, properties: { src: own, alt: alt ?? '' } }];
    if (typeof src === 'string' && isSafeImage(src)) {
      ports.webImage();
      return [{ ...node, properties: { src, alt: alt ?? '', referrerPolicy: 'no-referrer' } }];
    }
    return typeof alt === 'string' && alt !== '' ? [{ type: 'text', value: alt }] : [];
  }
  cleanHtml(node, ports);
  if (node.tagName !== 'a') return [node];
  const { href } = node.properties;
  if (typeof href !== 'string') return node.children;
  if (href.startsWith('#')) return ports.hasAnchors ? [node] : node.children;
  if (!isSafeHref(href)) {
    if (isActiveAddress(href)) ports.disarmed();
    return node.children;
  }
  return [ports.link(node)];
}
