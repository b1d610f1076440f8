/*
 * The plain fields of a block of YAML, for example the title in the front matter of a report. What
 * needs a parser of YAML (nested fields, text of several lines) is not read.
 */

/** A field of YAML on one line: its name and its value as written. */
export const YAML_FIELD = /^\s*["']?([\w-]+)["']?:(?:\s+(?!\s)(.*))?$/u;

/** Returns the value of a field without its quotes or its comment. */
export function unquotedYaml(written: string): string {
  const value = written.trim();
  const double = /^"((?:[^"\\]|\\.)*)"/u.exec(value)?.[1];
  if (double !== undefined) return double.replace(/\\(["\\/])/gu, '$1');
  const single = /^'((?:[^']|'')*)'/u.exec(value)?.[1];
  return single === undefined
    ? value.replace(/(?<!\s)\s+#[\s\S]*$/u, '')
    : single.replaceAll("''", "'");
}

/**
 * Returns a YAML scalar in double quotes. JSON strings are valid YAML.
 * https://yaml.org/spec/1.2.2/#731-double-quoted-style
 */
export function quotedYaml(line: string): string {
  return JSON.stringify(line).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Returns a report's front matter with another title, if its title is `before`; otherwise
 * returns it unchanged.
 */
export function renameFrontMatter(preamble: string, before: string, title: string): string {
  if (!/^\uFEFF?---[ \t]*\r?\n/u.test(preamble)) return preamble;
  const lines = preamble.split(/(?<=\n)/u);
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)\s*$/u.test(line));
  const at = lines.slice(0, end).findIndex((line) => /^["']?title["']?:/u.test(line));
  const [, bytes = '', lineEnd = ''] = /^(.*?)(\r?\n)$/u.exec(lines[at] ?? '') ?? [];
  const value = YAML_FIELD.exec(bytes)?.[2];
  if (value === undefined || unquotedYaml(value).trim() !== before) return preamble;
  return lines.with(at, `title: ${quotedYaml(title)}${lineEnd}`).join('');
}
