import { useMemo, useRef } from 'preact/hooks';
import type { ClipView } from '@/components/state/clip-view';
import type { OpenReport } from '@/components/state/use-report';
import type { CitationId } from '@/utils/model/ids';
import type { Review, ReviewRecords } from '@/utils/model/project-reviews';
import { type ClaimItem, claimItems } from '@/utils/review/claim-item';
import { createClaimsReader, type ReadStep } from '@/utils/review/claims-of-tree';
import { type SignedContent, signedContent } from '@/utils/review/content-hash';

export interface ReportClaims extends ReviewRecords {
  /** The steps of the report in reading order. */
  readonly steps: readonly ReadStep[];
  readonly items: readonly ClaimItem<ClipView>[];
  /** Hashes the current report with these reviews; the cost grows with the report's length. */
  readonly signedContent: (reviews: readonly Review[]) => SignedContent;
}

const NO_PARTS: SignedContent['parts'] = {
  title: '',
  headings: '',
  words: '',
  citations: '',
  links: '',
  quotes: '',
  decisions: '',
  answers: '',
  order: '',
};
const NOTHING: ReportClaims = {
  steps: [],
  items: [],
  reviews: [],
  signOffs: [],
  authors: [],
  signedContent: () => ({ whole: '', parts: NO_PARTS }),
};

/** Returns the claims of the open report with their evidence and decisions. */
export function useClaims(report: OpenReport | null): ReportClaims {
  const readClaims = useRef<ReturnType<typeof createClaimsReader> | null>(null);
  readClaims.current ??= createClaimsReader();
  const tree = report?.tree;
  const views = report?.views;

  const steps = useMemo(
    () => (tree === undefined ? [] : (readClaims.current?.(tree) ?? [])),
    [tree],
  );
  const before = useRef<readonly ClaimItem<ClipView>[]>([]);
  const items = useMemo(() => {
    if (tree === undefined || views === undefined) return [];
    const statements = steps.flatMap((step) => (step.kind === 'statement' ? [step.claims] : []));
    const clipOf = (id: CitationId) => tree.citations.get(id)?.clipId;
    before.current = claimItems(statements, clipOf, views, before.current);
    return before.current;
  }, [steps, tree, views]);
  const records = report?.reviews;
  return useMemo(() => {
    if (tree === undefined || views === undefined || records === undefined) return NOTHING;
    return {
      steps,
      items,
      ...records,
      signedContent: (reviews) =>
        signedContent(tree, reviews, (clipId) => views.get(clipId)?.pin ?? null),
    };
  }, [steps, items, records, tree, views]);
}
