import { describe, expect, test } from 'vitest';
import { madePin } from '@/scripts/made-evidence';
import { binClip, moveClip, setNote } from '@/utils/model/clip-operations';
import type { Pin } from '@/utils/model/evidence';
import type { Review } from '@/utils/model/project-reviews';
import { markRead } from '@/utils/model/read-again';
import { type ReportDocument, readReport } from '@/utils/model/report-document';
import { setLanguage, setTitle } from '@/utils/model/report-operations';
import { arrangeReport } from '@/utils/model/report-tree';
import { SIGN_OFF_PARTS, type SignOffPart, type SignOffParts } from '@/utils/model/review-records';
import { binSection, moveSection, renameSection } from '@/utils/model/section-operations';
import {
  binStatement,
  createStatement,
  editStatement,
  insertCitation,
  moveStatement,
} from '@/utils/model/statement-operations';
import { citationToken } from '@/utils/model/statement-text';
import { changedParts, signedContent } from '@/utils/review/content-hash';
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
  S3,
  sampleReport,
  T1,
  T2,
  time,
} from '../model/sample-report';
import { answered, by } from './review-fixture';
import { readReviews, recordReview } from './reviewed-report';

const REVIEW: Review = {
  ...{ id: 'decision', author: 'key', counter: 1, standing: 'own', name: null, doubt: null },
  claimKey: 'c1',
  reviewer: 'Ines',
  citationIds: [id<'citation'>(41)],
  hashes: { claim: 'a', quote: 'b', passage: 'c' },
  decision: 'supported',
  note: '',
  reviewedAt: time(4),
  together: false,
  answers: [],
  earlier: [],
  between: [],
};

function pin(quote: string, start = 'The array'): Pin {
  return madePin({ id: id<'pin'>(71), clipId: C1, madeAt: time(0), quote, directive: { start } });
}

function contentOf(doc: ReportDocument, held: Pin = pin('The array cost 61 million.')) {
  const tree = arrangeReport(readReport(doc, REPORT), [clip(C1, S1), clip(C2, S3)]);
  return signedContent(tree, readReviews(doc), (clipId) => (clipId === C1 ? held : null));
}

const hashOf = (doc: ReportDocument, held?: Pin) => contentOf(doc, held).whole;

function signed(): ReportDocument {
  const doc = sampleReport();
  recordReview(doc, REVIEW);
  return doc;
}

/** Edits, each with the parts of the content that it changes. */
const EDITS: Readonly<
  Record<string, readonly [(doc: ReportDocument) => void, readonly SignOffPart[]]>
> = {
  'a word of a statement': [
    (doc) => editStatement(doc, { id: T2, text: 'Seals come near.' }),
    ['words'],
  ],
  'the title': [(doc) => setTitle(doc, { title: 'Tides' }), ['title']],
  'the language': [(doc) => setLanguage(doc, { language: 'fr' }), ['title']],
  'a heading': [(doc) => renameSection(doc, { id: S1, title: 'Prices' }), ['headings']],
  'the order': [(doc) => moveStatement(doc, { id: T2, position: { sectionId: S1 } }), ['order']],
  'a statement put in the bin': [(doc) => binStatement(doc, { id: T2, at: time(9) }), ['words']],
  'a section put in the bin': [
    (doc) => binSection(doc, { id: S3, at: time(9) }),
    ['headings', 'words', 'citations'],
  ],
  'a clip that stands in the text uncited': [
    (doc) => binClip(doc, { clipId: C2, at: time(9) }),
    ['citations'],
  ],
  'a decision': [(doc) => recordReview(doc, { ...REVIEW, decision: 'partly' }), ['decisions']],
  'a note on a decision': [
    (doc) => recordReview(doc, { ...REVIEW, note: 'Look again.' }),
    ['decisions'],
  ],
  'an answer': [(doc) => recordReview(doc, { ...REVIEW, ...answered('disputed') }), ['answers']],
  'an answer with its reason': [
    (doc) => recordReview(doc, { ...REVIEW, ...answered('disputed', {}, 'It says 68.') }),
    ['answers'],
  ],
  'a second reviewer': [(doc) => recordReview(doc, { ...REVIEW, ...by('Tom') }), ['decisions']],
};

const NO_EDITS: Readonly<Record<string, (doc: ReportDocument) => void>> = {
  'a private note': (doc) => setNote(doc, { clipId: C1, note: 'Ask Tom.' }),
  'a cited clip moved elsewhere': (doc) =>
    moveClip(doc, { clipId: C1, position: { sectionId: S3 } }),
  'a statement that nobody has written in yet': (doc) =>
    createStatement(doc, { id: T3, text: '', position: { sectionId: S1 } }),
  'such a statement outside sections': (doc) =>
    createStatement(doc, { id: T3, text: ' ', position: { sectionId: null } }),
  'having read a statement again': (doc) => markRead(doc, { id: T1 }),
  'comparing the key of its author': (doc) =>
    recordReview(doc, { ...REVIEW, standing: 'unverified' }),
  'giving a name to it': (doc) => recordReview(doc, { ...REVIEW, name: 'Ines Faure' }),
};

const T3 = id<'statement'>(23);
const CITE_3 = id<'citation'>(43);

