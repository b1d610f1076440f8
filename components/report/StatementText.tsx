import { i18n } from '#i18n';
import { shortQuote } from '@/components/clip/clip-view';
import { parseStatementText } from '@/utils/model/statement-text';
import type { CitedClip } from './statement-view';
import { citationTone } from './statement-view';
import './statement.css';

interface StatementTextProps {
  readonly text: string;
  readonly cited: readonly CitedClip[];
  /** Shows the clip that a citation names. */
  readonly onShow: (cited: CitedClip) => void;
}

/** A statement's prose with its citations as numbered chips in it. */
export function StatementText({ text, cited, onShow }: StatementTextProps) {
  if (text.trim() === '') return <p class="statement-empty">{i18n.t('statement_empty')}</p>;
  let chip = 0;
  return (
    <p class="statement-text" dir="auto">
      {parseStatementText(text).map((segment, at) => {
        if (segment.type === 'text') return <span key={`t${at.toString()}`}>{segment.text}</span>;
        const found = cited[chip];
        chip += 1;
        if (found === undefined) return null;
        return (
          <button
            key={segment.citationId + at.toString()}
            type="button"
            class={chipClass(found)}
            aria-label={chipName(found)}
            title={
              found.view === null ? i18n.t('citation_of_missing') : shortQuote(found.view, 200)
            }
            onClick={() => onShow(found)}
          >
            {found.number}
          </button>
        );
      })}
    </p>
  );
}

export function chipClass(cited: CitedClip): string {
  const tone = citationTone(cited);
  return `cite${tone === null ? '' : ` cite-${tone}`}${cited.view === null ? ' cite-missing' : ''}`;
}

/** What a chip is called: its number, its quote, and its verdict where that is no pass. */
export function chipName(cited: CitedClip): string {
  const words = cited.view === null ? i18n.t('citation_of_missing') : shortQuote(cited.view, 80);
  const name = i18n.t('citation_number', [cited.number, words]);
  const verdict = citationTone(cited) === null ? undefined : cited.view?.check?.verdict;
  return verdict === undefined ? name : `${name} (${i18n.t(`verdict_${verdict}`)})`;
}
