/**
 * Returns the encoding that the first bytes of an HTML page declare: by the first `meta` element
 * that names one, or else by an XML declaration. Returns null if there is none. Comments and the
 * values of other attributes declare nothing.
 * https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
 *
 * @param head The first 1,024 bytes, each as one character.
 */
export function prescanEncoding(head: string): string | null {
  return encodingOfMeta(head) ?? encodingOfXml(head);
}

/** Returns the encoding in an XML declaration: https://www.w3.org/TR/xml/#NT-EncodingDecl */
export function encodingOfXml(head: string): string | null {
  if (!head.startsWith('<?xml')) return null;
  const end = head.indexOf('?>');
  const declaration = end < 0 ? head : head.slice(0, end);
  return /\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(declaration)?.slice(1).join('') ?? null;
}

const COMMENT = /<!--(?:-?>|[\s\S]*?-->)/y;
const META = /<meta(?=[\s/])/iy;
const TAG = /<\/?[a-z]/iy;
const OTHER = /<[!/?][^>]*>?/y;
const ATTRIBUTE =
  /[\s/]*(?<name>[^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s>]*)))?/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function encodingOfMeta(head: string): string | null {
  let at = head.indexOf('<');
  while (at >= 0) {
    const comment = matchAt(COMMENT, head, at);
    const meta = matchAt(META, head, at);
    const tag = meta ?? matchAt(TAG, head, at);
    if (comment !== null) {
      at += comment[0].length;
    } else if (head.startsWith('<!--', at)) {
      return null;
    } else if (tag !== null) {
      const { attributes, end } = attributesFrom(head, at + tag[0].length - (meta ? 0 : 1));
      const found = meta === null ? null : encodingOf(attributes);
      if (found !== null) return found;
      at = end;
    } else {
      at += matchAt(OTHER, head, at)?.[0].length ?? 1;
    }
    at = head.indexOf('<', at);
  }
  return null;
}

/** Returns the attributes of a tag; of two with the same name the first counts. */
function attributesFrom(head: string, start: number) {
  const attributes = new Map<string, string>();
  let end = start;
  for (;;) {
    const match = matchAt(ATTRIBUTE, head, end);
    const groups = match?.groups;
    if (match === null || groups === undefined) break;
    const name = (groups['name'] ?? '').toLowerCase();
    const value = groups['double'] ?? groups['single'] ?? groups['bare'] ?? '';
    if (!attributes.has(name)) attributes.set(name, value);
    end += match[0].length;
  }
  return { attributes, end };
}

function encodingOf(attributes: ReadonlyMap<string, string>): string | null {
  const charset = attributes.get('charset');
  if (charset !== undefined) return charset.trim();
  if (attributes.get('http-equiv')?.trim().toLowerCase() !== 'content-type') return null;
  const content = attributes.get('content') ?? '';
  const named = /charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i.exec(content);
  return named?.slice(1).join('') ?? null;
}
