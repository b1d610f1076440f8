import { useCallback, useState } from 'preact/hooks';

export interface OpenSections {
  readonly isOpen: (id: string) => boolean;
  readonly setOpen: (id: string, open: boolean) => void;
}

/** Holds which sections are folded, by id. All are open at first. */
export function useOpenSections(): OpenSections {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const setOpen = useCallback((id: string, open: boolean) => {
    setClosed((before) => {
      const next = new Set(before);
      if (open) next.delete(id);
      else next.add(id);
      return next;
    });
  }, []);
  return { isOpen: (id) => !closed.has(id), setOpen };
}
