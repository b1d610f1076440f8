import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { ImportSheet } from '@/components/import/ImportSheet';
import type { PageInput, StoredImport } from '@/components/import/import-port';
import { useImport } from '@/components/import/use-import';
import { useImportPort } from '@/components/import/use-import-port';
import type { DeskActs } from '@/components/review/desk-acts';
import type { Library } from '@/components/state/use-library';
import { shortName } from '@/components/ui/names';
import type { Say } from '@/components/ui/Snackbar';
import type { SayUndoable } from '@/components/ui/use-undoable-notice';
import type { Failure } from '@/utils/model/failure';
import { failure } from '@/utils/model/failure';
import type { ReportId } from '@/utils/model/ids';
import { usualChoice } from '@/utils/model/page-article';

interface DeskArticleProps {
  readonly acts: Pick<DeskActs, 'readKeptArticle' | 'dropKeptArticle' | 'writeDestination'>;
  readonly articleId: string;
  readonly library: Library;
  readonly say: Say;
  readonly sayUndoable: SayUndoable;
  readonly onFailure: (failure: Failure) => void;
  /** Called when the dialog closes: with the new report, or with null if nothing was stored. */
  readonly onEnd: (reportId: ReportId | null) => void;
}

/** Asks whether the article of a page becomes a report. Nothing is stored before the user agrees. */
export function DeskArticle(props: DeskArticleProps) {
  const { acts, articleId } = props;
  const [input, setInput] = useState<PageInput | null>(null);
  useEffect(() => {
    void acts.readKeptArticle(articleId).then((article) => {
      if (article !== null) setInput({ kind: 'page', article, choice: usualChoice(article) });
      else {
        props.onFailure(failure('article_gone'));
        props.onEnd(null);
      }
    });
  }, [articleId]);
  return input === null ? null : <OpenArticle {...props} input={input} />;
}

function OpenArticle(props: DeskArticleProps & { readonly input: PageInput }) {
  const { acts, articleId, library, input, say, sayUndoable, onFailure, onEnd } = props;
  const port = useImportPort(library, null);
  const onStored = (stored: readonly StoredImport[]) => {
    void acts.dropKeptArticle(articleId);
    const [one] = stored;
    onEnd(one?.reportId ?? null);
    if (one === undefined) return;
    // As after every import, the panel shows the new report too.
    void acts.writeDestination({ reportId: one.reportId, sectionId: null });
    const undo = async () => {
      const undone = await port.undo(one);
      if (undone.ok) say(i18n.t('import_undone'));
      else onFailure(undone.error);
    };
    const { citations, clips, title } = one;
    const counted = i18n.t('clips_count', clips);
    sayUndoable(
      i18n.t('import_done', citations, [citations, shortName(title), counted]),
      () => void undo(),
      one.reportId,
    );
  };
  const work = useImport(port, { inputs: [input], onEnd: onStored });
  return (
    <ImportSheet
      work={work}
      toMarkdown={port.htmlToMarkdown}
      tree={null}
      onInputs={(inputs) => work.add(inputs)}
    />
  );
}
