import {
  type BuiltDirective,
  buildDirectiveWithRange,
} from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import type { NoDirectiveReason, Pin } from '@/utils/model/evidence';
import { err, ok, type Result } from '@/utils/model/result';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import { findsMore, isWeak } from './judge-directive';

export interface PinRequest {
  /** The pin that the new one replaces. */
  readonly basedOn: Pin;
  /** The passage, in UTF-16 units of `model.text`. */
  readonly range: TextRange;
  /** The recorded words, or the current words of the page. */
  readonly wording: 'kept' | 'page';
  /** Whether a link into the page can lead to a passage: `takesLinks`. */
  readonly linked: boolean;
  /** The title that the page gave itself when it was read. Absent if it is not known. */
  readonly pageTitle?: string | undefined;
  /** The title in the source, which the pin does not repeat. */
  readonly sourceTitle?: string | undefined;
  readonly id: Pin['id'];
  /** ISO 8601 UTC. */
  readonly madeAt: string;
}

/**
 * Makes a reviewer's new pin: the words, and a directive that finds the passage and no other place
 * in this model. A valid directive that already leads there is kept as written. Fails with
 * `nothing-there` if the range has no words. If only the link must be made again and cannot be,
 * fails with the reason: `not-searchable` on a page that supports no links. New words are pinned
 * without a link rather than not at all. Who takes the page's words takes its title too; if the page
 * told none, the title of the pin before stays. Linear in the page; see `buildDirectiveWithRange`.
 */
export function pinPassage(
  model: TextModel,
  { basedOn, range, wording, linked, pageTitle, sourceTitle, id, madeAt }: PinRequest,
): Result<Pin, NoDirectiveReason | 'nothing-there'> {
  const passage = trimmed(model.text, range);
  if (passage === null) return err('nothing-there');
  if (wording === 'kept' && basedOn.quote === null) return err('nothing-there');

  const kept = linked && isSoundLink(model, basedOn, passage);
  const build = () =>
    linked ? buildDirectiveWithRange(model, passage) : err('not-searchable' as const);
  const built = kept ? null : build();
  if (wording === 'kept' && built !== null && !built.ok) return err(built.error);
  const place = built?.ok === true ? placeOf(built.value, passage) : passage;
  const title = (wording === 'page' ? pageTitle : undefined) ?? basedOn.title;
  const exact = wording === 'page' ? model.text.slice(place.start, place.end) : basedOn.quote;
  return ok({
    id,
    clipId: basedOn.clipId,
    madeAt,
    by: 'reviewer',
    quote: exact,
    selectors: {
      quote: { ...describeTextQuote(model, place), exact: exact ?? '' },
      position: { start: place.start, end: place.end },
    },
    directive: kept ? basedOn.directive : built?.ok === true ? built.value.directive : null,
    directiveAsWritten: kept ? basedOn.directiveAsWritten : null,
    noDirectiveReason: built === null || built.ok ? null : built.error,
    ...(title === undefined || title === sourceTitle ? {} : { title }),
    // The text of a page does not tell its formatting.
    ...(wording === 'kept' && basedOn.marks !== undefined ? { marks: basedOn.marks } : {}),
  });
}

/** Words that a link can only name completely are quoted completely. */
function placeOf({ range }: BuiltDirective, passage: TextRange): TextRange {
  return { start: Math.min(range.start, passage.start), end: Math.max(range.end, passage.end) };
}

function isSoundLink(model: TextModel, { directive }: Pin, passage: TextRange): boolean {
  if (directive === null || isWeak(directive)) return false;
  const found = findTextDirective(model, directive);
  return (
    found !== null &&
    found.start === passage.start &&
    found.end === passage.end &&
    !findsMore(model, directive, found)
  );
}

/**
 * Returns the range without white space at its ends, limited to the text; null if nothing is left.
 */
function trimmed(text: string, range: TextRange): TextRange | null {
  let start = Math.max(0, Math.floor(range.start));
  let end = Math.min(text.length, Math.floor(range.end));
  while (start < end && /\s/u.test(text.charAt(start))) start += 1;
  while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1;
  return start < end && /[\p{L}\p{N}]/u.test(text.slice(start, end)) ? { start, end } : null;
}
