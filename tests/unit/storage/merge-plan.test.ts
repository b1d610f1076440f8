import { declinedAtFirst } from '@/components/merge/declined';
import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CHANGE_KINDS, type ChangeKind, USUAL_CHANGES } from '@/utils/model/change-kinds';
import { binClip, moveClip, setNote, setPin, setTags } from '@/utils/model/clip-operations';
import type { Pin } from '@/utils/model/evidence';
import { newId } from '@/utils/model/ids';
import type { MergeChoice, MergePlan } from '@/utils/model/merge-plan';
import { statementsToReadAgain } from '@/utils/model/read-again';
import {
  encodeReport,
  loadReportDocument,
  type ReportDocument,
  readReport,
} from '@/utils/model/report-document';
import { emptyBin, setTitle } from '@/utils/model/report-operations';
import { arrangeReport } from '@/utils/model/report-tree';
import type { ReviewAnswer, ReviewDecision } from '@/utils/model/review-records';
import {
  binSection,
  createSection,
  moveSection,
  renameSection,
} from '@/utils/model/section-operations';
import {
  binStatement,
  changeCitation,
  citeInstead,
  createStatement,
  editStatement,
  insertCitation,
  removeCitation,
  setStatementForm,
} from '@/utils/model/statement-operations';
import type { FileRecord } from '@/utils/storage/backup-format';
import type { Library } from '@/utils/storage/library';
import { makeSigningKey, signReview } from '@/utils/storage/review-signatures';
import {
  attachmentOf,
  captureOf,
  clipOf,
  dump,
  id,
  must,
  newLibrary,
  OTHER,
  pinOf,
  REPORT,
  restoreFile,
  time,
} from './sample-evidence';
import { CLAIM, decide, decisionOf } from './sample-reviews';
import { backupHeader, bundleHeader, writtenFile } from './written-file';

/* A merge lists by kind the existing records that a file would change, and asks before a change. */

const LATER = '2031-01-01T00:00:00.000Z';

/** A report with two sections, three clips and two statements. One statement cites a clip. */
async function filled() {
  const { library, name } = await newLibrary();
  must(await library.createReport({ id: OTHER, title: 'Private', language: 'en' }));
  for (const n of [1, 2, 3]) must(await library.saveCapture(await captureOf(n)));
  must(await library.addAttachment(attachmentOf(1)));
  must(
    await library.editReport(REPORT, (doc) => {
      createSection(doc, { id: id(11), parentId: null, title: 'Costs', at: time(1) });
      createSection(doc, { id: id(12), parentId: null, title: 'Wildlife', at: time(1) });
      const inCosts = { sectionId: id<'section'>(11) };
      createStatement(doc, { id: id(21), text: 'It cost 61 million.', position: inCosts });
      createStatement(doc, { id: id(22), text: 'Seals keep away.', position: inCosts });
      const citation = { id: id<'citation'>(41), statementId: id<'statement'>(21) };
      insertCitation(doc, { ...citation, clipId: id(2_001), label: 'Page 1', offset: 18 });
      setNote(doc, { clipId: id(2_002), note: 'Ask the author.' });
      setTags(doc, { clipId: id(2_002), tags: ['cost'] });
      binStatement(doc, { id: id(22), at: time(2) });
    }),
  );
  return { library, name };
}

/** The report's documents of the library, with the edits of another person. */
async function documentOf(
  library: Library,
  edit: (doc: ReportDocument) => void = () => undefined,
): Promise<FileRecord[]> {
  const doc = loadReportDocument(must(await library.loadReportUpdates(REPORT)));
  doc.transact(() => edit(doc));
  return recordsOf(doc);
}

function recordsOf(doc: ReportDocument): FileRecord[] {
  return encodeReport(doc).map((each) => ({
    store: 'reportUpdates',
    record: { ...each, reportId: REPORT, at: time(50), update: new Uint8Array(each.update) },
  }));
}

async function clipRecords(n: number): Promise<FileRecord[]> {
  const { source, clip, pin } = await captureOf(n);
  return [
    { store: 'sources', record: source },
    { store: 'clips', record: clip },
    { store: 'pins', record: pin },
  ];
}

const purge = (...ids: string[]): FileRecord[] =>
  ids.map((each) => ({ store: 'purged', record: { id: each, at: time(9) } }));

const forgedPin: Pin = { ...pinOf(1, 'words that nobody wrote'), id: id(4_901), madeAt: LATER };

const DECLINE_ALL: ChangeKind[] = [...CHANGE_KINDS];
const UNUSUAL = CHANGE_KINDS.filter((kind) => !USUAL_CHANGES.includes(kind));

const declining =
  (kinds: ChangeKind[], reports = [REPORT, OTHER]) =>
  ({ seen }: MergePlan): MergeChoice => ({
    seen,
    declined: Object.fromEntries(reports.map((each) => [each, kinds])),
  });

interface Attack {
  readonly kind: ChangeKind;
  readonly about: string;
  readonly records?: () => Promise<FileRecord[]>;
  readonly edit?: (doc: ReportDocument) => void;
  readonly words: readonly (string | null)[];
}

