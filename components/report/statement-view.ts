import type { ClipView } from '@/components/state/clip-view';
import type { Tone } from '@/components/ui/verdict-look';
import { VERDICT_LOOK } from '@/components/ui/verdict-look';
import type { CitationId } from '@/utils/model/ids';
import type { Citation, Statement } from '@/utils/model/report-content';
import { parseStatementText } from '@/utils/model/statement-text';

/** One citation of a statement, numbered by its place in it. */
export interface CitedClip {
  readonly citationId: CitationId;
  readonly number: number;
  /** The words of the sentence that it is written on, as a link on its last words; often ''. */
  readonly words: string;
  /** Null where the clip is not in this library. */
  readonly view: ClipView | null;
}

/** The citations of a statement in the order of its text. */
export function citedClips(
  statement: Statement,
  citations: ReadonlyMap<CitationId, Citation>,
  clips: ReadonlyMap<string, ClipView>,
): CitedClip[] {
  const out: CitedClip[] = [];
  for (const segment of parseStatementText(statement.text)) {
    if (segment.type !== 'citation') continue;
    const citation = citations.get(segment.citationId);
    const clipId = citation?.clipId;
    out.push({
      citationId: segment.citationId,
      number: out.length + 1,
      words: citation?.style === 'linked-words' ? citation.label : '',
      view: clipId === undefined ? null : (clips.get(clipId) ?? null),
    });
  }
  return out;
}

/** A citation is coloured where its clip does not pass; null says nothing. */
export function citationTone(cited: CitedClip): Tone | null {
  if (cited.view === null) return 'off';
  const verdict = cited.view.check?.verdict;
  if (verdict === undefined) return null;
  const { tone } = VERDICT_LOOK[verdict];
  return tone === 'pass' ? null : tone;
}
