import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binClip, moveClip, restoreClip, setNote, setTags } from '@/utils/model/clip-operations';
import { mergeReports, ReportDocument, readReport } from '@/utils/model/report-document';
import { emptyBin, setTitle } from '@/utils/model/report-operations';
import { arrangeReport, type ReportTree, shownIds } from '@/utils/model/report-tree';
import {
  binSection,
  createSection,
  moveSection,
  renameSection,
  restoreSection,
} from '@/utils/model/section-operations';
import {
  binStatement,
  breakStatement,
  createStatement,
  editStatement,
  insertCitation,
  moveStatement,
  removeCitation,
  restoreStatement,
} from '@/utils/model/statement-operations';
import { citationToken } from '@/utils/model/statement-text';
import {
  C1,
  C2,
  C3,
  CITE,
  clip,
  copyOf,
  id,
  REPORT,
  S1,
  S2,
  S3,
  sampleReport,
  T1,
  T2,
  time,
} from './sample-report';

const CLIPS = [clip(C1), clip(C2, S1), clip(C3)];

function treeOf(doc: ReportDocument): ReportTree {
  return arrangeReport(readReport(doc, REPORT), CLIPS);
}

/** Edits two copies independently and merges them in both orders. */
function mergeBothWays(
  first: (doc: ReportDocument) => void,
  second: (doc: ReportDocument) => void,
): ReportDocument {
  const base = sampleReport();
  const [a, b] = [copyOf(base), copyOf(base)];
  first(a);
  second(b);
  const [ab, ba] = [copyOf(a), copyOf(b)];
  mergeReports(ab, b);
  mergeReports(ba, a);
  expect(readReport(ab, REPORT)).toEqual(readReport(ba, REPORT));
  return ab;
}

