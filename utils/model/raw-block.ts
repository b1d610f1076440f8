import type { Section, Statement } from './report-content';
import { asRecord, asStringOrNull } from './rows';

/*
 * A block from a file keeps its original bytes with a print (a hash) of the content. While the
 * content has the same print, the bytes are written back. An edit, here or merged, makes the bytes
 * invalid without changing them, and undoing the edit makes them valid again.
 */

export interface RawBlock {
  readonly bytes: string;
  readonly print: string;
}

export function rawSection(section: Pick<Section, 'title' | 'level'>, bytes: string): RawBlock {
  return { bytes, print: sectionPrint(section) };
}

export function rawStatement(
  statement: Pick<Statement, 'kind' | 'marker' | 'depth' | 'text'>,
  bytes: string,
): RawBlock {
  return { bytes, print: statementPrint(statement) };
}

export function readRaw(value: unknown, print: string): string | null {
  const block = asRecord(value);
  return block['print'] === print ? asStringOrNull(block['bytes']) : null;
}

export function sectionPrint({ title, level }: Pick<Section, 'title' | 'level'>): string {
  return hash(`${level}\n${title}`);
}

export function statementPrint(
  statement: Pick<Statement, 'kind' | 'marker' | 'depth' | 'text'>,
): string {
  const { kind, marker, depth, text } = statement;
  return hash(`${kind}\n${depth}\n${marker}\n${text}`);
}

/**
 * Returns 64 bits of two FNV-1a sums over UTF-16 units, and the length. The result shows whether a
 * text was edited after it was read. Anybody can forge it, so an export compares the bytes
 * themselves (docs/adr/0038).
 */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x2f0b4a27;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 15);
  }
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}.${text.length.toString(36)}`;
}