const at = time(9);
const ATTACKS: Record<string, Attack> = {
  'another quote of a clip': {
    kind: 'quotes',
    about: 'quote',
    records: async () => [...(await clipRecords(1)), { store: 'pins', record: forgedPin }],
    edit: (doc) => setPin(doc, { clipId: id(2_001), pinId: forgedPin.id }),
    words: ['quote number 1', 'words that nobody wrote'],
  },
  'another title of its page, with the same quote': {
    kind: 'quotes',
    about: 'quote',
    records: async () => [
      ...(await clipRecords(1)),
      { store: 'pins', record: { ...pinOf(1), id: forgedPin.id, title: 'A title nobody gave' } },
    ],
    edit: (doc) => setPin(doc, { clipId: id(2_001), pinId: forgedPin.id }),
    words: ['A title nobody gave'],
  },
  'a clip destroyed': {
    kind: 'destroyed',
    about: 'clip',
    records: async () => purge(id(2_001)),
    words: ['quote number 1'],
  },
  'other words of a statement': {
    kind: 'words',
    about: 'statement',
    edit: (doc) => editStatement(doc, { id: id(22), text: 'Seals do not keep away.' }),
    words: ['Seals keep away.', 'Seals do not keep away.'],
  },
  'a citation taken out of a statement': {
    kind: 'words',
    about: 'statement',
    edit: (doc) => removeCitation(doc, { id: id(41) }),
    words: ['It cost 61 million[…].', 'It cost 61 million.'],
  },
  'a citation put into a statement': {
    kind: 'words',
    about: 'statement',
    edit: (doc) =>
      insertCitation(doc, {
        id: id(42),
        statementId: id(21),
        clipId: id(2_003),
        label: 'P',
        offset: 0,
      }),
    words: ['It cost 61 million[…].', '[…]It cost 61 million[…].'],
  },
  'a citation in the place of another': {
    kind: 'words',
    about: 'statement',
    edit: (doc) => {
      removeCitation(doc, { id: id(41) });
      const citation = { id: id<'citation'>(42), statementId: id<'statement'>(21) };
      insertCitation(doc, { ...citation, clipId: id(2_003), label: 'P', offset: 18 });
    },
    words: ['It cost 61 million[quote number 1].', 'It cost 61 million[quote number 3].'],
  },
  'a citation on words in the place of another': {
    kind: 'words',
    about: 'statement',
    edit: (doc) => {
      removeCitation(doc, { id: id(41) });
      const citation = { id: id<'citation'>(42), statementId: id<'statement'>(21) };
      const linked = { label: 'euros', style: 'linked-words', raw: '[euros](https://a.example/)' };
      insertCitation(doc, { ...citation, ...linked, clipId: id(2_003), offset: 18 });
    },
    words: ['It cost 61 million[quote number 1].', 'It cost 61 millioneuros[quote number 3].'],
  },
  'a citation that leads to another clip': {
    kind: 'quotes',
    about: 'citation',
    records: async () => clipRecords(3),
    edit: (doc) => changeCitation(doc, { id: id(41), clipId: id(2_003) }),
    words: ['Page 1', 'quote number 1', 'quote number 3'],
  },
  'another address of a citation': {
    kind: 'quotes',
    about: 'citation',
    edit: (doc) => changeCitation(doc, { id: id(41), href: 'https://evil.example/' }),
    words: ['Page 1', 'https://evil.example/'],
  },
  'another form of a statement': {
    kind: 'words',
    about: 'form',
    edit: (doc) => setStatementForm(doc, { id: id(21), kind: 'quote', marker: '', depth: 0 }),
    words: ['paragraph', 'quote'],
  },
  'other bytes of a statement': {
    kind: 'words',
    about: 'form',
    edit: (doc) =>
      doc.getMap('statements').set(`${id(21)}/gapBefore`, 'words that only the export shows'),
    words: ['words that only the export shows'],
  },
  'another heading': {
    kind: 'words',
    about: 'heading',
    edit: (doc) => renameSection(doc, { id: id(11), title: 'Savings' }),
    words: ['Costs', 'Savings'],
  },
  'another title': {
    kind: 'words',
    about: 'title',
    edit: (doc) => setTitle(doc, { title: 'Tides of fortune' }),
    words: ['Tides', 'Tides of fortune'],
  },
  'another note': {
    kind: 'notes',
    about: 'note',
    edit: (doc) => setNote(doc, { clipId: id(2_002), note: 'Do not ask.' }),
    words: ['quote number 2', 'Ask the author.', 'Do not ask.'],
  },
  'a note on a clip without one': {
    kind: 'notes',
    about: 'note',
    edit: (doc) => setNote(doc, { clipId: id(2_003), note: 'Wrong.' }),
    words: ['quote number 3', 'Wrong.'],
  },
  'another tag': {
    kind: 'notes',
    about: 'tag',
    edit: (doc) => setTags(doc, { clipId: id(2_002), tags: ['false'] }),
    words: ['cost', 'false'],
  },
  'a clip in another section': {
    kind: 'places',
    about: 'place',
    edit: (doc) => moveClip(doc, { clipId: id(2_003), position: { sectionId: id(12) } }),
    words: ['quote number 3', 'Wildlife'],
  },
  'sections in another order': {
    kind: 'places',
    about: 'place',
    edit: (doc) => void moveSection(doc, { id: id(12), parentId: null, before: id(11), at }),
    words: ['Wildlife'],
  },
  'a clip in the bin': {
    kind: 'bin',
    about: 'into_bin',
    edit: (doc) => binClip(doc, { clipId: id(2_001), at }),
    words: ['quote number 1'],
  },
  'a section in the bin': {
    kind: 'bin',
    about: 'into_bin',
    edit: (doc) => binSection(doc, { id: id(11), at }),
    words: ['Costs'],
  },
  'an emptied bin': {
    kind: 'destroyed',
    about: 'emptied',
    edit: (doc) => {
      const clips = [clipOf(1), clipOf(2), clipOf(3)];
      emptyBin(doc, { tree: arrangeReport(readReport(doc, REPORT), clips), at });
    },
    words: ['Seals keep away.'],
  },
};

async function open(
  library: Library,
  attack: Attack,
  decide: (plan: MergePlan) => MergeChoice,
  kind: 'bundle' | 'backup' = 'bundle',
) {
  const plans: MergePlan[] = [];
  const records = [
    ...((await attack.records?.()) ?? []),
    ...(await documentOf(library, attack.edit)),
  ];
  const header = kind === 'backup' ? backupHeader() : { ...bundleHeader(), absent: ABSENT };
  const done = await restoreFile(library, await writtenFile(header, records), kind, (plan) => {
    plans.push(plan);
    return decide(plan);
  });
  return { plan: plans[0], done };
}

/** A bundle may name clips that it does not contain, if its header lists these clips. */
const ABSENT = [1, 2, 3].map((n) => id<'clip'>(2_000 + n));

/** The visible content and the evidence of the report. */
async function stateOf(library: Library, name: string) {
  const stores = await dump(name);
  return {
    content: must(await library.loadReport(REPORT)),
    pins: stores['pins'],
    clips: stores['clips'],
    attachments: stores['attachments'],
    purged: stores['purged'],
    holding: must(await library.clip(id(2_001))).pin?.quote,
  };
}

describe.each(['bundle', 'backup'] as const)('a %s', (kind) => {
  test.each(Object.entries(ATTACKS))(
    'with %s: lists the change, and does not make the change when the user declines',
    async (_name, attack) => {
      const { library, name } = await filled();
      const before = await stateOf(library, name);
      const { plan, done } = await open(library, attack, declining(DECLINE_ALL), kind);
      must(done);
      expect(await stateOf(library, name)).toEqual(before);
      const listed = plan?.reports.find(({ reportId }) => reportId === REPORT);
      const of = listed?.kinds.find((each) => each.kind === attack.kind);
      expect(of?.items.map(({ about }) => about)).toContain(attack.about);
      expect(of?.count).toBe(of?.items.length);
      const told = JSON.stringify(of?.items);
      for (const words of attack.words) expect(told).toContain(words);
      library.close();
    },
  );

  test.each(Object.entries(ATTACKS))('with %s: makes an accepted change', async (_name, attack) => {
    const { library, name } = await filled();
    const before = await stateOf(library, name).then(({ content, clips, holding }) => ({
      content,
      clips,
      holding,
    }));
    must((await open(library, attack, declining([]), kind)).done);
    const { content, clips } = await stateOf(library, name).catch(() => ({
      content: null,
      clips: null,
    }));
    expect({ content, clips }).not.toEqual({ content: before.content, clips: before.clips });
    library.close();
  });

  test.each(Object.entries(ATTACKS).filter(([, { kind: of }]) => UNUSUAL.includes(of)))(
    'with %s: does not make the change unless the user ticks it',
    async (_name, attack) => {
      const { library, name } = await filled();
      const before = await stateOf(library, name);
      must((await open(library, attack, declining(UNUSUAL), kind)).done);
      const after = await stateOf(library, name);
      expect(after.clips).toEqual(before.clips);
      expect(after.holding).toBe(before.holding);
      expect(after.content.citations).toEqual(before.content.citations);
      expect(after.content.statements).toEqual(before.content.statements);
      library.close();
    },
  );
});

