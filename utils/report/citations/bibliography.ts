import { unquotedYaml, YAML_FIELD } from '@/utils/model/yaml-field';
import type { ReferenceTable } from './reference-table';

/** Defines the keys of a CSL-JSON bibliography. Ignores invalid input. */
export function defineFromCslJson(json: string, table: ReferenceTable): void {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return;
  }
  const list = Array.isArray(data) ? data : asFields(data)['items'];
  if (!Array.isArray(list)) return;
  for (const item of list) defineEntry(asFields(item), table);
}

const ITEM = /^(\s*)-\s+(?!\s)(.*)$/u;

/**
 * Defines the keys of a `references` list in a YAML metadata block, as Pandoc reads it: one entry
 * for each item, plain or quoted scalars. Ignores other YAML.
 * https://pandoc.org/MANUAL.html#inline-references
 */
export function defineFromMetadata(yaml: string, table: ReferenceTable): void {
  const lines = yaml.split(/\r\n|\n|\r/u);
  let at = lines.findIndex((line) => /^references:\s*$/u.test(line)) + 1;
  if (at === 0) return;
  let fields: Record<string, unknown> = {};
  let indent = -1;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    const item = ITEM.exec(line);
    const isEntry = item !== null && (indent < 0 || (item[1] ?? '').length === indent);
    if (!isEntry && /^\S/u.test(line)) break;
    if (isEntry) {
      defineEntry(fields, table);
      fields = {};
      indent = (item[1] ?? '').length;
    }
    const field = YAML_FIELD.exec(isEntry ? (item[2] ?? '') : line);
    const name = field?.[1];
    if (name !== undefined && !(name in fields)) fields[name] = unquotedYaml(field?.[2] ?? '');
  }
  defineEntry(fields, table);
}

/** Returns the value of a plain field of a metadata block, for example its title or language. */
export function metadataField(yaml: string, names: readonly string[]): string {
  for (const line of yaml.split(/\r\n|\n|\r/u)) {
    if (/^\s/u.test(line)) continue;
    const field = YAML_FIELD.exec(line);
    if (field !== null && names.includes(field[1] ?? '')) return unquotedYaml(field[2] ?? '');
  }
  return '';
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function defineEntry(fields: Readonly<Record<string, unknown>>, table: ReferenceTable): void {
  const { id, title } = fields;
  const address = fields['URL'] ?? fields['url'];
  const doi = fields['DOI'] ?? fields['doi'];
  if (typeof id !== 'string' && typeof id !== 'number') return;
  const key = String(id);
  const label = typeof title === 'string' ? title : '';
  if (typeof address === 'string' && address !== '') {
    table.defineKey(key, { href: address, label, title: label });
  } else if (typeof doi === 'string' && doi !== '') {
    const path = doi.replace(/^(?:doi:|https?:\/\/(?:dx\.)?doi\.org\/)/iu, '');
    table.defineKey(key, { href: `https://doi.org/${path}`, label, title: label });
  }
}
