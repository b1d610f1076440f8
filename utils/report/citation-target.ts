import { addTextDirective, removeFragmentDirective } from '@/utils/fragment/text-directive';
import { readStyle } from '@/utils/model/citation-styles';
import { type Clip, type Pin, type Source, sourceAsPinned } from '@/utils/model/evidence';
import type { ClipId, PinId, SourceId } from '@/utils/model/ids';
import type { Citation, Placement } from '@/utils/model/report-content';
import type { NoteWords } from './citations/found';
import { clippedPlace } from './clipped-place';
import { writableUrl } from './markup/writable-url';
import { description, hasWords, isCut, withinWords, withoutLabel, wordsOf } from './note-words';
import { pageKey, textDirectiveOf } from './read-address';
import { redirectTarget } from './search-redirect';
import { linkNode, mergeTexts, writableLine } from './write-nodes';

/** The label and the address of a citation; `url` is null if no link may be written. */
export interface CitationTarget {
  readonly label: string;
  readonly url: string | null;
  /** What the note of the file says beside the link; absent if it says nothing more. */
  readonly words?: NoteWords;
}

/** The evidence of a report, by id. */
export interface Evidence {
  clipOf(clipId: ClipId): Clip | null;
  /** The source of a clip, with the title that the user took last for one of its clips. */
  sourceOf(clipId: ClipId): Source | null;
  /** The library's number of the pin with which this title was taken; undefined: none was. */
  titleOrderOf(clipId: ClipId): number | undefined;
  /** The current pin of a clip: the pin that its placement names, or else the first stored pin. */
  pinOf(clipId: ClipId): Pin | null;
}

/** `placed`: the clips by id, if the caller has them, because a long report has many. */
export function gatherEvidence(
  clips: readonly Clip[],
  sources: readonly Source[],
  pins: readonly Pin[],
  placements: readonly Pick<Placement, 'clipId' | 'pinId' | 'pageTitle'>[],
  placed: ReadonlyMap<ClipId, { readonly clip: Clip }> = new Map(),
): Evidence {
  const first = new Map<ClipId, Pin>();
  const named = new Set(placements.flatMap(({ pinId, pageTitle }) => [pinId, pageTitle?.pinId]));
  const byId = new Map<PinId, Pin>();
  for (const pin of pins) {
    if (named.has(pin.id)) byId.set(pin.id, pin);
    const known = first.get(pin.clipId);
    if (known === undefined || compareStored(known, pin) > 0) first.set(pin.clipId, pin);
  }
  const chosen = new Map<ClipId, Pin>();
  for (const { clipId, pinId } of placements) {
    const pin = pinId === null ? undefined : byId.get(pinId);
    if (pin !== undefined && pin.clipId === clipId) chosen.set(clipId, pin);
  }
  const others = byIds(clips.filter(({ id }) => !placed.has(id)));
  const pages = byIds(sources);
  const clipOf = (clipId: ClipId) => placed.get(clipId)?.clip ?? others.get(clipId) ?? null;
  const pinOf = (clipId: ClipId) => chosen.get(clipId) ?? first.get(clipId) ?? null;
  const titled = new Map<SourceId, Pin>();
  const offer = (clipId: ClipId, pin: Pin | null, title = pin?.title) => {
    const sourceId = clipOf(clipId)?.sourceId;
    if (sourceId === undefined || pin === null || title === undefined) return;
    const known = titled.get(sourceId);
    const isLater = known === undefined || known.id === pin.id || compareStored(known, pin) < 0;
    if (isLater) titled.set(sourceId, { ...pin, title });
  };
  for (const { id } of clips) offer(id, pinOf(id));
  for (const { clipId, pageTitle } of placements) {
    if (pageTitle !== undefined) {
      offer(clipId, byId.get(pageTitle.pinId) ?? pinOf(clipId), pageTitle.title);
    }
  }
  const sourceOf = (clipId: ClipId) => {
    const sourceId = clipOf(clipId)?.sourceId;
    if (sourceId === undefined) return null;
    return sourceAsPinned(pages.get(sourceId) ?? null, titled.get(sourceId) ?? null);
  };
  const titleOrderOf = (clipId: ClipId) => {
    const pin = titled.get(clipOf(clipId)?.sourceId ?? ('' as SourceId));
    return pin === undefined ? undefined : (pin.order ?? 0);
  };
  return { clipOf, sourceOf, titleOrderOf, pinOf };
}

/** Without an array of pairs, which would be as large as the map. */
function byIds<Row extends { readonly id: string }>(rows: readonly Row[]): Map<Row['id'], Row> {
  const map = new Map<Row['id'], Row>();
  for (const row of rows) map.set(row.id, row);
  return map;
}

function compareStored(a: Pin, b: Pin): number {
  return (a.order ?? 0) - (b.order ?? 0) || (a.id < b.id ? -1 : 1);
}

/** Returns the host of an address, or the whole text if it is not an address. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

/** Returns the page's own address with the directive of the current pin, if it has one. */
export function sourceUrl(source: Source, pin: Pin | null): string | null {
  const page = removeFragmentDirective(source.url);
  const directive = pin?.directive ?? null;
  return writableUrl(directive === null ? page : addTextDirective(page, directive));
}

/**
 * Returns the address of a clip's link: the page at the place where it was clipped, with its
 * directive.
 */
