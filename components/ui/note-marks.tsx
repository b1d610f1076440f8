import { type ComponentChildren, Fragment } from 'preact';

/**
 * The mark of a note that is another statement. A range, as in `[^0-9]`, is the notation of a
 * program.
 */
const NOTE_MARK = /\[\^(?!\w-\w\])([\p{L}\p{N}_-]{1,40})\]/gu;

/** Renders text with the marks of notes raised, `[^b]` for instance. */
export function raiseNoteMarks(
  text: string,
  words: (text: string) => ComponentChildren = (part) => part,
): ComponentChildren {
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
