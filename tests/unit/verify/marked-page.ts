import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextMark, TextMarkKind, TextModel } from '@/utils/text/text-model';

const TAGS: Readonly<Record<string, TextMarkKind>> = {
  sup: 'raised',
  sub: 'lowered',
  s: 'struck',
  note: 'note',
};

/** A model of a line with `<sup>`, `<sub>`, `<s>` and `<note>` around parts of it. */
export function markedPage(line: string): TextModel {
  const marks: TextMark[] = [];
  const open: { start: number; kind: TextMarkKind }[] = [];
  let text = '';
  for (const piece of line.split(/(<\/?\w+>)/u)) {
    const tag = /^<(\/?)(\w+)>$/u.exec(piece);
    const kind = TAGS[tag?.[2] ?? ''];
    if (tag === null || kind === undefined) text += piece;
    else if (tag[1] === '') open.push({ start: text.length, kind });
    else marks.push({ start: open.pop()!.start, end: text.length, kind });
  }
  return createPlainTextModel(
    text,
    undefined,
    marks.sort((a, b) => a.start - b.start),
  );
}
