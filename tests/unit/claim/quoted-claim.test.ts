import { expect, test } from 'vitest';
import { deriveClaims } from '@/utils/claim/derive-claims';
import { quotedClaim } from '@/utils/claim/quoted-claim';
import type { Citation, Statement } from '@/utils/model/report-content';
import { serializeStatementText } from '@/utils/model/statement-text';
import { id } from './../review/review-fixture';

/** Returns the quoted claims of a text; `^` stands for a citation. */
function quotedIn(text: string, kind: Statement['kind'] = 'paragraph') {
  const parts = text.split('^');
  const citations = parts.slice(1).map(
    (_, at): Citation => ({
      ...{ id: id<'citation'>(at + 1), statementId: id<'statement'>(1), clipId: id<'clip'>(1) },
      ...{ label: '', href: null, style: 'numbered', raw: null },
    }),
  );
  const statement: Statement = {
    ...{ id: id<'statement'>(1), sectionId: null, rank: 'a', kind, marker: '', depth: 0 },
    text: serializeStatementText(
      parts.flatMap((part, at) => [
        ...citations.slice(at - 1, at).map((each) => ({
          ...{ type: 'citation' as const, citationId: each.id },
        })),
        { type: 'text' as const, text: part },
      ]),
    ),
    ...{ raw: null, gapBefore: '', binnedAt: null },
  };
  const derived = deriveClaims(statement, citations, 'fr');
  return derived.claims.map((claim) => {
    const { words, rest } = quotedClaim(claim, derived);
    return [words, rest];
  });
}

test('what a sentence says behind the citation follows the claim', () => {
  expect(
    quotedIn('La ville a perdu « 42 million euros in fares » ^ et le trafic a baissé de 3 %. Fin.'),
  ).toEqual([['La ville a perdu « 42 million euros in fares »', 'et le trafic a baissé de 3 %.']]);
  expect(quotedIn('It rose ^, p. 2, and fell ^. It stayed.')).toEqual([
    ['It rose', 'p. 2, and fell.'],
    ['p. 2, and fell', ''],
  ]);
});

test('the end of a sentence and a mark without a link are no rest', () => {
  for (const text of ['It rose ^.', 'It rose. ^ It fell.', 'It rose ^ [4].', 'It rose ^ [^b].']) {
    expect(quotedIn(text), text).toEqual([[expect.stringMatching(/^It rose\.?$/u), '']]);
  }
});

test('brackets and quotation marks that close behind the citation are closed', () => {
  expect(quotedIn('Le réseau compte 18 lignes (Transport Info, bilan de huit ans ^).')).toEqual([
    ['Le réseau compte 18 lignes (Transport Info, bilan de huit ans)', ''],
  ]);
  expect(quotedIn('Elle dit (« c’est fini ^ ») et part.')).toEqual([
    ['Elle dit (« c’est fini »)', 'et part.'],
  ]);
  expect(quotedIn('It rose (in May ^, then fell) fast.')).toEqual([
    ['It rose (in May', 'then fell) fast.'],
  ]);
});

test('a row of a table becomes one line with a sign between its cells', () => {
  expect(quotedIn('| a | b | c |\n|---|---|---|\n| x ^ | −3 % | z ^ |', 'table')).toEqual([
    ['x', '−3 % · z'],
    ['−3 % · z', ''],
  ]);
});
