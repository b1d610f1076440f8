import { toHtml } from 'hast-util-to-html';
import { HTML_STYLESHEET } from './html-stylesheet';
import { element } from './markup/hast';
import { writableLine } from './write-nodes';

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src http: https:; base-uri 'none'; form-action 'none'";

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
