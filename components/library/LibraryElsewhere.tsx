import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';

/** What stands in a private window where the browser keeps its storage apart, the library too. */
export function LibraryElsewhere({ onOpen }: { onOpen: () => void }) {
  return (
    <EmptyState icon="warning" title={i18n.t('private_no_library')}>
      <Button onClick={onOpen}>{i18n.t('private_open_elsewhere')}</Button>
    </EmptyState>
  );
}
