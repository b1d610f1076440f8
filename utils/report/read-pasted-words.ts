import type { Id } from '@/utils/model/ids';
import { escapeStatementText } from '@/utils/model/statement-text';
import type { Damage, ImportedStatement } from '../model/imported-report';
import { findDamage } from './find-damage';
import { guessLanguage } from './read-wording';

export interface PastedWords {
  readonly statement: ImportedStatement;
  readonly damage: readonly Damage[];
}

/**
 * Returns text without citations as the one statement that it stays, without spaces at its ends,
 * and the remains of citation markers in it. Linear.
 */
export function readPastedWords(
  words: string,
  newId: <Kind extends string>() => Id<Kind>,
): PastedWords {
  const raw = words.replace(/\r\n?/gu, '\n').trim();
  const statement: ImportedStatement = {
    id: newId<'statement'>(),
    sectionId: null,
    kind: 'paragraph',
    marker: '',
    depth: 0,
    text: escapeStatementText(raw),
    raw,
    gapBefore: '',
    line: 1,
  };
  const read = { statements: [statement], citations: [], language: guessLanguage(raw) };
  return { statement, damage: findDamage(read, () => newId<'repair'>()) };
}
