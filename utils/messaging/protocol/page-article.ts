import * as z from 'zod/mini';
import {
  ARTICLE_PART_KINDS,
  MAX_ARTICLE,
  MAX_ARTICLE_PARTS,
  MAX_ARTICLE_PIECES,
  MAX_ARTICLE_TEXT,
  MAX_PART_LABEL,
  type PageArticle,
} from '@/utils/model/page-article';
import { Address, Offset, short } from './bounds';
import { PlainTextSchema } from './page-reading';

const Html = short(MAX_ARTICLE);
const Count = z.int().check(z.gte(0), z.lte(1_000_000));

/** What the script in a page returns as its article. It comes from the page's process. */
export const PageArticleSchema = z
  .object({
    url: Address,
    title: short(2_000),
    language: short(35),
    html: Html,
    parts: z
      .array(
        z.object({
          kind: z.enum(ARTICLE_PART_KINDS),
          label: short(MAX_PART_LABEL),
          links: Count,
          html: Html,
        }),
      )
      .check(z.maxLength(MAX_ARTICLE_PARTS)),
    ownLinks: Count,
    notes: Count,
    page: z.exactOptional(
      z.extend(PlainTextSchema, {
        text: short(MAX_ARTICLE_TEXT),
        nodes: z.array(Offset).check(z.maxLength(2 * MAX_ARTICLE_PIECES)),
      }),
    ),
  })
  .check(z.refine(isShort));

function isShort({ html, parts, page }: PageArticle): boolean {
  const length = parts.reduce((sum, part) => sum + part.html.length, html.length);
  const pieces = [page?.blocks.length ?? 0, page?.marks?.length ?? 0];
  return length <= MAX_ARTICLE && Math.max(...pieces) <= MAX_ARTICLE_PIECES;
}