describe('edits made at once', () => {
  test('of one statement: both texts are in it', () => {
    const merged = mergeBothWays(
      (doc) => editStatement(doc, { id: T2, text: 'In winter seals keep away.' }),
      (doc) => editStatement(doc, { id: T2, text: 'Seals keep away, porpoises do not.' }),
    );
    const text = readReport(merged, REPORT).statements.find(({ id: key }) => key === T2)?.text;
    expect(text).toContain('In winter ');
    expect(text).toContain(', porpoises do not.');
  });

  test('a statement broken in two while its end is edited: each part has its citation and words', () => {
    const merged = mergeBothWays(
      (doc) => {
        const statement = readReport(doc, REPORT).statements.find(({ id: key }) => key === T1)!;
        insertCitation(doc, { id: id(42), statementId: T1, clipId: C2, label: '', offset: 0 });
        const position = { sectionId: S1, before: T1, content: treeOf(doc).sections[0]!.content };
        breakStatement(doc, {
          statement,
          above: { id: id(25), text: `${statement.text.slice(0, -1)}!`, position },
          rest: `It pays back${citationToken(id(42))}.`,
        });
      },
      (doc) => {
        const [{ text } = { text: '' }] = readReport(doc, REPORT).statements;
        editStatement(doc, { id: T1, text: `${text} By 2031.` });
      },
    );
    const items = treeOf(merged).sections[0]!.content.filter((item) => item.kind === 'statement');
    expect(items.map((item) => [item.statement.text, item.citations[0]?.id])).toEqual([
      [`The array cost 61 million euros${citationToken(CITE)}!`, CITE],
      [`It pays back${citationToken(id(42))}. By 2031.`, id(42)],
    ]);
    const homes = readReport(merged, REPORT).citations.map((each) => [each.id, each.statementId]);
    expect(homes).toEqual([
      [CITE, id(25)],
      [id(42), T1],
    ]);
  });

  test('of one note that neither copy had: both are in it', () => {
    const merged = mergeBothWays(
      (doc) => setNote(doc, { clipId: C3, note: 'Ask the port.' }),
      (doc) => setNote(doc, { clipId: C3, note: 'Page 4.' }),
    );
    const note = treeOf(merged).clips.get(C3)?.placement?.note;
    expect(note).toContain('Ask the port.');
    expect(note).toContain('Page 4.');
  });

  test('a move, two tags and a note on a clip that was never changed before: all are kept', () => {
    const merged = mergeBothWays(
      (doc) => {
        moveClip(doc, { clipId: C3, position: { sectionId: S2 } });
        setTags(doc, { clipId: C3, tags: ['cost'] });
      },
      (doc) => {
        setTags(doc, { clipId: C3, tags: ['harbour'] });
        setNote(doc, { clipId: C3, note: 'Both.' });
      },
    );
    expect(treeOf(merged).clips.get(C3)?.placement).toMatchObject({
      sectionId: S2,
      tags: ['cost', 'harbour'],
      note: 'Both.',
    });
  });

  test('two sections moved into each other: one cut, and nothing is lost', () => {
    const merged = mergeBothWays(
      (doc) => void moveSection(doc, { id: S1, parentId: S3, at: time(5) }),
      (doc) => void moveSection(doc, { id: S3, parentId: S1, at: time(6) }),
    );
    const { sections } = treeOf(merged);
    expect(sections.map(({ section }) => section.title)).toEqual(['Wildlife']);
    expect(sections[0]?.children.map(({ section }) => section.title)).toEqual(['Costs']);
    expect([...shownIds(treeOf(merged))].sort()).toEqual([S1, S2, S3, T1, T2, C1, C2, C3].sort());
  });

  test('two items in the same position both stay, and a third fits between them', () => {
    const merged = mergeBothWays(
      (doc) => createStatement(doc, { id: id(23), text: 'A.', position: { sectionId: S2 } }),
      (doc) => createStatement(doc, { id: id(24), text: 'B.', position: { sectionId: S2 } }),
    );
    const content = () => treeOf(merged).sections[0]?.children[0]?.content ?? [];
    const [a, b] = content();
    expect(a?.rank).toBe(b?.rank);
    createStatement(merged, {
      id: id(29),
      text: 'Between.',
      position: { sectionId: S2, before: id(24), content: content() },
    });
    expect(content().map(({ id: key }) => key)).toEqual([id(23), id(29), id(24)]);
  });

  test.each<[string, (doc: ReportDocument) => void, (doc: ReportDocument) => void, string]>([
    [
      'a statement binned and edited',
      (doc) => binStatement(doc, { id: T2, at: time(5) }),
      (doc) => editStatement(doc, { id: T2, text: 'Seals keep far away.' }),
      'Seals keep far away.',
    ],
    [
      'a section binned and a statement written into it',
      (doc) => binSection(doc, { id: S2, at: time(5) }),
      (doc) =>
        createStatement(doc, { id: id(23), text: 'New words.', position: { sectionId: S2 } }),
      'New words.',
    ],
    [
      'a bin emptied and a statement in it edited',
      (doc) => {
        binStatement(doc, { id: T2, at: time(5) });
        emptyBin(doc, { tree: treeOf(doc), at: time(6) });
      },
      (doc) => editStatement(doc, { id: T2, text: 'Seals keep away from noise.' }),
      ' from noise',
    ],
    [
      'a section purged and a statement written into it',
      (doc) => {
        binSection(doc, { id: S3, at: time(5) });
        emptyBin(doc, { tree: treeOf(doc), at: time(6) });
      },
      (doc) =>
        createStatement(doc, { id: id(23), text: 'New words.', position: { sectionId: S3 } }),
      'New words.',
    ],
    [
      'a citation removed and the words around it edited',
      (doc) => removeCitation(doc, { id: CITE }),
      (doc) => {
        const { text } = readReport(doc, REPORT).statements.find(({ id: key }) => key === T1)!;
        editStatement(doc, { id: T1, text: text.replace('cost', 'cost nearly') });
      },
      'cost nearly 61',
    ],
  ])('%s: nothing that was written is lost', (_name, remove, edit, words) => {
    const merged = mergeBothWays(remove, edit);
    const tree = treeOf(merged);
    const texts = readReport(merged, REPORT).statements.map(({ text }) => text);
    expect(texts.some((text) => text.includes(words))).toBe(true);
    // Everything must be somewhere: visible, or in the bin by itself or with its section.
    const binnedSections = new Set(
      tree.bin.flatMap((item) => (item.kind === 'section' ? [item.section.id] : [])),
    );
    const binned = tree.bin.flatMap((item) =>
      item.kind === 'statement' ? [item.statement.id] : [],
    );
    for (const statement of readReport(merged, REPORT).statements) {
      const found =
        shownIds(tree).has(statement.id) ||
        binned.includes(statement.id) ||
        (statement.sectionId !== null && binnedSections.has(statement.sectionId));
      expect(found).toBe(true);
    }
  });
});

