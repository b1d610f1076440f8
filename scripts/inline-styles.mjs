// The style sheets of a page, put into the page itself as it is built, for Vite.

/**
 * A page is first painted when every style sheet in its head has come. Each is a request of its
 * own, and stands in line with the modules; inside the page they are there with it.
 * @param {readonly string[]} names Entrypoints that draw something in their HTML already.
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
            // An address in it would be of another folder, and nothing may end it early.
            if (css === '' || /url\((?!["']?data:)|<\/style/.test(css))
              throw new Error(`${file} can’t be put into ${page}.`);
            // Of no other page.
            if (ofPage.has(file)) delete bundle[file];
            return `    <style>${css.trim()}</style>`;
          },
        );
      },
    },
  };
}
