import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClipView } from '@/components/clip/clip-view';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Vocabulary } from '@/utils/claim/find-names';
import type { ClaimItem } from '@/utils/review/claim-item';
import type { LibraryReader } from '@/utils/storage/read';
import { checkClaims, type KnownHints } from './check-claims';

export interface Hints {
  readonly known: KnownHints;
  /** How many claims are checked; all of them once it is as large as there are claims. */
  readonly done: number;
  readonly ready: boolean;
}

/** How often what is known is shown while claims are being checked, in milliseconds. */
const SHOWN_EVERY = 250;

/** What in each claim no cited passage shows, found little by little. */
export function useHints(
  items: readonly ClaimItem<ClipView>[],
  vocabulary: Vocabulary,
  language: string,
  reader: LibraryReader | null,
): Hints {
  const [hints, setHints] = useState<Hints>({ known: new Map(), done: 0, ready: false });
  // Claims that are checked already are not checked again because a word elsewhere changed.
  const words = useRef(vocabulary);
  words.current = vocabulary;
  const latest = useRef<KnownHints>(new Map());

  useEffect(() => {
    if (reader === null || items.length === 0) return;
    const stopper = new AbortController();
    let shownAt = performance.now();
    const show = (known: KnownHints, done: number, ready: boolean) => {
      latest.current = known;
      shownAt = performance.now();
      setHints((before) =>
        ready && before.ready && sameHints(before.known, known) ? before : { known, done, ready },
      );
    };
    void checkClaims(items, language, latest.current, {
      check: (claim, passages) =>
        checkClaim(claim, passages, { language, vocabulary: words.current }),
      pageText: async (id) => {
        const text = await reader.snapshotText(id);
        return text.ok ? text.value : null;
      },
      onProgress: (known, done) => {
        latest.current = known;
        if (performance.now() - shownAt >= SHOWN_EVERY) show(known, done, false);
      },
      pause: () => new Promise((resolve) => setTimeout(resolve)),
      now: () => performance.now(),
      signal: stopper.signal,
    }).then((known) => {
      if (known !== null) show(known, items.length, true);
    });
    return () => stopper.abort();
  }, [items, language, reader]);
  return hints;
}

function sameHints(a: KnownHints, b: KnownHints): boolean {
  if (a.size !== b.size) return false;
  for (const [key, { print }] of a) if (b.get(key)?.print !== print) return false;
  return true;
}