describe('merging any edits of three copies', () => {
  const section = fc.constantFrom(S1, S2, S3, id<'section'>(14));
  const parent = fc.constantFrom(null, S1, S2, S3, id<'section'>(14));
  const statement = fc.constantFrom(T1, T2, id<'statement'>(23), id<'statement'>(24));
  const clipId = fc.constantFrom(C1, C2, C3);
  const words = fc.array(fc.constantFrom('seal', 'tide', ' ', '61', '.'), { maxLength: 8 });
  const at = fc.nat(59).map(time);
  type Edit = (doc: ReportDocument) => void;
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.tuple(section, parent, at).map(
      ([key, parentId, when]): Edit =>
        (doc) => {
          createSection(doc, { id: key, parentId, title: `t${key}`, at: when });
        },
    ),
    fc.tuple(section, parent, section, at).map(
      ([key, parentId, before, when]): Edit =>
        (doc) => {
          moveSection(doc, { id: key, parentId, before, at: when });
        },
    ),
    fc.tuple(section, at).map(
      ([key, when]): Edit =>
        (doc) => {
          binSection(doc, { id: key, at: when });
        },
    ),
    fc.tuple(section, at).map(
      ([key, when]): Edit =>
        (doc) => {
          restoreSection(doc, { id: key, at: when });
        },
    ),
    section.map(
      (key): Edit =>
        (doc) =>
          renameSection(doc, { id: key, title: 'renamed' }),
    ),
    fc.tuple(statement, words, section).map(
      ([key, text, sectionId]): Edit =>
        (doc) => {
          createStatement(doc, { id: key, text: text.join(''), position: { sectionId } });
        },
    ),
    fc.tuple(statement, words).map(
      ([key, text]): Edit =>
        (doc) => {
          editStatement(doc, { id: key, text: text.join('') });
        },
    ),
    fc.tuple(statement, section).map(
      ([key, sectionId]): Edit =>
        (doc) => {
          const node = treeOf(doc).sections.find((known) => known.section.id === sectionId);
          const content = node?.content ?? [];
          const before = content[0]?.id ?? null;
          moveStatement(doc, { id: key, position: { sectionId, before, content } });
        },
    ),
    fc.tuple(statement, at).map(
      ([key, when]): Edit =>
        (doc) => {
          binStatement(doc, { id: key, at: when });
        },
    ),
    statement.map(
      (key): Edit =>
        (doc) =>
          restoreStatement(doc, { id: key }),
    ),
    fc.tuple(statement, clipId, fc.nat(40)).map(
      ([key, cited, offset]): Edit =>
        (doc) => {
          const citation = { id: id<'citation'>(45), statementId: key, clipId: cited, label: 'L' };
          insertCitation(doc, { ...citation, offset });
        },
    ),
    fc.constant<Edit>((doc) => removeCitation(doc, { id: CITE })),
    fc.tuple(clipId, section).map(
      ([key, sectionId]): Edit =>
        (doc) => {
          moveClip(doc, { clipId: key, position: { sectionId } });
        },
    ),
    fc.tuple(clipId, words).map(
      ([key, text]): Edit =>
        (doc) => {
          setNote(doc, { clipId: key, note: text.join('') });
        },
    ),
    fc.tuple(clipId, at).map(
      ([key, when]): Edit =>
        (doc) =>
          binClip(doc, { clipId: key, at: when }),
    ),
    clipId.map(
      (key): Edit =>
        (doc) => {
          restoreClip(doc, { clipId: key, filedUnder: clip(key).filedUnder });
        },
    ),
    words.map(
      (text): Edit =>
        (doc) =>
          setTitle(doc, { title: text.join('') }),
    ),
  );
  const edits = fc.array(edit, { maxLength: 6 });

  test('is idempotent, commutative and associative, and always gives a whole tree', () => {
    fc.assert(
      fc.property(edits, edits, edits, (one, two, three) => {
        const base = sampleReport();
        const copies = [one, two, three].map((acts) => {
          const doc = copyOf(base);
          for (const act of acts) act(doc);
          return doc;
        });
        const merged = (order: number[]) => {
          const doc = copyOf(base);
          for (const index of order) mergeReports(doc, copies[index]!);
          return doc;
        };
        const expected = merged([0, 1, 2]);
        const content = readReport(expected, REPORT);
        for (const order of [
          [2, 1, 0],
          [1, 0, 2],
          [0, 0, 1, 2, 1, 0],
        ]) {
          expect(readReport(merged(order), REPORT)).toEqual(content);
        }
        // (one + two) + three = one + (two + three)
        const right = copyOf(copies[1]!);
        mergeReports(right, copies[2]!);
        const left = copyOf(copies[0]!);
        mergeReports(left, right);
        expect(readReport(left, REPORT)).toEqual(content);

        const tree = treeOf(expected);
        const shown = shownIds(tree);
        for (const { id: key, binnedAt } of content.sections) {
          if (binnedAt === null && tree.bin.every(({ kind }) => kind !== 'section')) {
            expect(shown.has(key)).toBe(true);
          }
        }
        expect(tree.clips.size).toBe(CLIPS.length);
      }),
      { numRuns: 150 },
    );
  });
});

test('copies that never met merge like any others', () => {
  const [a, b] = [new ReportDocument(), new ReportDocument()];
  setTitle(a, { title: 'A' });
  setTitle(b, { title: 'B' });
  createSection(a, { id: S1, parentId: null, title: 'From a', at: time(1) });
  createSection(b, { id: S2, parentId: null, title: 'From b', at: time(1) });
  const [ab, ba] = [copyOf(a), copyOf(b)];
  mergeReports(ab, b);
  mergeReports(ba, a);
  expect(readReport(ab, REPORT)).toEqual(readReport(ba, REPORT));
  expect(readReport(ab, REPORT).sections.map(({ title }) => title)).toEqual(['From a', 'From b']);
});
