import { useEffect } from 'preact/hooks';
import { i18n } from '#i18n';
import { Snackbar, useNotice } from '@/components/ui/Snackbar';

interface OwnPageNoticeProps {
  /** Calls the listener when the user tries to clip this page or to check its quotes. */
  readonly follow: (listener: (act: 'clip' | 'check') => void) => () => void;
}

/**
 * Explains on a page of the extension why it cannot be clipped or checked. Shown at the top, unless
 * another notice is there.
 */
export function OwnPageNotice({ follow }: OwnPageNoticeProps) {
  const { notice, say, dismiss } = useNotice();
  useEffect(
    () =>
      follow((act) => say(i18n.t(act === 'check' ? 'own_page_check' : 'failure_restricted_page'))),
    [follow, say],
  );
  return <Snackbar notice={notice} onDone={dismiss} above />;
}
