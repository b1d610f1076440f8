import { type ComponentChildren, Fragment } from 'preact';

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