const evil: Attack = {
  kind: 'quotes',
  about: 'quote',
  records: async () => [...(await clipRecords(1)), { store: 'pins', record: forgedPin }],
  edit: (doc) => {
    setPin(doc, { clipId: id(2_001), pinId: forgedPin.id });
    editStatement(doc, { id: id(21), text: 'It cost 16 million.' });
    renameSection(doc, { id: id(11), title: 'Savings' });
    createSection(doc, { id: id(13), parentId: null, title: 'New', at });
    createStatement(doc, { id: id(23), text: 'Added.', position: { sectionId: id(12) } });
  },
  words: [],
};

test.each([
  ['what its link names', { start: 'The lake', end: 'in May' }, 'The lake … in May'],
  ['nothing on a bare page', null, null],
] as const)(
  'a new passage for a citation without a quote lists what it replaces: %s',
  async (_name, directive, before) => {
    const { library } = await filled();
    const { pin, ...capture } = await captureOf(4);
    const kept = { ...pin, quote: null, selectors: { quote: null, position: null }, directive };
    must(await library.saveCapture({ ...capture, pin: kept }));
    const attack: Attack = {
      ...{ kind: 'quotes', about: 'quote', words: [] },
      records: async () => [
        { store: 'sources', record: capture.source },
        { store: 'clips', record: capture.clip },
        { store: 'pins', record: kept },
        { store: 'pins', record: { ...pinOf(4, 'It rose.'), id: id(4_902), madeAt: LATER } },
      ],
      edit: (doc) => setPin(doc, { clipId: capture.clip.id, pinId: id(4_902) }),
    };
    const { plan } = await open(library, attack, declining(DECLINE_ALL));
    const listed = plan?.reports
      .flatMap(({ kinds }) => kinds)
      .find(({ kind }) => kind === 'quotes');
    expect(listed?.items).toMatchObject([{ about: 'quote', before, after: 'It rose.' }]);
    library.close();
  },
);

test.each([
  ['a passage of this page', 4, { about: 'quote', before: null, after: 'It rose.' }, []],
  [
    'a passage of another page',
    5,
    { about: 'citation', before: 'Page 4', after: 'It rose.' },
    ['quotes'],
  ],
] as const)(
  'a citation of a whole page that gets a clip of the file: %s',
  async (_name, page, item, declined) => {
    const { library } = await filled();
    const { pin, ...capture } = await captureOf(4);
    const bare = {
      ...pin,
      quote: null,
      selectors: { quote: null, position: null },
      directive: null,
    };
    must(await library.saveCapture({ ...capture, pin: bare }));
    const from = capture.clip.id;
    const citation = { id: id<'citation'>(44), statementId: id<'statement'>(21) };
    must(
      await library.editReport(REPORT, (doc) =>
        insertCitation(doc, { ...citation, clipId: from, label: 'Page 4', offset: 0 }),
      ),
    );
    const made = { ...(await captureOf(page)).clip, id: id<'clip'>(2_099), snapshotId: null };
    const of = page === 4 ? capture.source : (await captureOf(page)).source;
    const attack: Attack = {
      ...{ kind: 'quotes', about: 'quote', words: [] },
      records: async () => [
        { store: 'sources', record: of },
        { store: 'clips', record: made },
        { store: 'pins', record: { ...pinOf(4, 'It rose.'), id: id(4_099), clipId: made.id } },
      ],
      edit: (doc) => void citeInstead(doc, { ids: [citation.id], from, to: made.id }),
    };
    const { plan } = await open(library, attack, declining(DECLINE_ALL));
    const kinds = plan?.reports.flatMap((report) => report.kinds) ?? [];
    expect(kinds).toMatchObject([{ kind: 'quotes', items: [item] }]);
    expect(declinedAtFirst(plan!)[REPORT]).toEqual(declined);
    library.close();
  },
);

/** A report whose fourth clip cites a link without a quote, and the same link with its words. */
async function withLink(
  directive: Pin['directive'],
  quote = 'It rose.',
  adoptedDirective: Pin['directive'] = { start: quote },
) {
  const { library } = await filled();
  const { pin, ...capture } = await captureOf(4);
  const bare = { ...pin, quote: null, selectors: { quote: null, position: null }, directive };
  const now = { id: id<'pin'>(4_902), madeAt: LATER, directive: adoptedDirective };
  const adopted: Pin = { ...pinOf(4, quote), ...now };
  must(await library.saveCapture({ ...capture, pin: bare }));
  const attack = (pins: readonly Pin[], chosen: Pin): Attack => ({
    ...{ kind: 'quotes', about: 'quote', words: [] },
    records: async () => [
      { store: 'sources', record: capture.source },
      { store: 'clips', record: capture.clip },
      ...pins.map((record) => ({ store: 'pins', record }) as const),
    ],
    edit: (doc) => setPin(doc, { clipId: capture.clip.id, pinId: chosen.id }),
  });
  const listed = async (pins: readonly Pin[], chosen: Pin, choice = declining(DECLINE_ALL)) => {
    const { plan } = await open(library, attack(pins, chosen), choice);
    return plan?.reports.flatMap(({ kinds }) => kinds).find(({ kind }) => kind === 'quotes')?.items;
  };
  return { library, bare, adopted, listed };
}

test('a quote with exactly the words of the link is not listed as another passage', async () => {
  const { library, bare, adopted, listed } = await withLink({ start: 'It rose.' });
  const there = await listed([bare, adopted], adopted, declining([]));
  expect(there).toMatchObject([{ before: null, after: 'It rose.' }]);
  const back = await listed([bare, adopted], bare);
  expect(back).toMatchObject([{ before: 'It rose.', after: null }]);
  library.close();
});

test.each([
  ['same words', 'It rose in May, and it fell.', null],
  ['other case and white space', 'IT ROSE  in May, and it fell.', null],
  ['begins with other words', 'Then it rose in May, and it fell.', 'It rose … it fell.'],
  ['ends with other words', 'It rose in May, and it fell. Not.', 'It rose … it fell.'],
] as const)(
  'compares a quote with the first and the last words in its link: %s',
  async (_name, quote, before) => {
    const range = { start: 'It rose', end: 'it fell.' };
    const { library, bare, adopted, listed } = await withLink(range, quote, range);
    expect(await listed([bare, adopted], adopted)).toMatchObject([{ before }]);
    library.close();
  },
);

test('the list does not repeat the start of a quote as its name', async () => {
  const long = `It rose ${'and rose '.repeat(20)}in May.`;
  for (const quote of ['It rose.', long]) {
    const { library, bare, adopted, listed } = await withLink({ start: quote }, quote);
    expect(await listed([bare, adopted], adopted)).toMatchObject([{ name: '', after: quote }]);
    library.close();
  }
  const { library, bare, adopted, listed } = await withLink(
    { start: long },
    `${long} Then it fell.`,
  );
  const [item] = (await listed([bare, adopted], adopted)) ?? [];
  expect(item?.name).toMatch(/^It rose and rose .*…$/);
  expect(item?.before).toMatch(/^….*in May\.$/);
  library.close();
});

