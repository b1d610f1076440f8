import type { ReportContent } from '@/utils/model/report-content';
import { quotedYaml } from '@/utils/model/yaml-field';
import type { BookEntry } from './citation-book';
import { sourceUrl } from './citation-target';
import { writableUrl } from './markup/writable-url';
import { writableLine } from './write-nodes';

function quoted(words: string): string {
  return quotedYaml(writableLine(words));
}

function list(name: string, values: readonly string[]): string[] {
  return values.length === 0 ? [] : [`${name}:`, ...values.map((value) => `  - ${quoted(value)}`)];
}

/**
 * Returns a report's front matter for Obsidian: title, date (ISO 8601 in YAML's own form),
 * language, the tags of its clips, the cited pages. Ends with an empty line.
 * https://help.obsidian.md/properties
 */
export function writeFrontMatter(
  content: ReportContent,
  entries: readonly BookEntry[],
  date: string | undefined,
): string {
  const day = /^\d{4}-\d{2}-\d{2}/u.exec(date ?? '')?.[0];
  const cited = new Set(entries.map(({ clipId }) => clipId));
  const tags = content.placements
    .filter(({ clipId }) => cited.has(clipId))
    .flatMap((placement) => placement.tags.map((tag) => tag.trim().replace(/\s+/gu, '-')));
  const pages = entries.map(({ source, target }) =>
    source === null ? writableUrl(target.url ?? '') : sourceUrl(source, null),
  );
  return [
    '---',
    `title: ${quoted(content.title)}`,
    ...(day === undefined ? [] : [`date: ${day}`]),
    `lang: ${quoted(content.language)}`,
    ...list('tags', [...new Set(tags.filter((tag) => tag !== ''))].sort()),
    ...list('sources', [...new Set(pages.filter((page) => page !== null))]),
    '---',
    '\n',
  ].join('\n');
}

/** Returns whether a file has front matter of its own. */
export function hasFrontMatter(preamble: string): boolean {
  return /^\uFEFF?---[ \t]*\r?\n/u.test(preamble);
}
