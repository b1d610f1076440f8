import type { CheckReason } from '@/utils/model/evidence';
import type { ReadAnswer } from './follow-hops';
import type { ReadFailure } from './judge-failure';
import { archiveUrl, parseMementoDatetime, rawMementoUrl } from './memento';
import type { ClipJudgement, StepReading } from './read-ladder';

/** The final answer of an archive. */
export interface MementoAnswer {
  readonly text: string;
  readonly status: number;
  /** The value of the Memento-Datetime header; null if there was none. */
  readonly mementoDatetime: string | null;
  readonly judgements: readonly ClipJudgement[];
}

export interface MementoPorts {
  /**
   * Reads an address through its redirects, each vetted before it is requested.
   * @param redirected Returns the address to request instead of a redirect's target.
   */
  read(url: string, redirected: (url: string) => string): Promise<ReadAnswer<MementoAnswer>>;
}

/**
 * Asks a TimeGate for a page, and reads the copy that it redirects to: its original bytes if the
 * archive serves them, otherwise the page with the archive's banner. An answer without
 * Memento-Datetime is not a copy, whatever it contains, because an archive's own pages must not be
 * mistaken for the page. https://www.rfc-editor.org/rfc/rfc7089#section-4
 */
export async function readMemento(
  pageUrl: string,
  timeGate: string,
  { read }: MementoPorts,
): Promise<StepReading | ReadFailure> {
  const gate = archiveUrl(timeGate, pageUrl);
  let raw = false;
  const answer = await read(gate, (url) => {
    const bytes = rawMementoUrl(url);
    raw ||= bytes !== null;
    return bytes ?? url;
  });
  const copy = copyOf(answer);
  if (copy.kind === 'read' || !raw || !mayHelp(answer)) return copy;
  return copyOf(await read(gate, (url) => url));
}

/**
 * Returns whether the archive may show a copy that it does not serve as original bytes. Not if it
 * asked for a pause.
 */
function mayHelp(answer: ReadAnswer<MementoAnswer>): boolean {
  return answer.kind === 'read' && answer.value.status !== 429 && answer.value.status !== 503;
}

function copyOf(answer: ReadAnswer<MementoAnswer>): StepReading | ReadFailure {
  if (answer.kind === 'failed') return answer;
  const { finalUrl, value } = answer;
  const { status, text, judgements } = value;
  const datetime = parseMementoDatetime(value.mementoDatetime ?? '');
  // A copy of a "not found" page is not a copy of the page.
  if (datetime === null || status < 200 || status > 299) {
    return { kind: 'failed', reason: reasonOf(status), detail: String(status), finalUrl };
  }
  return { kind: 'read', reader: 'memento', finalUrl, text, judgements, mementoDatetime: datetime };
}

function reasonOf(status: number): CheckReason {
  if (status === 429 || status === 503) return 'status-blocked';
  return status >= 500 ? 'server-error' : 'no-memento';
}
