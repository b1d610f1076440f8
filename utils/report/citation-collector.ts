import type { CitationId, StatementId } from '@/utils/model/ids';
import type { CitationStyle } from '../model/citation-styles';
import type { ImportedCitation } from '../model/imported-report';
import type { FoundCitation } from './citations/found';
import { EvidenceBuilder, type EvidenceOptions } from './read-evidence';
import type { PlacedCitation } from './read-statement';
import { asPartOf } from './share-words';

/** Gives every found citation its id and its clip, and counts the citations by style. */
export class CitationCollector {
  readonly citations: ImportedCitation[] = [];
  readonly byStyle = new Map<CitationStyle, number>();
  readonly evidence: EvidenceBuilder;
  readonly #options: EvidenceOptions;

  constructor(options: EvidenceOptions) {
    this.#options = options;
    this.evidence = new EvidenceBuilder(options);
  }

  /** Places a citation of `source`; `[@a; @b]` is two. */
  place(found: FoundCitation, source: string, statementId: StatementId): PlacedCitation {
    const raw = source.slice(found.start, found.end).replace(/\r\n?/gu, '\n');
    const ids: CitationId[] = [];
    for (const target of found.targets) {
      // The parser's strings are parts of its input, which was made only for it.
      const href = asPartOf(raw, target.href);
      const label = asPartOf(raw, target.label);
      const title = target.title === label ? label : asPartOf(raw, target.title);
      const id = this.#options.newId<'citation'>();
      this.citations.push({
        id,
        statementId,
        clipId: this.evidence.cite({ href, label, title }),
        label,
        href,
        style: found.style,
        raw: ids.length === 0 ? raw : '',
      });
      ids.push(id);
    }
    this.byStyle.set(found.style, (this.byStyle.get(found.style) ?? 0) + ids.length);
    return { found, ids };
  }
}
