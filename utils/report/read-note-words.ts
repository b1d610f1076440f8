import { judgeAddress, type NoteWords, type Target } from './citations/found';
import { htmlTags } from './citations/html-tags';
import { inlineAtoms } from './citations/inline-atoms';
import { plainWords } from './citations/plain-words';
import { ADDRESS } from './citations/written-address';
import type { Link, Nodes, PhrasingContent } from './markup/mdast';
import { parseMarkdown } from './markup/parse-blocks';
import { bytesOf, hasWords, JOINING, namingLabel } from './note-words';
import { mergeTexts, writableText } from './write-nodes';

const SEE_WORD =
  '(?<!\\p{L})(?:see|compare|voir|comparer|cf\\.?|siehe|vgl\\.?|vergleiche)(?!\\p{L})';
const SEE = `${SEE_WORD}\\s(?:(?:also|aussi|également|auch|with|avec)\\s)?`;
const ABOUT = '(?:for|on|about|pour|sur|concernant|für|zu|zum|zur|über)(?!\\p{L})';
/** Where the words about one link end and those about the next begin, outside of parentheses. */
const BOUNDARIES = [
  new RegExp(`^(.*)(;\\s+(?:${JOINING}(?:,\\s+|\\s+|$))?)(?![^(]{0,300}\\))(.*)$`, 'su'),
  /^(.*(?<!(?<!\p{L})(?:al|art|ca|cf|éd|ed|esp|ex|no|nr|pp?|vgl|vol)|\p{L}\.\s?\p{L}{1,2})\.)(\s+)(?![^(]{0,300}\))(.*)$/isu,
];
/** What joins the words of two links at the end, and what leads to the second one. */
const JOINT = new RegExp(
  `(?<!\\s)\\s*(?:[,;]\\s*)?(?:${JOINING}(?:,\\s*|\\s+))?((?:(?:but|mais|aber)\\s)?${SEE})?$`,
  'iu',
);
/**
 * Where words that lead to the second link may begin, as in ", and, for Germany, " and ", for others
 * see ". A capital letter begins a title, as in "And Then".
 */
const LEADS = new RegExp(
  `(?<!\\s)(?:,\\s*|\\s+|^)(?:${JOINING}(?!\\s+(?:al\\.|others|autres|andere|passim|suiv))(?:(,)|(?=\\s))|(?=(?:but|mais|aber|${SEE_WORD})[\\s,])|(?=${ABOUT}.*${SEE}$))\\s*`,
  'gu',
);
const LEAD_IN = new RegExp(`^(?:(?:but|mais|aber),?\\s+)?${ABOUT}`, 'iu');
/** "see, e.g., ", but not "see p. 3, ". */
const SEES = new RegExp(`^(?:(?:but|mais|aber),?\\s+)?${SEE_WORD}[\\s,]\\P{N}*$`, 'iu');
/** Longer words between two links are left as they are. */
const LONGEST_LED = 300;

/** Gives each page that a note or an entry names the words around its link. */
export function readNoteWords(targets: readonly Target[], body: string): Target[] {
  const { links, gaps } = splitAtLinks(
    withoutBackLinks(body.replace(/^\[\^[^\]]*\]:/u, '').replace(/^[ \t>]+/gmu, '')),
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
  const nodes = mergeTexts(splitAtLinks(withoutBackLinks(body)).gaps.flat());
  return nodes.map((node, at) => {
    if (node.type !== 'text') return node;
    const value = at === 0 ? node.value.trimStart() : node.value;
    return { ...node, value: at === nodes.length - 1 ? value.trimEnd() : value };
  });
}