test.each([
  ['only the start of a passage', { start: 'It rose.', end: 'It fell.' }],
  ['other words', { start: 'It Rose.' }],
  ['the words at another place', { start: 'It rose.', prefix: 'In May,' }],
] as const)('a quote replaces a link that names %s', async (_name, directive) => {
  const { library, bare, adopted, listed } = await withLink(directive);
  const [item] = (await listed([bare, adopted], adopted)) ?? [];
  expect(item?.before).toContain(directive.start);
  expect(item?.after).toBe('It rose.');
  library.close();
});

describe('the name of a clip in the list of changes', () => {
  test('is what its link names, if it has no quote', async () => {
    const { library } = await filled();
    const { pin, ...capture } = await captureOf(4);
    const directive = { start: 'The lake', end: 'in May' };
    const bare = { ...pin, quote: null, selectors: { quote: null, position: null }, directive };
    must(
      await library.saveCapture({
        ...capture,
        source: { ...capture.source, title: '' },
        pin: bare,
      }),
    );
    const edit = (doc: ReportDocument) => binClip(doc, { clipId: capture.clip.id, at });
    const attack: Attack = { kind: 'bin', about: 'into_bin', edit, words: [] };
    const { plan } = await open(library, attack, declining(DECLINE_ALL), 'backup');
    const items = plan?.reports.flatMap(({ kinds }) => kinds.flatMap((each) => each.items));
    expect(items).toMatchObject([{ about: 'into_bin', name: 'The lake … in May' }]);
    library.close();
  });

  test('is the address of its page, if nothing else names it', async () => {
    const { library } = await filled();
    const { pin, ...capture } = await captureOf(4);
    const source = { ...capture.source, title: '' };
    const bare = { ...pin, quote: null, selectors: { quote: null, position: null } };
    must(await library.saveCapture({ ...capture, source, pin: { ...bare, directive: null } }));
    const edit = (doc: ReportDocument) => binClip(doc, { clipId: capture.clip.id, at });
    const attack: Attack = { kind: 'bin', about: 'into_bin', edit, words: [] };
    const { plan } = await open(library, attack, declining(DECLINE_ALL), 'backup');
    const items = plan?.reports.flatMap(({ kinds }) => kinds.flatMap((each) => each.items));
    expect(items).toMatchObject([{ about: 'into_bin', name: source.url }]);
    library.close();
  });
});

/** The changes that a file lists of a table that one side deleted, and the other side edited. */
describe('a table that was deleted on one side and edited on the other', () => {
  const table = id<'statement'>(23);
  const [was, now] = ['| a | 1 |', '| a | 1 | 2 |'];
  const write = (doc: ReportDocument) => editStatement(doc, { id: table, text: now });
  const bin = (doc: ReportDocument) => binStatement(doc, { id: table, at });
  const binWithSection = (doc: ReportDocument) => binSection(doc, { id: id(12), at });
  const destroy = (doc: ReportDocument) => {
    bin(doc);
    emptyBin(doc, { tree: arrangeReport(readReport(doc, REPORT), []), at });
  };
  const edited = { kind: 'words', about: 'statement', before: was, after: now, staysInBin: true };

  test.each<[string, typeof bin, typeof bin, readonly object[]]>([
    ['deleted here', bin, write, [edited]],
    ['deleted here with its section', binWithSection, write, [edited]],
    ['destroyed here', destroy, write, [{ ...edited, before: null, after: ' 2 |' }]],
    ['deleted there', write, bin, [{ kind: 'bin', about: 'into_bin', unseen: [now] }]],
    [
      'deleted there with its section',
      write,
      binWithSection,
      [{ kind: 'bin', about: 'into_bin', name: 'Wildlife', unseen: [now] }],
    ],
    [
      'destroyed there',
      write,
      destroy,
      [
        { kind: 'bin', about: 'into_bin', unseen: [now] },
        // Another statement of that bin.
        { kind: 'destroyed', about: 'emptied', before: 'Seals keep away.', after: null },
        { kind: 'destroyed', about: 'emptied', before: now, after: ' 2 |' },
      ],
    ],
    [
      'deleted there as it is here',
      () => undefined,
      binWithSection,
      [{ kind: 'bin', about: 'into_bin', name: 'Wildlife', unseen: [] }],
    ],
  ])('is named: %s', async (_name, here, there, expected) => {
    const { library } = await filled();
    must(
      await library.editReport(REPORT, (doc) =>
        createStatement(doc, {
          ...{ id: table, text: was, kind: 'table', position: { sectionId: id(12) } },
        }),
      ),
    );
    const records = await documentOf(library, there);
    must(await library.editReport(REPORT, here));
    const header = { ...bundleHeader(), absent: ABSENT };
    const plans: MergePlan[] = [];
    must(
      await restoreFile(library, await writtenFile(header, records), 'bundle', (plan) => {
        plans.push(plan);
        return declining(DECLINE_ALL)(plan);
      }),
    );
    const items = plans.flatMap(({ reports }) =>
      reports.flatMap(({ kinds }) =>
        kinds.flatMap(({ kind, items: of }) => of.map((item) => ({ kind, unseen: [], ...item }))),
      ),
    );
    expect(items).toMatchObject(expected);
    expect(items).toHaveLength(expected.length);
    library.close();
  });
});

describe('a clip that the user never moved', () => {
  /** Files the fourth clip under “Costs”, behind its two statements. */
  async function filedInCosts() {
    const { library } = await filled();
    const capture = await captureOf(4);
    const filedUnder = { reportId: REPORT, sectionId: id<'section'>(11) };
    must(await library.saveCapture({ ...capture, clip: { ...capture.clip, filedUnder } }));
    const content = (doc: ReportDocument) => {
      const clip = { ...capture.clip, filedUnder };
      const clips = [clipOf(1), clipOf(2), clipOf(3), clip];
      const [costs] = arrangeReport(readReport(doc, REPORT), clips).sections;
      return costs?.content.map(({ kind, id: each, rank }) => ({ kind, id: each, rank })) ?? [];
    };
    return { library, clipId: capture.clip.id, content };
  }
  const placesOf = (plan: MergePlan | undefined) =>
    plan?.reports.flatMap(({ kinds }) =>
      kinds.flatMap(({ kind, items }) => (kind === 'places' ? items : [])),
    );

  test('is not listed as moved when another item is moved next to it', async () => {
    const { library, content } = await filedInCosts();
    const edit = (doc: ReportDocument) =>
      createStatement(doc, {
        ...{ id: id<'statement'>(24), text: 'Added.' },
        position: { sectionId: id(11), before: null, content: content(doc) },
      });
    const attack: Attack = { kind: 'places', about: 'place', edit, words: [] };
    const { plan } = await open(library, attack, declining(DECLINE_ALL), 'backup');
    expect(placesOf(plan)).toEqual([]);
    library.close();
  });

  test('is listed as moved from the section that it was clipped into', async () => {
    const { library, clipId } = await filedInCosts();
    const edit = (doc: ReportDocument) =>
      moveClip(doc, { clipId, position: { sectionId: id(12) } });
    const attack: Attack = { kind: 'places', about: 'place', edit, words: [] };
    const { plan } = await open(library, attack, declining(DECLINE_ALL), 'backup');
    expect(placesOf(plan)).toMatchObject([{ before: 'Costs', after: 'Wildlife' }]);
    library.close();
  });
});

