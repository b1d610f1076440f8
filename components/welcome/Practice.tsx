import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { CheckWords } from '@/components/clip/CheckWords';
import { ClipQuote } from '@/components/clip/ClipQuote';
import { Button } from '@/components/ui/Button';
import { HintNotice } from '@/components/ui/ErrorNotice';
import { keyWords } from '@/components/ui/key-words';
import { VerdictBadge } from '@/components/ui/VerdictBadge';
import { type Check, isPass } from '@/utils/model/evidence';
import { keysOf, PANEL_SHORTCUTS } from '@/utils/model/shortcuts';
import type { PracticePort, PractisedClip } from './practice-port';
import './welcome.css';
import '@/components/settings/settings.css';

const MARK = 'practice';

interface PracticeProps {
  readonly port: PracticePort;
  /** The key that clips; null if none is assigned. */
  readonly shortcut: string | null;
  readonly onPanel: () => void;
}

/** A text to clip on this page, and the same text as it reads after a change. */
export function Practice({ port, shortcut, onPanel }: PracticeProps) {
  const text = useRef<HTMLQuoteElement>(null);
  const [changed, setChanged] = useState(false);
  const [clip, setClip] = useState<PractisedClip | null>(null);
  const [check, setCheck] = useState<Check | null>(null);
  const [said, setSaid] = useState('');

  const clipSelection = () => {
    const made = text.current === null ? null : port.clip(text.current);
    if (made === null) return setSaid(i18n.t('failure_no_selection'));
    setSaid(i18n.t(made.place === null ? 'done' : 'practice_clipped'));
    setClip(made);
    setCheck(null);
    // The selection would cover the mark of the passage.
    getSelection()?.removeAllRanges();
  };
  useEffect(() => port.followKey(clipSelection), [port]);

  // After the rendering, because the visible text is judged.
  useEffect(() => {
    if (clip !== null && text.current !== null && (changed || check !== null)) {
      setCheck(port.check(text.current, clip));
    }
  }, [changed, clip]);

  useEffect(() => {
    // The text was rendered again when it changed, so the mark of the old text must be set again.
    const place = clip?.place ?? null;
    if (place === null || changed || !('highlights' in CSS)) return;
    CSS.highlights.set(MARK, new Highlight(place));
    return () => void CSS.highlights.delete(MARK);
  }, [clip, changed]);

  const selectSentence = () => {
    const sentence = text.current?.querySelector('[data-sentence]');
    if (sentence) getSelection()?.selectAllChildren(sentence);
    setSaid(i18n.t('practice_selected'));
  };

  return (
    <section class="options-part" aria-labelledby="practice">
      <h2 id="practice">{i18n.t('practice_title')}</h2>
      <p>
        {shortcut === null ? i18n.t('practice_text_no_key') : i18n.t('practice_text', [shortcut])}
      </p>
      <blockquote class="practice-text" ref={text} data-changed={changed}>
        <p key={changed ? 'changed' : 'first'}>
          {i18n.t('practice_before')}{' '}
          <span data-sentence>{i18n.t(changed ? 'practice_changed' : 'practice_sentence')}</span>{' '}
          {i18n.t('practice_after')}
        </p>
      </blockquote>
      <div class="row row-wrap">
        <Button onClick={selectSentence} disabled={changed}>
          {i18n.t('practice_select')}
        </Button>
        <Button look="primary" icon="quote" onClick={clipSelection} disabled={changed}>
          {i18n.t('clip_selection')}
        </Button>
        {clip !== null && (
          <Button icon={changed ? 'undo' : 'edit'} onClick={() => setChanged(!changed)}>
            {i18n.t(changed ? 'practice_change_back' : 'practice_change')}
          </Button>
        )}
      </div>
      <p class="visually-hidden" role="status">
        {said}
        {check !== null && ` ${i18n.t(`means_${check.verdict}`)}`}
      </p>
      {said === i18n.t('failure_no_selection') && <HintNotice icon="question">{said}</HintNotice>}
      {clip !== null && (
        <>
          <PractisedCard clip={clip} check={check} />
          <h3>{i18n.t('practice_next')}</h3>
          <ol class="practice-next">
            <li>
              {shortcut === null
                ? i18n.t('practice_next_clip_no_key')
                : i18n.t('practice_next_clip', [shortcut])}
            </li>
            <li>{i18n.t('practice_next_panel')}</li>
            <li>{exportWords()}</li>
          </ol>
          <div class="row">
            <Button icon="panel" onClick={onPanel}>
              {i18n.t('open_panel')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function PractisedCard({ clip, check }: { clip: PractisedClip; check: Check | null }) {
  const view = { ...clip.view, check };
  return (
    <article class="card practice-card" aria-label={i18n.t('clip_word')}>
      {check !== null && (
        <p class="row row-wrap">
          <VerdictBadge verdict={check.verdict} changes={check.evidence.changes} />
          <span class="muted grow">{i18n.t(`means_${check.verdict}`)}</span>
        </p>
      )}
      <ClipQuote view={view} />
      <CheckWords view={view} />
      {clip.fragment !== null && (check === null || isPass(check.verdict)) && (
        <p class="muted">
          {i18n.t('practice_link')} <code class="practice-link">{clip.fragment}</code>
        </p>
      )}
      <p class="muted">{i18n.t('practice_not_stored')}</p>
    </article>
  );
}

/** Says how to export from the panel, by its menu or its key. */
export function exportWords(): string {
  const [key = ''] = keysOf(PANEL_SHORTCUTS, 'copy-report');
  return i18n.t('welcome_export', [i18n.t('export'), i18n.t('export_copy'), keyWords(key)]);
}