export function clipUrl(
  clip: Pick<Clip, 'locator'>,
  source: Source,
  pin: Pin | null,
): string | null {
  return sourceUrl({ ...source, url: clippedPlace(clip, source.url) }, pin);
}

/** Returns the label of a clip's citation; null if the evidence lacks the clip or its source. */
function clipLabel(clipId: ClipId, evidence: Evidence): string | null {
  const source = evidence.sourceOf(clipId);
  if (source === null) return null;
  return writableLine(source.title) || writableLine(hostOf(source.url));
}

/** Returns the label and the address. */
export function clipTarget(clipId: ClipId, evidence: Evidence): CitationTarget | null {
  const label = clipLabel(clipId, evidence);
  const clip = evidence.clipOf(clipId);
  const source = evidence.sourceOf(clipId);
  if (label === null || clip === null || source === null) return null;
  return { label, url: clipUrl(clip, source, evidence.pinOf(clipId)) };
}

/**
 * Whether the address of a citation differs from the address of its clip. It differs if a reviewer
 * pinned the clip again, if the user also clipped the passage on its page at another position, or
 * if somebody who shared the report changed the address. Pincite checked only the clip, so the
 * export then writes the link of the clip.
 */
function isRepinned(citation: Citation, evidence: Evidence): boolean {
  const pin = evidence.pinOf(citation.clipId);
  if (pin === null) return false;
  const href = citation.href ?? '';
  // Its words were adopted, and its valid link stayed as it was written.
  const isAsWritten = pin.directiveAsWritten === textDirectiveOf(href);
  const isImported = pin.by === 'import' || pin.directiveAsWritten !== null;
  if (isImported && isAsWritten && leadsToPage(citation, href, evidence)) return false;
  return clipTarget(citation.clipId, evidence)?.url !== writableUrl(href);
}

/** Returns whether an address leads to the page of the citation's clip. */
function leadsToPage({ clipId }: Citation, href: string, evidence: Evidence): boolean {
  const source = evidence.sourceOf(clipId);
  if (source === null || !URL.canParse(href) || !URL.canParse(source.url)) return false;
  return pageKey(redirectTarget(href) ?? href) === pageKey(source.url);
}

/** Returns whether a citation still has the content that it had in its file. */
export function isAsImported(citation: Citation, evidence: Evidence): boolean {
  return citation.raw !== null && !isRepinned(citation, evidence);
}

/** A label that is only a number or an address, in any style. */
const SAYS_NOTHING = /^[[^]*(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3})[\]\\]*$|^https?:\/\//u;

/**
 * Whether a citation was made here, from a clip. Its label is the title that the page had then; the
 * page may have got another one since.
 */
function isNamedByClip({ clipId, href, style }: Citation, evidence: Evidence): boolean {
  const title = evidence.sourceOf(clipId)?.title ?? '';
  return href === null && style === '' && writableLine(title) !== '';
}

/**
 * Returns a citation's own label and, unless its clip was pinned again, its imported address;
 * otherwise those of its clip. A label that is only a number, or the sentence's own words, is
 * replaced by the page's title, and so is that of a citation that was made here.
 */
export function citationTarget(citation: Citation, evidence: Evidence): CitationTarget {
  const title = clipLabel(citation.clipId, evidence);
  const repinned = isRepinned(citation, evidence);
  const { href } = citation;
  const written = href === null || repinned ? null : writableUrl(redirectTarget(href) ?? href);
  const url = written ?? clipTarget(citation.clipId, evidence)?.url ?? null;
  const own = isNamedByClip(citation, evidence) ? '' : writableLine(citation.label);
  const bare = readStyle(citation.style)?.label === 'own-words' || SAYS_NOTHING.test(own);
  // A page that is known only from such a link has no other title.
  const fromClip = title === null || (bare && title === own) ? '' : title;
  const label =
    (bare ? fromClip : own || fromClip) ||
    (url === null ? own || writableLine(citation.href ?? '') : writableLine(hostOf(url)));
  return { label, url };
}

/**
 * Adds the words that a note has beside its link. Words that are already the label, or end with it
 * before the link, are not repeated; if the label is only their beginning, the site is the label.
 */
export function withNoteWords(target: CitationTarget, words: NoteWords): CitationTarget {
  const { label, url } = target;
  const lead = description(wordsOf(words.before));
  const rest = description(wordsOf(words.after));
  const isLead = lead !== '' && label === writableLine(lead);
  const isRest = !isLead && rest !== '' && label === writableLine(rest);
  if ((isLead && isCut(lead)) || (isRest && isCut(rest))) {
    return { label: url === null ? label : writableLine(hostOf(url)), url, words };
  }
  const before = isLead ? [] : withoutLabel(words.before, label);
  const after = isRest ? [] : words.after;
  return hasWords([...before, ...after]) ? { label, url, words: { before, after } } : target;
}

/**
 * Returns `([Title](url))`, or `(Title)` if no link may be written; without parentheses if the text
 * has them.
 */
export function citationNodes({ label, url, words }: CitationTarget, bare = false) {
  const link = url === null ? { type: 'text' as const, value: label } : linkNode(label, url);
  const own = withinWords([link], words, 'aside');
  if (bare) return own;
  return mergeTexts([{ type: 'text', value: '(' }, ...own, { type: 'text', value: ')' }]);
}

/** Whether a target is named only by its site, as a link without a title is. */
export function isSite({ label, url }: CitationTarget): boolean {
  return url !== null && label === hostOf(url);
}
