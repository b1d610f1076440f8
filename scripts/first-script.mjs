// The script that a page runs first, as one more entry of the pages' build, for Vite.

/**
 * A page's modules run once all of them have come. What is to be begun before is a small script
 * beside them, in the page's head; the modules import it as well, and find what it has begun.
 * @param {Readonly<Record<string, string>>} scripts By entrypoint, such a script in its folder.
 * @returns {import('vite').Plugin}
 */
export function firstScript(scripts) {
  const inFolder = (/** @type {string} */ id) =>
    Object.entries(scripts).find(([name, file]) => id.endsWith(`/entrypoints/${name}/${file}`));
  return {
    name: 'pincite:first-script',
    apply: 'build',
    moduleParsed({ id }) {
      if (inFolder(id)) this.emitFile({ type: 'chunk', id, name: 'first' });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, path: page }) {
        const [name] = Object.keys(scripts).filter((each) => page.includes(`/${each}/`));
        if (bundle === undefined || name === undefined) return html;
        const chunk = Object.values(bundle).find(
          (each) => each.type === 'chunk' && inFolder(each.facadeModuleId ?? '')?.[0] === name,
        );
        if (chunk === undefined) throw new Error(`${page} has no first script.`);
        // All that it needs is asked for before what the other modules need.
        const needed = new Set([chunk.fileName]);
        for (const file of needed) {
          const one = bundle[file];
          if (one?.type === 'chunk') for (const imported of one.imports) needed.add(imported);
        }
        const tags = [...needed].map((file) =>
          file === chunk.fileName
            ? `<script type="module" async crossorigin src="/${file}"></script>`
            : `<link rel="modulepreload" crossorigin href="/${file}">`,
        );
        const modules = '<script type="module"';
        if (!html.includes(modules)) throw new Error(`${page} has no module to come before.`);
        return html.replace(modules, `${tags.join('\n    ')}\n    $&`);
      },
    },
  };
}
