import type { Section, Statement } from './report-content';
import { asRecord, asStringOrNull } from './rows';

/*
 * A block that came from a file keeps the bytes it was written in, together with a print of
 * what they said. While the block still says that, its bytes are written back; any edit, here
 * or merged from a copy, makes them void without touching them, and undoing it makes them good
 * again.
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
