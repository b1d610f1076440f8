import type { HTMLAttributes } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { shortQuote } from '@/components/state/clip-view';
import { Button, IconButton } from '@/components/ui/Button';
import type { CitationId } from '@/utils/model/ids';
import { matchShortcut } from '@/utils/model/match-shortcut';
import type { StatementKind } from '@/utils/model/report-content';
import { HISTORY_SHORTCUTS, STATEMENT_SHORTCUTS } from '@/utils/model/shortcuts';
import {
  citationToken,
  escapeStatementText,
  parseStatementText,
  type StatementSegment,
} from '@/utils/model/statement-text';
import {
  deleteWordTo,
  goToLineEdge,
  goToPoint,
  goToTextEdge,
  stepOverCitation,
} from './caret-line';
import {
  caretOffset,
  followOffset,
  insertAtCaret,
  placeCaret,
  placeSelection,
  readEditable,
  selectedOffsets,
  writeEditable,
} from './editable-text';
import { holdsCitations, type Pasted } from './read-pasted';
import { chipClass, chipName } from './StatementText';
import type { CitedClip } from './statement-view';
import { type EmphasisMark, toggleMark } from './toggle-mark';
import './report.css';

interface StatementEditorProps {
  readonly kind: StatementKind;
  readonly text: string;
  readonly cited: readonly CitedClip[];
  /** Called at every keystroke with the whole text. */
  readonly onText: (text: string) => void;
  /** Called after text with links or damage was pasted at this offset. */
  readonly onPaste: (pasted: Pasted, at: number, words: string) => void;
  /** Asks which clips to cite at this offset of the text. */
  readonly onCite: (offset: number) => void;
  readonly onRemove: (citationId: CitationId) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** Called on Enter in a statement of one paragraph, with the text before and after the caret. */
  readonly onEnter: (before: string, after: string) => void;
  /**
   * Called with the whole text on Backspace at its start and Delete at its end. Joins the statement
   * with its neighbour and returns the offset of the joint, or null if nothing was joined.
   */
  readonly onJoin: (way: 'above' | 'below', written: string) => number | null;
  /** Gets the text of the field. It can be newer than `text`. */
  readonly onDone: (written: string) => void;
}

const SHORTCUTS = [...STATEMENT_SHORTCUTS, ...HISTORY_SHORTCUTS] as const;

/** Which side of the caret an input deletes a word on. */
const WORD_DELETED: Readonly<Record<string, 'start' | 'end'>> = {
  deleteWordBackward: 'start',
  deleteWordForward: 'end',
};

const ONE_PARAGRAPH: ReadonlySet<StatementKind> = new Set(['paragraph', 'item', 'caption']);

/**
 * Edits a statement. Its citations are chips in the text that are deleted like letters, and are
 * listed below it. Edits from other windows appear here, and the caret stays at the same words.
 */
