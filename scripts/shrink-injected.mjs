// A Vite plugin that makes the scripts that no page loads smaller.
import { minify } from 'terser';

/** The scripts of the background and of the Workers, and what the pages share, which are modules. */
const MODULES =
  /^(?:background|page-worker|report-worker)\.js$|^chunks\/(?!(?:open-pdf|pdf|read-pdf)-)/;
/**
 * Minifies each injected script and each module once more with Terser, which makes them 1 or 2 %
 * smaller after Vite's own minifier.
 * @returns {import('vite').Plugin}
 */
export function shrinkInjected() {
  return {
    name: 'pincite:shrink-injected',
    apply: 'build',
    enforce: 'post',
    async generateBundle(output, bundle) {
      const isInjected = output.format === 'iife';
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk') continue;
        if (!isInjected && !MODULES.test(part.fileName)) continue;
        // The value of the last expression is the result of the injection.
        const compress = { passes: 3, keep_fargs: false, expression: isInjected };
        // Escaped letters compress better, and mean the same in every encoding.
        const format = { ascii_only: true };
        const options = { ecma: 2020, module: !isInjected, compress, format };
        const { code } = await minify(part.code, options);
        if (code !== undefined) part.code = code;
      }
    },
  };
}
