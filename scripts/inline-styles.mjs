// A Vite plugin that puts the style sheets of a page into its HTML.

/**
 * A page is painted only when all style sheets in its head are loaded. Each is a request that waits
 * among the modules; in the HTML they are there at once.
 * @param {readonly string[]} names Entrypoints whose HTML already shows something.
 * @returns {import('vite').Plugin}
 */
export function inlineStyles(names) {
  return {
    name: 'pincite:inline-styles',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle, chunk, path: page }) {
        if (bundle === undefined || !names.some((name) => page.includes(`/${name}/`))) return html;
        const ofPage = chunk?.viteMetadata?.importedCss ?? new Set();
        return html.replaceAll(
          /[ \t]*<link rel="stylesheet"[^>]*? href="\/([^"]+)">/g,
          (_link, file) => {
            const asset = bundle[file];
            const css = asset?.type === 'asset' ? String(asset.source) : '';
            // A relative address would be wrong in another folder, and `</style` would end the
            // sheet early.
            if (css === '' || /url\((?!["']?data:)|<\/style/.test(css))
              throw new Error(`${file} can’t be put into ${page}.`);
            // No other page uses the sheet.
            if (ofPage.has(file)) delete bundle[file];
            return `    <style>${css.trim()}</style>`;
          },
        );
      },
    },
  };
}
