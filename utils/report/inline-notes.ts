import { inlineAtoms } from './citations/inline-atoms';
import { leafBlocks } from './read-piece';
import type { ParsedPiece } from './read-pieces';

/*
 * Inline notes of Pandoc, as in "The river rose.^[Agency, *Gauges*, p. 3]". The reader of Markdown
 * knows only notes with a definition, so inline notes get one before the report is read. Then they
 * are read, shown and exported like all notes.
 */

interface Note {
  readonly start: number;
  readonly end: number;
}

/** A note has several words or an address. `^[a-z]+` is the notation of a program, `^[1]` a mark. */
const IS_NOTE = /^(?!\^)(?=[\s\S]*\p{L}{2})(?=[\s\S]*(?:\S\s+\S|:\/\/))/u;
const NUMBERED = /\[\^(\d{1,6})\]/gu;
/** The start of a line that would begin a list, a heading or a quote in the definition. */
const BEGINS_BLOCK = /^(?:(\d{1,9})([.)])|([-+*#>]))(?=\s|$)/u;
/** HTML that an empty line does not end. */
const OPEN_HTML =
  /^\s*<(?:!--(?![\s\S]*-->)|\?(?![\s\S]*\?>)|!\[CDATA\[(?![\s\S]*\]\]>)|(?:script|pre|style|textarea)\b(?![\s\S]*<\/(?:script|pre|style|textarea)>))/iu;
const FENCE = /^[ \t>]*(?:`{3,}|~{3,})[ \t]*$/u;

/** Whether a text may have inline notes. */
export function mayHaveInlineNotes(text: string): boolean {
  return text.includes('^[');
}

/** Gives the inline notes of a report a mark and a definition at its end. Linear. */
export class InlineNotes {
  readonly #notes: Note[] = [];
  /** Where the definitions go: before references in YAML, which must be the last block. */
  #end: number;
  /** Whether a fence or a comment is open at the end, so that a definition would be a part of it. */
  #isOpen = false;

  constructor(readonly text: string) {
    this.#end = text.length;
  }

  /** Call it with all pieces of the report, in their order. */
  read({ start, end, nodes, why }: ParsedPiece): void {
    if (nodes === null) {
      if (why === 'metadata') this.#end = start;
      else this.#isOpen = true;
      return;
    }
    const source = this.text.slice(start, end);
    const last = nodes.at(-1);
    this.#isOpen =
      (last?.type === 'html' && OPEN_HTML.test(last.value)) ||
      (last?.type === 'code' && !FENCE.test(lastLine(source)));
    if (!mayHaveInlineNotes(source)) return;
    for (const block of leafBlocks(nodes, source)) {
      if (block.type === 'definition' || block.kind === 'code') continue;
      for (const note of notesIn(source, block)) {
        this.#notes.push({ start: start + note.start, end: start + note.end });
      }
    }
  }

  /** Returns the report with the definitions. Its lines keep their order. */
  rewritten(): string {
    if (this.#notes.length === 0 || this.#isOpen) return this.text;
    const { text } = this;
    let number = 0;
    for (const [, digits = ''] of text.matchAll(NUMBERED)) {
      number = Math.max(number, Number(digits));
    }
    let body = '';
    let definitions = '';
    let from = 0;
    for (const { start, end } of this.#notes) {
      number += 1;
      body += `${text.slice(from, start)}[^${number}]`;
      from = end;
      const words = text.slice(start + 2, end - 1).replace(/(?<![ \t])[ \t]*[\r\n][\s>]*/gu, ' ');
      definitions += `\n\n[^${number}]: ${words.trim().replace(BEGINS_BLOCK, escaped)}`;
    }
    body += text.slice(from, this.#end).trimEnd();
    const rest = text.slice(this.#end);
    return `${body}${definitions}\n${rest === '' ? '' : `\n${rest}`}`;
  }
}

function lastLine(source: string): string {
  const words = source.trimEnd();
  return words.slice(words.lastIndexOf('\n') + 1);
}

function escaped(_: string, number: string | undefined, stop = '', sign = ''): string {
  return number === undefined ? `\\${sign}` : `${number}\\${stop}`;
}

/** Returns the inline notes of a block in their order, without those inside of another. */
function notesIn(
  source: string,
  block: { readonly node: Parameters<typeof inlineAtoms>[0]; start: number; end: number },
): Note[] {
  const atoms = inlineAtoms(block.node);
  const found: Note[] = [];
  /** The brackets that are open, and whether each begins a note. */
  const open: { readonly at: number; readonly isNote: boolean }[] = [];
  let next = 0;
  for (let at = block.start; at < block.end; at += 1) {
    while ((atoms[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const atom = atoms[next];
    if (atom !== undefined && atom.start === at && atom.atom.type !== 'break') {
      at = atom.end - 1;
      continue;
    }
    const char = source.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '[') {
      open.push({ at, isNote: at > block.start && isCaret(source, at - 1) });
    } else if (char === ']') {
      const opening = open.pop();
      if (opening?.isNote !== true) continue;
      const note = { start: opening.at - 1, end: at + 1 };
      if (!IS_NOTE.test(source.slice(note.start + 2, note.end - 1))) continue;
      while ((found.at(-1)?.start ?? -1) > note.start) found.pop();
      found.push(note);
    }
  }
  return found;
}

/** Whether a caret stands there that is not escaped. */
function isCaret(source: string, at: number): boolean {
  return (
    source.charAt(at) === '^' &&
    !/(?<!\\)(?:\\\\)*\\$/u.test(source.slice(Math.max(0, at - 32), at))
  );
}
