import { toHtml } from 'hast-util-to-html';
import { element } from './markup/hast';
import { writableLine } from './write-nodes';

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; base-uri 'none'; form-action 'none'";

/**
 * Returns an HTML file up to the start of its text, without a script and with a policy that allows
 * none.
 */
export function htmlDocumentStart(title: string, language: string): string {
  const lang = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/iu.test(language) ? language : 'en';
  const head = element(
    'head',
    {},
    element('meta', { charSet: 'utf-8' }),
    element('meta', { httpEquiv: ['Content-Security-Policy'], content: POLICY }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('title', {}, writableLine(title)),
  );
  const written = toHtml(head).replace('</head>', `<style>${HTML_STYLESHEET}</style></head>`);
  return `<!doctype html>\n<html lang="${lang}">\n${written}\n<body>\n<main>\n`;
}

export const HTML_DOCUMENT_END = '\n</main>\n</body>\n</html>\n';

/** The style of the HTML file: system fonts, a readable line length, light, dark and paper. */
const HTML_STYLESHEET = `
:root{color-scheme:light dark;--ink:#1c1b1a;--paper:#fdfcfa;--quiet:#5d5a55;--line:#d9d5cd;--link:#1a4f9c}
@media (prefers-color-scheme:dark){:root{--ink:#e9e6e1;--paper:#1b1a19;--quiet:#a8a39b;--line:#45423d;--link:#9dc1f7}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Charter,"Iowan Old Style",Georgia,serif}
main{max-width:42rem;margin:0 auto;padding:2rem 1.25rem 4rem;overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:2em 0 .5em;font-family:system-ui,sans-serif}
h1{font-size:1.75rem;margin-top:0}h2{font-size:1.35rem}h3{font-size:1.1rem}h4,h5,h6{font-size:1rem}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible{outline:2px solid currentColor;outline-offset:2px}
blockquote{margin:1.25em 0;padding-left:1em;border-left:3px solid var(--line)}
sup{line-height:0}
sup a{text-decoration:none}
pre{overflow-x:auto;padding:.75em 1em;border:1px solid var(--line)}
code{font-size:.9em}
img{max-width:100%;height:auto}
table{border-collapse:collapse;display:block;overflow-x:auto}
th,td{border:1px solid var(--line);padding:.3em .6em;text-align:left;vertical-align:top}
section[role]{border-top:1px solid var(--line);margin-top:3rem;font-size:.9375rem}
section[role] p{margin:.4em 0}
:target{background:color-mix(in srgb,var(--link) 14%,transparent)}
@media print{:root{--ink:#000;--paper:#fff;--quiet:#333;--line:#999;--link:#000}
body{font-size:11pt}main{max-width:none;padding:0}h1,h2,h3{break-after:avoid}blockquote,tr,li{break-inside:avoid}}
`;
