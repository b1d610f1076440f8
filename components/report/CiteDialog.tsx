import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ClipView } from '@/components/clip/clip-view';
import { shortQuote, sourceTitle } from '@/components/clip/clip-view';
import { SourceLine } from '@/components/clip/SourceLine';
import { Dialog } from '@/components/ui/Dialog';
import { SearchField } from '@/components/ui/Field';
import type { ClipId } from '@/utils/model/ids';
import { matchesWords } from './match-words';
import './statement.css';

interface CiteDialogProps {
  /** The clips that can be cited, in the report's order. */
  readonly clips: readonly ClipView[];
  /** In the order in which they were ticked. */
  readonly onConfirm: (clipIds: readonly ClipId[]) => void;
  readonly onClose: () => void;
}

/** Asks which clips of the report to cite. Several become one group of citations. */
export function CiteDialog({ clips, onConfirm, onClose }: CiteDialogProps) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly ClipId[]>([]);
  const shown = clips.filter(
    (view) =>
      chosen.includes(view.clip.id) ||
      matchesWords(`${view.pin?.quote ?? ''} ${sourceTitle(view)} ${view.note}`, query),
  );
  return (
    <Dialog
      title={i18n.t('cite_title')}
      confirm={i18n.t('cite_confirm', chosen.length)}
      disabled={chosen.length === 0}
      onConfirm={() => onConfirm(chosen)}
      onClose={onClose}
    >
      {clips.length === 0 ? (
        <p class="muted">{i18n.t('cite_none')}</p>
      ) : (
        <>
          <SearchField label={i18n.t('search_label')} value={query} onChange={setQuery} />
          <div class="pick-list">
            {shown.map((view) => (
              <label class="pick" key={view.clip.id}>
                <input
                  type="checkbox"
                  checked={chosen.includes(view.clip.id)}
                  onChange={(event) =>
                    setChosen(
                      event.currentTarget.checked
                        ? [...chosen, view.clip.id]
                        : chosen.filter((id) => id !== view.clip.id),
                    )
                  }
                />
                <span class="stack stack-tight">
                  <span class="pick-quote">{shortQuote(view, 180)}</span>
                  <span class="source-line">
                    <SourceLine view={view} />
                  </span>
                </span>
              </label>
            ))}
            {shown.length === 0 && <p class="pick muted">{i18n.t('search_nothing')}</p>}
          </div>
        </>
      )}
    </Dialog>
  );
}
