import polyfillSource from 'text-fragments-polyfill/dist/fragment-generation-utils.js?raw';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { err, ok, type Result } from '@/utils/model/result';
import type { PageTextModel } from '@/utils/page/page-text-model';
import type { TextRange } from '@/utils/text/text-model';
import { directiveValue, type OraclePage } from '../browser/fragment/native-oracle';

/**
 * Makes the value of a directive (the part after `text=`) for a selection. Returns the reason if it
 * cannot.
 */
export type Generator = (selection: TextRange) => Promise<Result<string, string>>;

/** The compared generators in the order of the output. */
export const GENERATORS = ['ours', 'chromium', 'polyfill'] as const;
export type GeneratorName = (typeof GENERATORS)[number];

export interface Polyfill {
  setTimeout(milliseconds: number): void;
  generateFragmentFromRange(range: Range): {
    readonly status: number;
    readonly fragment?: Readonly<
      Partial<Record<'prefix' | 'textStart' | 'textEnd' | 'suffix', string>>
    >;
  };
}

const POLYFILL_STATUS = ['success', 'invalid selection', 'ambiguous', 'time-out', 'failed'];

/**
 * Returns the module as a function body, because a page with blocked scripts cannot load a module.
 */
function asFunctionBody(source: string): string {
  return source.replace(/export\s*\{([^}]*)\};?\s*$/, (_match, names: string) => {
    const pairs = names.split(',').map((pair) => pair.trim().split(/\s+as\s+/));
    return `return {${pairs.map(([local, name]) => `${name ?? local}: ${local}`).join(', ')}};`;
  });
}

/**
 * Loads the polyfill into the page's own world. A policy of the page may forbid it once the page is
 * written. It stops after `timeout` milliseconds, but checks the clock only between its steps.
 */
export function loadPolyfill(view: Window & typeof globalThis, timeout: number): Polyfill {
  const polyfill: Polyfill = new view.Function(asFunctionBody(polyfillSource))();
  polyfill.setTimeout(timeout);
  return polyfill;
}

/**
 * Returns the three generators for one page. Encodes every `-` in the polyfill's terms. Its own
 * extension does not, which breaks the link.
 */
export function generatorsOn(
  page: OraclePage,
  model: PageTextModel,
  polyfill: Polyfill,
): Record<GeneratorName, Generator> {
  const rangeOf = ({ start, end }: TextRange) => model.offsetsToRange(start, end);
  return {
    ours: async (selection) => {
      const built = buildDirectiveWithRange(model, selection);
      return built.ok ? ok(directiveValue(built.value.directive)) : built;
    },
    chromium: (selection) => page.generate(rangeOf(selection)),
    polyfill: async (selection) => {
      const { status, fragment } = polyfill.generateFragmentFromRange(rangeOf(selection));
      if (fragment?.textStart === undefined) return err(POLYFILL_STATUS[status] ?? String(status));
      const { prefix, textStart: start, textEnd: end, suffix } = fragment;
      return ok(
        directiveValue({
          start,
          ...(prefix === undefined ? {} : { prefix }),
          ...(end === undefined ? {} : { end }),
          ...(suffix === undefined ? {} : { suffix }),
        }),
      );
    },
  };
}
