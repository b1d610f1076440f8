import { readFileSync } from 'node:fs';
import { checkClaim } from '@/utils/claim/check-claim';
import type { Claim, Hint, HintKind, Passage } from '@/utils/claim/claim';
import { type ClipId, newId, type StatementId } from '@/utils/model/ids';

/** One row of tests/fixtures/claims. Its README describes the columns. */
export interface Labelled {
  readonly file: string;
  readonly row: number;
  readonly heldOut: boolean;
  readonly language: string;
  readonly claim: string;
  readonly passages: readonly Passage[];
  readonly hints: readonly {
    readonly kind: string;
    readonly words: string;
    readonly page: boolean;
  }[];
}

const FOLDER = new URL('../../fixtures/claims/', import.meta.url);

export function readLabelled(file: string): Labelled[] {
  const rows = readFileSync(new URL(`${file}.md`, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .filter((line) => !line.startsWith('|---'));
  return rows.map((line, row) => {
    const [lang = '', claim = '', passages = '', hints = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [language = '', pageLanguage = language] = lang.split('>');
    return {
      file,
      row: row + 1,
      heldOut: row % 3 === 2,
      language,
      claim,
      passages: passages.split(' // ').map((cell): Passage => {
        const [quote = '', more] = cell.split(' ## ');
        return {
          clipId: newId<'clip'>() as ClipId,
          quote,
          pageText: more === undefined ? null : `${quote} ${more}`,
          verdict: 'verbatim',
          language: pageLanguage,
        };
      }),
      hints: hints
        .split(' ; ')
        .filter((hint) => hint !== '')
        .map((hint) => {
          const [, kind = '', words = '', page] =
            /^([a-z-]+): (.*?)( \(page\))?$/u.exec(hint) ?? [];
          return { kind, words, page: page !== undefined };
        }),
    };
  });
}

export function asClaim(text: string): Claim {
  const range = { start: 0, end: text.length };
  return {
    key: 'key',
    statementId: newId<'statement'>() as StatementId,
    sectionId: null,
    text,
    ...range,
    sentence: range,
    citationIds: [],
    isQuoted: false,
  };
}

export interface Tally {
  right: number;
  wrong: number;
  missed: number;
}

export interface Scored {
  readonly byKind: Map<HintKind | string, Tally>;
  readonly faults: string[];
}

/** A hint is correct if it shares words with a label of its kind. */
export function score(cases: readonly Labelled[]): Scored {
  const byKind = new Map<string, Tally>();
  const faults: string[] = [];
  const tallyOf = (kind: string): Tally => {
    const known = byKind.get(kind) ?? { right: 0, wrong: 0, missed: 0 };
    byKind.set(kind, known);
    return known;
  };
  for (const { file, row, language, claim, passages, hints } of cases) {
    const open = [...hints];
    for (const hint of checkClaim(asClaim(claim), passages, { language })) {
      const at = open.findIndex((label) => meets(claim, hint, label));
      if (at >= 0) {
        open.splice(at, 1);
        tallyOf(hint.kind).right += 1;
      } else {
        tallyOf(hint.kind).wrong += 1;
        faults.push(
          `${file} ${row}: false ${hint.kind} "${hint.words}" in: ${claim} <= ${passages.map(({ quote }) => quote).join(' // ')}`,
        );
      }
    }
    for (const label of open) {
      tallyOf(label.kind).missed += 1;
      faults.push(
        `${file} ${row}: missed ${label.kind} "${label.words}" in: ${claim} <= ${passages.map(({ quote }) => quote).join(' // ')}`,
      );
    }
  }
  return { byKind, faults };
}

function meets(claim: string, hint: Hint, label: Labelled['hints'][number]): boolean {
  const start = claim.indexOf(label.words);
  if (start < 0) throw new Error(`The label "${label.words}" is not in: ${claim}`);
  return (
    hint.kind === label.kind &&
    (hint.found === 'page-only') === (label.page || label.kind === 'quotation-elsewhere') &&
    hint.start < start + label.words.length &&
    hint.end > start
  );
}

/** Returns the precision and recall of several kinds together. 1 if there was nothing to find. */
export function rates(
  byKind: ReadonlyMap<string, Tally>,
  kinds: readonly string[],
): { precision: number; recall: number; labels: number } {
  const sum = { right: 0, wrong: 0, missed: 0 };
  for (const kind of kinds) {
    const tally = byKind.get(kind);
    sum.right += tally?.right ?? 0;
    sum.wrong += tally?.wrong ?? 0;
    sum.missed += tally?.missed ?? 0;
  }
  const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
  return {
    precision: share(sum.right, sum.right + sum.wrong),
    recall: share(sum.right, sum.right + sum.missed),
    labels: sum.right + sum.missed,
  };
}
