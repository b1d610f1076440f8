import type { NoteWords } from './citations/found';
import { decodeHtml } from './citations/html-tags';
import { oneLine, plainWords } from './citations/plain-words';
import type { PhrasingContent } from './markup/mdast';
import { namesLink } from './read-wording';
import { mergeTexts } from './write-nodes';

const MAX_DESCRIPTION = 300;
const MAX_LOOKED_AT = 2000;

/** A word that only joins two sources, in a regular expression. */
export const JOINING =
  '(?<!\\p{L})(?:and|et|und|y|e|or|ou|oder|o|&|ainsi que|as well as|sowie)(?!\\p{L})';

/** Returns the text of an entry without its address, Markdown, and joining punctuation. */
export function description(markdown: string): string {
  return oneLine(
    decodeHtml(markdown.slice(0, MAX_LOOKED_AT))
      .replace(/^\[\^[^\]]*\]:/u, '')
      .replace(/\\([!-/:-@[-`{-~])/gu, '$1')
      .replace(/[*_`]+/gu, '')
      .replace(/(?<![\s,;:.(<–—-])[\s,;:.(<–—-]+$|^[\s,;:.)>^↑–—-]+/gu, ''),
  ).slice(0, MAX_DESCRIPTION);
}

/** Returns whether a description is so long that its end may be cut off. */
export function isCut(described: string): boolean {
  return described.length >= MAX_DESCRIPTION;
}

/** Returns the words of a link that say more than its address or a number; otherwise ''. */
export function ownLabel(words: string): string {
  return /^(?:https?:\/\/|www\.|doi:|(?:dx\.)?doi\.org\/|\[?\d+\]?$)/iu.test(words) ? '' : words;
}

/** Returns the words of a link in a note or an entry that can name its page; otherwise ''. */
export function namingLabel(words: string): string {
  return namesLink(words) ? '' : ownLabel(words);
}

/** Returns the words of nodes on one line. */
export function wordsOf(nodes: readonly PhrasingContent[]): string {
  return plainWords({ type: 'paragraph', children: [...nodes] });
}

/** Returns whether nodes have letters or figures. */
export function hasWords(nodes: readonly PhrasingContent[]): boolean {
  return /[\p{L}\p{N}]/u.test(wordsOf(nodes));
}

/**
 * Returns the words before a link without the link's label at their end, as in "The old lock, The
 * Gazette, ": otherwise the name would stand twice.
 */
export function withoutLabel(
  before: readonly PhrasingContent[],
  label: string,
): readonly PhrasingContent[] {
  const isJoint = (node: PhrasingContent) => node.type === 'text' && JOINT.test(node.value);
  const at = before.findLastIndex((node) => !isJoint(node));
  const last = before[at];
  if (last === undefined) return before;
  if (last.type !== 'text') {
    return wordsOf([last]) === label ? before.slice(0, at) : withoutMarkedLabel(before, label);
  }
  const value = last.value.replace(JOINT_AT_END, '');
  if (!value.endsWith(label)) return withoutMarkedLabel(before, label);
  const lead = value.slice(0, value.length - label.length);
  if (/[\p{L}\p{M}\p{N}]$/u.test(lead)) return before;
  return [...before.slice(0, at), ...(lead === '' ? [] : [{ ...last, value: lead }])];
}

/** Removes a label with emphasis in it from behind a word such as "See". */
function withoutMarkedLabel(
  before: readonly PhrasingContent[],
  label: string,
): readonly PhrasingContent[] {
  const words = wordsOf(before).replace(JOINT_AT_END, '');
  const lead = words.slice(0, Math.max(0, words.length - label.length));
  const isBehind = words.endsWith(label) && /^\p{L}+[.:]? $/u.test(lead);
  return isBehind ? [{ type: 'text', value: lead }] : before;
}

const JOINT = /^[\s,;:.–—-]*$/u;
const JOINT_AT_END = /(?<![\s,;:.–—-])[\s,;:.–—-]+$/u;

/**
 * Puts the words of a note around its link and the details that follow the link. Inside of a
 * sentence, as an `aside`, the note loses its full stop.
 */
export function withinWords(
  link: readonly PhrasingContent[],
  words: NoteWords | undefined,
  end: 'sentence' | 'aside' = 'sentence',
): PhrasingContent[] {
  if (words === undefined) return [...link];
  const before = mergeTexts(words.before);
  const after = withoutEnd(mergeTexts(words.after), end === 'aside' ? FULL_STOP : BLANKS);
  const space = (isNeeded: boolean): PhrasingContent[] =>
    isNeeded ? [{ type: 'text', value: ' ' }] : [];
  return mergeTexts([
    ...before.map((node, at) => (at === 0 ? trimmed(node, /^\s+/u) : node)),
    ...space(before.length > 0 && !/[\s([{«“‘'’]$/u.test(bytesOf(before))),
    ...link,
    ...space(after.length > 0 && !/^[\s.,;:!?…)\]}»”’]/u.test(bytesOf(after))),
    ...after,
  ]);
}

/** Returns the words of nodes with the spaces at both ends. */
export function bytesOf(nodes: readonly PhrasingContent[]): string {
  return nodes.map((node) => ('value' in node ? node.value : plainWords(node))).join('');
}

const BLANKS = /(?<!\s)\s+$/u;
/** One full stop at the end, which can be all there is. Three of them are an ellipsis. */
const FULL_STOP = /(?<![.\s])\s*\.\s*$|(?<!\s)\s+$/u;

/** Removes the end of the last text, also inside emphasis. */
function withoutEnd(nodes: readonly PhrasingContent[], end: RegExp): PhrasingContent[] {
  const last = nodes.at(-1);
  if (last === undefined) return [];
  const others = nodes.slice(0, -1);
  if (last.type === 'emphasis' || last.type === 'strong') {
    return [...others, { ...last, children: withoutEnd(last.children, end) }];
  }
  const node = trimmed(last, end);
  return node.type === 'text' && node.value === '' ? others : [...others, node];
}

function trimmed(node: PhrasingContent, blanks: RegExp): PhrasingContent {
  return node.type === 'text' ? { ...node, value: node.value.replace(blanks, '') } : node;
}
