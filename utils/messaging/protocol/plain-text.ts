import * as z from 'zod/mini';
import { TEXT_MARK_KINDS, type TextBlock, type TextMark } from '@/utils/text/text-model';
import { MAX_PAGE_TEXT, short } from './bounds';

/** A TextModel as plain values; `createPlainTextModel` makes it work again. */
export const PlainTextSchema = z.object({
  text: short(MAX_PAGE_TEXT),
  blocks: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      language: short(100),
      passedOver: z.exactOptional(z.enum(['clipped', 'field', 'closed'])),
      barriers: z.exactOptional(z.array(z.number())),
    }),
  ),
  marks: z.exactOptional(
    z.array(z.object({ start: z.number(), end: z.number(), kind: z.enum(TEXT_MARK_KINDS) })),
  ),
});
export interface PlainText {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly marks?: readonly TextMark[];
}
