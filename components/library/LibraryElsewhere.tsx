import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';

/** Shown in a private window if the browser keeps its storage, and so the library, apart. */
export function LibraryElsewhere({ onOpen }: { onOpen: () => void }) {
  return (
    <EmptyState icon="warning" title={i18n.t('private_no_library')}>
      <Button onClick={onOpen}>{i18n.t('private_open_elsewhere')}</Button>
    </EmptyState>
  );
}
