/** One link of a Link header. https://www.rfc-editor.org/rfc/rfc8288#section-3 */
export interface Link {
  /** The target as written: an address, absolute or relative to that of the answer. */
  readonly target: string;
  /** Its relations, in lower case. */
  readonly rel: readonly string[];
  /** The other parameters, with names in lower case; of a repeated one, the first. */
  readonly params: Readonly<Record<string, string>>;
}

/** More than any archive sends. A TimeMap has thousands, but is not a header. */
const MOST_LINKS = 200;

const BETWEEN = /[\s,]*/y;
const PARAM = /[\s;]*;\s*([!#$&+\-.^_`|~\w]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*)))?/y;

/**
 * Parses a Link header. Ignores invalid parts, as the standard requires. A quoted value may contain
 * commas and semicolons. Linear in the header.
 */
export function parseLinkHeader(header: string): Link[] {
  const links: Link[] = [];
  let at = 0;
  while (at < header.length && links.length < MOST_LINKS) {
    BETWEEN.lastIndex = at;
    BETWEEN.exec(header);
    const start = BETWEEN.lastIndex;
    if (header[start] !== '<') {
      // From here, because many commas in a row must not be read again from each of them.
      const comma = header.indexOf(',', start);
      if (comma < 0) break;
      at = comma + 1;
      continue;
    }
    const end = header.indexOf('>', start);
    if (end < 0) break;
    at = end + 1;
    const params: Record<string, string> = Object.create(null);
    for (;;) {
      PARAM.lastIndex = at;
      const param = PARAM.exec(header);
      if (param === null) break;
      at = PARAM.lastIndex;
      const name = (param[1] ?? '').toLowerCase();
      params[name] ??= param[2]?.replace(/\\(.)/gs, '$1') ?? param[3] ?? '';
    }
    const { rel = '', ...rest } = params;
    const relations = rel.toLowerCase().split(/\s+/).filter(Boolean);
    links.push({ target: header.slice(start + 1, end).trim(), rel: relations, params: rest });
    // Text before the next comma belongs to no link.
    const comma = header.indexOf(',', at);
    if (comma < 0) break;
    at = comma + 1;
  }
  return links;
}

/** Serialises a Link header. Targets with `>` cannot be written, and are left out. */
export function serializeLinkHeader(links: readonly Link[]): string {
  const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
  return links
    .filter(({ target }) => !target.includes('>'))
    .map(({ target, rel, params }) => {
      const rest = Object.entries(params).map(([name, value]) => `; ${name}=${quoted(value)}`);
      return `<${target}>; rel=${quoted(rel.join(' '))}${rest.join('')}`;
    })
    .join(', ');
}
