import { SaxesParser } from 'saxes';
import { CDATA, TEXT } from './page-tree';
import { checkLimit } from './parse-limits';
import { appendNode, COMMENT, ParsedDocument, ParsedElement, ParsedNode } from './parsed-node';

const ENTITY = /<!ENTITY\s+([^\s%]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/gu;

/**
 * Parses XHTML. Returns null when it is not well-formed. Browsers then show an error, and Pincite
 * reads the text as HTML. Throws `OverLimit` for a page that exceeds a limit.
 * https://www.w3.org/TR/xml/
 */
export function parseXhtml(text: string): ParsedDocument | null {
  const document = new ParsedDocument(true);
  let at: ParsedNode = document;
  let elements = 0;
  let depth = 0;
  let failed = false;
  const parser = new SaxesParser({ xmlns: true, position: false });
  const addText = (type: number, data: string) => {
    // White space before and after the root element is dropped.
    if (at === document || data === '') return;
    if (at.last?.type === type && type === TEXT) at.last.data += data;
    else appendNode(at, new ParsedNode(type, data));
  };
  parser.on('error', () => {
    failed = true;
  });
  parser.on('doctype', (declaration) => {
    for (const [, name = '', double, single] of declaration.matchAll(ENTITY)) {
      parser.ENTITIES[name] = double ?? single ?? '';
    }
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    elements += 1;
    depth += 1;
    checkLimit('elements', elements);
    checkLimit('depth', depth);
    const list = Object.values(attributes).map(({ local: name, prefix, value }) => ({
      name,
      prefix,
      value,
    }));
    checkLimit('attributes', list.length);
    const element = new ParsedElement(local, uri, list);
    appendNode(at, element);
    at = element;
  });
  parser.on('closetag', () => {
    depth -= 1;
    at = at.parent ?? document;
  });
  parser.on('text', (data) => addText(TEXT, data));
  parser.on('cdata', (data) => addText(CDATA, data));
  parser.on('comment', (data) => appendNode(at, new ParsedNode(COMMENT, data)));
  for (let from = 0; from < text.length && !failed; from += CHUNK) {
    parser.write(text.slice(from, from + CHUNK));
  }
  if (!failed) parser.close();
  return failed ? null : document;
}

/**
 * The parser gets the text in chunks of this many UTF-16 units, so that an early error in a long
 * text ends the parsing.
 */
const CHUNK = 65_536;
