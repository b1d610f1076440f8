import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { findTextDirective } from '@/utils/fragment/find-text-directive';
import {
  addTextDirective,
  removeFragmentDirective,
  type TextDirective,
} from '@/utils/fragment/text-directive';
import { type CheckFlag, isPass } from '@/utils/model/evidence';
import { withoutFragment } from '@/utils/model/url';
import { writableUrl } from '@/utils/report/markup/writable-url';
import { createPlainTextModel } from '@/utils/text/plain-text-model';
import { entryOf } from './adopt-report';
import type { CheckedReport, JudgedCitation } from './check-reports';
import { type Lock, type LockEntry, lockKey } from './lock-file';
import type { CitedPassage } from './opened-report';
import { type ReadingPorts, readPages } from './read-pages';

/**
 * Flags with which a citation may be fixed without a person. With any other flag a person should
 * look first, for example if the words are in several places or the sentence around them changed.
 */
const HARMLESS: readonly CheckFlag[] = ['dead-link', 'weak', 'redirected', 'directive-in-pdf'];

/** The reason why a link or an adopted passage was not fixed. */
export type NotFixed = 'doubtful' | 'no-link' | 'not-proved' | 'not-found' | 'reads-otherwise';

export interface FixedReport {
  /** The whole new text of the report; null if the text does not change. */
  readonly text: string | null;
  /** The new lock; null if the lock does not change. */
  readonly lock: Lock | null;
  readonly links: number;
  /** Number of entries in the lock whose position was recorded again, with the same words. */
  readonly moved: number;
  readonly notFixed: readonly { readonly citation: JudgedCitation; readonly why: NotFixed }[];
}

/** A link that is written in place of another. */
interface NewLink {
  readonly citation: JudgedCitation;
  readonly directive: TextDirective;
  readonly address: string;
}

/** An edit of the text, in UTF-16 units. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

/**
 * Returns a report whose links lead to their passages again, and a lock with the current positions
 * of adopted words. Only citations whose words pass are changed. A new link is proved by judging
 * the words with it on the parsed page. The new text is read again, and is refused if anything
 * except the new links has changed in a citation. `text` is the text of the report's file; null if
 * the places of its citations are not known, and then no link is written.
 */
export async function fixReport(
  report: CheckedReport,
  { text, before, now }: { text: string | null; before: Lock; now: string },
  ports: ReadingPorts,
): Promise<FixedReport> {
  const notFixed: { citation: JudgedCitation; why: NotFixed }[] = [];
  const wanted: NewLink[] = [];
  const placed: JudgedCitation[] = [];
  for (const citation of report.citations) {
    const isDead = isPass(citation.judgement.verdict) && isDeadLink(citation);
    const hasMoved = citation.judgement.verdict === 'moved' && before.has(lockKey(citation));
    if (!isDead && !hasMoved) continue;
    if (!citation.judgement.flags.every((flag) => HARMLESS.includes(flag))) {
      notFixed.push({ citation, why: 'doubtful' });
      continue;
    }
    const link = isDead ? newLink(citation) : null;
    if (isDead && link === null) notFixed.push({ citation, why: 'no-link' });
    else if (link !== null) wanted.push(link);
    else placed.push(citation);
  }
  const proved = await proveLinks(wanted, ports);
  for (const link of wanted) {
    if (!proved.has(link)) notFixed.push({ citation: link.citation, why: 'not-proved' });
  }
  const written = text === null ? null : await writeLinks(report, text, [...proved]);
  const links = written?.links ?? [];
  for (const { citation, why } of written?.notFixed ?? []) notFixed.push({ citation, why });
  if (written === null) {
    for (const { citation } of proved) notFixed.push({ citation, why: 'not-found' });
  }
  const lock = newLock(
    report,
    before,
    [...placed.map((citation) => ({ citation, address: citation.address })), ...links],
    now,
  );
  return {
    text: links.length === 0 ? null : (written?.text ?? null),
    lock,
    links: links.length,
    moved: placed.length,
    notFixed,
  };
}

/** Whether the text directive of a link does not lead to the passage. False without a directive. */
function isDeadLink({ pin, judgement, text }: JudgedCitation): boolean {
  const range = judgement.evidence.position;
  if (range === null || (pin.directive === null && pin.directiveAsWritten === null)) return false;
  if (pin.directive === null) return true;
  const found = findTextDirective(createPlainTextModel(text), pin.directive);
  return found === null || found.end <= range.start || range.end <= found.start;
}

function newLink(citation: JudgedCitation): NewLink | null {
  const range = citation.judgement.evidence.position;
  // An address behind a search engine's redirect is not the address of the page.
  const page = removeFragmentDirective(citation.address);
  if (
    range === null ||
    !URL.canParse(page) ||
    withoutFragment(page) !== withoutFragment(citation.page)
  )
    return null;
  const built = buildDirectiveWithRange(createPlainTextModel(citation.text), range);
  if (!built.ok) return null;
  const { directive } = built.value;
  const address = addTextDirective(page, directive);
  return writableUrl(address) === null ? null : { citation, directive, address };
}

