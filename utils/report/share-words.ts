import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { Citation, Placement, Section, Statement } from '@/utils/model/report-content';
import type { WrittenCheck } from './write-options';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The same words as a part of the text where they stand in it: they then take no memory of their
 * own. Else a copy, for they may be a part of another text, which would be kept for their sake.
 */
export function asPartOf(text: string, words: string): string {
  const at = text.indexOf(words);
  return at < 0 ? ` ${words}`.slice(1) : text.slice(at, at + words.length);
}

/**
 * Makes equal words of a report's records one string, and equal parts of them one object: what
 * another thread handed over has each apart, which of a long report is 40 % of its memory. Records
 * are changed in place, and say the same; each is best given after those that it names. Linear.
 */
export class WordSharer {
  readonly #words = new Map<string, string>();
  readonly #raws = new Map<Statement['id'], string>();
  /** Where in it the last citation ended: they come mostly in the order of the text. */
  readonly #ends = new Map<Statement['id'], number>();
  readonly #hrefs = new Map<Clip['id'], string>();
  readonly #places = new Map<string, Clip['filedUnder']>();
  readonly #locator: Clip['locator'] = { page: null, time: null, permalink: null };
  readonly #selectors: Pin['selectors'] = { quote: null, position: null };

  source(source: Source): void {
    source.id = this.#word(source.id);
    source.language = this.#word(source.language);
    source.accessedAt = this.#word(source.accessedAt);
  }

  section(section: Writable<Section>): void {
    section.id = this.#word(section.id);
    section.parentId = this.#word(section.parentId);
    section.gapBefore = this.#word(section.gapBefore);
  }

  clip(clip: Clip): void {
    clip.id = this.#word(clip.id);
    clip.sourceId = this.#word(clip.sourceId);
    clip.kind = this.#word(clip.kind);
    clip.origin = this.#word(clip.origin);
    clip.capturedAt = this.#word(clip.capturedAt);
    clip.filedUnder = this.#place(clip.filedUnder);
    const { page, time, permalink } = clip.locator;
    if (page === null && time === null && permalink === null) clip.locator = this.#locator;
  }

  statement(statement: Writable<Statement>): void {
    statement.id = this.#word(statement.id);
    statement.sectionId = this.#word(statement.sectionId);
    statement.kind = this.#word(statement.kind);
    statement.marker = this.#word(statement.marker);
    statement.gapBefore = this.#word(statement.gapBefore);
    if (statement.raw !== null) this.#raws.set(statement.id, statement.raw);
  }

  citation(citation: Writable<Citation>): void {
    citation.statementId = this.#word(citation.statementId);
    citation.clipId = this.#word(citation.clipId);
    citation.style = this.#word(citation.style);
    const { raw, href, statementId, clipId } = citation;
    if (raw !== null) citation.raw = this.#partOfStatement(statementId, raw);
    if (href === null) return;
    citation.href = asPartOf(citation.raw ?? '', href);
    this.#hrefs.set(clipId, citation.href);
  }

  pin(pin: Pin): void {
    pin.id = this.#word(pin.id);
    pin.clipId = this.#word(pin.clipId);
    pin.madeAt = this.#word(pin.madeAt);
    pin.by = this.#word(pin.by);
    pin.noDirectiveReason = this.#word(pin.noDirectiveReason);
    const { directiveAsWritten: written, selectors } = pin;
    if (written !== null) {
      pin.directiveAsWritten = asPartOf(this.#hrefs.get(pin.clipId) ?? '', written);
    }
    if (selectors.quote === null && selectors.position === null) pin.selectors = this.#selectors;
  }

  placement(placement: Writable<Placement>): void {
    placement.clipId = this.#word(placement.clipId);
    placement.sectionId = this.#word(placement.sectionId);
  }

  check(check: Writable<WrittenCheck>): void {
    check.clipId = this.#word(check.clipId);
    check.pinId = this.#word(check.pinId);
    check.checkedAt = this.#word(check.checkedAt);
    check.verdict = this.#word(check.verdict);
    check.reader = this.#word(check.reader);
  }

  #partOfStatement(id: Statement['id'], words: string): string {
    const text = this.#raws.get(id) ?? '';
    const from = this.#ends.get(id) ?? 0;
    const ahead = text.indexOf(words, from);
    const at = ahead < 0 && from > 0 ? text.indexOf(words) : ahead;
    if (at < 0) return words;
    this.#ends.set(id, at + words.length);
    return text.slice(at, at + words.length);
  }

  /** The first string of these words that was met. */
  #word<Word extends string | null>(word: Word): Word {
    if (word === null) return word;
    const known = this.#words.get(word);
    if (known !== undefined) return known as Word;
    this.#words.set(word, word);
    return word;
  }

  #place({ reportId, sectionId }: Clip['filedUnder']): Clip['filedUnder'] {
    const key = `${reportId} ${sectionId ?? ''}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = { reportId: this.#word(reportId), sectionId: this.#word(sectionId) };
    this.#places.set(key, place);
    return place;
  }
}
