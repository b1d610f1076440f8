import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { type ClipView, namedPassage } from '@/components/state/clip-view';
import { Icon } from '@/components/ui/Icon';
import { MAX_PASSAGE, shortPassage } from '@/components/ui/names';
import { raiseMarked } from '@/components/ui/note-marks';
import { VERDICT_LOOK } from '@/components/ui/verdict-look';
import type { Clip, DifferencePart } from '@/utils/model/evidence';
import { shorten } from '@/utils/text/shorten';
import { joinRows } from '@/utils/text/table-rows';
import './clip.css';
import { PassageInContext } from './PassageInContext';

const NO_PARTS: readonly DifferencePart[] = [];

/** The text that replaces the quote of a clip without one. */
export const WITHOUT_WORDS = {
  page: 'clip_of_page',
  image: 'clip_of_image',
  quote: 'reason_no_passage_named',
} as const satisfies Record<Clip['kind'], string>;

/** Whether a quote is longer than its lines, and whether the user asked for all of it. */
export interface QuoteFold {
  readonly cut: boolean;
  readonly setCut: (cut: boolean) => void;
  readonly whole: boolean;
  readonly setWhole: (whole: boolean) => void;
}

export function useQuoteFold(): QuoteFold {
  const [whole, setWhole] = useState(false);
  const [cut, setCut] = useState(false);
  return { cut, setCut, whole, setWhole };
}

/** The button that shows all of a long quote, and its first lines again. */
export function ShowMore({ fold: { cut, whole, setWhole } }: { fold: QuoteFold }) {
  if (!cut && !whole) return null;
  return (
    <button
      type="button"
      class="link-button show-more"
      aria-expanded={whole}
      title={i18n.t(whole ? 'show_less' : 'show_all')}
      onClick={() => setWhole(!whole)}
    >
      <Icon name={whole ? 'up' : 'down'} />
      <span>{i18n.t(whole ? 'show_less' : 'show_all')}</span>
    </button>
  );
}

interface ClipQuoteProps {
  readonly view: ClipView;
  /** Given by a component that has the button for the whole quote elsewhere. */
  readonly fold?: QuoteFold;
}

/**
 * Shows the quote. If a check found it altered, shows the difference between the quote and the
 * page. A long quote shows its first lines until the user asks for all of it.
 */
export function ClipQuote({ view, fold }: ClipQuoteProps) {
  const element = useRef<HTMLQuoteElement>(null);
  const own = useQuoteFold();
  const { whole, setCut } = fold ?? own;
  const quote = view.pin?.quote ?? null;
  const isAltered = view.check?.verdict === 'altered' && view.check.pinId === view.pin?.id;
  const difference = isAltered ? (view.check?.evidence.difference ?? NO_PARTS) : NO_PARTS;
  const shown = useMemo(
    () =>
      difference.length === 0
        ? shortPassage(joinRows(quote ?? ''))
        : shortDifference(withRows(difference, quote ?? '')),
    [quote, difference],
  );

  useEffect(() => {
    const node = element.current;
    if (node === null || whole) return;
    const observer = new ResizeObserver(() => setCut(node.scrollHeight > node.clientHeight + 1));
    observer.observe(node);
    return () => observer.disconnect();
  }, [whole, quote]);

  if (quote === null) {
    const { check } = view;
    if (check?.verdict === 'located' && check.evidence.passage !== null) {
      return (
        <PassageInContext
          passage={check.evidence.passage}
          language={view.source?.language ?? undefined}
          short
        />
      );
    }
    const passage = namedPassage(view);
    if (passage !== null) {
      return (
        <p class="quote quote-page" dir="auto" title={i18n.t('means_located')}>
          {passage}
        </p>
      );
    }
    return <p class="quote quote-page">{i18n.t(WITHOUT_WORDS[view.clip.kind])}</p>;
  }
  const tone = view.check === null ? 'none' : VERDICT_LOOK[view.check.verdict].tone;
  return (
    <>
      <blockquote
        ref={element}
        class={`quote quote-${tone}${whole ? '' : ' quote-clamped'}`}
        lang={view.source?.language ?? undefined}
        dir="auto"
      >
        {typeof shown === 'string' ? (
          raiseMarked(shown, view.pin?.marks)
        ) : (
          <Difference parts={shown} />
        )}
      </blockquote>
      {fold === undefined && <ShowMore fold={own} />}
    </>
  );
}

/** Puts the cells of each row of a table on one line. */
function withRows(parts: readonly DifferencePart[], quote: string): readonly DifferencePart[] {
  const joined = joinRows(quote);
  const before = parts.map(({ op, text }) => (op === 'added' ? '' : text)).join('');
  if (joined === quote || before !== quote) return parts;
  let start = 0;
  return parts.map((part) => {
    if (part.op === 'added') return { ...part, text: part.text.replaceAll('\n', ' ') };
    const text = joined.slice(start, start + part.text.length);
    start += part.text.length;
    return { ...part, text };
  });
}

/** Cuts a difference to the length at which quotes are shown. */
function shortDifference(parts: readonly DifferencePart[]): readonly DifferencePart[] {
  const shown: DifferencePart[] = [];
  let room = MAX_PASSAGE;
  for (const part of parts) {
    if (room <= 0) break;
    shown.push({ ...part, text: shorten(part.text, room) });
    room -= part.text.length + 1;
  }
  return shown;
}

function Difference({ parts }: { parts: readonly DifferencePart[] }) {
  return (
    <>
      {parts.map((part, at) => {
        const key = `${at.toString()}-${part.op}`;
        if (part.op === 'same') return <span key={key}>{part.text}</span>;
        return part.op === 'removed' ? (
          <del key={key}>
            <span class="visually-hidden">{i18n.t('removed_words')} </span>
            {part.text}
          </del>
        ) : (
          <ins key={key}>
            <span class="visually-hidden">{i18n.t('added_words')} </span>
            {part.text}
          </ins>
        );
      })}
    </>
  );
}
