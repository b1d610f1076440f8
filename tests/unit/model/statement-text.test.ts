import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  citationIdsOf,
  citationToken,
  groupCitations,
  parseStatementText,
  type StatementSegment,
  safeOffset,
  serializeStatementText,
} from '@/utils/model/statement-text';
import { id } from './sample-report';

const A = id<'citation'>(1);
const B = id<'citation'>(2);
const text = (value: string): StatementSegment => ({ type: 'text', text: value });
const cite = (citationId: typeof A): StatementSegment => ({ type: 'citation', citationId });

describe('parseStatementText', () => {
  test.each<[string, string, StatementSegment[]]>([
    ['plain text', 'Tides turn.', [text('Tides turn.')]],
    ['nothing', '', []],
    ['a token', `So ${citationToken(A)}.`, [text('So '), cite(A), text('.')]],
    ['two tokens in a row', citationToken(A) + citationToken(B), [cite(A), cite(B)]],
    ['a bracket before a token', `[${citationToken(A)}]`, [text('['), cite(A), text(']')]],
    ['a backslash before a token', `\\${citationToken(A)}`, [text('\\'), cite(A)]],
    ['an escaped token', `[[cite\\:${A}]]`, [text(`[[cite:${A}]]`)]],
    ['a twice escaped token', `[[cite\\\\:${A}]]`, [text(`[[cite\\:${A}]]`)]],
    ['a token with a wrong id', '[[cite:7]] x', [text('[[cite:7]] x')]],
    ['a token cut short', `[[cite:${A}]`, [text(`[[cite:${A}]`)]],
  ])('%s', (_name, written, segments) => {
    expect(parseStatementText(written)).toEqual(segments);
  });

  test('returns what was serialised, however much the text looks like tokens', () => {
    const piece = fc.oneof(
      fc.constantFrom('[[cite', '[[cite:', '\\', ':', `${A}]]`, ']]', '[', '[[cite\\:', ' ', 'é'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const segment = fc.oneof(
      fc.array(piece, { maxLength: 6 }).map((parts) => text(parts.join(''))),
      fc.constantFrom(cite(A), cite(B)),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        expect(parseStatementText(serializeStatementText(segments))).toEqual(merged(segments));
      }),
      { numRuns: 2_000 },
    );
  });

  test('has one spelling for every text that it wrote', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (literal) => {
        const written = serializeStatementText([text(`[[cite${literal}`), cite(A)]);
        expect(serializeStatementText(parseStatementText(written))).toBe(written);
      }),
    );
  });
});

test('names each citation once, in order', () => {
  expect(citationIdsOf(citationToken(B) + citationToken(A) + citationToken(B))).toEqual([B, A]);
});

test.each<[string, StatementSegment[], unknown[]]>([
  [
    'citations with blanks between them are one group',
    [text('x '), cite(A), text(' '), cite(B), text(' y')],
    [text('x '), { type: 'group', citationIds: [A, B], separators: [' '] }, text(' y')],
  ],
  [
    'citations with nothing between them are one group',
    [cite(A), cite(B), cite(A)],
    [{ type: 'group', citationIds: [A, B, A], separators: ['', ''] }],
  ],
  [
    'words part groups',
    [cite(A), text(' and '), cite(B)],
    [
      { type: 'group', citationIds: [A], separators: [] },
      text(' and '),
      { type: 'group', citationIds: [B], separators: [] },
    ],
  ],
  [
    'a blank at the end is text',
    [cite(A), text(' ')],
    [{ type: 'group', citationIds: [A], separators: [] }, text(' ')],
  ],
])('%s', (_name, segments, groups) => {
  expect(groupCitations(segments)).toEqual(groups);
});

test.each<[string, string, number, number]>([
  ['stays between words', 'ab', 1, 1],
  ['leaves a token', `a${citationToken(A)}b`, 5, 1 + citationToken(A).length],
  ['stays at a token’s start', `a${citationToken(A)}`, 1, 1],
  ['leaves a surrogate pair', 'a😀', 2, 3],
  ['comes back from beyond the end', 'ab', 99, 2],
  ['comes back from before the start', 'ab', -4, 0],
  ['takes no number for the start', 'ab', Number.NaN, 0],
])('an offset %s', (_name, written, offset, safe) => {
  expect(safeOffset(written, offset)).toBe(safe);
});

function merged(segments: readonly StatementSegment[]): StatementSegment[] {
  const out: StatementSegment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (segment.type === 'text' && segment.text === '') continue;
    if (segment.type === 'text' && last?.type === 'text') {
      out[out.length - 1] = text(last.text + segment.text);
    } else out.push(segment);
  }
  return out;
}
