// A Vite plugin that makes the scripts that no page loads smaller.
import { minify } from 'terser';

/** The scripts of the background and of the Workers, which are modules. */
const MODULES = /^(?:background|page-worker|report-worker)\.js$/;

/**
 * Minifies each injected script, the background and the Workers once more with Terser, which makes
 * them 1 or 2 % smaller after Vite's own minifier. The pages' scripts are left as they are: that would
 * take a minute.
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
        if (part.type !== 'chunk' || (!isInjected && !MODULES.test(part.fileName))) continue;
        // The value of the last expression is the result of the injection.
        const compress = isInjected ? { passes: 3, expression: true } : { passes: 1 };
        // Escaped letters compress better, and mean the same in every encoding.
        const format = { ascii_only: true };
        const options = { ecma: 2020, module: !isInjected, compress, format };
        const { code } = await minify(part.code, options);
        if (code !== undefined) part.code = code;
      }
    },
  };
}
