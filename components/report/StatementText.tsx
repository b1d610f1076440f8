import { useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { shortQuote } from '@/components/state/clip-view';
import { drawProse, markCitation, readProse } from '@/components/ui/prose';
import { parseStatementText } from '@/utils/model/statement-text';
import type { CitedClip } from './statement-view';
import { citationTone } from './statement-view';
import './report.css';

interface StatementTextProps {
  readonly text: string;
  readonly cited: readonly CitedClip[];
  /** Shows the clip of a citation. */
  readonly onShow: (cited: CitedClip) => void;
}

/** Shows a statement's text with its Markdown rendered and its citations as chips with letters. */
export function StatementText({ text, cited, onShow }: StatementTextProps) {
  const markdown = markdownOf(text, cited);
  const prose = useMemo(() => readProse(markdown), [markdown]);
  if (text.trim() === '') return <p class="statement-empty">{i18n.t('statement_empty')}</p>;
  return (
    <div class="statement-text prose" dir="auto">
      {drawProse(prose, markdown, (index) => (
        <Chip cited={cited[index]} onShow={onShow} />
      ))}
    </div>
  );
}

/**
 * Returns the text with each citation replaced by its chip. The words of its link stand before
 * the chip. If its mark was `[2, 5]` and entry 5 has no link, `[5]` stands behind the chip.
 */
function markdownOf(text: string, cited: readonly CitedClip[]): string {
  let chips = 0;
  return parseStatementText(text)
    .map((segment) => {
      if (segment.type === 'text') return segment.text;
      const { words = '', plain = '' } = cited[chips] ?? {};
      const mark = `${words}${markCitation(chips)}${plain === '' ? '' : ` ${plain}`}`;
      chips += 1;
      return mark;
    })
    .join('');
}

interface ChipProps {
  readonly cited: CitedClip | undefined;
  readonly onShow: (cited: CitedClip) => void;
}

function Chip({ cited, onShow }: ChipProps) {
  if (cited === undefined) return null;
  return (
    <button
      type="button"
      class={chipClass(cited)}
      aria-label={chipName(cited)}
      title={cited.view === null ? i18n.t('citation_of_missing') : shortQuote(cited.view, 200)}
      onClick={() => onShow(cited)}
    >
      {cited.label}
    </button>
  );
}

export function chipClass(cited: CitedClip): string {
  const tone = citationTone(cited);
  return `cite${tone === null ? '' : ` cite-${tone}`}${cited.view === null ? ' cite-missing' : ''}`;
}

/** Returns the name of a chip: its letter, its quote, and its verdict if that is not a pass. */
export function chipName(cited: CitedClip): string {
  const words = cited.view === null ? i18n.t('citation_of_missing') : shortQuote(cited.view, 80);
  const name = i18n.t('citation_name', [cited.label, words]);
  const verdict = citationTone(cited) === null ? undefined : cited.view?.check?.verdict;
  return verdict === undefined ? name : `${name} (${i18n.t(`verdict_${verdict}`)})`;
}
