import type { CitationId, ClipId } from '@/utils/model/ids';
import type { ReportContent } from '@/utils/model/report-content';
import type { Claim } from './claim';
import { deriveReportClaims } from './derive-report-claims';

/** A claim that cites a given clip. */
export interface CitingClaim extends Pick<Claim, 'key' | 'text'> {
  /** What to look for on the page: the claim without the words that only name the source. */
  readonly sought: string;
  /** Its whole sentence if what is sought is short or leaves out words. */
  readonly around: readonly string[];
  /** Those of its citations that name the clip. */
  readonly citationIds: readonly CitationId[];
}

/** A shorter claim, between two citations for example, says too little by itself. UTF-16 units. */
const SHORT = 40;

/** Returns the claims that cite a clip, in reading order. */
export function citingClaims(content: ReportContent, clipId: ClipId): CitingClaim[] {
  const citing = new Set(
    content.citations.flatMap((each) => (each.clipId === clipId ? each.id : [])),
  );
  if (citing.size === 0) return [];
  const { claims, statements } = deriveReportClaims(content);
  const plain = new Map(statements.map((each) => [each.statementId, each.plain]));
  return claims.flatMap(({ key, citationIds, text, link, sentence, statementId }) => {
    const own = citationIds.filter((id) => citing.has(id));
    if (own.length === 0) return [];
    const sought = link?.namesSource ? text.slice(0, link.start) + text.slice(link.end) : text;
    const whole = plain.get(statementId)?.slice(sentence.start, sentence.end) ?? '';
    const around = sought.length < SHORT || sought !== text ? [whole] : [];
    return [{ key, text, sought, around, citationIds: own }];
  });
}
