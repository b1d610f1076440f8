import { type ComponentChild, type ComponentChildren, Fragment } from 'preact';
import { i18n } from '#i18n';
import { shortPassage } from '@/components/ui/names';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import { shownText } from '@/utils/claim/shown-text';
import { cellsApart } from '@/utils/text/table-rows';
import type { DeskClaim } from './use-desk-claims';
import './review.css';

/** Shows the claim inside its sentence, with the words of its hints marked. */
export function ClaimSentence({ claim, language }: { claim: DeskClaim; language: string }) {
  const { item, hints } = claim;
  const { start, end, sentence, text } = item.claim;
  return (
    <blockquote class="claim-sentence" lang={language || undefined} dir="auto">
      <span class="claim-around">
        {inLine(shortPassage(shownText(item.statement, sentence.start, start)))}
      </span>
      <span class="claim-words">
        {text.trim() === '' ? i18n.t('desk_no_words') : marked(shortPassage(text), hints)}
      </span>
      <span class="claim-around">
        {inLine(shortPassage(shownText(item.statement, end, Math.max(end, sentence.end))))}
      </span>
    </blockquote>
  );
}

/** Shows the cells of a row with a sign between them. */
const inLine = (text: string): ComponentChildren => raiseNoteMarks(cellsApart(text));

function marked(text: string, hints: DeskClaim['hints']): ComponentChild[] {
  const out: ComponentChild[] = [];
  const ranges = hints
    // A hint about the whole claim marks nothing in it.
    .filter(({ start, end }) => end - start < text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  let from = 0;
  for (const { start, end } of ranges) {
    if (end > text.length) break;
    if (start < from || end <= start) continue;
    out.push(
      <Fragment key={`from ${from.toString()}`}>{inLine(text.slice(from, start))}</Fragment>,
      <mark key={start}>{inLine(text.slice(start, end))}</mark>,
    );
    from = end;
  }
  out.push(<Fragment key="rest">{inLine(text.slice(from))}</Fragment>);
  return out;
}
