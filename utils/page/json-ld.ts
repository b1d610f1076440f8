/**
 * Pages write JSON-LD with any content. Each value is read separately and within limits, and a
 * value of another type counts as missing.
 */
export type JsonObject = { readonly [key: string]: unknown };

const MAX_NODES = 2_000;
const MAX_DEPTH = 12;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns one value, or the values of an array, flattened once. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 50) : value === undefined ? [] : [value];
}

function parse(text: string): unknown {
  const source = text
    .replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)/u, '')
    .trimEnd()
    .replace(/;$/u, '')
    .trimEnd()
    .replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>)$/u, '');
  try {
    return JSON.parse(source);
  } catch (error) {
    // Raw line breaks inside strings are the most frequent error. Other errors are not repaired.
    if (!(error instanceof SyntaxError)) throw error;
  }
  try {
    return JSON.parse(source.replace(/[\n\r\t]+/gu, ' ').replace(/,\s*([}\]])/gu, '$1'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Returns all objects in a page's JSON-LD: top-level ones, those in arrays and `@graph`, and nested
 * ones, outer objects before inner ones.
 */
export function readJsonLd(texts: readonly string[]): JsonObject[] {
  const nodes: JsonObject[] = [];
  for (const text of texts) {
    let level: unknown[] = [parse(text)];
    for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
      const next: unknown[] = [];
      for (const value of level) {
        if (nodes.length >= MAX_NODES) return nodes;
        if (Array.isArray(value)) next.push(...value.slice(0, MAX_NODES));
        if (!isObject(value)) continue;
        nodes.push(value);
        for (const child of Object.values(value)) {
          if (typeof child === 'object' && child !== null) next.push(child);
        }
      }
      level = next.slice(0, MAX_NODES);
    }
  }
  return nodes;
}

/**
 * Returns whether a node's `@type` is one of these, with or without the address of the vocabulary.
 */
export function hasType(node: JsonObject, pattern: RegExp): boolean {
  return listOf(node['@type']).some(
    (type) =>
      typeof type === 'string' && pattern.test(type.replace(/^https?:\/\/schema\.org\//iu, '')),
  );
}
