import { importedClip, importedPin, madeSource } from '@/scripts/made-evidence';
import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { Id } from '@/utils/model/ids';
import type { Citation, ReportContent, Section, Statement } from '@/utils/model/report-content';
import { citationToken } from '@/utils/model/statement-text';

/*
 * Makes cited reports of any length: occasional headings, list items and paragraphs of a few
 * sentences, most of them with a link with a text directive. The same number gives the same report.
 */

const SUBJECTS = ['The harbour board', 'A survey of 40 ports', 'The tide office', 'One shipyard'];
const VERBS = ['reports', 'plans', 'measured', 'doubts', 'published'];
const OBJECTS = [
  'a fall of 12 %',
  'two new locks',
  'salt in the estuary',
  'fewer seals',
  '61 berths',
];
const ENDS = ['since last spring', 'in 2024', 'after the storm of March', 'for the first time'];
const TITLES = ['Harbour news', 'Tide tables explained', 'What the locks cost', 'Estuary watch'];

function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const CITATIONS_IN_SECTION = 40;
const CITATIONS_ON_PAGE = 5;

type Token = { readonly label: string; readonly href: string; readonly page: number };

interface Block {
  readonly kind: 'heading' | 'paragraph' | 'item';
  readonly parts: readonly (string | Token)[];
}

function* blocksOf(citations: number): Generator<Block> {
  const pick = numbers(citations);
  const one = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const sentence = () => `${one(SUBJECTS)} **${one(VERBS)}** ${one(OBJECTS)} ${one(ENDS)}`;
  const pages = Math.ceil(citations / CITATIONS_ON_PAGE);
  let made = 0;
  while (made < citations) {
    if (made % CITATIONS_IN_SECTION === 0) {
      yield { kind: 'heading', parts: [`${made === 0 ? '#' : '##'} ${one(OBJECTS)} ${made}`] };
    }
    const parts: (string | Token)[] = [];
    // Stops before the next heading, which the group would skip.
    const group = Math.min(1 + pick(3), CITATIONS_IN_SECTION - (made % CITATIONS_IN_SECTION));
    for (let each = 0; each < group && made < citations; each += 1) {
      const page = pick(pages);
      const quote = `${sentence()}, ${sentence()}`.replaceAll('*', '');
      const from = encodeURIComponent(quote.slice(0, 30));
      const to = encodeURIComponent(quote.slice(-24)).replaceAll('-', '%2D');
      const label = `${one(TITLES)} ${page}`;
      const href = `https://site-${page % 97}.example/reports/${page}?edition=${page % 12}#:~:text=${from},${to}%20${made}`;
      parts.push(`${each === 0 ? '' : ' '}${sentence()}, and ${sentence()} `);
      parts.push({ label, href, page }, '.');
      made += 1;
    }
    yield { kind: pick(3) === 0 ? 'paragraph' : 'item', parts };
  }
}

const spelled = ({ label, href }: Token) => `([${label}](${href}))`;
const markerOf = ({ kind }: Block) => (kind === 'item' ? '- ' : '');

/** Returns the source text of the blocks of a report. */
export function makeBlocks(citations: number): string[] {
  return [...blocksOf(citations)].map(
    (block) =>
      markerOf(block) +
      block.parts.map((part) => (typeof part === 'string' ? part : spelled(part))).join(''),
  );
}

/** Returns the blocks as one file. */
export function joinBlocks(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

export interface MadeReport {
  readonly content: ReportContent;
  readonly sources: readonly Source[];
  readonly clips: readonly Clip[];
  readonly pins: readonly Pin[];
}

const AT = '2025-03-01T09:00:00.000Z';

/** Returns the same report as the library stores it after reading the file, without edits. */
export function makeReport(citations: number): MadeReport {
  let ids = 0;
  const newId = <Kind extends string>() => {
    ids += 1;
    return `01900000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}` as Id<Kind>;
  };
  const rank = (at: number) => `c${at.toString(36).padStart(8, '0')}1`;
  const reportId = newId<'report'>();
  const sections: Section[] = [];
  const statements: Statement[] = [];
  const made: Citation[] = [];
  const sources = new Map<number, Source>();
  const clips: Clip[] = [];
  const pins: Pin[] = [];
  const cite = ({ label, href, page }: Token, statementId: Statement['id']): string => {
    let source = sources.get(page);
    if (source === undefined) {
      source = madeSource({
        id: newId(),
        url: href.slice(0, href.indexOf('#')),
        title: label,
        accessedAt: AT,
      });
      sources.set(page, source);
    }
    const clip = importedClip({ id: newId(), sourceId: source.id }, reportId, AT);
    clips.push(clip);
    pins.push(pinOf(newId(), clip.id, href.slice(href.indexOf('text='))));
    const citation = { id: newId<'citation'>(), statementId, clipId: clip.id, label, href };
    made.push({ ...citation, style: 'inline', raw: spelled({ label, href, page }) });
    return citationToken(citation.id);
  };
  for (const block of blocksOf(citations)) {
    const raw =
      markerOf(block) +
      block.parts.map((part) => (typeof part === 'string' ? part : spelled(part))).join('');
    const gapBefore = statements.length + sections.length === 0 ? '' : '\n\n';
    if (block.kind === 'heading') {
      const level = raw.startsWith('##') ? 2 : 1;
      const title = raw.replace(/^#+ /, '');
      const place = { parentId: sections[0]?.id ?? null, rank: rank(sections.length) };
      sections.push({
        id: newId(),
        ...place,
        movedAt: null,
        level,
        title,
        raw,
        gapBefore,
        binnedAt: null,
      });
      continue;
    }
    const id = newId<'statement'>();
    const text = block.parts
      .map((part) => (typeof part === 'string' ? part : cite(part, id)))
      .join('');
    const place = { sectionId: sections.at(-1)?.id ?? null, rank: rank(statements.length) };
    const form = { kind: block.kind, marker: markerOf(block).trim(), depth: 0 } as const;
    statements.push({ id, ...place, ...form, text, raw, gapBefore, binnedAt: null });
  }
  const head = { id: reportId, title: 'Made', language: 'en', preamble: '', finalBytes: '\n' };
  const rest = { binnedAt: null, placements: [], repairs: [] };
  return {
    content: { ...head, ...rest, sections, statements, citations: made },
    sources: [...sources.values()],
    clips,
    pins,
  };
}

function pinOf(id: Pin['id'], clipId: Clip['id'], written: string): Pin {
  const [start = '', end = ''] = written.slice('text='.length).split(',').map(decodeURIComponent);
  return {
    ...importedPin({ id, clipId }, start, AT),
    quote: null,
    selectors: { quote: null, position: null },
    directive: { start, end },
    directiveAsWritten: written,
  };
}
