import { judgeAddress, type NoteWords, type Target } from './citations/found';
import { htmlTags } from './citations/html-tags';
import { inlineAtoms } from './citations/inline-atoms';
import { plainWords } from './citations/plain-words';
import type { Link, Nodes, PhrasingContent } from './markup/mdast';
import { parseMarkdown } from './markup/parse-blocks';
import { hasWords, ownLabel } from './note-words';
import { mergeTexts, writableText } from './write-nodes';

const ADDRESS = /https?:\/\/[^\s<>]+/gu;
/** Where the words about one link end and those about the next one begin. */
const BOUNDARY = /^(.*[.;])\s+(\S.*)$/su;

/** Gives each page that a note or an entry names the words around its link. */
export function readNoteWords(targets: readonly Target[], body: string): Target[] {
  const { links, gaps } = splitAtLinks(
    body.replace(/^\[\^[^\]]*\]:/u, '').replace(/^[ \t>]+/gmu, ''),
  );
  const pages = targets.filter(({ href }) => judgeAddress(href) === 'page');
  // Addresses that Markdown does not read as links.
  if (links.length !== pages.length) {
    const value = plainWords(parseMarkdown(body.replace(ADDRESS, '')));
    return targets.map((target) =>
      target === pages[0] ? { ...target, words: { before: [text(value)], after: [] } } : target,
    );
  }
  const words = shareOut(links, gaps);
  return targets.map((target) => {
    const own = words[pages.indexOf(target)];
    return own === undefined || !(hasWords(own.before) || hasWords(own.after))
      ? target
      : { ...target, words: own };
  });
}

/** Returns the words of an entry that names no page. */
export function plainEntry(body: string): PhrasingContent[] {
  const nodes = mergeTexts(splitAtLinks(body).gaps.flat());
  return nodes.map((node, at) => {
    if (node.type !== 'text') return node;
    const value = at === 0 ? node.value.trimStart() : node.value;
    return { ...node, value: at === nodes.length - 1 ? value.trimEnd() : value };
  });
}

/** Returns a text on one line. Blanks that do not break stay. */
function text(value: string): Extract<PhrasingContent, { type: 'text' }> {
  const line = writableText(value).replace(/[\u202A-\u202E\u2066-\u2069]/gu, '');
  return { type: 'text', value: line.replace(/[ \n]+/gu, ' ') };
}

/** Cuts a note at its links to pages. Emphasis across a link is dissolved. */
function splitAtLinks(body: string): { links: Link[]; gaps: PhrasingContent[][] } {
  const links: Link[] = [];
  const gaps: PhrasingContent[][] = [[]];
  /** The link in HTML that is open, and where its words begin in the last gap. */
  let opened: { readonly href: string; readonly from: number } | null = null;
  const waiting: Nodes[] = [parseMarkdown(body)];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const gap = gaps.at(-1) ?? [];
    switch (node.type) {
      case 'link':
        if (judgeAddress(node.url) === 'page') {
          opened = null;
          links.push(node);
          gaps.push([]);
        } else gap.push(text(plainWords(node)));
        break;
      case 'html': {
        const [tag] = htmlTags(node.value);
        if (tag?.name !== 'a') break;
        if (tag.closing && opened !== null) {
          const words = plainWords({ type: 'paragraph', children: gap.splice(opened.from) });
          links.push({ type: 'link', url: opened.href, children: [text(words)] });
          gaps.push([]);
        }
        const href = tag.closing ? null : tag.href;
        const isPage = href !== null && judgeAddress(href) === 'page';
        opened = isPage ? { href, from: gap.length } : null;
        break;
      }
      case 'text':
      case 'inlineCode':
      case 'code':
        gap.push(text(node.value));
        break;
      case 'break':
        gap.push(text(' '));
        break;
      case 'image':
      case 'imageReference':
        gap.push(text(node.alt ?? ''));
        break;
      case 'emphasis':
      case 'strong':
        if (!hasPage(node)) {
          gap.push({ type: node.type, children: [text(plainWords(node))] });
          break;
        }
        waiting.push(...node.children.toReversed());
        break;
      default:
        if (!('children' in node)) break;
        if (node.type !== 'linkReference' && !endsBlank(gap)) gap.push(text(' '));
        // A year at the start reads as the number of an item.
        if (node.type === 'list' && node.ordered === true) gap.push(text(`${node.start ?? 1}. `));
        waiting.push(...node.children.toReversed());
    }
  }
  return { links, gaps };
}

function endsBlank(nodes: readonly PhrasingContent[]): boolean {
  const last = nodes.at(-1);
  return last?.type === 'text' && last.value.endsWith(' ');
}

function hasPage(node: Nodes): boolean {
  return inlineAtoms(node).some(
    ({ atom }) => atom.type === 'link' && judgeAddress(atom.url) === 'page',
  );
}

/** Decides which words belong to which of several links. Each word belongs to one. */
function shareOut(links: readonly Link[], gaps: readonly PhrasingContent[][]): NoteWords[] {
  const before = links.map((): PhrasingContent[] => []);
  const after = links.map((): PhrasingContent[] => []);
  for (const [at, gap] of gaps.entries()) {
    const next = links[at];
    if (at === 0) before[at]?.push(...gap);
    else if (next === undefined) after[at - 1]?.push(...gap);
    else if (ownLabel(plainWords(next)) === '' && hasWords(gap)) before[at]?.push(...gap);
    else {
      const cut = gap.findLastIndex((node) => node.type === 'text' && BOUNDARY.test(node.value));
      const node = gap[cut];
      const [, end = '', start = ''] =
        node?.type === 'text' ? (BOUNDARY.exec(node.value) ?? []) : [];
      if (cut < 0) after[at - 1]?.push(...gap);
      else {
        after[at - 1]?.push(...gap.slice(0, cut), text(end));
        before[at]?.push(text(start), ...gap.slice(cut + 1));
      }
    }
  }
  return links.map((_, at) => {
    const own = { before: before[at] ?? [], after: after[at] ?? [] };
    const isLast = at === links.length - 1;
    return isLast || hasWords(own.after) ? own : { ...own, after: [] };
  });
}
