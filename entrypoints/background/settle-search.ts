import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import type { Library } from '@/utils/storage/library';

/** How long the library is left alone first: what was just written may go on. */
const PAUSE_MS = 2_000;
/** Between two steps of a long settling: a clip that is saved meanwhile goes first. */
const BETWEEN_STEPS_MS = 50;
/** Fewer clips than this a search takes in by itself. */
const WORTH_IT = 40;
/** How long somebody who waits for it is kept without an answer. */
const PATIENCE_MS = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Takes what was written into the search once the library has a pause. Where the browser stops
 * the background before that, the next one does it, and a search meanwhile reads what it lacks.
 */
export function settleSoon(library: Library, pause = PAUSE_MS): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    void library.settleSearch(WORTH_IT).then((settled) => {
      if (settled.ok && settled.value) settleSoon(library, BETWEEN_STEPS_MS);
    });
  }, pause);
}

/** Takes in what it can while somebody waits; whether something is left. */
export async function settleNow(
  library: Library,
): Promise<Result<{ readonly left: boolean }, Failure>> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const settled = await library.settleSearch();
    if (!settled.ok) return settled;
    if (!settled.value || performance.now() >= until) return ok({ left: settled.value });
  }
}
