import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { EmptyState } from '@/components/ui/EmptyState';
import { sectionName, shortName } from '@/components/ui/names';
import { raiseNoteMarks } from '@/components/ui/note-marks';
import type { StatementId } from '@/utils/model/ids';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import { type UncitedSentence, uncitedBySection } from '@/utils/review/uncited-sentences';
import { useGrowing } from './use-growing';
import './review.css';

/** A sentence of the report: its statement, and its start in the statement's text. */
export interface SentencePlace {
  readonly statementId: StatementId;
  readonly start: number;
}

interface UncitedListProps {
  readonly steps: readonly ReadStep[];
  readonly language: string;
  /** Shows a sentence in the text. */
  readonly onShow: (place: SentencePlace) => void;
}

type Row =
  | { readonly kind: 'section'; readonly title: string; readonly key: string; readonly of: number }
  | { readonly kind: 'sentence'; readonly sentence: UncitedSentence };

/** Lists the sentences without a citation, by section. */
export function UncitedList({ steps, language, onShow }: UncitedListProps) {
  const rows = useMemo(
    () =>
      uncitedBySection(steps).flatMap(({ section, sentences }): Row[] => [
        {
          kind: 'section',
          key: section?.id ?? 'opening',
          title: section === null ? i18n.t('before_headings') : sectionName(section.title),
          of: sentences.length,
        },
        ...sentences.map((sentence): Row => ({ kind: 'sentence', sentence })),
      ]),
    [steps],
  );
  const [from, to] = useGrowing(rows.length, 0);
  if (rows.length === 0) {
    return <EmptyState icon="check" title={i18n.t('desk_uncited_none')} />;
  }
  return (
    <div class="uncited-list">
      {rows.slice(from, to).map((row) =>
        row.kind === 'section' ? (
          <h3 key={row.key} class="claim-list-page">
            <bdi class="claim-list-title">{row.title}</bdi>
            <span class="claim-list-facts">{i18n.t('desk_uncited', row.of)}</span>
          </h3>
        ) : (
          <button
            key={`${row.sentence.statementId} ${row.sentence.start.toString()}`}
            type="button"
            class="claim-row uncited-row"
            lang={language || undefined}
            dir="auto"
            onClick={() => onShow(row.sentence)}
          >
            {raiseNoteMarks(shortName(row.sentence.words))}
          </button>
        ),
      )}
    </div>
  );
}
