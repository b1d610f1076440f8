import type { ClipView } from '@/components/state/clip-view';
import type { Tone } from '@/components/ui/verdict-look';
import { VERDICT_LOOK } from '@/components/ui/verdict-look';
import type { CitationId } from '@/utils/model/ids';
import { linkedIn } from '@/utils/model/linked-words';
import type { Citation, Statement } from '@/utils/model/report-content';
import { parseStatementText } from '@/utils/model/statement-text';
import type { PlainMarks } from '@/utils/report/plain-marks';

/** One citation of a statement, with its number in the statement. */
export interface CitedClip {
  readonly citationId: CitationId;
  readonly number: number;
  /** The words of the sentence that the citation's link is on; often ''. */
  readonly words: string;
  /** The sources without a link that its mark also names, such as `[5]`; '' if there are none. */
  readonly plain: string;
  /** Null if the clip is not in this library. */
  readonly view: ClipView | null;
}

/** Returns the citations of a statement in the order of its text. */
export function citedClips(
  statement: Statement,
  citations: ReadonlyMap<CitationId, Citation>,
  clips: ReadonlyMap<string, ClipView>,
  plain: PlainMarks = new Map(),
): CitedClip[] {
  const linked = linkedIn(citations);
  const out: CitedClip[] = [];
  for (const segment of parseStatementText(statement.text)) {
    if (segment.type !== 'citation') continue;
    const clipId = citations.get(segment.citationId)?.clipId;
    out.push({
      citationId: segment.citationId,
      number: out.length + 1,
      words: linked(segment.citationId),
      plain: plain.get(segment.citationId) ?? '',
      view: clipId === undefined ? null : (clips.get(clipId) ?? null),
    });
  }
  return out;
}

/** Returns the tone of a citation whose clip does not pass; null for any other citation. */
export function citationTone(cited: CitedClip): Tone | null {
  if (cited.view === null) return 'off';
  const verdict = cited.view.check?.verdict;
  if (verdict === undefined) return null;
  const { tone } = VERDICT_LOOK[verdict];
  return tone === 'pass' ? null : tone;
}
