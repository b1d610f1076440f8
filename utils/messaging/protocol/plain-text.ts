import * as z from 'zod/mini';
import { TEXT_MARK_KINDS, type TextBlock, type TextMark } from '@/utils/text/text-model';
import { MAX_PAGE_TEXT, MAX_PARTS, Offset, short } from './bounds';

/** A TextModel as plain values; `createPlainTextModel` converts it back. */
export const PlainTextSchema = z.object({
  text: short(MAX_PAGE_TEXT),
  blocks: z
    .array(
      z.object({
        start: Offset,
        end: Offset,
        language: short(100),
        passedOver: z.exactOptional(z.enum(['clipped', 'field'])),
        closed: z.exactOptional(Offset),
        barriers: z.exactOptional(z.array(Offset).check(z.maxLength(MAX_PARTS))),
      }),
    )
    .check(z.maxLength(MAX_PARTS)),
  marks: z.exactOptional(
    z
      .array(z.object({ start: Offset, end: Offset, kind: z.enum(TEXT_MARK_KINDS) }))
      .check(z.maxLength(MAX_PARTS)),
  ),
});
export interface PlainText {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly marks?: readonly TextMark[];
}
