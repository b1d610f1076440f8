import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Icon } from '@/components/ui/Icon';
import type { StatementId } from '@/utils/model/ids';
import type { ReportTree } from '@/utils/model/report-tree';
import { keysOf, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';
import { statementsToAnswer } from '@/utils/review/objections';
import { ItemList } from './ItemList';
import { usePanel } from './panel-context';
import { Foldable, failedClip, SectionView } from './SectionView';
import './report.css';

/** The fold key of the inbox. */
export const INBOX = 'inbox';

interface ReportBodyProps {
  readonly tree: ReportTree;
  /** The key that clips, or null if none is assigned. */
  readonly shortcut: string | null;
  /** Opens the introduction, which has a text to practise on. */
  readonly onIntroduction: () => void;
  /** Opens the search of the library. Null if this is the only report. */
  readonly onLibrary: (() => void) | null;
  /** What the search looks for: words, a chosen verdict, or both. */
  readonly sought: { readonly words: boolean; readonly verdict: boolean };
  /** Ends the search. */
  readonly onShowAll: () => void;
}

/** A report: its opening, its sections, and the inbox of clips without a section. */
export function ReportBody(props: ReportBodyProps) {
  const { tree, shortcut, onIntroduction, onLibrary, sought } = props;
  const { commands, found, readAgain, objections, views } = usePanel();
  const { unanswered, unverified } = statementsToAnswer(objections);
  const showNextToRead = useInTurn(commands.showStatement);
  const showNextToAnswer = useInTurn(commands.showObjections);
  const showNextUnverified = useInTurn(commands.showObjections);
  const empty = tree.opening.length === 0 && tree.sections.length === 0 && tree.inbox.length === 0;
  if (found !== null && found.size === 0) {
    return sought.verdict ? (
      <EmptyState
        icon="search"
        title={i18n.t(sought.words ? 'search_nothing_of_verdict' : 'search_no_verdict')}
      >
        <Button focusKey="show-all" onClick={props.onShowAll}>
          {i18n.t('verdicts_all')}
        </Button>
      </EmptyState>
    ) : (
      <EmptyState icon="search" title={i18n.t('report_found_none')} />
    );
  }
  const inboxShown = found === null ? null : tree.inbox.filter(({ id }) => found.has(id)).length;
  return (
    <div class="report-list">
      {found === null && (
        <>
          <CountLine
            count={readAgain.size}
            text="read_again_count"
            focusKey="read-again-next"
            onNext={() => showNextToRead([...readAgain])}
          />
          <CountLine
            count={unanswered.length}
            text="obj_count"
            focusKey="objection-next"
            onNext={() => showNextToAnswer(unanswered)}
          />
          <CountLine
            count={unverified.length}
            text="obj_unverified"
            focusKey="unverified-next"
            onNext={() => showNextUnverified(unverified)}
          />
        </>
      )}
      {empty && (
        <EmptyState
          icon="quote"
          title={i18n.t(onLibrary === null ? 'report_empty_title' : 'report_no_clips_title')}
        >
          <p>
            {shortcut === null
              ? i18n.t('report_empty_text_no_key')
              : i18n.t('report_empty_text', [shortcut])}
          </p>
          {onLibrary === null ? (
            <Button look="primary" icon="quote" onClick={onIntroduction}>
              {i18n.t('practice_open')}
            </Button>
          ) : (
            <Button look="primary" icon="search" onClick={onLibrary}>
              {i18n.t('report_from_library')}
            </Button>
          )}
        </EmptyState>
      )}
      {tree.opening.length > 0 && (
        <div class="section-body">
          <ItemList items={tree.opening} tree={tree} />
        </div>
      )}
      {tree.sections.map((node, at) => (
        <SectionView
          key={node.section.id}
          node={node}
          tree={tree}
          at={at}
          siblings={tree.sections.length}
        />
      ))}
      {tree.inbox.length > 0 && inboxShown !== 0 && (
        <Foldable
          id={INBOX}
          depth={1}
          title={i18n.t('inbox')}
          count={tree.inbox.length}
          failed={tree.inbox.filter(failedClip(views)).length}
          shown={inboxShown}
        >
          <ItemList items={tree.inbox} tree={tree} />
        </Foldable>
      )}
      {found === null && (
        <div class="row row-wrap">
          <Button
            look="quiet"
            icon="plus"
            focusKey="add-section"
            label={i18n.t('add_section')}
            shortcut={keysOf(PANEL_SHORTCUTS, 'add-section')[0]}
            onClick={() => commands.ask({ kind: 'new-section', parentId: null })}
          >
            {i18n.t('add_section')}
          </Button>
          {tree.sections.length === 0 && (
            <Button look="quiet" icon="edit" onClick={() => commands.addStatement(null)}>
              {i18n.t('add_statement')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface CountLineProps {
  readonly count: number;
  readonly text: 'read_again_count' | 'obj_count' | 'obj_unverified';
  readonly focusKey: string;
  readonly onNext: () => void;
}

/** Says how many statements need a look, and leads to them one by one. */
function CountLine({ count, text, focusKey, onNext }: CountLineProps) {
  if (count === 0) return null;
  return (
    <div class="read-again">
      <Icon name="warning" tone="warn" />
      <p class="grow">{i18n.t(text, count)}</p>
      <Button focusKey={focusKey} onClick={onNext}>
        {i18n.t('read_again_show')}
      </Button>
    </div>
  );
}

/**
 * Returns a function that shows the next statement of a list at each call. After the last one it
 * begins again.
 */
function useInTurn(show: (id: StatementId) => void): (ids: readonly StatementId[]) => void {
  const seen = useRef(new Set<StatementId>());
  return (ids) => {
    if (ids.every((id) => seen.current.has(id))) seen.current.clear();
    const next = ids.find((id) => !seen.current.has(id));
    if (next === undefined) return;
    seen.current.add(next);
    show(next);
  };
}
