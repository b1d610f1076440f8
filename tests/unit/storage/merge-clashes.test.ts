import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { declinedAll, declinedAtFirst } from '@/components/merge/declined';
import { wordsOf } from '@/utils/model/clashes';
import { setNote } from '@/utils/model/clip-operations';
import type { ReportChanges } from '@/utils/model/merge-plan';
import { statementsToReadAgain } from '@/utils/model/read-again';
import {
  encodeReport,
  loadReportDocument,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { setLanguage, setTitle } from '@/utils/model/report-operations';
import { createSection, renameSection } from '@/utils/model/section-operations';
import {
  createStatement,
  editStatement,
  insertCitation,
  removeCitation,
} from '@/utils/model/statement-operations';
import { asAuthor } from '@/utils/model/yjs-internals';
import type { Library } from '@/utils/storage/library';
import { captureOf, id, must, newLibrary, REPORT, restoreFile, time } from './sample-evidence';
import { backupHeader, bundleHeader, writtenFile } from './written-file';

/*
 * Two people changed the same words, each in their own copy. Yjs would join the letters of both, so
 * the merge asks which wording to take, whole.
 */

const CLAIM = id<'statement'>(21);
const CLIP = id<'clip'>(2_001);

/** A report with one statement, and the copy that a colleague has of it. */
async function shared(text: string, prepare: (doc: ReportDocument) => void = () => undefined) {
  const { library } = await newLibrary();
  must(await library.saveCapture(await captureOf(1)));
  must(
    await library.editReport(REPORT, (doc) => {
      createSection(doc, { id: id(11), parentId: null, title: 'Taxes', at: time(1) });
      createStatement(doc, { id: CLAIM, text, position: { sectionId: id(11) } });
      setNote(doc, { clipId: CLIP, note: text });
      prepare(doc);
    }),
  );
  return { library, theirs: await documentOf(library) };
}

async function documentOf(library: Library): Promise<ReportDocument> {
  return loadReportDocument(must(await library.loadReportUpdates(REPORT)));
}

async function fileOf(doc: ReportDocument, kind: 'bundle' | 'backup' = 'bundle') {
  const records = encodeReport(doc).map((each) => ({
    store: 'reportUpdates' as const,
    record: { ...each, reportId: REPORT, at: time(50), update: new Uint8Array(each.update) },
  }));
  const header = kind === 'backup' ? backupHeader() : { ...bundleHeader(), absent: [CLIP] };
  return writtenFile(header, records);
}

const TICKS = {
  everything: () => ({}),
  'as at first': declinedAtFirst,
  nothing: declinedAll,
};

/** Opens a file, and returns what it would change. */
async function open(
  library: Library,
  file: Uint8Array<ArrayBuffer>,
  ticked: keyof typeof TICKS,
  kind: 'bundle' | 'backup' = 'bundle',
) {
  const reports: ReportChanges[] = [];
  const done = must(
    await restoreFile(library, file, kind, (plan) => {
      reports.push(...plan.reports);
      return { seen: plan.seen, declined: TICKS[ticked](plan) };
    }),
  );
  return { kinds: reports[0]?.kinds ?? [], done };
}

const rewrite = (text: string) => (doc: ReportDocument) => editStatement(doc, { id: CLAIM, text });

function textIn(doc: ReportDocument): string {
  return readReport(doc, REPORT).statements.find((each) => each.id === CLAIM)?.text ?? '';
}

async function textOf(library: Library): Promise<string> {
  return textIn(await documentOf(library));
}

const FIGURE = ['s’élève à 19,7 %', 's’élève à 20,1 %', 's’élève à 18,3 %'] as const;
const OPENING = [
  'Toutefois, Les prélèvements baissent.',
  'En bref : Les prélèvements baissent.',
  'Selon les chiffres officiels, Les prélèvements baissent.',
] as const;
const PARTS_OF_A_FIGURE = [
  'It rose by 19.7 per cent.',
  'It rose by 20.7 per cent.',
  'It rose by 19.5 per cent.',
] as const;
const GROUPS_OF_A_FIGURE = [
  'It cost 1 234 567 euros.',
  'It cost 2 234 567 euros.',
  'It cost 1 234 568 euros.',
] as const;
const FIGURE_AND_UNIT = [
  'It cost 61 million.',
  'It cost 65 million.',
  'It cost 61 billion.',
] as const;
const INSIDE_DELETED = ['The river rose fast.', 'The river.', 'The river rose very fast.'] as const;

const CLASHES = [FIGURE, OPENING, PARTS_OF_A_FIGURE, GROUPS_OF_A_FIGURE, FIGURE_AND_UNIT];
const BOTH_WAYS = [...CLASHES, INSIDE_DELETED].flatMap(([base, one, two]) => [
  [base, one, two] as const,
  [base, two, one] as const,
]);

describe.each(BOTH_WAYS)('of “%s”, “%s” here and “%s” in the file', (base, mine, theirs) => {
  const clashing = async () => {
    const copies = await shared(base);
    must(await copies.library.editReport(REPORT, rewrite(mine)));
    rewrite(theirs)(copies.theirs);
    return { library: copies.library, file: await fileOf(copies.theirs) };
  };
  const asked = [
    {
      kind: 'clashes',
      count: 1,
      items: [{ about: 'statement', name: '', before: mine, after: theirs, isWhole: true }],
    },
  ];

  test('the merge shows both wordings whole and keeps yours without a tick', async () => {
    const { library, file } = await clashing();
    const { kinds, done } = await open(library, file, 'as at first');
    expect(kinds).toEqual(asked);
    expect(await textOf(library)).toBe(mine);
    expect(done.readAgain).toBe(0);
    // The next opening of the file offers its wording again.
    expect((await open(library, file, 'as at first')).kinds).toEqual(asked);
    expect(await textOf(library)).toBe(mine);
    expect((await open(library, file, 'everything')).kinds).toEqual(asked);
    expect(await textOf(library)).toBe(theirs);
    expect((await open(library, file, 'everything')).kinds).toEqual([]);
    library.close();
  });

  test('a tick takes the file’s wording, and undoing the merge brings yours back', async () => {
    const { library, file } = await clashing();
    expect((await open(library, file, 'everything')).kinds).toEqual(asked);
    expect(await textOf(library)).toBe(theirs);
    expect(statementsToReadAgain(await documentOf(library)).size).toBe(0);
    must(await library.undoMerge(REPORT));
    expect(await textOf(library)).toBe(mine);
    must(await library.redoMerge(REPORT));
    expect(await textOf(library)).toBe(theirs);
    must(await library.undoMerge(REPORT));
    expect((await open(library, file, 'as at first')).kinds).toEqual(asked);
    expect(await textOf(library)).toBe(mine);
    library.close();
  });
});

test('restoring a backup asks about words that both sides changed', async () => {
  const { library, theirs } = await shared(FIGURE[0]);
  must(await library.editReport(REPORT, rewrite(FIGURE[1])));
  rewrite(FIGURE[2])(theirs);
  const { kinds } = await open(library, await fileOf(theirs, 'backup'), 'as at first', 'backup');
  expect(kinds).toMatchObject([{ kind: 'clashes', items: [{ before: FIGURE[1] }] }]);
  expect(await textOf(library)).toBe(FIGURE[1]);
  library.close();
});

test('the merge asks about a note that both sides changed', async () => {
  const { library, theirs } = await shared(FIGURE[0]);
  const noteOf = async () => must(await library.loadReport(REPORT)).placements[0]?.note;
  must(await library.editReport(REPORT, (doc) => setNote(doc, { clipId: CLIP, note: FIGURE[1] })));
  setNote(theirs, { clipId: CLIP, note: FIGURE[2] });
  const file = await fileOf(theirs);
  const { kinds } = await open(library, file, 'as at first');
  const item = { about: 'note', before: FIGURE[1], after: FIGURE[2], isWhole: true };
  expect(kinds).toMatchObject([{ kind: 'clashes', count: 1, items: [item] }]);
  expect(await noteOf()).toBe(FIGURE[1]);
  await open(library, file, 'everything');
  expect(await noteOf()).toBe(FIGURE[2]);
  library.close();
});

test('different words of one statement are joined, ticked, and marked to be read', async () => {
  const { library, theirs } = await shared('Seals keep away.');
  must(await library.editReport(REPORT, rewrite('Most seals keep away.')));
  rewrite('Seals keep away in May.')(theirs);
  const { kinds } = await open(library, await fileOf(theirs), 'as at first');
  expect(kinds).toMatchObject([{ kind: 'words', count: 1 }]);
  expect(await textOf(library)).toBe('Most seals keep away in May.');
  expect(statementsToReadAgain(await documentOf(library))).toEqual(new Set([CLAIM]));
  library.close();
});

describe('the citations of a text that both changed', () => {
  const MINE = id<'citation'>(42);
  const THEIRS = id<'citation'>(43);
  const SHARED = id<'citation'>(41);
  const cite = (doc: ReportDocument, citation: typeof MINE, label: string) =>
    insertCitation(doc, { id: citation, statementId: CLAIM, clipId: CLIP, label, offset: 2 });
  const citing = async () => {
    const copies = await shared(FIGURE[0], (doc) => cite(doc, SHARED, 'shared'));
    const change = (figure: string, citation: typeof MINE) => (doc: ReportDocument) => {
      editStatement(doc, { id: CLAIM, text: textIn(doc).replace('19,7', figure) });
      cite(doc, citation, figure);
    };
    must(await copies.library.editReport(REPORT, change('20,1', MINE)));
    change('18,3', THEIRS)(copies.theirs);
    return copies;
  };
  const citedIn = (doc: ReportDocument) => {
    const text = textIn(doc);
    return readReport(doc, REPORT)
      .citations.filter((each) => text.includes(each.id))
      .map(({ label }) => label)
      .sort();
  };

  test('the kept wording of a text keeps its own citations', async () => {
    const { library, theirs } = await citing();
    removeCitation(theirs, { id: SHARED });
    const mine = await textOf(library);
    const file = await fileOf(theirs);
    await open(library, file, 'as at first');
    expect(await textOf(library)).toBe(mine);
    expect(citedIn(await documentOf(library))).toEqual(['20,1', 'shared']);
    await open(library, file, 'everything');
    expect(await textOf(library)).toBe(textIn(theirs));
    expect(citedIn(await documentOf(library))).toEqual(['18,3']);
    must(await library.undoMerge(REPORT));
    expect(await textOf(library)).toBe(mine);
    expect(citedIn(await documentOf(library))).toEqual(['20,1', 'shared']);
    library.close();
  });

  test('a citation that was deleted here comes back with the file’s wording', async () => {
    const { library, theirs } = await citing();
    must(await library.editReport(REPORT, (doc) => removeCitation(doc, { id: SHARED })));
    const mine = await textOf(library);
    const file = await fileOf(theirs);
    await open(library, file, 'everything');
    expect(await textOf(library)).toBe(textIn(theirs));
    expect(citedIn(await documentOf(library))).toEqual(['18,3', 'shared']);
    must(await library.undoMerge(REPORT));
    expect(await textOf(library)).toBe(mine);
    expect(citedIn(await documentOf(library))).toEqual(['20,1']);
    library.close();
  });
});

test('the file’s wording is offered whole again after its author wrote on', async () => {
  const { library, theirs } = await shared(FIGURE[0]);
  must(await library.editReport(REPORT, rewrite(FIGURE[1])));
  rewrite(FIGURE[2])(theirs);
  await open(library, await fileOf(theirs), 'as at first');
  rewrite(`${FIGURE[2]}, dit-on.`)(theirs);
  const { kinds } = await open(library, await fileOf(theirs), 'as at first');
  const item = { before: FIGURE[1], after: `${FIGURE[2]}, dit-on.` };
  expect(kinds).toMatchObject([{ kind: 'clashes', count: 1, items: [item] }]);
  expect(await textOf(library)).toBe(FIGURE[1]);
  library.close();
});

describe.each([
  ['title', (doc: ReportDocument, title: string) => setTitle(doc, { title })],
  ['heading', (doc: ReportDocument, title: string) => renameSection(doc, { id: id(11), title })],
  ['form', (doc: ReportDocument, language: string) => setLanguage(doc, { language })],
] as const)('a %s that both changed', (about, change) => {
  const [mine, theirs] = about === 'form' ? ['fr', 'de'] : ['Taxes since 2020', 'Taxes and fees'];
  const valueIn = (doc: ReportDocument) => {
    const { title, language, sections } = readReport(doc, REPORT);
    return about === 'form' ? language : about === 'title' ? title : sections[0]?.title;
  };
  const storedIn = async (library: Library) => valueIn(await documentOf(library));
  /** Yjs keeps the value of the author with the larger id. */
  const clashing = async (author: number) => {
    const copies = await shared('It rose.');
    must(await copies.library.editReport(REPORT, (doc) => change(doc, mine)));
    asAuthor(copies.theirs, author, () => change(copies.theirs, theirs));
    return { ...copies, file: await fileOf(copies.theirs) };
  };
  const asked = [
    { kind: 'clashes', count: 1, items: [{ about, before: mine, after: theirs, isWhole: true }] },
  ];

  test.each([
    ['yours', 1],
    ['the file’s', 2 ** 32 - 1],
  ])('is shown in both wordings, where Yjs keeps %s', async (_whose, author) => {
    const { library, file } = await clashing(author);
    expect((await open(library, file, 'as at first')).kinds).toMatchObject(asked);
    expect(await storedIn(library)).toBe(mine);
    expect((await open(library, file, 'as at first')).kinds).toMatchObject(asked);
    expect((await open(library, file, 'everything')).kinds).toMatchObject(asked);
    expect(await storedIn(library)).toBe(theirs);
    expect((await open(library, file, 'everything')).kinds).toEqual([]);
    must(await library.undoMerge(REPORT));
    expect(await storedIn(library)).toBe(mine);
    expect((await open(library, file, 'as at first')).kinds).toMatchObject(asked);
    must(await library.editReport(REPORT, (doc) => change(doc, 'Once more')));
    expect((await open(library, file, 'as at first')).kinds).toEqual([]);
    library.close();
  });

  test('nothing is asked if one side already knew the other title, or if both titles are equal', async () => {
    const { library, theirs: copy } = await shared('It rose.');
    must(await library.editReport(REPORT, (doc) => change(doc, mine)));
    change(copy, mine);
    expect((await open(library, await fileOf(copy), 'as at first')).kinds).toEqual([]);
    const later = await documentOf(library);
    change(later, theirs);
    const { kinds } = await open(library, await fileOf(later), 'as at first');
    expect(kinds).toMatchObject([{ kind: 'words', count: 1 }]);
    expect(await storedIn(library)).toBe(theirs);
    library.close();
  });
});

const words = fc
  .array(fc.constantFrom('seal', 'seals', 'tide', ' ', ' ', '61', '16', ',', '5 ', 'not', '.'), {
    minLength: 1,
    maxLength: 9,
  })
  .map((parts) => parts.join(''));

test('no merged statement has a word that neither side has', async () => {
  await fc.assert(
    fc.asyncProperty(words, words, words, fc.boolean(), async (base, mine, other, all) => {
      const { library, theirs } = await shared(base);
      must(await library.editReport(REPORT, rewrite(mine)));
      rewrite(other)(theirs);
      await open(library, await fileOf(theirs), all ? 'everything' : 'as at first');
      const known = new Set([...wordsOf(mine), ...wordsOf(other)]);
      const text = await textOf(library);
      expect([...wordsOf(text)].filter((word) => !known.has(word))).toEqual([]);
      library.close();
    }),
    { numRuns: 60 },
  );
});

test('a file that claims to delete a billion letters is read quickly', async () => {
  const { library, theirs } = await shared('Seals stay near ice');
  must(await library.editReport(REPORT, rewrite('Seals often stay near ice')));
  rewrite('Seals stay near thin ice')(theirs);
  const text = theirs.getText(`statement/${CLAIM}`);
  theirs.transact((transaction) => {
    const { clientID, store } = theirs;
    const at = Y.createID(clientID, Y.getState(store, clientID));
    const content = new Y.ContentDeleted(1_000_000_000);
    new Y.Item(at, null, null, text._start, text._start?.id ?? null, text, null, content).integrate(
      transaction,
      0,
    );
  });
  const { kinds } = await open(library, await fileOf(theirs), 'as at first');
  expect(kinds).toMatchObject([{ kind: 'words', count: 1 }]);
  expect(await textOf(library)).toBe('Seals often stay near thin ice');
  library.close();
});
