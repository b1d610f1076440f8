import { type CitationId, isId } from './ids';

/*
 * A statement's text is Markdown in which `[[cite:<uuid>]]` is one citation. Text that looks like
 * the start of a token is written with a backslash before the colon (`[[cite\:`), plus one more for
 * each that is already there, so that every text has exactly one spelling. The escape is inside the
 * opening, never before it, so that nothing before a token (a backslash, a bracket) can turn it
 * into text. A Markdown reader reads it as a colon.
 */

export type StatementSegment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'citation'; readonly citationId: CitationId };

/** Adjacent citations with only white space between them, like `([A](…)) ([B](…))`. */
export interface CitationGroup {
  readonly type: 'group';
  readonly citationIds: readonly CitationId[];
  /** The white space between citation i and i + 1; one item fewer than `citationIds`. */
  readonly separators: readonly string[];
}
export type GroupedSegment = Extract<StatementSegment, { type: 'text' }> | CitationGroup;

const TOKEN_ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** A token, or the start of something that looks like a token. */
const SPECIAL = new RegExp(`\\[\\[cite:(${TOKEN_ID})\\]\\]|\\[\\[cite(\\\\+):`, 'g');
const LOOKS_LIKE_TOKEN = /\[\[cite(\\*):/g;

export function citationToken(id: CitationId): string {
  return `[[cite:${id}]]`;
}

/** Escapes plain text, so that no part of it is read as the token of a citation. */
export function escapeStatementText(text: string): string {
  return text.replace(LOOKS_LIKE_TOKEN, '[[cite$1\\:');
}

/**
 * Returns the segments in order; texts are unescaped and never empty. Never fails: anything other
 * than a complete token (a wrong id, a token cut by a merge) is text. Linear in the length of
 * `text`.
 */
export function parseStatementText(text: string): StatementSegment[] {
  const segments: StatementSegment[] = [];
  let literal = '';
  let from = 0;
  for (const match of text.matchAll(SPECIAL)) {
    literal += text.slice(from, match.index);
    from = match.index + match[0].length;
    const id = match[1];
    if (isId<'citation'>(id)) {
      if (literal !== '') segments.push({ type: 'text', text: literal });
      literal = '';
      segments.push({ type: 'citation', citationId: id });
    } else {
      literal += `[[cite${(match[2] ?? '').slice(1)}:`;
    }
  }
  literal += text.slice(from);
  if (literal !== '') segments.push({ type: 'text', text: literal });
  return segments;
}

/** The inverse of `parseStatementText`. */
export function serializeStatementText(segments: readonly StatementSegment[]): string {
  // Joined at once, because a text that is added up stays in memory as its parts.
  const out: string[] = [];
  let literal = '';
  for (const segment of segments) {
    if (segment.type === 'text') {
      literal += segment.text;
    } else {
      out.push(escapeStatementText(literal), citationToken(segment.citationId));
      literal = '';
    }
  }
  out.push(escapeStatementText(literal));
  return out.join('');
}

/** Joins adjacent citations into groups. A single citation is a group of one. */
export function groupCitations(segments: readonly StatementSegment[]): GroupedSegment[] {
  const out: GroupedSegment[] = [];
  let ids: CitationId[] = [];
  let separators: string[] = [];
  const close = () => {
    if (ids.length > 0) out.push({ type: 'group', citationIds: ids, separators });
    ids = [];
    separators = [];
  };
  segments.forEach((segment, index) => {
    if (segment.type === 'citation') {
      if (ids.length > separators.length) separators.push('');
      ids.push(segment.citationId);
      return;
    }
    const between = ids.length > 0 && segments[index + 1]?.type === 'citation';
    if (between && segment.text.trim() === '') {
      separators.push(segment.text);
      return;
    }
    close();
    out.push(segment);
  });
  close();
  return out;
}

/** Returns the ids of the citations in a statement's text, in order, each once. */
export function citationIdsOf(text: string): CitationId[] {
  const ids = new Set<CitationId>();
  for (const segment of parseStatementText(text)) {
    if (segment.type === 'citation') ids.add(segment.citationId);
  }
  return [...ids];
}

/**
 * Returns the offset, or the end of the token or surrogate pair that contains it. In UTF-16 units.
 */
export function safeOffset(text: string, offset: number): number {
  const at = Math.max(0, Math.min(Math.trunc(offset) || 0, text.length));
  for (const match of text.matchAll(SPECIAL)) {
    if (match.index >= at) break;
    const end = match.index + match[0].length;
    if (at < end) return end;
  }
  const unit = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  const cutsPair = unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
  return cutsPair ? at + 1 : at;
}
