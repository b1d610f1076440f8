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
const BOUNDARIES = [
  /^(.*)(;\s+)(.*)$/su,
  /^(.*(?<!(?<!\p{L})(?:al|art|ca|cf|éd|ed|no|nr|pp?|vgl|vol))\.)(\s+)(\S.*)$/isu,
];
/** What joins the words of two links at the end, and what leads to the second one. */
const JOINT =
  /(?<!\s)\s*(?:[,;]\s*)?(?:(?<!\p{L})(?:and|et|und|y|e|or|ou|oder|o|&)\s+)?((?<!\p{L})(?:see|voir|cf\.?|siehe|vgl\.)\s(?:(?:also|aussi|auch)\s)?)?$/iu;

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
    const isEmpty = own === undefined || !(hasWords(own.before) || hasWords(own.after));
    return isEmpty && own?.joint === undefined ? target : { ...target, words: own };
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
  const joints = links.map(() => '');
  for (const [at, gap] of gaps.entries()) {
    const next = links[at];
    if (at === 0) before[at]?.push(...gap);
    else if (next === undefined) after[at - 1]?.push(...gap);
    else {
      const cut = cutGap(gap, ownLabel(plainWords(next)) !== '');
      after[at - 1]?.push(...cut.after);
      before[at]?.push(...cut.before);
      joints[at - 1] = cut.joint;
    }
  }
  const words = links.map((_, at) => {
    const own = { before: before[at] ?? [], after: after[at] ?? [] };
    const isLast = at === links.length - 1;
    return isLast || hasWords(own.after) ? own : { ...own, after: [] };
  });
  const isNote = words.some((own) => hasWords(own.before) || hasWords(own.after));
  return isNote
    ? words.map((own, at) => (joints[at] ? { ...own, joint: joints[at] } : own))
    : words;
}

interface CutGap extends NoteWords {
  readonly joint: string;
}

/** Cuts the words between two links. Words before a link without a label are its title. */
function cutGap(gap: readonly PhrasingContent[], hasLabel: boolean): CutGap {
  for (const boundary of hasLabel ? BOUNDARIES : BOUNDARIES.slice(0, 1)) {
    const at = gap.findLastIndex((node) => node.type === 'text' && boundary.test(node.value));
    const node = gap[at];
    const [, end = '', between = '', start = ''] =
      node?.type === 'text' ? (boundary.exec(node.value) ?? []) : [];
    if (at < 0) continue;
    const blanks = end.length - end.trimEnd().length;
    return {
      after: [...gap.slice(0, at), text(end.trimEnd())],
      joint: end.endsWith('.') ? '. ' : end.slice(end.length - blanks) + between,
      before: [...(start === '' ? [] : [text(start)]), ...gap.slice(at + 1)],
    };
  }
  if (!hasLabel && hasWords(gap)) {
    const [first, ...others] = gap;
    const joint = first?.type === 'text' ? (/^\s*[,;]?\s*/u.exec(first.value)?.[0] ?? '') : '';
    return {
      after: [],
      joint: joint || ' ',
      before: first?.type === 'text' ? [text(first.value.slice(joint.length)), ...others] : gap,
    };
  }
  const last = gap.at(-1);
  if (last?.type !== 'text') return { after: gap, joint: ' ', before: [] };
  const [found = '', lead = ''] = JOINT.exec(last.value) ?? [];
  const end = last.value.slice(0, last.value.length - found.length);
  return {
    after: [...gap.slice(0, -1), text(end)],
    joint: found.slice(0, found.length - lead.length) || ' ',
    before: lead === '' ? [] : [text(lead)],
  };
}