describe('the passages of a file', () => {
  /** A file with another passage for a claim to which the user objected, and with an answer. */
  async function answered(of: {
    isNamed?: boolean;
    answer?: ReviewAnswer;
    edit?: (doc: ReportDocument) => void;
    decision?: ReviewDecision;
  }) {
    const { isNamed = true, answer = 'fixed', decision = 'unsupported' } = of;
    const { library } = await filled();
    const objection = await decide(library, decisionOf({ decision }));
    const editor = await makeSigningKey();
    if (isNamed) must(await library.namePerson(editor.author, 'Otto'));
    const about = { decision: objection.id, claimKey: CLAIM };
    const body = { kind: 'answer', ...about, answer, answeredAt: time(8) } as const;
    const signed = { reportId: REPORT, act: newId<'act'>(), body, counter: 1 };
    const record = await signReview(editor, signed);
    const attack: Attack = {
      ...evil,
      records: async () => [...((await evil.records?.()) ?? []), { store: 'reviews', record }],
      edit: of.edit ?? ((doc) => evil.edit?.(doc)),
    };
    const { plan } = await open(library, attack, declining(DECLINE_ALL));
    const report = plan?.reports.find(({ reportId }) => reportId === REPORT);
    library.close();
    return { passages: report?.passages, declined: declinedAtFirst(plan!)[REPORT] };
  }
  const onlyPin = (doc: ReportDocument) => setPin(doc, { clipId: id(2_001), pinId: forgedPin.id });

  test('start with a tick when they answer the user’s objections', async () => {
    expect(await answered({})).toEqual({
      passages: { statements: 1, objections: 1, isAnswer: true },
      declined: [],
    });
    expect(await answered({ edit: onlyPin })).toEqual({
      passages: { statements: 0, objections: 1, isAnswer: true },
      declined: [],
    });
  });

  test.each<[string, Parameters<typeof answered>[0], number]>([
    ['nobody compared the key of the answer', { isNamed: false }, 1],
    ['the objection is disputed', { answer: 'disputed' }, 0],
    ['the claim has no objection', { decision: 'supported' }, 0],
    [
      'another claim cites the clip too',
      {
        edit: (doc) => {
          evil.edit?.(doc);
          const citation = { id: id<'citation'>(43), statementId: id<'statement'>(22) };
          insertCitation(doc, { ...citation, clipId: id(2_001), label: 'P', offset: 0 });
        },
      },
      1,
    ],
  ])('start without a tick when %s', async (_name, of, objections) => {
    const { passages, declined } = await answered(of);
    expect(declined).toEqual(['quotes']);
    expect(passages).toMatchObject({ objections, isAnswer: false });
  });

  test('are linked with the changed statements that cite them, and with no others', async () => {
    const { library } = await filled();
    const cites = ATTACKS['a citation that leads to another clip'] as Attack;
    const statementsOf = async (edit: (doc: ReportDocument) => void) => {
      const { plan } = await open(library, { ...cites, edit }, declining(DECLINE_ALL));
      return plan?.reports[0]?.passages?.statements;
    };
    const other = (doc: ReportDocument) =>
      editStatement(doc, { id: id(22), text: 'Seals do not keep away.' });
    expect(await statementsOf(other)).toBeUndefined();
    const both = (doc: ReportDocument) => {
      cites.edit?.(doc);
      other(doc);
    };
    expect(await statementsOf(both)).toBe(0);
    const its = (doc: ReportDocument) => {
      cites.edit?.(doc);
      setStatementForm(doc, { id: id(21), kind: 'quote', marker: '', depth: 0 });
      const { text = '' } = readReport(doc, REPORT).statements.find((of) => of.id === id(21)) ?? {};
      editStatement(doc, { id: id(21), text: text.replace('61', '62') });
    };
    expect(await statementsOf(its)).toBe(1);
    library.close();
  });
});

