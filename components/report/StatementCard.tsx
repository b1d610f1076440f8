import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { i18n } from '#i18n';
import { ItemHandle } from '@/components/organise/ItemHandle';
import { Button } from '@/components/ui/Button';
import { focusAfterDrawing } from '@/components/ui/focus';
import { Icon } from '@/components/ui/Icon';
import { Menu, type MenuEntry } from '@/components/ui/Menu';
import { PersonChip } from '@/components/ui/PersonChip';
import type { CitationId } from '@/utils/model/ids';
import type { Statement } from '@/utils/model/report-content';
import { withPlainMarks } from '@/utils/report/plain-marks';
import '@/components/clip/clip.css';
import { PanelContext } from './panel-context';
import { StatementEditor } from './StatementEditor';
import { StatementText } from './StatementText';
import type { CitedClip } from './statement-view';
import { plainOf } from './statement-view';
import './report.css';

export interface StatementCardProps {
  readonly statement: Statement;
  readonly name: string;
  readonly cited: readonly CitedClip[];
  /** Whether it is quoted text whose source is named in the next statement. */
  readonly isSourced: boolean;
  readonly editing: boolean;
  /** Whether two people changed the statement at the same time and nobody has read it since. */
  readonly readAgain: boolean;
  readonly onRead: () => void;
  readonly onEdit: (editing: boolean) => void;
  /** Called when the user stops editing and the statement has no text. */
  readonly onEmpty: () => void;
  /** Enter was pressed: `before` and `after` are the parts of the text around the caret. */
  readonly onEnter: (before: string, after: string) => void;
  /**
   * Called with the whole text on Backspace at its start and Delete at its end. Joins the statement
   * with its neighbour and returns the offset of the joint, or null if nothing was joined.
   */
  readonly onJoin: (way: 'above' | 'below', written: string) => number | null;
  readonly onText: (text: string) => void;
  readonly onCite: (offset: number) => void;
  readonly onRemoveCitation: (citationId: CitationId) => void;
  readonly onShowClip: (cited: CitedClip) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly itemEntries: readonly MenuEntry[];
  /** Content below the statement, in both modes. */
  readonly children?: ComponentChildren;
}

/** One statement, in reading or editing mode. */
export function StatementCard(props: StatementCardProps) {
  const { statement, cited } = props;
  const key = statement.id;
  const panel = useContext(PanelContext);
  const present = panel?.present.get(key) ?? [];
  return (
    <article
      class="card listed"
      tabIndex={-1}
      data-item={key}
      data-statement={key}
      data-focus={`item-${key}`}
      aria-label={i18n.t('statement_word')}
      onDblClick={({ target }) => {
        const isText = target instanceof Element && target.closest('.statement-text') !== null;
        if (isText && target.closest('button, a') === null) props.onEdit(true);
      }}
    >
      <ItemHandle id={key} name={props.name} />
      {present.length > 0 && (
        <p class="card-people">
          {present.map(({ memberId, name }) => (
            <PersonChip key={memberId} name={name} label={i18n.t('present_here', [name])} />
          ))}
        </p>
      )}
      {props.readAgain && (
        <div class="read-again">
          <Icon name="warning" tone="warn" />
          <p class="grow">{i18n.t('read_again_text')}</p>
          <Button icon="check" onClick={props.onRead}>
            {i18n.t('read_again_done')}
          </Button>
        </div>
      )}
      {props.editing ? (
        <StatementEditor
          kind={statement.kind}
          text={withPlainMarks(statement, plainOf(cited))}
          cited={cited}
          onText={props.onText}
          onPaste={(pasted, at, words) => panel?.paste(pasted, { statementId: key, at, words })}
          onCite={props.onCite}
          onRemove={props.onRemoveCitation}
          onUndo={props.onUndo}
          onRedo={props.onRedo}
          onEnter={props.onEnter}
          onJoin={props.onJoin}
          onDone={(written) => {
            props.onEdit(false);
            if (written.trim() === '') return props.onEmpty();
            focusAfterDrawing([`edit-${key}`, `item-${key}`]);
          }}
        />
      ) : (
        <>
          <StatementText text={statement.text} cited={cited} onShow={props.onShowClip} />
          <div class="card-foot row-foot">
            <span class="card-state">
              {i18n.t('statement_word')} ·{' '}
              {props.isSourced
                ? i18n.t('statement_sourced')
                : i18n.t('citations_count', cited.length)}
            </span>
            <div class="card-actions row-actions">
              <Button
                look="quiet"
                icon="edit"
                title={i18n.t('edit')}
                focusKey={`edit-${key}`}
                onClick={() => props.onEdit(true)}
              >
                {i18n.t('edit')}
              </Button>
              <Menu
                label={i18n.t('statement_actions')}
                focusKey={`menu-${key}`}
                entries={props.itemEntries}
              />
            </div>
          </div>
        </>
      )}
      {props.children}
    </article>
  );
}
