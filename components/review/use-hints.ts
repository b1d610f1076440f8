import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ClipView } from '@/components/state/clip-view';
import { startWorker, type WorkerClient } from '@/components/state/start-worker';
import { pageText } from '@/components/state/team-texts';
import type { OpenReport } from '@/components/state/use-report';
import { type Failure, failure } from '@/utils/model/failure';
import { reportCreatedAt } from '@/utils/model/report-document';
import { err, ok } from '@/utils/model/result';
import type { ClaimItem } from '@/utils/review/claim-item';
import type { ReadStep } from '@/utils/review/claims-of-tree';
import type { LibraryReader } from '@/utils/storage/read';
import { checkClaims, type HintOptions, type KnownHints } from './check-claims';
import type { HintService } from './hint-worker';

export interface Hints {
  readonly known: KnownHints;
  /** How many claims are checked; all are checked when it reaches the number of claims. */
  readonly done: number;
  readonly ready: boolean;
  /** Why claims could not be checked. */
  readonly failure: Failure | null;
}

/** The claims that were all checked. Others may have been added since. */
interface Found extends Hints {
  readonly of: readonly ClaimItem<ClipView>[] | null;
}

const NOTHING: Found = { known: new Map(), done: 0, ready: false, failure: null, of: null };
/** Time between two updates of the display while claims are checked, in milliseconds. */
const SHOWN_EVERY = 250;
/** Time after which an idle Worker is ended, in milliseconds. */
const KEPT_FOR = 20_000;

/**
 * Finds step by step, in a Worker, what each claim says that no cited passage shows. Other options
 * check all claims again.
 */
export function useHints(
  items: readonly ClaimItem<ClipView>[],
  steps: readonly ReadStep[],
  options: HintOptions,
  reader: LibraryReader | null,
): Hints {
  const [hints, setHints] = useState<Found>(NOTHING);
  // Checked claims are not checked again because a word elsewhere changed.
  const words = useRef(steps);
  words.current = steps;
  const latest = useRef<KnownHints>(NOTHING.known);
  const client = useRef<WorkerClient<HintService> | null>(null);
  const started = () => {
    client.current ??= startWorker('hints');
    return client.current;
  };
  const dismiss = () => {
    client.current?.stop();
    client.current = null;
  };
  useEffect(() => dismiss, []);

  useEffect(() => {
    if (reader === null || items.length === 0) return;
    const stopper = new AbortController();
    let idle: ReturnType<typeof setTimeout> | undefined;
    let shownAt = performance.now();
    const show = (known: KnownHints, ready: boolean) => {
      shownAt = performance.now();
      setHints((before) =>
        ready && before.ready && sameHints(before.known, known)
          ? { ...before, of: items }
          : { known: new Map(known), done: known.size, ready, failure: null, of: items },
      );
    };
    const statements = words.current.flatMap((step) =>
      step.kind === 'statement' ? [step.claims] : [],
    );
    /** Why texts could not be got. Then no other text is asked for. */
    let away: Failure | null = null;
    void checkClaims({ items, options, statements }, latest.current, {
      port: {
        begin: (named, all) => {
          // The Worker needs only the plain text of a statement.
          const plain = all.map((statement) => ({ plain: statement.plain }));
          void started().ask((service) => service.begin(named, plain));
        },
        check: async (claims, texts) => {
          const checked = await started().ask((service) => service.check(claims, texts));
          return checked ?? err(failure('unexpected', 'The Worker was stopped.'));
        },
      },
      pageText: async (of, isNeeded) => {
        const text = await (isNeeded && away === null
          ? pageText(reader, of)
          : reader.snapshotText(of.snapshotId));
        if (text.ok || text.error.code === 'not_found') {
          return away !== null && isNeeded && !text.ok
            ? err(away)
            : ok(text.ok ? text.value : null);
        }
        if (text.error.code !== 'team_text_gone') away = text.error;
        return isNeeded ? text : ok(null);
      },
      onProgress: (known) => {
        latest.current = known;
        if (performance.now() - shownAt >= SHOWN_EVERY) show(known, false);
      },
      signal: stopper.signal,
    }).then((known) => {
      if (known === null || stopper.signal.aborted) return;
      if (known.ok) {
        latest.current = known.value;
        show(known.value, true);
        idle = setTimeout(dismiss, KEPT_FOR);
      } else {
        dismiss();
        setHints((before) => ({ ...before, ready: false, failure: known.error }));
      }
    });
    return () => {
      clearTimeout(idle);
      stopper.abort();
    };
  }, [items, options, reader]);
  // A new or edited claim does not count as clean before it is checked.
  return hints.ready && hints.of !== items ? { ...hints, ready: false } : hints;
}

/**
 * Returns the options for the hints.
 * @param between The setting for hints about passages that seem to say something else.
 */
export function useHintOptions(between: boolean, report: OpenReport | null): HintOptions {
  const language = report?.tree.content.language ?? '';
  const replica = report?.replica;
  const date = useMemo(
    () => (replica === undefined ? null : reportCreatedAt(replica.doc)),
    [replica],
  );
  return useMemo(
    () => ({ language, between, ...(date === null ? {} : { date }) }),
    [language, between, date],
  );
}

function sameHints(a: KnownHints, b: KnownHints): boolean {
  if (a.size !== b.size) return false;
  for (const [key, { print }] of a) if (b.get(key)?.print !== print) return false;
  return true;
}
