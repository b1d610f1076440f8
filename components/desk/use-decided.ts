import { useEffect, useRef, useState } from 'preact/hooks';
import { matchShortcut } from '@/utils/model/match-shortcut';
import { DESK_SHORTCUTS } from '@/utils/model/shortcuts';

/**
 * The claim that was decided last, and the claim that the desk showed after it. For a moment, **N**
 * writes a note of the decided claim; **Shift+N** always does. If the reviewer meant the shown claim,
 * a message tells it at once. Nobody would notice a note on the wrong claim.
 */
export interface Decided {
  readonly key: string;
  readonly next: string | null;
  readonly number: number;
}

/**
 * How long **N** writes the note of the decided claim, in milliseconds: enough to think of a note
 * while the decision is still in mind, too short to read the next claim and its passages.
 */
const NOTE_OF_DECIDED = 4_000;

/** What a person does with the shown claim. A scroll event would also come from the desk. */
const DEALT_WITH = ['pointerdown', 'wheel', 'keydown'] as const;

const MODIFIERS: ReadonlySet<string> = new Set(['Alt', 'AltGraph', 'Control', 'Meta', 'Shift']);

/** Holds the claim that was decided last until the reviewer turns to the claim that is shown. */
export function useDecided() {
  const decided = useRef<Decided | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** If **N** writes a note on another claim than the shown one, the number of that claim. */
  const [noteOn, setNoteOn] = useState<number | null>(null);
  const [latestDecided, setLatest] = useState<Decided | null>(null);
  const keepDecided = (last: Decided | null) => {
    if (last !== null) setLatest(last);
    clearTimeout(timer.current);
    decided.current = last;
    setNoteOn(last === null || last.next === null ? null : last.number);
    if (last !== null) timer.current = setTimeout(() => keepDecided(null), NOTE_OF_DECIDED);
  };
  useEffect(() => {
    const forget = (event: Event) => {
      if (event instanceof KeyboardEvent && !isForShown(event)) return;
      keepDecided(null);
    };
    for (const each of DEALT_WITH) document.addEventListener(each, forget, true);
    return () => {
      clearTimeout(timer.current);
      for (const each of DEALT_WITH) document.removeEventListener(each, forget, true);
    };
  }, []);
  return { decided, latestDecided, noteOn, keepDecided };
}

/** Whether a key may be meant for the shown claim. A key that decides it is heard again later. */
function isForShown(event: KeyboardEvent): boolean {
  const command = matchShortcut(event, DESK_SHORTCUTS);
  return !MODIFIERS.has(event.key) && command !== 'note' && command !== 'note-decided';
}
