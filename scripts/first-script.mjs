// A Vite plugin that adds the script that a page runs first to the build.

/**
 * The modules of a page run only when all are loaded. What must start earlier is a small script in
 * the page's head. The modules import the same file and find what it has started.
 * @param {Readonly<Record<string, string>>} scripts The name of the script in the folder of each
 * entrypoint.
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
        // Its imports are requested before those of the other modules.
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
