import { useEffect, useState } from 'preact/hooks';
import type { Acts } from '@/components/state/acts';
import { mayTellArchive } from '@/utils/verify/archive-options';
import { archiveUrl } from '@/utils/verify/memento';

/**
 * Where a page is sent to be archived, by its address: null where no archive was turned on for
 * it, or where the address is nobody's business. Read again whenever the panel is looked at.
 */
export function useSaveArchive(
  acts: Pick<Acts, 'readArchiveOptions'>,
): (url: string) => string | null {
  const [save, setSave] = useState<string | null>(null);
  useEffect(() => {
    const read = () => void acts.readArchiveOptions().then((options) => setSave(options.save));
    read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [acts]);
  return (url) => (save === null || !mayTellArchive(url) ? null : archiveUrl(save, url));
}
