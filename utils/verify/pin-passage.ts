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
  /** The pin that this one follows. */
  readonly basedOn: Pin;
  /** Where the passage stands, in UTF-16 units of `model.text`. */
  readonly range: TextRange;
  /** The words recorded before, or those that stand there now. */
  readonly wording: 'kept' | 'page';
  /** Whether a link into the page can lead to a passage of it: `takesLinks`. */
  readonly linked: boolean;
  readonly id: Pin['id'];
  /** ISO 8601 UTC. */
  readonly madeAt: string;
}

/**
 * The pin that a reviewer makes of a passage: the words, and a directive that finds the passage
 * in this model and no other place. A directive that leads there already, soundly, is kept as it
 * was written. Refuses `nothing-there` where the range holds no words, and, where only the link
 * was to be made anew, with the reason why there can be none: `not-searchable` on a page into
 * which no link leads. New words are pinned without a
 * link rather than not at all. Linear in the page; see `buildDirectiveWithRange`.
 */
export function pinPassage(
  model: TextModel,
  { basedOn, range, wording, linked, id, madeAt }: PinRequest,
): Result<Pin, NoDirectiveReason | 'nothing-there'> {
  const passage = trimmed(model.text, range);
  if (passage === null) return err('nothing-there');
  if (wording === 'kept' && basedOn.quote === null) return err('nothing-there');

  const kept = linked && leadsSoundly(model, basedOn, passage);
  const build = () =>
    linked ? buildDirectiveWithRange(model, passage) : err('not-searchable' as const);
  const built = kept ? null : build();
  if (wording === 'kept' && built !== null && !built.ok) return err(built.error);
  const place = built?.ok === true ? placeOf(built.value, passage) : passage;
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
    // How the words of a page are set is not known from its text.
    ...(wording === 'kept' && basedOn.marks !== undefined ? { marks: basedOn.marks } : {}),
  });
}

/** Words that a link can only name as a whole are quoted as a whole. */
function placeOf({ range }: BuiltDirective, passage: TextRange): TextRange {
  return { start: Math.min(range.start, passage.start), end: Math.max(range.end, passage.end) };
}

function leadsSoundly(model: TextModel, { directive }: Pin, passage: TextRange): boolean {
  if (directive === null || isWeak(directive)) return false;
  const found = findTextDirective(model, directive);
  return (
    found !== null &&
    found.start === passage.start &&
    found.end === passage.end &&
    !findsMore(model, directive, found)
  );
}

/** The range without white space at its ends, inside the text; null where nothing is left. */
function trimmed(text: string, range: TextRange): TextRange | null {
  let start = Math.max(0, Math.floor(range.start));
  let end = Math.min(text.length, Math.floor(range.end));
  while (start < end && /\s/u.test(text.charAt(start))) start += 1;
  while (end > start && /\s/u.test(text.charAt(end - 1))) end -= 1;
  return start < end && /[\p{L}\p{N}]/u.test(text.slice(start, end)) ? { start, end } : null;
}