async function proveLinks(links: readonly NewLink[], ports: ReadingPorts): Promise<Set<NewLink>> {
  const byPage = Map.groupBy(links, ({ citation }) => withoutFragment(citation.page));
  const pages = [...byPage].map(([url, own]) => ({
    url,
    quotes: own.map(({ citation, directive }) => ({
      pin: { ...citation.judged, directive, directiveAsWritten: null },
    })),
  }));
  const read = await readPages(pages, ports);
  const proved = new Set<NewLink>();
  for (const [at, own] of [...byPage.values()].entries()) {
    for (const [which, link] of own.entries()) {
      const judgement = read[at]?.judgements[which];
      const range = link.citation.judgement.evidence.position;
      const isThere = judgement?.evidence.position?.start === range?.start;
      if (judgement === undefined || !isPass(judgement.verdict) || !isThere) continue;
      const isSure = judgement.flags.every((flag) => flag === 'redirected');
      if (isSure && read[at]?.text === link.citation.text) proved.add(link);
    }
  }
  return proved;
}

async function writeLinks(
  report: CheckedReport,
  text: string,
  links: readonly NewLink[],
): Promise<{ text: string; links: NewLink[]; notFixed: FixedReport['notFixed'] }> {
  const notFixed: { citation: JudgedCitation; why: NotFixed }[] = [];
  const edits = new Map<number, Edit>();
  const made: NewLink[] = [];
  for (const link of links) {
    const edit = editFor(text, link);
    const other = edit === null ? undefined : edits.get(edit.start);
    if (edit === null || (other !== undefined && other.to !== edit.to)) {
      notFixed.push({ citation: link.citation, why: 'not-found' });
      continue;
    }
    edits.set(edit.start, edit);
    made.push(link);
  }
  const edited = apply(text, [...edits.values()]);
  if (made.length === 0 || (await readsAsWanted(report, edited, made))) {
    return { text: edited, links: made, notFixed };
  }
  const refused = made.map(({ citation }) => ({ citation, why: 'reads-otherwise' as const }));
  return { text, links: [], notFixed: [...notFixed, ...refused] };
}

function apply(text: string, edits: readonly Edit[]): string {
  let result = text;
  for (const { start, end, to } of edits.toSorted((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + to + result.slice(end);
  }
  return result;
}

/**
 * Finds the address of a citation in the text: in the citation itself, or else elsewhere in the
 * file, for example in a list of sources, if the file has the address only once.
 */
function editFor(text: string, { citation, address }: NewLink): Edit | null {
  const own = placeOf(text, citation);
  const inside = own === null ? [] : occurrences(text, citation.address, own);
  const found =
    inside.length > 0
      ? inside
      : occurrences(text, citation.address, { start: 0, end: text.length });
  const [start] = found;
  if (start === undefined || found.length > 1) return null;
  return { start, end: start + citation.address.length, to: address };
}

function placeOf(
  text: string,
  { place, raw }: CitedPassage,
): { start: number; end: number } | null {
  if (place === null || raw === null) return null;
  let start = 0;
  const ends = text.matchAll(/\r\n|\r|\n/gu);
  for (let line = 1; line < place.line; line += 1) {
    const end = ends.next().value;
    if (end === undefined) return null;
    start = end.index + end[0].length;
  }
  start += place.column - 1;
  return text.startsWith(raw, start) ? { start, end: start + raw.length } : null;
}

/** Finds an address where it is not only the beginning of a longer address. */
function occurrences(
  text: string,
  address: string,
  range: { start: number; end: number },
): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(address, range.start); at >= 0 && at < range.end; ) {
    const end = at + address.length;
    if (end <= range.end && /^(?:[\s)>\]"'|]|$)/u.test(text.slice(end, end + 1))) found.push(at);
    at = text.indexOf(address, end);
  }
  return found;
}

/** Whether a new text has the same citations as the report, except for the new links. */
async function readsAsWanted(
  { name, citations }: CheckedReport,
  text: string,
  links: readonly NewLink[],
): Promise<boolean> {
  // The readers of reports are loaded only here, because most checks fix nothing.
  const { openReport } = await import('./open-report');
  const opened = await openReport(name, new TextEncoder().encode(text));
  if (!opened.ok || opened.value.passages.length !== citations.length) return false;
  const wanted = new Map(links.map(({ citation, address }) => [citation, address]));
  return opened.value.passages.every(({ address, claim, pin, page }, at) => {
    const citation = citations[at];
    if (citation === undefined) return false;
    return (
      address === (wanted.get(citation) ?? citation.address) &&
      claim === citation.claim &&
      pin.quote === citation.pin.quote &&
      page === citation.page
    );
  });
}

/** Returns the new lock; null if the lock does not change. Recorded words never change here. */
function newLock(
  { citations }: CheckedReport,
  before: Lock,
  changed: readonly { readonly citation: JudgedCitation; readonly address: string }[],
  now: string,
): Lock | null {
  const lock = new Map<string, LockEntry>(before);
  const relinked = new Set(changed.map(({ citation }) => citation));
  // A citation whose link could not be written still needs its entry.
  const needed = new Set(citations.filter((each) => !relinked.has(each)).map(lockKey));
  let hasChanged = false;
  for (const { citation, address } of changed) {
    const known = before.get(lockKey(citation));
    const entry = entryOf(citation, createPlainTextModel(citation.text), citation.seenAt ?? now);
    if (known === undefined || entry === null) continue;
    if (!needed.has(lockKey(citation))) lock.delete(lockKey(citation));
    lock.set(lockKey({ ...citation, address }), {
      ...entry,
      address,
      from: known.from,
      wording: known.wording,
    });
    hasChanged = true;
  }
  return hasChanged ? lock : null;
}
