import { useEffect, useState } from 'preact/hooks';
import type { Acts } from '@/components/state/acts';
import { mayTellArchive } from '@/utils/verify/archive-options';
import { archiveUrl } from '@/utils/verify/memento';

/**
 * Returns the address of the archive's page for saving a page. Null if the user turned no archive
 * on, or if the address is private. Read again whenever the panel gets the focus.
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
