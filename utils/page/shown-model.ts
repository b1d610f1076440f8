import type { ShownText } from './page-text-model';

/** A symbol, because an element's `id` is a global property and could shadow a string key. */
const SHOWN = Symbol.for('pincite.shown-model');

/** Time after which a model that nobody takes is released, in milliseconds. */
const KEPT = 30_000;

/** The scope of Pincite's own scripts in a page. Scripts of the page have another. */
interface Scope {
  [SHOWN]?: ShownText | null;
}

/** Keeps the model that the reader made, for the script that finds what nobody sees of it. */
export function keepShownModel(model: ShownText): void {
  const scope = globalThis as Scope;
  scope[SHOWN] = model;
  setTimeout(() => {
    if (scope[SHOWN] === model) scope[SHOWN] = null;
  }, KEPT);
}

/** Returns the model that the reader kept, once; null if there is none. */
export function takeShownModel(): ShownText | null {
  const scope = globalThis as Scope;
  const model = scope[SHOWN] ?? null;
  scope[SHOWN] = null;
  return model;
}