export function StatementEditor(props: StatementEditorProps) {
  const { text, cited } = props;
  const input = useRef<HTMLDivElement>(null);
  const offset = useRef(text.length);
  const composing = useRef(false);
  /** The offset for the caret after two statements were joined. Null once it is there. */
  const joint = useRef<number | null>(null);
  /** The length of the text behind a citation that is just being removed. Null once it is gone. */
  const behind = useRef<number | null>(null);
  const looks = cited.map((each) => `${each.citationId} ${chipClass(each)} ${each.words}`).join();

  // A layout effect, because a letter typed before a later effect would be removed.
  useLayoutEffect(() => {
    const element = input.current;
    if (element === null || composing.current) return;
    if (element.dataset['looks'] === looks && readEditable(element) === text) return;
    const focused = element.contains(document.activeElement);
    const caret = (focused ? caretOffset(element) : null) ?? offset.current;
    const removed = behind.current === null ? null : text.length - behind.current;
    const exact = joint.current ?? removed;
    offset.current = exact ?? followOffset(readEditable(element), text, caret);
    joint.current = null;
    behind.current = null;
    writeEditable(element, text, (index) => chipElement(cited[index]));
    element.dataset['looks'] = looks;
    if (focused) placeCaret(element, offset.current);
  }, [text, looks, cited]);

  useLayoutEffect(() => {
    input.current?.focus();
    if (input.current !== null) placeCaret(input.current, offset.current);
  }, []);

  /** The browser reports a moved caret only later. */
  const caretNow = () => (input.current && caretOffset(input.current)) ?? offset.current;
  const remember = () => {
    offset.current = caretNow();
  };

  useEffect(() => {
    const follow = () => {
      if (input.current !== null && document.activeElement === input.current) remember();
    };
    document.addEventListener('selectionchange', follow);
    return () => document.removeEventListener('selectionchange', follow);
  }, []);

  /** The dialog returns the focus to the text, where the writing goes on behind the citation. */
  const citeByButton = () => {
    input.current?.focus();
    props.onCite(offset.current);
  };

  /**
   * Moves the focus to the text, because the button disappears together with the citation. The
   * writing goes on where the citation stood.
   */
  const remove = (citationId: CitationId) => {
    input.current?.focus();
    const written = input.current === null ? text : readEditable(input.current);
    const token = citationToken(citationId);
    const at = written.lastIndexOf(token);
    if (at >= 0) behind.current = written.length - at - token.length;
    props.onRemove(citationId);
  };

  /** After a dialog closes, Firefox focuses the field but puts the caret at its start. */
  const keepCaret = () => {
    const element = input.current;
    if (element === null || caretOffset(element) === offset.current) return;
    placeCaret(element, offset.current);
  };

  const commit = () => {
    const element = input.current;
    if (element === null) return;
    offset.current = caretNow();
    const written = readEditable(element);
    if (written !== text) props.onText(written);
  };

  /** Marks the selected words as bold or italic, or takes the mark away. They stay selected. */
  const mark = (asterisks: EmphasisMark) => {
    const element = input.current;
    // In a listing, asterisks are asterisks.
    if (element === null || props.kind === 'code') return;
    const [start, end] = selectedOffsets(element) ?? [offset.current, offset.current];
    const marked = toggleMark({ text: readEditable(element), start, end }, asterisks);
    offset.current = marked.end;
    writeEditable(element, marked.text, (index) => chipElement(cited[index]));
    placeSelection(element, marked.start, marked.end);
    props.onText(marked.text);
  };

  /** Breaks the text in two at the caret. Selected words are deleted, as by any typed letter. */
  const enter = () => {
    const element = input.current;
    if (element === null) return;
    const written = readEditable(element);
    const [start, end] = selectedOffsets(element) ?? [offset.current, offset.current];
    const [before, after] = [written.slice(0, start), written.slice(end)];
    if (before.trim() !== '' && after.trim() !== '') {
      // The editor now has only the second part, with the caret at its start.
      const gone = parseStatementText(written.slice(0, end)).filter(isCitation).length;
      offset.current = 0;
      writeEditable(element, after.trimStart(), (index) => chipElement(cited[gone + index]));
      placeCaret(element, 0);
    }
    props.onEnter(before, after);
  };

  /** Returns whether the caret is at an edge and the statement was joined with the one there. */
  const join = (way: 'above' | 'below'): boolean => {
    const element = input.current;
    const [start, end] = (element && selectedOffsets(element)) ?? [-1, -1];
    if (element === null || start !== end) return false;
    const written = readEditable(element);
    if (start !== (way === 'above' ? 0 : written.length)) return false;
    joint.current = props.onJoin(way, written);
    return joint.current !== null;
  };

  const done = () => props.onDone(input.current === null ? text : readEditable(input.current));

  const onKeyDown = (event: KeyboardEvent) => {
    if (isMove(event)) {
      if (input.current !== null && moveCaret(input.current, event)) event.preventDefault();
      return;
    }
    const command = matchShortcut(event, SHORTCUTS);
    // This Enter ends what an input method composes.
    if (command === null || (event.key === 'Enter' && event.isComposing)) return;
    if (command === 'next-statement' && !ONE_PARAGRAPH.has(props.kind)) return;
    if (command === 'join-above' || command === 'join-below') {
      const isJoined = !event.isComposing && join(command === 'join-above' ? 'above' : 'below');
      if (isJoined) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (command === 'cite') {
      offset.current = caretNow();
      return props.onCite(offset.current);
    }
    event.stopPropagation();
    if (command === 'bold' || command === 'italic') return mark(command === 'bold' ? '**' : '*');
    if (command === 'next-statement') enter();
    else if (command === 'undo') props.onUndo();
    else if (command === 'redo') props.onRedo();
    else done();
  };

  /**
   * Pasted text is inserted as it is, with its line ends, which a browser would turn into elements.
   * Its links are converted later.
   */
  const onPaste = (event: ClipboardEvent) => {
    const element = input.current;
    const pasted = {
      html: event.clipboardData?.getData('text/html') ?? '',
      text: event.clipboardData?.getData('text/plain') ?? '',
    };
    const written = pasted.text.replace(/\r\n?/gu, '\n');
    if (element === null || written === '') return;
    event.preventDefault();
    insertAtCaret(element, written);
    commit();
    const words = escapeStatementText(written);
    const at = caretNow() - words.length;
    if (holdsCitations(pasted) && at >= 0) props.onPaste(pasted, at, words);
  };

  const box: HTMLAttributes<HTMLDivElement> = {
    role: 'textbox',
    tabIndex: 0,
    'aria-multiline': true,
    'aria-label': i18n.t('statement_text'),
    onFocus: keepCaret,
    onBlur: remember,
    onBeforeInput: (event) => {
      const edge = WORD_DELETED[event.inputType];
      if (edge === undefined || !deleteWordTo(event.currentTarget, edge)) return;
      event.preventDefault();
      commit();
    },
    onInput: commit,
    onClick: ({ clientX, clientY, currentTarget }) => goToPoint(currentTarget, clientX, clientY),
    onKeyDown,
    onPaste,
    onDragStart: (event) => event.preventDefault(),
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: () => {
      composing.current = false;
      commit();
    },
  };
  return (
    <div class="stack stack-tight">
      <div
        ref={input}
        class="statement-input"
        contentEditable="plaintext-only"
        data-placeholder={i18n.t('statement_placeholder')}
        dir="auto"
        spellcheck
        {...box}
      />
      {cited.length > 0 && (
        <ol class="cited-list" aria-label={i18n.t('citations_count', cited.length)}>
          {cited.map((each) => (
            <li class="cited" key={each.citationId}>
              <span class={chipClass(each)}>{each.label}</span>
              <span class="cited-quote">
                {each.view === null ? i18n.t('citation_of_missing') : shortQuote(each.view, 300)}
              </span>
              <IconButton
                icon="cross"
                label={i18n.t('citation_remove', [each.letter])}
                onClick={() => remove(each.citationId)}
              />
            </li>
          ))}
        </ol>
      )}
      <div class="card-foot">
        <Button look="quiet" icon="quote" onClick={citeByButton}>
          {i18n.t('cite')}
        </Button>
        <Button onClick={done}>{i18n.t('done')}</Button>
      </div>
    </div>
  );
}

function isCitation({ type }: StatementSegment): boolean {
  return type === 'citation';
}

const MOVES: readonly string[] = ['Home', 'End', 'ArrowLeft', 'ArrowRight'];

function isMove({ key, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  return MOVES.includes(key) && !metaKey && !altKey && !isComposing;
}

/** Returns whether the caret was moved; otherwise the browser moves it. */
function moveCaret(root: HTMLElement, { key, ctrlKey, shiftKey }: KeyboardEvent): boolean {
  if (key === 'ArrowLeft' || key === 'ArrowRight') return stepOverCitation(root, key, shiftKey);
  const go = ctrlKey ? goToTextEdge : goToLineEdge;
  return go(root, key === 'Home' ? 'start' : 'end', shiftKey);
}

/** The chip of a citation. If the citation is a link on words, the words are before the chip. */
function chipElement(cited: CitedClip | undefined): HTMLElement {
  const chip = document.createElement('span');
  if (cited === undefined) return chip;
  if (cited.words !== '') {
    const linked = document.createElement('span');
    linked.className = 'cited-words';
    linked.append(cited.words, chipElement({ ...cited, words: '' }));
    return linked;
  }
  chip.className = chipClass(cited);
  chip.setAttribute('role', 'img');
  chip.setAttribute('aria-label', chipName(cited));
  // The invisible spaces end the words beside the chip: a double click marks "2015", not "2015.A".
  chip.textContent = `\u200b${cited.label}\u200b`;
  return chip;
}