describe('a declined change', () => {
  const statement = ATTACKS['other words of a statement'] as Attack;
  const copyOf = async (library: Library) =>
    loadReportDocument(must(await library.loadReportUpdates(REPORT)));
  /** A file of a copy of the report, after a change of its owner. */
  const fileOf = async (
    copy: ReportDocument,
    { records, edit }: Pick<Attack, 'records' | 'edit'>,
  ) => {
    copy.transact(() => edit?.(copy));
    const all = [...((await records?.()) ?? []), ...recordsOf(copy)];
    return writtenFile({ ...bundleHeader(), absent: ABSENT }, all);
  };
  /** Opens a file, and returns the kinds of changes that it listed for the report. */
  const listed = async (
    library: Library,
    file: Uint8Array<ArrayBuffer>,
    decide: (plan: MergePlan) => MergeChoice = declining(DECLINE_ALL),
  ) => {
    const plans: MergePlan[] = [];
    const done = must(
      await restoreFile(library, file, 'bundle', (plan) => {
        plans.push(plan);
        return decide(plan);
      }),
    );
    const kinds = plans[0]?.reports.find(({ reportId }) => reportId === REPORT)?.kinds ?? [];
    return { kinds, done };
  };
  const visible = async (library: Library) => ({
    content: must(await library.loadReport(REPORT)),
    quote: must(await library.clip(id(2_001))).pin?.quote,
  });
  const OFFERED = Object.entries(ATTACKS).filter(([name]) => name !== 'a clip destroyed');

  test.each(OFFERED)('is offered again by the same file: %s', async (_name, attack) => {
    const { library, name } = await filled();
    const theirs = await copyOf(library);
    const file = await fileOf(theirs, attack);
    const before = await stateOf(library, name);
    const first = await listed(library, file);
    expect(first.kinds.map(({ kind }) => kind)).toContain(attack.kind);
    const second = await listed(library, file);
    expect(second.kinds).toEqual(first.kinds);
    expect(second.done).toMatchObject({ changed: 0, counts: { updatedReports: 0 } });
    expect(await stateOf(library, name)).toEqual(before);
    const third = await listed(library, file, declining([]));
    expect(third.kinds).toEqual(first.kinds);
    expect((await visible(library)).content).toEqual(readReport(theirs, REPORT));
    expect((await listed(library, file)).kinds).toEqual([]);
    must(await library.undoMerge(REPORT));
    const { content, quote } = await visible(library);
    expect(content.statements).toEqual(before.content.statements);
    expect(quote).toBe(before.holding);
    library.close();
  });

  test('of one kind is offered again when the other kinds were accepted', async () => {
    const { library } = await filled();
    const file = await fileOf(await copyOf(library), evil);
    await listed(library, file, declining(['quotes']));
    expect((await visible(library)).quote).toBe('quote number 1');
    const again = await listed(library, file, declining([]));
    expect(again.kinds.map(({ kind }) => kind)).toEqual(['quotes']);
    expect((await visible(library)).quote).toBe('words that nobody wrote');
    library.close();
  });

  test('is offered again by a later file of its author, also after another merge', async () => {
    const { library } = await filled();
    // Both files are of one copy, which never got the version of this library.
    const theirs = await copyOf(library);
    const second = await fileOf(await copyOf(library), statement);
    const first = await fileOf(theirs, evil);
    const edit = (doc: ReportDocument) => setTitle(doc, { title: 'Tides of fortune' });
    const third = await fileOf(theirs, { ...evil, edit });
    await listed(library, first);
    await listed(library, second);
    const { kinds } = await listed(library, third, declining([]));
    expect(kinds.map(({ kind }) => kind)).toEqual(['words', 'quotes']);
    const told = JSON.stringify(kinds);
    for (const words of ['16 million', 'Savings', 'Tides of fortune', 'nobody wrote']) {
      expect(told).toContain(words);
    }
    expect(told).not.toContain('Seals do not');
    library.close();
  });

  test('is not offered again where the user has edited since', async () => {
    const { library } = await filled();
    const file = await fileOf(await copyOf(library), evil);
    await listed(library, file);
    must(
      await library.editReport(REPORT, (doc) => {
        editStatement(doc, { id: id(21), text: 'It cost 60 million.' });
        setPin(doc, { clipId: id(2_001), pinId: pinOf(1, '').id });
      }),
    );
    const { kinds } = await listed(library, file);
    expect(kinds).toMatchObject([{ kind: 'words', items: [{ about: 'heading' }] }]);
    library.close();
  });

  test('is not offered again by a file without it', async () => {
    const { library } = await filled();
    const old = await fileOf(await copyOf(library), {
      ...evil,
      records: async () => [],
      edit: () => undefined,
    });
    await listed(library, await fileOf(await copyOf(library), evil));
    expect((await listed(library, old)).kinds).toEqual([]);
    library.close();
  });

  test.each(OFFERED)(
    'is offered again after it was accepted and undone: %s',
    async (_name, attack) => {
      const { library } = await filled();
      const theirs = await copyOf(library);
      const file = await fileOf(theirs, attack);
      const first = await listed(library, file, declining([]));
      // A citation that is no longer in the text still has its record.
      const shown = async () => ({ ...(await visible(library)).content, citations: [] });
      const accepted = await shown();
      must(await library.undoMerge(REPORT));
      const undone = await shown();
      const again = await listed(library, file);
      expect(again.kinds.map(({ kind }) => kind)).toEqual(first.kinds.map(({ kind }) => kind));
      expect(await shown()).toEqual(undone);
      expect((await listed(library, file, declining([]))).kinds).toEqual(again.kinds);
      expect(await shown()).toEqual(accepted);
      library.close();
    },
  );

  test('is offered again after its undo where it joined two versions of a text, with the mark', async () => {
    const { library } = await filled();
    const file = await fileOf(await copyOf(library), statement);
    must(
      await library.editReport(REPORT, (doc) =>
        editStatement(doc, { id: id(22), text: 'Seals keep away in May.' }),
      ),
    );
    const marked = async () =>
      statementsToReadAgain(loadReportDocument(must(await library.loadReportUpdates(REPORT))));
    const first = await listed(library, file, declining([]));
    const marks = await marked();
    expect(marks.size).toBe(1);
    must(await library.undoMerge(REPORT));
    expect((await marked()).size).toBe(0);
    expect((await listed(library, file, declining([]))).kinds).toEqual(first.kinds);
    expect(await marked()).toEqual(marks);
    library.close();
  });

  test('is not offered again after its undo where the user has edited since', async () => {
    const { library } = await filled();
    const file = await fileOf(await copyOf(library), statement);
    await listed(library, file, declining([]));
    must(await library.undoMerge(REPORT));
    must(
      await library.editReport(REPORT, (doc) =>
        editStatement(doc, { id: id(22), text: 'Seals stay.' }),
      ),
    );
    expect(JSON.stringify((await listed(library, file)).kinds)).not.toContain('Seals');
    library.close();
  });

  test('leaves a citation where the user wrote on in its text', async () => {
    const { library } = await filled();
    const file = await fileOf(
      await copyOf(library),
      ATTACKS['a citation taken out of a statement'] as Attack,
    );
    await listed(library, file);
    const text = (doc: ReportDocument) =>
      readReport(doc, REPORT).statements.find((each) => each.id === id(21))?.text ?? '';
    must(
      await library.editReport(REPORT, (doc) =>
        editStatement(doc, { id: id(21), text: `${text(doc)} So they say.` }),
      ),
    );
    const before = must(await library.loadReport(REPORT));
    expect((await listed(library, file, declining([]))).kinds).toEqual([]);
    expect(must(await library.loadReport(REPORT))).toEqual(before);
    library.close();
  });

  test('that joined two versions of a text is offered again', async () => {
    const { library } = await filled();
    const file = await fileOf(await copyOf(library), statement);
    must(
      await library.editReport(REPORT, (doc) =>
        editStatement(doc, { id: id(22), text: 'Seals keep away in May.' }),
      ),
    );
    const first = await listed(library, file);
    expect(JSON.stringify(first.kinds)).toContain('Seals do not keep away in May.');
    expect((await listed(library, file)).kinds).toEqual(first.kinds);
    library.close();
  });

  test('is forgotten when a clip of the report is destroyed', async () => {
    const { library, name } = await filled();
    await listed(library, await fileOf(await copyOf(library), ATTACKS['another note'] as Attack));
    expect(JSON.stringify((await dump(name))['meta'])).toContain('Do not ask.');
    must(await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_003), at })));
    must(await library.purgeClips(REPORT, [id(2_003)]));
    expect(JSON.stringify((await dump(name))['meta'])).not.toContain('Do not ask.');
    library.close();
  });
});

