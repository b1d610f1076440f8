import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import { Snackbar, useNotice } from '@/components/ui/Snackbar';

interface OwnPageNoticeProps {
  /** Hears that this page was to be clipped, or its quotes checked. */
  readonly follow: (listener: (act: 'clip' | 'check') => void) => () => void;
}

/** Says on a page of ours why nothing of it is clipped or checked; above, where no other notice is. */
export function OwnPageNotice({ follow }: OwnPageNoticeProps) {
  const { notice, say, dismiss } = useNotice();
  useEffect(
    () =>
      follow((act) => say(i18n.t(act === 'check' ? 'own_page_check' : 'failure_restricted_page'))),
    [follow, say],
  );
  return <Snackbar notice={notice} onDone={dismiss} above />;
}
