import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ErrorNotice } from '@/components/ui/ErrorNotice';
import { request } from '@/utils/messaging/client';
import type { Failure } from '@/utils/model/failure';
import { type Author, fingerprintOf } from '@/utils/model/review-records';
import './review.css';

/** Shows the fingerprint of this browser's key, which the user reads out to others. */
export function OwnFingerprint() {
  const [author, setAuthor] = useState<Author | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    void request('review.author', {}).then((reply) => {
      if (reply.ok) setAuthor(reply.value.author);
      else setFailure(reply.error);
    });
  }, []);
  // The rest of the page reports failures of the whole library.
  if (failure !== null && failure.code !== 'no_signing_key') return null;
  if (failure !== null) return <ErrorNotice failure={failure} />;
  return (
    <div>
      <p class="muted">{i18n.t('fingerprint_own')}</p>
      <p class="fingerprint" translate={false}>
        {author === null ? i18n.t('loading') : fingerprintOf(author)}
      </p>
      <p class="muted">{i18n.t('fingerprint_hint')}</p>
    </div>
  );
}
