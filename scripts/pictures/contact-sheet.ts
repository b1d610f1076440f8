import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes a page with all pictures of a folder, with one row for pictures that differ only in look
 * and language. Returns their number.
 */
export function writeContactSheet(out: string): number {
  const files = readdirSync(out)
    .filter((name) => name.endsWith('.png'))
    .sort();
  const rows = Map.groupBy(files, (file) => file.replace(/-(?:en|fr)-\w+\.png$/, ''));
  const sets = Map.groupBy(rows, ([name]) => name.split('-', 1)[0] ?? '');
  const parts = [...sets].map(([set, ofSet]) => {
    const shown = ofSet.map(
      ([name, of]) => `<h3>${name}</h3><div>${of.map(figure).join('')}</div>`,
    );
    return `<h2 id="${set}">${set}</h2>${shown.join('')}`;
  });
  const links = [...sets.keys()].map((set) => `<a href="#${set}">${set}</a>`).join(' ');
  writeFileSync(
    path.join(out, 'index.html'),
    `<!doctype html><meta charset="utf-8"><title>Pincite, every page and state</title>
<style>
body { font: 14px system-ui; margin: 24px; background: #777; color: #fff; }
a { color: inherit; }
div { display: flex; flex-wrap: wrap; gap: 16px; align-items: start; }
figure { margin: 0; }
img { display: block; max-width: 400px; background: #fff; }
</style>
<nav>${links}</nav>
${parts.join('\n')}
`,
  );
  return files.length;
}

function figure(file: string): string {
  const look = /(?:en|fr)-\w+(?=\.png$)/.exec(file)?.[0] ?? file;
  return `<figure><a href="${file}"><img loading="lazy" src="${file}" alt="${file}"></a><figcaption>${look}</figcaption></figure>`;
}
