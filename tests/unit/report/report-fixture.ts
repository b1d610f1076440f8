import { madeClip, madePin, madeSource } from '@/scripts/made-evidence';
import type { Clip, Pin, Source } from '@/utils/model/evidence';
import { type Id, newId } from '@/utils/model/ids';
import type {
  Citation,
  Placement,
  ReportContent,
  Section,
  Statement,
} from '@/utils/model/report-content';
import { citationToken } from '@/utils/model/statement-text';
import type { WrittenReport } from '@/utils/report/write-options';

const AT = '2025-03-01T10:00:00.000Z';

/** Builds a report in the order of its calls. */
export class ReportFixture {
  readonly reportId: Id<'report'> = newId();
  readonly clips: Clip[] = [];
  readonly sources: Source[] = [];
  readonly pins: Pin[] = [];
  readonly sections: Section[] = [];
  readonly statements: Statement[] = [];
  readonly citations: Citation[] = [];
  readonly placements: Placement[] = [];
  #rank = 0;
  #section: Id<'section'> | null = null;
  #fields: Partial<ReportContent> = {};

  with(fields: Partial<ReportContent>): this {
    this.#fields = { ...this.#fields, ...fields };
    return this;
  }

  #nextRank(): string {
    return `a${String(this.#rank++).padStart(6, '0')}`;
  }

  section(title: string, level = 2, fields: Partial<Section> = {}): this {
    this.#section = newId();
    this.sections.push({
      id: this.#section,
      parentId: null,
      rank: this.#nextRank(),
      level,
      title,
      raw: null,
      gapBefore: '',
      binnedAt: null,
      movedAt: null,
      ...fields,
    } as Section);
    return this;
  }

  source(title: string, url: string, fields: Partial<Source> = {}): Id<'source'> {
    const id: Id<'source'> = newId();
    this.sources.push(madeSource({ id, url, title, accessedAt: AT, ...fields }));
    return id;
  }

  clip(
    sourceId: Id<'source'>,
    quote: string | null,
    directive: Pin['directive'] = null,
    fields: Partial<Clip> = {},
  ): Id<'clip'> {
    const id: Id<'clip'> = newId();
    const kind = quote === null ? 'page' : 'quote';
    const filedUnder = { reportId: this.reportId, sectionId: null };
    this.clips.push(madeClip({ id, kind, sourceId, capturedAt: AT, filedUnder, ...fields }));
    const noDirectiveReason = directive === null ? 'not-unique' : null;
    const pin = { id: newId<'pin'>(), clipId: id, madeAt: AT };
    this.pins.push(madePin({ ...pin, quote, directive, noDirectiveReason }));
    return id;
  }

  place(clipId: Id<'clip'>, fields: Partial<Placement> = {}): this {
    this.placements.push({
      clipId,
      sectionId: this.#section,
      rank: this.#nextRank(),
      note: '',
      tags: [],
      pinId: null,
      binnedAt: null,
      ...fields,
    } as Placement);
    return this;
  }

  /** Text and clip ids in any order. A clip id becomes a citation. */
  statement(
    parts: readonly (string | { cite: Id<'clip'>; label?: string; fields?: Partial<Citation> })[],
    fields: Partial<Statement> = {},
  ): this {
    const id: Id<'statement'> = newId();
    let text = '';
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part;
        continue;
      }
      const citationId: Id<'citation'> = newId();
      this.citations.push({
        id: citationId,
        statementId: id,
        clipId: part.cite,
        label: part.label ?? '',
        href: null,
        style: 'inline',
        raw: null,
        ...part.fields,
      });
      text += citationToken(citationId);
    }
    this.statements.push({
      id,
      sectionId: this.#section,
      rank: this.#nextRank(),
      kind: 'paragraph',
      marker: '',
      depth: 0,
      text,
      raw: null,
      gapBefore: '',
      binnedAt: null,
      ...fields,
    });
    return this;
  }

  build(): WrittenReport {
    return {
      content: {
        id: this.reportId,
        title: '',
        language: 'en',
        preamble: '',
        finalBytes: '',
        binnedAt: null,
        sections: this.sections,
        statements: this.statements,
        citations: this.citations,
        placements: this.placements,
        repairs: [],
        ...this.#fields,
      },
      clips: this.clips,
      sources: this.sources,
      pins: this.pins,
    };
  }
}
