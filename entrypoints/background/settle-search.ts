import type { Failure } from '@/utils/model/failure';
import { ok, type Result } from '@/utils/model/result';
import type { Library } from '@/utils/storage/library';

/** How long the library must be idle first, in milliseconds, because more may be written. */
const PAUSE_MS = 2_000;
/** The pause between two steps, in milliseconds, so that a clip can be stored in between. */
const BETWEEN_STEPS_MS = 50;
/** A search itself adds fewer clips than this. */
const WORTH_IT = 40;
/** How long a caller waits at most, in milliseconds. */
const PATIENCE_MS = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Adds what was written to the search when the library is idle. If the browser stops the background
 * before that, the next background does it. Until then a search reads the missing clips itself.
 */
export function settleSoon(library: Library, pause = PAUSE_MS): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    void library.settleSearch(WORTH_IT).then((settled) => {
      if (settled.ok && settled.value) settleSoon(library, BETWEEN_STEPS_MS);
    });
  }, pause);
}

/** Adds what it can while a caller waits. Returns whether something is left. */
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