describe('a merge', () => {
  test('adds new records when the user declines every change', async () => {
    const { library } = await filled();
    const { plan, done } = await open(library, evil, declining(DECLINE_ALL));
    must(done);
    expect(plan?.adds).toMatchObject({ sections: 1, statements: 1, clips: 0, reports: 0 });
    const report = must(await library.loadReport(REPORT));
    expect(report.sections.map(({ title }) => title)).toEqual(['Costs', 'Wildlife', 'New']);
    expect(report.statements.map(({ text }) => text)).toContain('Added.');
    library.close();
  });

  test.each([
    ['a clip destroyed', { destroyed: 1, changed: 0 }],
    ['another note', { destroyed: 0, changed: 1 }],
    ['another heading', { destroyed: 0, changed: 1 }],
    ['another quote of a clip', { destroyed: 0, changed: 1 }],
    [
      'other words of a statement',
      { destroyed: 0, changed: 0, added: 1, counts: { updatedReports: 1 } },
    ],
  ])('reports the number of changes: %s', async (name, counts) => {
    const { library } = await filled();
    expect(must((await open(library, ATTACKS[name]!, declining([]))).done)).toMatchObject(counts);
    const again = (await filled()).library;
    const declined = must((await open(again, ATTACKS[name]!, declining(DECLINE_ALL))).done);
    expect(declined).toMatchObject({ destroyed: 0, changed: 0, counts: { updatedReports: 0 } });
    library.close();
    again.close();
  });

  test.each(Object.entries(ATTACKS))('counts the changes that it listed: %s', async (_, attack) => {
    const { library } = await filled();
    const { plan, done } = await open(library, attack, declining([]));
    const listed = plan?.reports.flatMap(({ kinds }) => kinds.flatMap(({ items }) => items)) ?? [];
    // Changed texts and destroyed records are counted on their own.
    const others = listed.filter(({ about }) => !['statement', 'clip'].includes(about));
    expect(must(done).changed).toBe(others.length);
    library.close();
  });

  test('makes the changes of one kind only when the user declines the other kinds', async () => {
    const { library } = await filled();
    const others = CHANGE_KINDS.filter((kind) => kind !== 'words');
    must((await open(library, evil, declining([...others]))).done);
    const report = must(await library.loadReport(REPORT));
    expect(report.sections.map(({ title }) => title)).toContain('Savings');
    expect(must(await library.clip(id(2_001))).pin?.quote).toBe('quote number 1');
    library.close();
  });

  test.each<[string, () => unknown]>([
    ['a map', () => new Y.Map([['x', 1]])],
    ['a text', () => new Y.Text('Forged')],
    ['a list', () => Y.Array.from([1])],
    ['bytes', () => new Uint8Array([1, 2, 3])],
  ])('reverts or undoes a change of a field to %s', async (_name, make) => {
    const { library } = await filled();
    const before = must(await library.loadReport(REPORT));
    const edit = (doc: ReportDocument) => doc.getMap('sections').set(`${id(11)}/title`, make());
    const attack: Attack = { kind: 'words', about: 'section', edit, words: [] };
    must((await open(library, attack, declining(DECLINE_ALL))).done);
    expect(must(await library.loadReport(REPORT))).toEqual(before);
    const again: Attack = {
      ...attack,
      edit: (doc) => doc.getMap('sections').set(`${id(12)}/title`, make()),
    };
    must((await open(library, again, declining([]))).done);
    expect(must(await library.undoMerge(REPORT)).kept).toBe(0);
    expect(must(await library.loadReport(REPORT))).toEqual(before);
    library.close();
  });

  test('refuses a choice when the library changed after the choice', async () => {
    const { library } = await filled();
    const attack = ATTACKS['other words of a statement'] as Attack;
    const records = await documentOf(library, attack.edit);
    const file = await writtenFile({ ...bundleHeader(), absent: ABSENT }, records);
    const { restoreId } = must(await library.beginRestore('bundle'));
    must(await library.restoreChunk(restoreId, 0, file));
    const plan = must(await library.planRestore(restoreId));
    must(
      await library.editReport(REPORT, (doc) =>
        editStatement(doc, { id: id(22), text: 'Most seals keep away.' }),
      ),
    );
    const choice = { seen: plan.seen, declined: {} };
    expect(await library.commitRestore(restoreId, choice)).toMatchObject({
      error: { code: 'merge_changed' },
    });
    const again = must(await library.planRestore(restoreId));
    expect(again.seen).not.toBe(plan.seen);
    must(await library.commitRestore(restoreId, { seen: again.seen, declined: {} }));
    library.close();
  });

  test('asks about no change in an empty library or of a new report', async () => {
    const { library, name } = await filled();
    const records = [
      ...(await clipRecords(1)),
      ...(await documentOf(library, evil.edit)),
      ...purge(id(2_001)),
    ];
    for (const header of [backupHeader(), { ...bundleHeader(), absent: ABSENT }]) {
      const other = (await newLibrary()).library;
      must(await other.eraseLibrary(must(await other.markLibrary()).mark));
      const sorted = [...records].sort(
        (a, b) => Number(b.store === 'purged') - Number(a.store === 'purged'),
      );
      const file = await writtenFile(header, sorted);
      const kind = 'kind' in header ? 'bundle' : 'backup';
      const plans: MergePlan[] = [];
      must(
        await restoreFile(other, file, kind, (plan) => {
          plans.push(plan);
          return { seen: plan.seen, declined: {} };
        }),
      );
      expect(plans[0]?.reports).toEqual([]);
      other.close();
    }
    expect(name).toBeDefined();
    library.close();
  });

  test('of a backup lists images and reports to destroy, and keeps declined ones', async () => {
    const { library, name } = await filled();
    const attack: Attack = {
      kind: 'destroyed',
      about: 'report',
      records: async () => purge(id(7_001), OTHER, REPORT),
      words: [],
    };
    const { plan, done } = await open(library, attack, declining(['destroyed']), 'backup');
    must(done);
    const listed = plan?.reports.flatMap(({ reportId, kinds }) =>
      kinds.flatMap(({ items }) => items.map(({ about, name: of }) => [reportId, about, of])),
    );
    expect(listed).toEqual(
      expect.arrayContaining([
        [REPORT, 'image', 'quote number 1'],
        [REPORT, 'report', 'Tides'],
        [OTHER, 'report', 'Private'],
      ]),
    );
    expect((await dump(name))['purged']).toEqual([]);
    expect(must(await library.listReports())).toHaveLength(2);
    expect((await dump(name))['attachments']).toHaveLength(1);
    library.close();
  });

  test('lists the first 200 of 300 changes, and counts all of them', async () => {
    const { library } = await filled();
    const edit = (doc: ReportDocument) => {
      for (let n = 0; n < 300; n += 1) {
        createStatement(doc, {
          id: id(30_000 + n),
          text: `Statement ${n}.`,
          position: { sectionId: id(12) },
        });
      }
    };
    must(await library.editReport(REPORT, edit));
    const attack: Attack = {
      kind: 'words',
      about: 'statement',
      edit: (doc) => {
        for (let n = 0; n < 300; n += 1) {
          editStatement(doc, {
            id: id(30_000 + n),
            text: `Statement ${n}, changed ${'x'.repeat(5_000)}.`,
          });
        }
      },
      words: [],
    };
    const { plan, done } = await open(library, attack, declining(DECLINE_ALL));
    must(done);
    const of = plan?.reports[0]?.kinds[0];
    expect(of).toMatchObject({ kind: 'words', count: 300 });
    expect(of?.items).toHaveLength(200);
    expect(JSON.stringify(plan).length).toBeLessThan(300_000);
    const texts = must(await library.loadReport(REPORT)).statements.map(({ text }) => text);
    expect(texts).toContain('Statement 299.');
    library.close();
  });

  test('can be undone: old values come back, and added items go to the bin', async () => {
    const { library } = await filled();
    const before = must(await library.loadReport(REPORT));
    must((await open(library, evil, declining([]))).done);
    expect(must(await library.clip(id(2_001))).pin?.quote).toBe('words that nobody wrote');
    expect(must(await library.undoMerge(REPORT))).toMatchObject({ kept: 0, binned: 2 });
    const after = must(await library.loadReport(REPORT));
    const live = (report: typeof after) => ({
      statements: report.statements.filter(({ id: key }) => key !== id(23)),
      sections: report.sections.filter(({ id: key }) => key !== id(13)),
    });
    expect(live(after)).toEqual(live(before));
    expect(after.sections.find(({ id: key }) => key === id(13))?.binnedAt).not.toBeNull();
    expect(after.statements.find(({ id: key }) => key === id(23))?.binnedAt).not.toBeNull();
    expect(must(await library.clip(id(2_001))).pin?.quote).toBe('quote number 1');
    expect(await library.undoMerge(REPORT)).toMatchObject({ error: { code: 'not_found' } });
    library.close();
  });

  test('can be applied again after its undo, and undone again', async () => {
    const { library } = await filled();
    const clipQuote = async () => must(await library.clip(id(2_001))).pin?.quote;
    expect(await library.redoMerge(REPORT)).toMatchObject({ error: { code: 'not_found' } });
    must((await open(library, evil, declining([]))).done);
    expect(await library.redoMerge(REPORT)).toMatchObject({ error: { code: 'not_found' } });
    const merged = must(await library.loadReport(REPORT));
    must(await library.undoMerge(REPORT));
    const undone = must(await library.loadReport(REPORT));
    expect(undone).not.toEqual(merged);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(must(await library.redoMerge(REPORT))).toMatchObject({ kept: 0, binned: 0 });
      expect(must(await library.loadReport(REPORT))).toEqual(merged);
      expect(await clipQuote()).toBe('words that nobody wrote');
      expect(must(await library.undoMerge(REPORT)).kept).toBe(0);
      expect(await clipQuote()).toBe('quote number 1');
    }
    // Later edits stay.
    const text = 'It cost 16 million euros.';
    must(await library.editReport(REPORT, (doc) => editStatement(doc, { id: id(21), text })));
    expect(must(await library.redoMerge(REPORT)).kept).toBe(1);
    const texts = must(await library.loadReport(REPORT)).statements.map((each) => each.text);
    expect(texts).toContain(text);
    library.close();
  });

  test('that adds only evidence leaves the undo to the merge before it', async () => {
    const { library } = await filled();
    const merged = must(await (await open(library, evil, declining([]))).done);
    expect(merged.undoable).toEqual([REPORT]);
    const file = await writtenFile({ ...bundleHeader(), absent: ABSENT }, await clipRecords(1));
    expect(must(await restoreFile(library, file, 'bundle', declining([]))).undoable).toEqual([]);
    expect(must(await library.undoMerge(REPORT)).binned).toBe(2);
    library.close();
  });

  test('can be undone, except items that changed after the merge', async () => {
    const { library } = await filled();
    must((await open(library, evil, declining([]))).done);
    must(
      await library.editReport(REPORT, (doc) =>
        editStatement(doc, { id: id(21), text: 'It cost 16 million euros.' }),
      ),
    );
    expect(must(await library.undoMerge(REPORT)).kept).toBe(1);
    const texts = must(await library.loadReport(REPORT)).statements.map(({ text }) => text);
    expect(texts).toContain('It cost 16 million euros.');
    library.close();
  });

  test('cannot be undone after a clip of the report is destroyed', async () => {
    const { library } = await filled();
    must((await open(library, evil, declining([]))).done);
    must(await library.editReport(REPORT, (doc) => binClip(doc, { clipId: id(2_003), at })));
    must(await library.purgeClips(REPORT, [id(2_003)]));
    expect(await library.undoMerge(REPORT)).toMatchObject({ error: { code: 'not_found' } });
    library.close();
  });

  test('asks the other copy about a change that this library declined', async () => {
    const { library } = await filled();
    const attack = ATTACKS['other words of a statement'] as Attack;
    const file = async (records: FileRecord[]) =>
      writtenFile({ ...bundleHeader(), absent: ABSENT }, records);
    const edited = await file(await documentOf(library, attack.edit));
    const other = (await newLibrary()).library;
    must(await other.eraseLibrary(must(await other.markLibrary()).mark));
    must(await restoreFile(other, edited, 'bundle'));
    must(await restoreFile(library, edited, 'bundle', declining(DECLINE_ALL)));
    const plans: MergePlan[] = [];
    const declined = await file(await documentOf(library));
    must(
      await restoreFile(other, declined, 'bundle', (plan) => {
        plans.push(plan);
        return 'everything';
      }),
    );
    expect(plans[0]?.reports[0]?.kinds).toMatchObject([
      {
        kind: 'words',
        items: [{ before: 'Seals do not keep away.', after: 'Seals keep away.' }],
      },
    ]);
    const texts = must(await other.loadReport(REPORT)).statements.map(({ text }) => text);
    expect(texts).toContain('Seals keep away.');
    library.close();
    other.close();
  });

  test('does not say that two people changed a text if one version was declined', async () => {
    const { library } = await filled();
    const other = (await newLibrary()).library;
    must(await other.eraseLibrary(must(await other.markLibrary()).mark));
    const file = async (from: Library) =>
      writtenFile({ ...bundleHeader(), absent: ABSENT }, await documentOf(from));
    const says = (text: string) => (doc: ReportDocument) =>
      editStatement(doc, { id: id(22), text });
    const marked = async () =>
      statementsToReadAgain(loadReportDocument(must(await library.loadReportUpdates(REPORT))));
    must(await restoreFile(other, await file(library), 'bundle'));

    must(await library.editReport(REPORT, says('Most seals keep away.')));
    must(await other.editReport(REPORT, says('Seals do not keep away.')));
    const theirs = await file(other);
    const declined = must(await restoreFile(library, theirs, 'bundle', declining(DECLINE_ALL)));
    expect(declined.readAgain).toBe(0);
    expect([...(await marked())]).toEqual([]);

    // In the other library, the text contains both versions. Its mark is in the file.
    must(await library.editReport(REPORT, says('Some seals keep away.')));
    must(await other.editReport(REPORT, says('Seals never keep away.')));
    must(await restoreFile(other, await file(library), 'bundle'));
    const both = await file(other);
    must(await restoreFile(library, both, 'bundle', declining(DECLINE_ALL)));
    expect([...(await marked())]).toEqual([]);
    must(await library.editReport(REPORT, says('Few seals keep away.')));
    must(await other.editReport(REPORT, says('Seals keep away today.')));
    must(await restoreFile(library, await file(other), 'bundle'));
    expect([...(await marked())]).toEqual([id(22)]);

    // A mark from an earlier merge stays until the user says that the text was read.
    must(await other.editReport(REPORT, says('No seal keeps away.')));
    must(await restoreFile(library, await file(other), 'bundle', declining(DECLINE_ALL)));
    expect([...(await marked())]).toEqual([id(22)]);
    library.close();
    other.close();
  });

  test('an undo removes the mark of a text that two people changed, and a redo sets it again', async () => {
    const { library } = await filled();
    const says = (text: string) => (doc: ReportDocument) =>
      editStatement(doc, { id: id(22), text });
    const marked = async () => [
      ...statementsToReadAgain(loadReportDocument(must(await library.loadReportUpdates(REPORT)))),
    ];
    const records = await documentOf(library, says('Seals do not keep away.'));
    must(await library.editReport(REPORT, says('Most seals keep away.')));
    const file = await writtenFile({ ...bundleHeader(), absent: ABSENT }, records);
    must(await restoreFile(library, file, 'bundle', declining([])));
    expect(await marked()).toEqual([id(22)]);
    must(await library.undoMerge(REPORT));
    expect(await marked()).toEqual([]);
    must(await library.redoMerge(REPORT));
    expect(await marked()).toEqual([id(22)]);

    // The undo leaves a text alone that was edited after the merge. It still contains both versions.
    must(await library.editReport(REPORT, says('Both versions, edited.')));
    must(await library.undoMerge(REPORT));
    expect(await marked()).toEqual([id(22)]);
    library.close();
  });
});
