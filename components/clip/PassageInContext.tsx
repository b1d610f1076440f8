import { raiseMarked } from '@/components/ui/note-marks';
import type { CheckEvidence } from '@/utils/model/evidence';
import './clip.css';

/**
 * How much of the passage and of the text around it is shown, in UTF-16 units. `whole` is the
 * longest passage that is shown without leaving out its middle.
 */
const IN_FULL = { whole: 900, head: 600, tail: 240, around: 200 };
/** A folded card has only one or two lines, so it shows the passage without the text around it. */
const IN_SHORT = { whole: 320, head: 200, tail: 80, around: 0 };

interface PassageInContextProps {
  readonly passage: NonNullable<CheckEvidence['passage']>;
  readonly language: string | undefined;
  /** Shows less of the passage, and nothing around it, for a folded card. */
  readonly short?: boolean;
}

/** Shows the passage as it stands on the page, marked, and the text around it. */
export function PassageInContext({ passage, language, short = false }: PassageInContextProps) {
  const { before, text, after } = passage;
  const { whole, head, tail, around } = short ? IN_SHORT : IN_FULL;
  const shown = text.length <= whole ? text : `${text.slice(0, head)} […] ${text.slice(-tail)}`;
  return (
    <p class="passage" lang={language} dir="auto">
      {around > 0 && before !== '' && (
        <span class="passage-around">{lastWords(before, around)}</span>
      )}
      <mark>{shown === text ? raiseMarked(text, passage.marks) : shown}</mark>
      {around > 0 && after !== '' && (
        <span class="passage-around">{firstWords(after, around)}</span>
      )}
    </p>
  );
}

/** Returns the end of a text, cut at a space if there is one. */
function lastWords(text: string, length: number): string {
  if (text.length < length) return `…${text}`;
  const cut = text.slice(-length);
  const space = cut.search(/\s/u);
  return `…${space < 0 || space > length / 2 ? cut : cut.slice(space + 1)}`;
}

function firstWords(text: string, length: number): string {
  if (text.length < length) return `${text}…`;
  const cut = text.slice(0, length);
  const space = cut.search(/\s\S*$/u);
  return `${space < length / 2 ? cut : cut.slice(0, space)}…`;
}
