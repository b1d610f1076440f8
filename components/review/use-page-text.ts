import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '@/utils/model/failure';
import type { SnapshotId } from '@/utils/model/ids';
import type { LibraryReader } from '@/utils/storage/read';

export type PageTextState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Returns the text of a page as it was read. Keeps the latest text while the claims of one page are
 * reviewed.
 */
export function usePageText(reader: LibraryReader | null, id: SnapshotId | null): PageTextState {
  const [loaded, setLoaded] = useState<{ id: SnapshotId; state: PageTextState } | null>(null);
  useEffect(() => {
    if (reader === null || id === null || loaded?.id === id) return;
    let left = false;
    void reader.snapshotText(id).then((text) => {
      if (left) return;
      const state: PageTextState = text.ok
        ? { kind: 'text', text: text.value }
        : { kind: 'failed', failure: text.error };
      setLoaded({ id, state });
    });
    return () => {
      left = true;
    };
  }, [reader, id, loaded]);
  if (id === null) return { kind: 'none' };
  return loaded?.id === id ? loaded.state : { kind: 'loading' };
}
