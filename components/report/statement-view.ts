import type { ClipView } from '@/components/state/clip-view';
import type { Tone } from '@/components/ui/verdict-look';
import { VERDICT_LOOK } from '@/components/ui/verdict-look';
import type { CitationId } from '@/utils/model/ids';
import { linkedWords } from '@/utils/model/linked-words';
import type { Citation, Statement } from '@/utils/model/report-content';
import { parseStatementText } from '@/utils/model/statement-text';
import { markWords } from '@/utils/report/citations/text-citations';
import type { PlainMarks } from '@/utils/report/plain-marks';

/**
 * One citation of a statement, with its letter in the statement. Numbers are those of sources: a
 * list in the report has some, an export may give others.
 */
export interface CitedClip {
  readonly citationId: CitationId;
  readonly letter: string;
  /** The letter with the words that stand beside it in the citation, such as "A, p. 2". */
  readonly label: string;
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
  const ids = parseStatementText(statement.text).flatMap((segment) =>
    segment.type === 'citation' ? [segment.citationId] : [],
  );
  let after = '';
  return ids.map((citationId, at) => {
    const letter = letterOf(at);
    const citation = citations.get(citationId);
    // Of several citations that share a mark, the first has its text, and the last gets its page.
    const words = citation === undefined ? null : markWords(citation);
    if (citation?.raw !== '') after = words?.after ?? '';
    const isLast = citations.get(ids[at + 1] ?? citationId)?.raw !== '' || at + 1 === ids.length;
    const others = plain.get(citationId) ?? '';
    return {
      citationId,
      letter,
      label: `${words?.before ?? ''}${letter}${isLast && others === '' ? after : ''}`,
      words: citation === undefined ? '' : linkedWords(citation),
      plain: others,
      view: citation === undefined ? null : (clips.get(citation.clipId) ?? null),
    };
  });
}

/** Returns A to Z, then AA, AB … for a position, counted from 0. */
function letterOf(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letterOf(Math.floor(at / 26) - 1) + last;
}

/** Returns the sources without a link that the marks of citations also name. */
export function plainOf(cited: readonly CitedClip[]): PlainMarks {
  return new Map(
    cited.flatMap(({ citationId, plain }) => (plain === '' ? [] : [[citationId, plain] as const])),
  );
}

/** Returns the tone of a citation whose clip does not pass; null for any other citation. */
export function citationTone(cited: CitedClip): Tone | null {
  if (cited.view === null) return 'off';
  const verdict = cited.view.check?.verdict;
  if (verdict === undefined) return null;
  const { tone } = VERDICT_LOOK[verdict];
  return tone === 'pass' ? null : tone;
}
