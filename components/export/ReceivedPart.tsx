import { i18n } from '#i18n';
import { LeftOutNotice } from '@/components/merge/LeftOutNotice';
import { HintNotice } from '@/components/ui/ErrorNotice';
import './bundle.css';
import type { Received } from './receive-bundle';

/** Lists what a bundle added. */
export function ReceivedPart({ received }: { received: Received }) {
  const { came, readAgain, restored } = received;
  const { added, changed, destroyed, leftOut } = restored;
  const lines = [
    came.sections > 0 && i18n.t('bundle_sections_count', came.sections),
    came.statements > 0 && i18n.t('bundle_statements_count', came.statements),
    came.clips > 0 && i18n.t('clips_count', came.clips),
    came.changed > 0 && i18n.t('bundle_changed_count', came.changed),
    changed > 0 && i18n.t('bundle_other_count', changed),
    destroyed > 0 && i18n.t('bundle_destroyed_count', destroyed),
  ].filter((line) => line !== false);
  return (
    <div class="stack" role="status">
      {lines.length === 0 ? (
        <p>{i18n.t(added === 0 ? 'bundle_nothing_new' : 'bundle_nothing_seen')}</p>
      ) : (
        <>
          <p>{i18n.t('bundle_came_in')}</p>
          <ul class="bundle-counts">
            {lines.map((line) => (
              <li class="bundle-count" key={line}>
                {line}
              </li>
            ))}
          </ul>
        </>
      )}
      {readAgain > 0 && (
        <HintNotice icon="warning">
          {i18n.t('read_again_count', readAgain)} {i18n.t('bundle_read_again_hint')}
        </HintNotice>
      )}
      <LeftOutNotice leftOut={leftOut} />
    </div>
  );
}
