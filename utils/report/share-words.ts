import { parseFragmentDirective, type TextDirective } from '@/utils/fragment/text-directive';
import { type Clip, NO_LOCATOR, type Pin, type Source } from '@/utils/model/evidence';
import type { Citation, Placement, Section, Statement } from '@/utils/model/report-content';
import type { WrittenCheck } from './write-options';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Returns the words as a part of the text if the text contains them, so that they take no memory of
 * their own. Otherwise returns a copy, because they may be part of another text, which would then
 * stay in memory.
 */
export function asPartOf(text: string, words: string): string {
  const at = text.indexOf(words);
  return at < 0 ? ` ${words}`.slice(1) : text.slice(at, at + words.length);
}

/**
 * Shares equal strings and equal parts in a report's records. Data from another thread has each of
 * them separately, which for a long report is 40 % of its memory. Takes over a record and returns
 * an equal one; frequent kinds of records are created again, because received objects are larger.
 * Call it for each record after those that it names. Linear.
 */
export class WordSharer {
  readonly #words = new Map<string, string>();
  readonly #raws = new Map<Statement['id'], string>();
  /**
   * Where the last citation in it ended, because citations mostly come in the order of the text.
   */
  readonly #ends = new Map<Statement['id'], number>();
  readonly #hrefs = new Map<Clip['id'], string>();
  readonly #places = new Map<string, Clip['filedUnder']>();
  readonly #selectors: Pin['selectors'] = { quote: null, position: null };

  source(source: Source): Source {
    source.id = this.#word(source.id);
    source.language = this.#word(source.language);
    source.accessedAt = this.#word(source.accessedAt);
    return source;
  }

  section(section: Writable<Section>): Section {
    section.id = this.#word(section.id);
    section.parentId = this.#word(section.parentId);
    section.gapBefore = this.#word(section.gapBefore);
    return section;
  }

  clip(clip: Clip): Clip {
    const { page, time, permalink } = clip.locator;
    const isNowhere = page === null && time === null && permalink === null;
    // A copy by spread would be as large as the received object.
    return {
      id: this.#word(clip.id),
      kind: this.#word(clip.kind),
      sourceId: this.#word(clip.sourceId),
      snapshotId: clip.snapshotId,
      capturedAt: this.#word(clip.capturedAt),
      origin: this.#word(clip.origin),
      filedUnder: this.#place(clip.filedUnder),
      locator: isNowhere ? NO_LOCATOR : clip.locator,
    };
  }

  statement({ rank, depth, text, raw, binnedAt, ...rest }: Statement): Statement {
    const id = this.#word(rest.id);
    if (raw !== null) this.#raws.set(id, raw);
    return {
      id,
      sectionId: this.#word(rest.sectionId),
      rank,
      kind: this.#word(rest.kind),
      marker: this.#word(rest.marker),
      depth,
      text,
      raw,
      gapBefore: this.#word(rest.gapBefore),
      binnedAt,
    };
  }

  citation({ id, label, ...rest }: Citation): Citation {
    const statementId = this.#word(rest.statementId);
    const clipId = this.#word(rest.clipId);
    const style = this.#word(rest.style);
    const raw = rest.raw === null ? null : this.#partOfStatement(statementId, rest.raw);
    const href = rest.href === null ? null : asPartOf(raw ?? '', rest.href);
    if (href !== null) this.#hrefs.set(clipId, href);
    return { id, statementId, clipId, label, href, style, raw };
  }

  pin(pin: Pin): Pin {
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
    return asImportedPin(pin);
  }

  placement(placement: Writable<Placement>): Placement {
    placement.clipId = this.#word(placement.clipId);
    placement.sectionId = this.#word(placement.sectionId);
    return placement;
  }

  check(check: WrittenCheck): WrittenCheck {
    return {
      clipId: this.#word(check.clipId),
      pinId: this.#word(check.pinId),
      checkedAt: this.#word(check.checkedAt),
      verdict: this.#word(check.verdict),
      reader: this.#word(check.reader),
      finalUrl: check.finalUrl,
    };
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

  /** Returns the first string with this content. */
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

/**
 * A pin made by importing a report, with only a directive. The directive is parsed from its text at
 * each access, because the parsed terms would take more memory than the rest.
 */
class ImportedPin implements Pin {
  readonly by = 'import';
  readonly quote = null;
  readonly id: Pin['id'];
  readonly clipId: Pin['clipId'];
  readonly madeAt: string;
  readonly selectors: Pin['selectors'];
  readonly directiveAsWritten: string;
  readonly noDirectiveReason: Pin['noDirectiveReason'];

  constructor(pin: Pin, written: string) {
    this.id = pin.id;
    this.clipId = pin.clipId;
    this.madeAt = pin.madeAt;
    this.selectors = pin.selectors;
    this.directiveAsWritten = written;
    this.noDirectiveReason = pin.noDirectiveReason;
  }

  get directive(): TextDirective | null {
    return readDirective(this.directiveAsWritten);
  }
}

/** Returns the same pin with less memory, if it contains only the directive as written. */
function asImportedPin(pin: Pin): Pin {
  const { by, quote, selectors, marks, directive, directiveAsWritten: written } = pin;
  if (by !== 'import' || quote !== null || marks !== undefined || written === null) return pin;
  if (pin.order !== undefined || pin.title !== undefined) return pin;
  if (selectors.quote !== null || selectors.position !== null) return pin;
  return isSame(directive, readDirective(written)) ? new ImportedPin(pin, written) : pin;
}

function readDirective(written: string): TextDirective | null {
  return parseFragmentDirective(`#:~:${written}`)[0] ?? null;
}

function isSame(a: TextDirective | null, b: TextDirective | null): boolean {
  if (a === null || b === null) return a === b;
  return (['prefix', 'start', 'end', 'suffix'] as const).every((term) => a[term] === b[term]);
}
