import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { isPass, type NoDirectiveReason, type Source } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { withoutFragment } from '@/utils/model/url';
import type { FetchedBody } from '@/utils/page/judge-page';
import type { PageMetadata } from '@/utils/page/page-metadata';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { citationKeys } from '@/utils/report/citation-keys';
import { hostOf, sourceUrl } from '@/utils/report/citation-target';
import { type CslItem, cslItem } from '@/utils/report/csl-item';
import { inQuotationMarks, reportWording } from '@/utils/report/report-language';
import { linkNode, writableLine, writableText, writeNodes } from '@/utils/report/write-nodes';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { Judgement } from '@/utils/verify/judgement';
import { type ReadingPorts, readPages } from './read-pages';

export interface CitingPorts extends ReadingPorts {
  /** Returns what a page says about itself; null if it could not be read. */
  describe(page: FetchedBody): Promise<PageMetadata | null>;
}

export interface CitedWords {
  /** The words as the page has them. */
  readonly quote: string;
  /** The link that leads to these words and to no others. */
  readonly link: string;
  readonly markdown: string;
  readonly item: CslItem;
}

export type CiteAnswer =
  | { readonly kind: 'cited'; readonly cited: CitedWords }
  /** The page does not have the words, or could not be read. */
  | { readonly kind: 'not-there'; readonly judgement: Judgement }
  /** The page has the words in several places. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'no-link'; readonly reason: NoDirectiveReason | 'not-proved' };

/**
 * Finds words on a page, and makes a link that leads to them. The link is proved by judging the
 * words once more, on the page as it was parsed, with the link.
 */
export async function citePassage(
  url: string,
  words: string,
  ports: CitingPorts,
): Promise<CiteAnswer> {
  let body: FetchedBody | null = null;
  const judge: ReadingPorts['judge'] = (page) => {
    body = page;
    return ports.judge(page);
  };
  const asked = { quote: words, selectors: { quote: null, position: null } };
  const none = { directive: null, directiveAsWritten: null };
  const page = { url: withoutFragment(url), quotes: [{ pin: { ...asked, ...none } }] };
  const [read] = await readPages([page], { ...ports, judge, keepsTexts: true });
  const judgement = read?.judgements[0];
  if (read === undefined || judgement === undefined) throw new Error(`No result for ${url}`);
  const range = judgement.evidence.position;
  if (!isPass(judgement.verdict) || range === null || body === null) {
    return { kind: 'not-there', judgement };
  }
  if (judgement.flags.includes('ambiguous')) return { kind: 'ambiguous' };

  const model = createPlainTextModel(read.text);
  const built = buildDirectiveWithRange(model, range);
  if (!built.ok) return { kind: 'no-link', reason: built.error };
  const { directive, range: place } = built.value;
  const selector = describeTextQuote(model, place);
  const pin = {
    quote: selector.exact,
    selectors: { quote: selector, position: place },
    directive,
    directiveAsWritten: null,
  };
  const fetched: FetchedBody = body;
  const proved = (await ports.judge({ ...fetched, quotes: [{ pin }] })).judgements[0];
  const leadsThere =
    proved?.verdict === 'verbatim' &&
    !proved.flags.some((flag) => flag === 'dead-link' || flag === 'ambiguous') &&
    proved.evidence.position?.start === place.start;
  if (!leadsThere) return { kind: 'no-link', reason: 'not-proved' };

  const about = await ports.describe(fetched);
  const source = sourceOf(withoutFragment(read.finalUrl ?? url), about);
  const link = sourceUrl(source, { ...NO_PIN, ...pin, clipId: newId<'clip'>() });
  if (link === null) return { kind: 'no-link', reason: 'not-proved' };
  return { kind: 'cited', cited: write(source, pin.quote, link) };
}

const NO_PIN = {
  id: newId<'pin'>(),
  madeAt: '',
  by: 'capture',
  noDirectiveReason: null,
} as const;

function sourceOf(url: string, about: PageMetadata | null): Source {
  return {
    id: newId<'source'>(),
    url,
    canonicalUrl: about?.canonicalUrl ?? null,
    title: about?.title ?? '',
    authors: [...(about?.authors ?? [])],
    siteName: about?.siteName ?? null,
    publishedAt: about?.publishedAt ?? null,
    modifiedAt: about?.modifiedAt ?? null,
    language: about?.language ?? null,
    doi: about?.doi ?? null,
    accessedAt: new Date().toISOString(),
  };
}

function write(source: Source, quote: string, link: string): CitedWords {
  const label = writableLine(source.title) || writableLine(hostOf(source.url));
  const words = inQuotationMarks(writableLine(quote), reportWording(source.language ?? 'en'));
  const markdown = writeNodes({
    type: 'paragraph',
    children: [
      { type: 'text', value: `${writableText(words)} (` },
      linkNode(label, link),
      { type: 'text', value: ')' },
    ],
  });
  const entry = {
    number: 1,
    target: { label, url: link },
    clipId: newId<'clip'>(),
    ...{ clip: null, source, check: null, archived: null },
  };
  const key = citationKeys([entry]).get(entry) ?? '';
  return { quote, link, markdown: markdown.trimEnd(), item: cslItem(key, entry, link) };
}
