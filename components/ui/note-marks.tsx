import { type ComponentChildren, Fragment } from 'preact';
import type { QuoteMark } from '@/utils/model/evidence';

/**
 * The mark of a note that is another statement. A range, as in `[^0-9]`, is the notation of a
 * program.
 */
const NOTE_MARK = /\[\^(?!\w-\w\])([\p{L}\p{N}_-]{1,40})\]/gu;

/** A raised or lowered word in HTML, with nothing but text in it. */
const SHIFTED = /<(sup|sub)>([^<>]{1,200})<\/\1>/gu;

/** Renders text with the marks of notes raised, and what HTML raises or lowers: `10<sup>6</sup>`. */
export function raiseNoteMarks(
  text: string,
  words: (text: string) => ComponentChildren = (part) => part,
): ComponentChildren {
  if (!text.includes('<su')) return raiseMarks(text, words);
  const out: ComponentChildren[] = [];
  let from = 0;
  for (const { 0: whole, 1: name, 2: inner = '', index } of text.matchAll(SHIFTED)) {
    const Tag = name === 'sub' ? 'sub' : 'sup';
    out.push(
      <Fragment key={index}>
        {raiseMarks(text.slice(from, index), words)}
        <Tag>{words(inner)}</Tag>
      </Fragment>,
    );
    from = index + whole.length;
  }
  return [...out, <Fragment key="rest">{raiseMarks(text.slice(from), words)}</Fragment>];
}

function raiseMarks(text: string, words: (text: string) => ComponentChildren): ComponentChildren {
  if (!text.includes('[^')) return words(text);
  const out: ComponentChildren[] = [];
  let from = 0;
  for (const { 0: mark, 1: label, index } of text.matchAll(NOTE_MARK)) {
    out.push(
      <Fragment key={index}>
        {words(text.slice(from, index))}
        <sup>{label}</sup>
      </Fragment>,
    );
    from = index + mark.length;
  }
  return [...out, <Fragment key="rest">{words(text.slice(from))}</Fragment>];
}

/**
 * Renders a part of a quote with the letters raised and lowered that its page raises and lowers: its
 * bare text has 10⁶ as 106. `from` is the offset of the part in the quote, in UTF-16 units.
 */
export function raiseMarked(
  part: string,
  marks: readonly QuoteMark[] = [],
  from = 0,
): ComponentChildren {
  const out: ComponentChildren[] = [];
  let read = 0;
  for (const { start, end, kind } of marks) {
    const [first, last] = [Math.max(start - from, read), Math.min(end - from, part.length)];
    if (kind === 'struck' || last <= first) continue;
    const Tag = kind === 'lowered' ? 'sub' : 'sup';
    out.push(part.slice(read, first), <Tag key={first}>{part.slice(first, last)}</Tag>);
    read = last;
  }
  return read === 0 ? part : [...out, part.slice(read)];
}
