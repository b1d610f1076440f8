import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { addTextDirective } from '@/utils/fragment/text-directive';
import {
  type CheckFlag,
  isPass,
  type NoDirectiveReason,
  type Source,
} from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import { err, ok, type Result } from '@/utils/model/result';
import { withoutFragment } from '@/utils/model/url';
import type { FetchedBody } from '@/utils/page/judge-page';
import type { PageMetadata } from '@/utils/page/page-metadata';
import { describeTextQuote } from '@/utils/quote/describe-text-quote';
import { citationKeys } from '@/utils/report/citation-keys';
import { hostOf } from '@/utils/report/citation-target';
import { type CslItem, cslItem } from '@/utils/report/csl-item';
import { writableUrl } from '@/utils/report/markup/writable-url';
import { inQuotationMarks, reportWording } from '@/utils/report/report-language';
import { linkNode, writableLine, writableText, writeNodes } from '@/utils/report/write-nodes';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import type { TextModel, TextRange } from '@/utils/text/text-model';
import type { JudgedPin, Judgement } from '@/utils/verify/judgement';
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

/** Words to find on a page; the text beside them tells several matches apart. */
export interface AskedWords {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface ProvedLink {
  readonly url: string;
  /** The words to which the link leads, as the page has them. */
  readonly quote: string;
}

/** A passage whose words were found in exactly one place of the page. */
export interface FoundPassage {
  /** The link that leads to these words and to no others, or why there is none. */
  readonly link: Result<ProvedLink, NoDirectiveReason | 'not-proved'>;
  readonly page: FetchedBody;
  readonly finalUrl: string;
}

export interface SoughtPassage {
  readonly judgement: Judgement;
  /** The address at which the page was read; null if it was not read. */
  readonly finalUrl: string | null;
  /** Null if the page does not have the words, has them in several places, or was not read. */
  readonly found: FoundPassage | null;
}

export type CiteAnswer =
  | { readonly kind: 'cited'; readonly cited: CitedWords }
  /** The page does not have the words, or could not be read. */
  | { readonly kind: 'not-there'; readonly judgement: Judgement }
  /** The page has the words in several places. */
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'no-link'; readonly reason: NoDirectiveReason | 'not-proved' };

/** Judges words on their page, and makes a link that leads to them if they are in one place. */
export async function findPassage(
  url: string,
  { exact, prefix, suffix }: AskedWords,
  ports: ReadingPorts,
): Promise<SoughtPassage> {
  const hasContext = prefix !== '' || suffix !== '';
  const quote = hasContext ? { exact, prefix, suffix } : null;
  const none = { directive: null, directiveAsWritten: null };
  const pin = { quote: exact, selectors: { quote, position: null }, ...none };
  const { read, judgement, body } = await readOne(url, pin, ports);
  const { finalUrl } = read;
  const range = judgement.evidence.position;
  const isInOnePlace = isPass(judgement.verdict) && !judgement.flags.includes('ambiguous');
  if (!isInOnePlace || range === null || body === null || finalUrl === null) {
    return { judgement, finalUrl, found: null };
  }
  const model = createPlainTextModel(read.text);
  const [link = err('not-proved' as const)] = await proveLinks(model, [range], body, ports);
  return { judgement, finalUrl, found: { link, page: body, finalUrl } };
}

/** Reads one page for one pin; `body` is the document that was judged. */
export async function readOne(url: string, pin: JudgedPin, ports: ReadingPorts) {
  let body: FetchedBody | null = null;
  const judge: ReadingPorts['judge'] = (page, returnsText) => {
    body = page;
    return ports.judge(page, returnsText);
  };
  const page = { url: withoutFragment(url), quotes: [{ pin }] };
  const [read] = await readPages([page], { ...ports, judge, keepsTexts: true });
  const judgement = read?.judgements[0];
  if (read === undefined || judgement === undefined) throw new Error(`No result for ${url}`);
  return { read, judgement, body: body as FetchedBody | null };
}

/**
 * Returns a link to each range of a page. Each is proved by judging the words with the link, on the
 * page as it was parsed.
 */
export async function proveLinks(
  model: TextModel,
  ranges: readonly TextRange[],
  page: FetchedBody,
  ports: Pick<ReadingPorts, 'judge'>,
): Promise<FoundPassage['link'][]> {
  const built = ranges.map((range) => {
    const made = buildDirectiveWithRange(model, range);
    if (!made.ok) return made;
    const { directive, range: place } = made.value;
    const quote = describeTextQuote(model, place);
    const selectors = { quote, position: place };
    return ok({ quote: quote.exact, selectors, directive, directiveAsWritten: null });
  });
  const pins = built.flatMap((made) => (made.ok ? [made.value] : []));
  const quotes = pins.map((pin) => ({ pin }));
  const { judgements } = await ports.judge({ ...page, quotes }, false);
  let at = 0;
  return built.map((made) => {
    if (!made.ok) return made;
    const proved = judgements[at++];
    const { directive, selectors, quote } = made.value;
    const leadsThere =
      proved?.verdict === 'verbatim' &&
      !proved.flags.some((flag) => UNPROVED.includes(flag)) &&
      proved.evidence.position?.start === selectors.position.start;
    const url = writableUrl(addTextDirective(withoutFragment(page.answer.finalUrl), directive));
    return leadsThere && url !== null ? ok({ url, quote }) : err('not-proved');
  });
}

/** Browsers do not go to words of a PDF. */
const UNPROVED: readonly CheckFlag[] = ['dead-link', 'ambiguous', 'directive-in-pdf'];

/**
 * Finds words on a page, and makes a link that leads to them. The link is proved by judging the
 * words once more, on the page as it was parsed, with the link.
 */
export async function citePassage(
  url: string,
  words: AskedWords,
  ports: CitingPorts,
): Promise<CiteAnswer> {
  const { judgement, found } = await findPassage(url, words, ports);
  if (found === null) {
    return isPass(judgement.verdict) ? { kind: 'ambiguous' } : { kind: 'not-there', judgement };
  }
  const { link, page, finalUrl } = found;
  if (!link.ok) return { kind: 'no-link', reason: link.error };
  const source = sourceOf(withoutFragment(finalUrl), await ports.describe(page));
  return { kind: 'cited', cited: write(source, link.value) };
}

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

function write(source: Source, { quote, url: link }: ProvedLink): CitedWords {
  const label = writableLine(source.title) || writableLine(hostOf(source.url));
  const markdown = writeCitation(quote, { label, link, language: source.language });
  const entry = {
    number: 1,
    target: { label, url: link },
    clipId: newId<'clip'>(),
    ...{ clip: null, source, check: null, archived: null },
  };
  const key = citationKeys([entry]).get(entry.number) ?? '';
  return { quote, link, markdown, item: cslItem(key, entry, link) };
}

/** Writes words in the quotation marks of their language, with their link. */
export function writeCitation(
  quote: string,
  about: { readonly label: string; readonly link: string; readonly language: string | null },
): string {
  const words = inQuotationMarks(writableLine(quote), reportWording(about.language ?? 'en'));
  return writeNodes({
    type: 'paragraph',
    children: [
      { type: 'text', value: `${writableText(words)} (` },
      linkNode(about.label, about.link),
      { type: 'text', value: ')' },
    ],
  }).trimEnd();
}
