import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { PassageInContext } from '@/components/clip/PassageInContext';
import { type ClipView, sourceTitle } from '@/components/state/clip-view';
import { Button } from '@/components/ui/Button';
import { hostOf } from '@/components/ui/format';
import { Sheet } from '@/components/ui/Sheet';
import type { ClipId } from '@/utils/model/ids';
import './verify.css';

interface AdoptLocatedSheetProps {
  /** The clips whose located passages can be adopted together. */
  readonly views: readonly ClipView[];
  /** The number of clips whose located passages must be looked at one by one. */
  readonly doubtful: number;
  readonly onConfirm: (chosen: readonly ClipView[]) => void;
  readonly onClose: () => void;
}

/** Lists the passages that links found, and adopts the ticked ones as quotes in one act. */
export function AdoptLocatedSheet({ views, doubtful, onConfirm, onClose }: AdoptLocatedSheetProps) {
  const [without, setWithout] = useState<ReadonlySet<ClipId>>(new Set());
  const chosen = views.filter(({ clip }) => !without.has(clip.id));
  const toggle = (id: ClipId) => {
    const next = new Set(without);
    if (!next.delete(id)) next.add(id);
    setWithout(next);
  };
  return (
    <Sheet
      title={i18n.t('adopt_title', views.length)}
      step="adopt"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{i18n.t('cancel')}</Button>
          <Button
            look="primary"
            disabled={chosen.length === 0}
            focusKey="adopt-confirm"
            onClick={() => onConfirm(chosen)}
          >
            {i18n.t('adopt_confirm', chosen.length)}
          </Button>
        </>
      }
    >
      <p>{i18n.t('adopt_text')}</p>
      {doubtful > 0 && <p class="muted">{i18n.t('adopt_doubtful', doubtful)}</p>}
      <ul class="adopt-list">
        {views.map((view) => {
          const passage = view.check?.evidence.passage ?? null;
          return (
            <li key={view.clip.id}>
              <label class="adopt-pick">
                <input
                  type="checkbox"
                  checked={!without.has(view.clip.id)}
                  onChange={() => toggle(view.clip.id)}
                />
                <span class="grow">
                  <span class="muted">
                    {hostOf(view.source?.url ?? '')} · <bdi>{sourceTitle(view)}</bdi>
                  </span>
                  {passage !== null && (
                    <PassageInContext
                      passage={passage}
                      language={view.source?.language ?? undefined}
                    />
                  )}
                </span>
              </label>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