/** The sample with a second statement behind the first that cites another clip. */
function twoThatCite(): ReportDocument {
  const doc = signed();
  createStatement(doc, { id: T3, text: 'It feeds towns.', position: { sectionId: S1 } });
  insertCitation(doc, { id: CITE_3, statementId: T3, clipId: C3, label: 'Grid', offset: 14 });
  return doc;
}

/** Edits that move something in `twoThatCite`, each with the parts that it changes. */
const MOVES: typeof EDITS = {
  'a statement that cites': [
    (doc) => moveStatement(doc, { id: T1, position: { sectionId: S1 } }),
    ['order'],
  ],
  'a clip in the text': [
    (doc) => moveClip(doc, { clipId: C2, position: { sectionId: S1 } }),
    ['order'],
  ],
  'a section': [
    (doc) => moveSection(doc, { id: S3, parentId: null, before: S1, at: time(9) }),
    ['order'],
  ],
  'a statement, of which a word changed': [
    (doc) => {
      moveStatement(doc, { id: T3, position: { sectionId: S3 } });
      editStatement(doc, { id: T3, text: `It feeds cities${citationToken(CITE_3)}.` });
    },
    ['words'],
  ],
  'the words of two statements, but not their citations': [
    (doc) => {
      editStatement(doc, { id: T1, text: `It feeds towns${citationToken(CITE)}.` });
      editStatement(doc, {
        id: T3,
        text: `The array cost 61 million euros${citationToken(CITE_3)}.`,
      });
    },
    ['words'],
  ],
  'a citation within its statement': [
    (doc) => editStatement(doc, { id: T3, text: `It${citationToken(CITE_3)} feeds towns.` }),
    ['citations'],
  ],
};

/** The parts as an earlier build hashed them: only in the order of the text. */
function inOrderAlone(parts: SignOffParts): SignOffParts {
  const cut = SIGN_OFF_PARTS.map((part) => [part, parts[part].slice(0, 32)]);
  return Object.fromEntries(cut) as SignOffParts;
}

describe('the content of a sign-off', () => {
  test.each(Object.entries(MOVES))('names %s, if that moved', (_name, [edit, parts]) => {
    const doc = twoThatCite();
    const before = contentOf(doc);
    edit(doc);
    const after = contentOf(doc);
    expect(after.whole).not.toBe(before.whole);
    expect(changedParts(before.parts, after.parts)).toEqual(parts);
  });

  test('with a statement added that cites nothing has other words alone', () => {
    const doc = twoThatCite();
    const before = contentOf(doc);
    createStatement(doc, { id: id<'statement'>(24), text: 'Rain.', position: { sectionId: S1 } });
    expect(changedParts(before.parts, contentOf(doc).parts)).toEqual(['words']);
  });

  test('is compared in order with parts that were hashed in order alone', () => {
    const doc = twoThatCite();
    const before = contentOf(doc);
    const old = inOrderAlone(before.parts);
    expect(changedParts(old, before.parts)).toEqual([]);
    setTitle(doc, { title: 'Tides' });
    expect(changedParts(old, contentOf(doc).parts)).toEqual(['title']);
    editStatement(doc, { id: T2, text: 'Seals come near.' });
    expect(changedParts(old, contentOf(doc).parts)).toEqual(['title', 'words']);
  });

  test.each(Object.entries(EDITS))('is another after %s changed', (_name, [edit, parts]) => {
    const doc = signed();
    const before = contentOf(doc);
    edit(doc);
    const after = contentOf(doc);
    expect(after.whole).not.toBe(before.whole);
    expect(changedParts(before.parts, after.parts)).toEqual(parts);
  });

  test.each(Object.entries(NO_EDITS))('is the same after %s', (_name, edit) => {
    const doc = signed();
    const before = contentOf(doc);
    edit(doc);
    expect(contentOf(doc)).toEqual(before);
  });

  test('is another where the cited words or their link are others', () => {
    const doc = signed();
    const { whole, parts } = contentOf(doc);
    const requoted = contentOf(doc, pin('The array cost 68 million.'));
    expect(requoted.whole).not.toBe(whole);
    expect(changedParts(parts, requoted.parts)).toEqual(['quotes']);
    const linked = contentOf(doc, pin('The array cost 61 million.', 'array cost'));
    expect(linked.whole).not.toBe(whole);
    expect(changedParts(parts, linked.parts)).toEqual(['links']);
  });

  test('changes with the reason of an answer', () => {
    const hashes = ['', 'It says 68.', 'Page 7 says 68.'].map((note) => {
      const doc = signed();
      recordReview(doc, { ...REVIEW, ...answered('disputed', {}, note) });
      const { whole, parts } = contentOf(doc);
      return `${whole} ${parts.answers}`;
    });
    expect(new Set(hashes).size).toBe(3);
  });

  test('is a SHA-256, the same in every copy', () => {
    const doc = signed();
    expect(hashOf(doc)).toMatch(/^[0-9a-f]{64}$/);
    const copy = copyOf(doc);
    recordReview(copy, { ...REVIEW, standing: 'known' });
    expect(hashOf(copy)).toBe(hashOf(doc));
  });

  test('is the same again after an edit was undone', () => {
    const doc = signed();
    const before = hashOf(doc);
    setTitle(doc, { title: 'Tides' });
    setTitle(doc, { title: 'Tidal power' });
    expect(hashOf(doc)).toBe(before);
  });
});
