import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useHintOptions, useHints } from '@/components/review/use-hints';
import type { Acts } from '@/components/state/acts';
import type { ClipView } from '@/components/state/clip-view';
import type { OpenReport } from '@/components/state/use-report';
import { useSettings } from '@/components/state/use-settings';
import type { CitationId } from '@/utils/model/ids';
import type { Review } from '@/utils/model/project-reviews';
import { type ClaimItem, claimItems } from '@/utils/review/claim-item';
import { createClaimsReader, type ReadStep } from '@/utils/review/claims-of-tree';
import { countOpen, restOnPages } from '@/utils/review/review-state';
import type { LibraryReader } from '@/utils/storage/read';

type Items = readonly ClaimItem<ClipView>[];

interface Found {
  readonly steps: readonly ReadStep[];
  readonly items: Items;
  readonly reviews: readonly Review[];
  /** The claims whose pages must be read before it is known whether they are decided. */
  readonly onPages: Items;
}

const NOTHING: Found = { steps: [], items: [], reviews: [], onPages: [] };

/**
 * Returns how many claims of the report wait for a decision, as the desk counts them. Null until
 * they are counted, which is done when the page has nothing else to do, because a report can be
 * long. Pages are compared only with the claims whose decisions rest on a whole page, in a Worker;
 * the last number stays until then.
 */
export function useOpenClaims(
  report: OpenReport | null,
  reader: LibraryReader | null,
  acts: Acts,
): number | null {
  const [found, setFound] = useState(NOTHING);
  const readClaims = useRef(createClaimsReader());
  const { tree, views, reviews } = report ?? {};
  const reviewed = reviews?.reviews;
  useEffect(() => {
    if (tree === undefined || views === undefined || reviewed === undefined) return;
    const idle = requestIdleCallback(
      () => {
        const steps = readClaims.current(tree);
        const statements = steps.flatMap((step) => (step.kind === 'statement' ? step.claims : []));
        const clipOf = (id: CitationId) => tree.citations.get(id)?.clipId;
        setFound((before) => {
          const items = claimItems(statements, clipOf, views, before.items);
          const onPages = restOnPages(items, reviewed);
          return {
            ...{ steps, items, reviews: reviewed },
            onPages: isSame(before.onPages, onPages) ? before.onPages : onPages,
          };
        });
      },
      { timeout: 1000 },
    );
    return () => cancelIdleCallback(idle);
  }, [tree, views, reviewed]);

  const [settings] = useSettings(acts);
  const options = useHintOptions(settings?.betweenHints ?? true, report);
  const { steps, items, reviews: counted, onPages } = found;
  const hints = useHints(onPages, steps, options, settings === null ? null : reader);
  const open = useMemo(
    () => (found === NOTHING ? null : countOpen(items, counted, hints.known)),
    [found, hints.known],
  );
  const last = useRef<number | null>(null);
  if (onPages.length === 0 || hints.ready || hints.failure !== null) last.current = open;
  return last.current;
}

function isSame(a: Items, b: Items): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