/** What leads from an entry back to its marks: `**[^](#ref)** `, `^ [a](#ref-a) [b](#ref-b) `. */
const BACK_LINKS =
  /^\s*(?:\*\*)?(?:\[\\?[\^↑]\]\(#[^\s()]{0,200}\)|\\?[\^↑])(?:\*\*)?\s+(?:\[(?:\*\*)?[a-z](?:\*\*)?\]\(#[^\s()]{0,200}\)\s+)*/u;

function withoutBackLinks(body: string): string {
  return body.replace(BACK_LINKS, '');
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
      const cut = cutGap(gap, namingLabel(plainWords(next)) !== '');
      after[at - 1]?.push(...cut.after);
      before[at]?.push(...cut.before);
      // The full stop of the words before it stands where they end, not inside of the sentence.
      joints[at - 1] = `${/(?<!\.)\.$/u.test(bytesOf(cut.after)) ? '.' : ''}${cut.joint}`;
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
function cutGap(parts: readonly PhrasingContent[], hasLabel: boolean): CutGap {
  const gap = mergeTexts(parts);
  for (const boundary of hasLabel ? BOUNDARIES : BOUNDARIES.slice(0, 1)) {
    const at = gap.findLastIndex((node) => node.type === 'text' && boundary.test(node.value));
    const node = gap[at];
    const [, end = '', between = '', start = ''] =
      node?.type === 'text' ? (boundary.exec(node.value) ?? []) : [];
    if (at < 0) continue;
    const blanks = end.length - end.trimEnd().length;
    return {
      after: [...gap.slice(0, at), text(end.trimEnd())],
      joint: end.slice(end.length - blanks) + between,
      before: [...(start === '' ? [] : [text(start)]), ...gap.slice(at + 1)],
    };
  }
  const led = cutBeforeLead(gap, hasLabel);
  if (led !== null) return led;
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

/**
 * Cuts before words that lead to the second link, as in ", p. 3, and, for Germany, ". What else is
 * joined may be about the first one, as in ", with maps and tables, ".
 */
function cutBeforeLead(gap: readonly PhrasingContent[], hasLabel: boolean): CutGap | null {
  const all = bytesOf(gap);
  if (all.length > LONGEST_LED) return null;
  for (const { 0: joint, 1: comma, index } of all.matchAll(LEADS)) {
    const [end, rest] = [all.slice(0, index), all.slice(index + joint.length)];
    const hasNoWords = !/[\p{L}\p{N}]/u.test(end);
    const mayBeDetails = hasLabel || /^\s*[,(].{0,60}$/su.test(end);
    const endsInFigure = /[\d)]\s*$/u.test(end);
    const isBehind = hasNoWords || (mayBeDetails && endsInFigure);
    const isClosed = /^[^(]*\)/u.test(rest);
    const isAside = comma !== undefined;
    const isJoined = joint.trim() !== '';
    if (isClosed || !leads(rest, { hasLabel, isBehind, isAside, isJoined })) continue;
    const cut = cutAt(gap, index, joint);
    if (cut !== null) return cut;
  }
  return null;
}

/** Cuts the words between two addresses, as in ", p. 3, and The Dam, "; null if nothing leads on. */
export function cutWords(words: string): { after: string; before: string } | null {
  const cut = cutBeforeLead([text(words)], false);
  return cut && { after: bytesOf(cut.after), before: bytesOf(cut.before) };
}

interface Lead {
  readonly hasLabel: boolean;
  /** Whether only details of the first link stand before it. */
  readonly isBehind: boolean;
  readonly isAside: boolean;
  readonly isJoined: boolean;
}

function leads(rest: string, { hasLabel, isBehind, isAside, isJoined }: Lead): boolean {
  if (!isBehind) {
    return hasLabel && ((isJoined && SEES.test(rest)) || (isAside && /^[^,]*,?\s*$/u.test(rest)));
  }
  if (isAside || SEES.test(rest) || LEAD_IN.test(rest)) return true;
  return hasLabel ? !/\d|,\s*$/u.test(rest) : !/^\d/u.test(rest);
}

/** Takes the joint out of the text that has it; null if none has all of it. */
function cutAt(gap: readonly PhrasingContent[], index: number, joint: string): CutGap | null {
  let from = 0;
  for (const [at, node] of gap.entries()) {
    const start = index - from;
    from += bytesOf([node]).length;
    if (index + joint.length > from) continue;
    if (node.type !== 'text' || start < 0) return null;
    return {
      after: [...gap.slice(0, at), text(node.value.slice(0, start))],
      joint: /\s$/u.test(joint) ? joint : `${joint} `,
      before: [text(node.value.slice(start + joint.length)), ...gap.slice(at + 1)],
    };
  }
  return null;
}
