import polyfillSource from 'text-fragments-polyfill/dist/fragment-generation-utils.js?raw';
import { buildDirectiveWithRange } from '@/utils/fragment/build-text-directive';
import { err, ok, type Result } from '@/utils/model/result';
import type { PageTextModel } from '@/utils/page/text-model';
import type { TextRange } from '@/utils/text/text-model';
import { directiveValue, type OraclePage } from '../browser/fragment/native-oracle';

/** Makes the value of a directive (what follows `text=`) for a selection, or says why not. */
export type Generator = (selection: TextRange) => Promise<Result<string, string>>;

/** The ones that are set side by side, in the order in which they are printed. */
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

/** The module as a function body: a page whose scripts are blocked can't load it as one. */
function asFunctionBody(source: string): string {
  return source.replace(/export\s*\{([^}]*)\};?\s*$/, (_match, names: string) => {
    const pairs = names.split(',').map((pair) => pair.trim().split(/\s+as\s+/));
    return `return {${pairs.map(([local, name]) => `${name ?? local}: ${local}`).join(', ')}};`;
  });
}

/**
 * The polyfill in a page's own world, which its policy may forbid once it is written.
 * It stops after `timeout` milliseconds, which it only looks at between its steps.
 */
export function loadPolyfill(view: Window & typeof globalThis, timeout: number): Polyfill {
  const polyfill: Polyfill = new view.Function(asFunctionBody(polyfillSource))();
  polyfill.setTimeout(timeout);
  return polyfill;
}

/**
 * The three generators on one page. The polyfill's terms are written with every `-`
 * encoded, which its own extension leaves to break the link.
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
