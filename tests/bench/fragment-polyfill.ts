import source from 'text-fragments-polyfill/dist/fragment-generation-utils.js?raw';
import { serializeTextDirective } from '@/utils/fragment/text-directive';

/**
 * The generator of text-fragments-polyfill, as a reference for our own. It reads the globals of the
 * page that it was loaded in. Here it gets those of the page to read.
 */
interface Generated {
  readonly status: number;
  readonly fragment?: {
    readonly prefix?: string;
    readonly textStart: string;
    readonly textEnd?: string;
    readonly suffix?: string;
  };
}

interface Polyfill {
  generateFragmentFromRange(range: Range): Generated;
  setTimeout(ms: number): void;
}

const SUCCESS = 0;

export interface PolyfillGenerator {
  /**
   * Returns the value of a directive (the part after `text=`), encoded like ours. Null if there is
   * none.
   */
  generate(range: Range): string | null;
}

/**
 * @param limit Milliseconds after which it gives up. It checks the clock only between its steps.
 */
export function polyfillOn(view: Window & typeof globalThis, limit: number): PolyfillGenerator {
  const exported = /export\s*\{([^}]*)\}/;
  const names = (exported.exec(source)?.[1] ?? '')
    .split(',')
    .map((pair) => pair.trim().split(/\s+as\s+/))
    .map(([inner, outer]) => `${outer ?? inner}: ${inner}`);
  const globals = {
    document: view.document,
    window: { top: view, getComputedStyle: view.getComputedStyle.bind(view), Intl },
    Node: view.Node,
    NodeFilter: view.NodeFilter,
    HTMLElement: view.HTMLElement,
  };
  const load = new Function(
    ...Object.keys(globals),
    source.replace(exported, `return {${names.join(', ')}}`),
  );
  const polyfill: Polyfill = load(...Object.values(globals));
  polyfill.setTimeout(limit);
  return {
    generate(range) {
      const { status, fragment } = polyfill.generateFragmentFromRange(range);
      if (status !== SUCCESS || fragment === undefined) return null;
      const { prefix, textStart, textEnd, suffix } = fragment;
      return serializeTextDirective({
        ...(prefix ? { prefix } : {}),
        start: textStart,
        ...(textEnd ? { end: textEnd } : {}),
        ...(suffix ? { suffix } : {}),
      }).slice('text='.length);
    },
  };
}
