import type { CheckEvidence } from '@/utils/model/evidence';
import './clip.css';

/** UTF-16 units of a passage that are shown whole; of a longer one its beginning and its end. */
const WHOLE = 900;
const HEAD = 600;
const TAIL = 240;

interface PassageInContextProps {
  readonly passage: NonNullable<CheckEvidence['passage']>;
  readonly language: string | undefined;
}

/** What stands on the page, marked, with the words around it. */
export function PassageInContext({ passage, language }: PassageInContextProps) {
  const { before, text, after } = passage;
  return (
    <p class="passage" lang={language} dir="auto">
      {before !== '' && <span class="passage-around">…{before}</span>}
      <mark>{text.length <= WHOLE ? text : `${text.slice(0, HEAD)} […] ${text.slice(-TAIL)}`}</mark>
      {after !== '' && <span class="passage-around">{after}…</span>}
    </p>
  );
}
