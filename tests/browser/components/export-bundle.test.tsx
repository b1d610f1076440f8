import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import { restoreBackup } from '../../../utils/messaging/client-restore';
import { binClip, setNote } from '../../../utils/model/clip-operations';
import { newId, type ReportId, type SectionId, type StatementId } from '../../../utils/model/ids';
import { readReport } from '../../../utils/model/report-document';
import { createSection } from '../../../utils/model/section-operations';
import {
  createStatement,
  editStatement,
  insertCitation,
} from '../../../utils/model/statement-operations';
import { openReader } from '../../../utils/storage/read';
import { readBackupFile } from '../../../utils/storage/read-backup-file';
import { type OpenedFile, readBundle } from '../../../utils/storage/read-bundle';
import { makeSnapshot } from '../../../utils/storage/snapshot-text';
import { jobOf, runOf } from '../../unit/storage/sample-evidence';
import { startBackground, type TestActs, type TestBackground, testActs } from './background';
import { decisionBody, otherReviewer, shownIn, storeReviews } from './others-reviews';
import { REPORT, renewReport, type SampleRecords, sampleRecords } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;
let acts: TestActs;
let clip: SampleRecords;
let causes: SectionId;
let sentence: StatementId;
const AT = '2026-05-02T10:00:00Z';

/** The Worker that reads has to start first. */
const soon = (check: () => void | Promise<void>) => vi.waitFor(check);

beforeEach(async () => {
  renewReport();
  causes = newId<'section'>();
  sentence = newId<'statement'>();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  clip = sampleRecords();
  await background.save(clip);
  await background.library.editReport(REPORT, (doc) => {
    createSection(doc, { id: causes, parentId: null, title: 'Causes', at: AT });
    createStatement(doc, { id: sentence, text: 'It rose.', position: { sectionId: causes } });
    insertCitation(doc, {
      id: newId<'citation'>(),
      statementId: sentence,
      clipId: clip.clip.id,
      label: 'Bulletin',
      offset: 7,
    });
    setNote(doc, { clipId: clip.clip.id, note: 'Ask privately.' });
  });
  acts = testActs();
  show(<SidePanel acts={acts} />);
  await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(2));
});

afterEach(() => background.library.close());

const sheet = () => document.querySelector<HTMLElement>('dialog.sheet');
const button = (name: string) => page.getByRole('button', { name, exact: true });
const statements = () =>
  [...document.querySelectorAll('.statement-text')].map((text) => text.textContent);

async function eraseLibrary(): Promise<void> {
  const marked = await background.library.markLibrary();
  if (!marked.ok) throw new Error(marked.error.code);
  await background.library.eraseLibrary(marked.value.mark);
  background.tell({ kind: 'library' });
}

async function openBundleExport(): Promise<void> {
  await userEvent.keyboard('{Control>}{Shift>}E{/Shift}{/Control}');
  await soon(() => expect(sheet()?.textContent).toContain('Format'));
  await userEvent.selectOptions(page.getByLabelText('Format'), 'Pincite bundle');
  await soon(() => expect(document.querySelector('.bundle-parts')).not.toBeNull());
}

async function downloaded(): Promise<Blob> {
  const before = acts.downloads.length;
  await userEvent.click(button('Download'));
  await soon(() => expect(acts.downloads).toHaveLength(before + 1));
  return acts.downloads.at(-1)!.blob;
}

async function opened(blob: Blob): Promise<Exclude<OpenedFile, { kind: 'backup' }>> {
  const read = await readBundle(blob);
  if (!read.ok || read.value.kind === 'backup') throw new Error('It is no bundle.');
  return read.value;
}

/** Drops a file on the panel. */
function drop(blob: Blob, name = 'from-a-colleague.pincite-bundle'): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([blob], name));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(
      new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }),
    );
  }
}

async function bundleOf(sectionIds: readonly SectionId[] | null): Promise<Blob> {
  const reader = await openReader();
  if (!reader.ok || reader.value === null) throw new Error('There is no library.');
  const include = {
    snapshots: false,
    notes: true,
    signedInText: false,
    checks: false,
    images: false,
  };
  const stream = await reader.value.bundle({
    reportId: REPORT,
    sectionIds,
    include,
    createdAt: AT.replace('Z', '.000Z'),
  });
  if (!stream.ok) throw new Error(stream.error.code);
  const blob = await new Response(stream.value).blob();
  reader.value.close();
  return blob;
}

async function edit(text: string): Promise<void> {
  await background.library.editReport(REPORT, (doc) => editStatement(doc, { id: sentence, text }));
  background.tell({ kind: 'library' });
  await soon(() => expect(statements()).toEqual([text]));
}

describe('exporting a bundle', () => {
  test('includes the passages, and the notes only when they are ticked', async () => {
    await openBundleExport();
    expect(sheet()?.textContent).toContain('1 clip · 1 source');
    expect(sheet()?.textContent).toContain('1 note, 14 bytes');
    await expectAccessible();
    const bare = await opened(await downloaded());
    expect(bare.header).toMatchObject({ kind: 'report', title: 'Lake levels' });
    expect(bare.header.leftOut).toContain('notes');
    expect(bare.content.placements.map(({ note }) => note).join('')).toBe('');
    expect(bare.evidence.map(({ store }) => store)).toContain('pins');
    await userEvent.click(page.getByText('Your notes on clips.'));
    const noted = await opened(await downloaded());
    expect(noted.header.leftOut).not.toContain('notes');
    expect(noted.content.placements.map(({ note }) => note)).toEqual(['Ask privately.']);
    await soon(() =>
      expect(document.querySelector('.export-said')?.textContent).toMatch(/^The bundle was down/),
    );
    expect(acts.downloads[0]?.name).toMatch(/^Lake-levels-.*\.pincite-bundle$/);
  });

  test('tells the sender and the receiver which part of it comes from the bin', async () => {
    const second = sampleRecords();
    await background.save(second);
    await background.library.editReport(REPORT, (doc) => {
      setNote(doc, { clipId: second.clip.id, note: 'Not this one.' });
      binClip(doc, { clipId: second.clip.id, at: AT });
      // After a citation is deleted from a text, its record stays for the undo.
      const { text } = readReport(doc, REPORT).statements[0]!;
      insertCitation(doc, {
        ...{ id: newId<'citation'>(), statementId: sentence, clipId: clip.clip.id },
        ...{ label: '', offset: 0 },
      });
      editStatement(doc, { id: sentence, text });
    });
    background.tell({ kind: 'library' });
    await openBundleExport();
    expect(document.querySelector('.bundle-part-size')?.textContent).toBe(
      '1 clip · 1 source · 1 clip in the bin',
    );
    expect(sheet()?.textContent).toContain('2 notes, 27 bytes');
    const sent = await downloaded();
    await userEvent.click(button('Close'));
    drop(sent);
    await soon(() => expect(sheet()?.textContent).toContain('Open a bundle'));
    await soon(() => expect(document.querySelector('.bundle-counts')).not.toBeNull());
    const counts = [...document.querySelectorAll('.bundle-count')].map((each) => each.textContent);
    expect(counts).toEqual([
      '1 section',
      '1 statement',
      '1 citation',
      '1 clip',
      '1 source',
      '1 clip in the bin',
    ]);
  });

  test('names the review that goes out, with its notes and the names', async () => {
    await openBundleExport();
    expect(sheet()?.textContent).not.toContain('The review');
    await userEvent.click(button('Close'));
    const bodies = [decisionBody('one', { reviewer: 'Ines', note: 'Which series?' })];
    const drafts = bodies.map((body) => ({ act: newId<'act'>(), body }));
    await background.library.recordReviews(REPORT, drafts);
    await openBundleExport();
    const [, review] = document.querySelectorAll('.bundle-parts > li');
    expect(review?.textContent).toContain('The review1 review decision · 1 review note');
    expect(review?.textContent).toContain('Under the name of Ines:');
    expect(review?.querySelector('input')).toBeNull();
    await expectAccessible();
    const { evidence } = await opened(await downloaded());
    expect(evidence.map(({ store }) => store)).toContain('reviews');
  });

  test('counts texts that only checks name with the results of checks', async () => {
    const { check } = sampleRecords({ verdict: 'verbatim' });
    const about = { id: newId<'snapshot'>(), sourceId: clip.source.id, takenAt: AT };
    const text = await makeSnapshot({ ...about, readBy: 'fetch' }, 'The lake stood high.');
    const run = { ...runOf(1, REPORT), id: newId<'run'>() };
    const job = { ...jobOf(1, run, [clip.clip.id]), id: newId<'job'>() };
    const [of, found] = [{ clipId: clip.clip.id, pinId: clip.pin.id }, { snapshotId: text.id }];
    await background.library.startRun(run, [job]);
    await background.library.completeJob(job.id, {
      checks: [{ ...check!, ...of, ...found, runId: run.id }],
      snapshots: [text],
    });
    await background.library.finishRun(run.id);
    await openBundleExport();
    const texts = () =>
      [...document.querySelectorAll<HTMLElement>('.bundle-part')].find((part) =>
        part.textContent.startsWith('Full texts of the pages'),
      );
    expect(texts()?.querySelector('input')).toBeDisabled();
    expect(texts()?.textContent).toContain('0 pages');
    expect(texts()?.textContent).toContain('goes out only with the results of checks');
    await userEvent.click(page.getByRole('checkbox', { name: /^Results of checks/ }));
    expect(texts()?.textContent).toContain('1 page');
    await userEvent.click(texts()!);
    const { evidence } = await opened(await downloaded());
    expect(evidence.map(({ store }) => store)).toContain('snapshots');
  });

  test('leaves the focus on its button', async () => {
    await openBundleExport();
    await soon(() => expect(button('Download').element()).toBeEnabled());
    (button('Download').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await soon(() => expect(acts.downloads).toHaveLength(1));
    await soon(() => expect(document.querySelector('.export-said')?.textContent).not.toBe(''));
    expect(document.activeElement).toBe(button('Download').element());
  });

  test('does not remember the ticks of the last bundle', async () => {
    await openBundleExport();
    const note = () => document.querySelector<HTMLInputElement>('.bundle-part input')!;
    await userEvent.click(note());
    expect(note().checked).toBe(true);
    await userEvent.keyboard('{Escape}');
    await openBundleExport();
    expect(note().checked).toBe(false);
  });

  test('is chosen each time: the next export begins with the format before it', async () => {
    const format = () => document.querySelector<HTMLSelectElement>('dialog.sheet select')?.value;
    await openBundleExport();
    await userEvent.selectOptions(page.getByLabelText('Format'), 'CSV table');
    await userEvent.selectOptions(page.getByLabelText('Format'), 'Pincite bundle');
    await downloaded();
    await userEvent.keyboard('{Escape}');
    await soon(() => expect(sheet()).toBeNull());
    await userEvent.keyboard('{Control>}{Shift>}E{/Shift}{/Control}');
    await soon(() => expect(format()).toBe('csv'));
  });
});

describe('opening a bundle', () => {
  test('shows the content of the bundle, and merges it with the copy of this library', async () => {
    const theirs = await bundleOf(null);
    await edit('It fell.');
    drop(theirs);
    await soon(() => expect(sheet()?.textContent).toContain('What to do with it'));
    expect(sheet()?.textContent).toContain('Lake levels');
    expect(sheet()?.textContent).toContain('1 statement');
    // Nobody here knows which of these parts the sender had.
    expect(sheet()?.textContent).toContain('Not in this file: ');
    expect(sheet()?.textContent).not.toContain('by the sender');
    expect(sheet()?.textContent).toContain('does not say who made it');
    await expectAccessible();
    await userEvent.click(button('Merge'));
    await soon(() => expect(sheet()?.textContent).toContain('The bundle changed nothing'));
    await userEvent.click(button('Show the report'));
    await soon(() => expect(sheet()).toBeNull());
    expect(statements()).toEqual(['It fell.']);
  });

  test('shows how many parts of a review are in a bundle, and the names of the reviewers', async () => {
    const bodies = [
      decisionBody('one', { reviewer: 'Ines', note: 'Ask for the series.' }),
      decisionBody('two', { reviewer: 'Ines', decision: 'supported' }),
      decisionBody('one', { reviewer: 'Ines', decision: 'partly', note: 'Ask again.' }),
    ];
    const drafts = bodies.map((body) => ({ act: newId<'act'>(), body }));
    await background.library.recordReviews(REPORT, drafts);
    const paul = await otherReviewer(REPORT);
    const counts = { claims: 2, supported: 1, partly: 1, unsupported: 0, unclear: 0, waiting: 0 };
    await storeReviews(background.library, [
      await paul.sign({
        ...{ kind: 'sign-off', contentHash: 'x', reviewer: 'Paul', signedAt: AT, counts },
        exceptions: [],
      }),
    ]);
    drop(await bundleOf(null));
    await soon(() => expect(sheet()?.textContent).toContain('What to do with it'));
    const facts = [...document.querySelectorAll('.bundle-count')].map((each) => each.textContent);
    expect(facts.slice(-3)).toEqual(['2 review decisions', '1 review note', '1 sign-off']);
    expect(sheet()?.textContent).toContain('Reviewed or answered under the name of Ines and Paul.');
    await expectAccessible();
  });

  test('shows how many answers of an editor are in a bundle, and after the merge how many are new', async () => {
    const body = decisionBody('one', { reviewer: 'Ines' });
    await background.library.recordReviews(REPORT, [{ act: newId<'act'>(), body }]);
    const sent = await bundleOf(null);
    const [review] = (await shownIn(background.library, REPORT)).reviews;
    const paul = await otherReviewer(REPORT);
    const answer = { kind: 'answer', answer: 'fixed', claimKey: 'one', answeredAt: AT } as const;
    await storeReviews(background.library, [await paul.sign({ ...answer, decision: review!.id })]);
    const answered = await bundleOf(null);
    await eraseLibrary();
    const counts = () =>
      [...document.querySelectorAll('.bundle-count')].map((each) => each.textContent);

    drop(sent);
    await soon(() => expect(counts()).toContain('1 review decision'));
    expect(counts().join()).not.toContain('answer');
    await userEvent.click(button('Add as a new report'));
    await soon(() => expect(sheet()?.textContent).toContain('Added or changed:'));
    expect(counts()).toEqual(['1 section', '1 statement', '1 clip', '1 review decision']);
    await userEvent.click(button('Show the report'));
    await soon(() => expect(sheet()).toBeNull());

    drop(answered);
    await soon(() => expect(counts()).toContain('1 answer to an objection'));
    await userEvent.click(button('Merge'));
    await soon(() => expect(sheet()?.textContent).not.toContain('What to do with it'));
    await soon(() => expect(counts()).toEqual(['1 answer to an objection']));
    await expectAccessible();
  });

  test('asks which changes to make, and can undo the merge', async () => {
    const before = await bundleOf(null);
    await edit('It fell.');
    const theirs = await bundleOf(null);
    await eraseLibrary();
    drop(before);
    await soon(() => expect(sheet()?.textContent).toContain('What to do with it'));
    // The button says what it does here: the library has no copy to merge with.
    expect(sheet()?.textContent).not.toContain('Merge');
    await userEvent.click(button('Add as a new report'));
    await userEvent.click(button('Show the report'));
    await soon(() => expect(statements()).toEqual(['It roseA.']));

    drop(theirs);
    await soon(() => expect(sheet()?.textContent).toContain('What to do with it'));
    await userEvent.click(button('Merge'));
    await soon(() => expect(sheet()?.textContent).toContain('What the file would change'));
    expect(sheet()?.textContent).toContain('In “Lake levels”');
    await expectAccessible();
    await userEvent.click(button('Apply the ticked changes'));
    await soon(() => expect(sheet()?.textContent).toContain('1 changed statement'));
    await userEvent.click(button('Show the report'));
    await soon(() => expect(statements()).toEqual(['It fell.']));
    await userEvent.click(byText('Undo'));
    await soon(() => expect(statements()).toEqual(['It roseA.']));

    // After an undone merge, opening the file asks about its changes again.
    drop(theirs);
    await soon(() => expect(sheet()?.textContent).toContain('What to do with it'));
    await userEvent.click(button('Merge'));
    await soon(() => expect(sheet()?.textContent).toContain('What the file would change'));
    await userEvent.click(button('Apply the ticked changes'));
    await soon(() => expect(statements()).toEqual(['It fell.']));
  });

  /**
   * Merges a bundle that changes the statement into this library. Returns another bundle, which has
   * the same change and a review.
   */
  async function mergeOfReviewed(): Promise<Blob> {
    const before = await bundleOf(null);
    await edit('It fell.');
    const theirs = await bundleOf(null);
    const report = await background.library.loadReport(REPORT);
    if (!report.ok) throw new Error(report.error.code);
    const claimKey = `${sentence}/${report.value.citations[0]?.id}`;
    const ines = await otherReviewer(REPORT);
    await storeReviews(background.library, [
      await ines.sign(decisionBody(claimKey, { reviewer: 'Ines', note: 'It rose.' })),
    ]);
    const reviewed = await bundleOf(null);
    await eraseLibrary();
    await receive(before, 'Add as a new report');
    await receive(theirs, 'Merge', 'Apply the ticked changes');
    await soon(() => expect(statements()).toEqual(['It fell.']));
    return reviewed;
  }

  async function receive(blob: Blob, ...buttons: readonly string[]): Promise<void> {
    drop(blob);
    await soon(() => expect(sheet()?.textContent).toContain('What to do with it'));
    for (const each of [...buttons, 'Show the report']) await userEvent.click(button(each));
    await soon(() => expect(sheet()).toBeNull());
  }

  test('offers no undo for a bundle that adds only decisions, and keeps the merge before it', async () => {
    const reviewed = await mergeOfReviewed();
    const said = () => document.querySelector('.snackbar')?.textContent;
    expect(said()).toBe('The bundle was imported.Undo');
    await receive(reviewed, 'Merge');
    // The notice of the merge before it has the same words, and an Undo.
    await soon(() => expect(said()).toBe('The bundle was imported.'));
    expect(document.querySelector('.objection')).not.toBeNull();
    expect(statements()).toEqual(['It fell.']);
    await receive(reviewed, 'Merge');
    await soon(() =>
      expect(said()).toBe(
        'The bundle changed nothing: what it has is already here, or you edited or unticked it.',
      ),
    );
  });

  test('leads to the objections of a bundle even if the report was scrolled down', async () => {
    const reviewed = await mergeOfReviewed();
    await background.library.editReport(REPORT, (doc) => {
      for (let n = 1; n <= 40; n += 1) {
        const position = { sectionId: causes };
        createStatement(doc, { id: newId<'statement'>(), text: `Line ${n}.`, position });
      }
    });
    background.tell({ kind: 'library' });
    await soon(() => expect(statements()).toHaveLength(41));
    scrollTo(0, document.documentElement.scrollHeight);
    await receive(reviewed, 'Merge');
    await soon(() => expect(document.activeElement?.textContent).toBe('Show the next'));
    const notice = document.querySelector('.report-list > .read-again')!;
    const { top, bottom } = notice.getBoundingClientRect();
    const head = document.querySelector('.panel-header')?.getBoundingClientRect().bottom ?? 0;
    expect(top).toBeGreaterThanOrEqual(Math.max(head, 0));
    expect(bottom).toBeLessThanOrEqual(innerHeight);
  });

  test('the undo of a merge says that its decisions stay', async () => {
    const before = await bundleOf(null);
    await edit('It fell.');
    const ines = await otherReviewer(REPORT);
    await storeReviews(background.library, [
      await ines.sign(decisionBody('one', { reviewer: 'Ines' })),
    ]);
    const theirs = await bundleOf(null);
    await eraseLibrary();
    await receive(before, 'Add as a new report');
    await receive(theirs, 'Merge', 'Apply the ticked changes');
    await userEvent.click(byText('Undo'));
    const said = () => document.querySelector('.snackbar')?.textContent ?? '';
    await soon(() => expect(said()).toMatch(/^The merge was undone/));
    expect(said()).toBe(
      'The merge was undone. The decisions, answers and sign-offs from the file stay.Apply it again',
    );
    expect(statements()).toEqual(['It roseA.']);
    expect((await shownIn(background.library, REPORT)).reviews).toHaveLength(1);

    await userEvent.click(byText('Apply it again'));
    await soon(() => expect(said()).toBe('The merge was applied again.Undo the merge'));
    expect(statements()).toEqual(['It fell.']);
    await userEvent.click(byText('Undo the merge'));
    await soon(() => expect(statements()).toEqual(['It roseA.']));
    // Later, the notice is closed.
    await userEvent.click(button('Report actions'));
    await userEvent.click(page.getByRole('menuitem', { name: 'Apply the undone merge again' }));
    await soon(() => expect(statements()).toEqual(['It fell.']));
    await soon(() => expect(document.activeElement).toBe(button('Report actions').element()));
  });

  test('inserts a section under one of another report, and undoes that', async () => {
    const section = await bundleOf([causes]);
    const other: ReportId = newId<'report'>();
    const chapter = newId<'section'>();
    await background.library.createReport({ id: other, title: 'Year in lakes', language: 'en' });
    await background.library.editReport(other, (doc) =>
      createSection(doc, { id: chapter, parentId: null, title: 'Spring', at: AT }),
    );
    background.tell({ kind: 'reports' });
    await soon(() => void byText('Year in lakes', '.menu-item'));
    await userEvent.click(document.querySelector<HTMLElement>('.report-switch')!);
    await userEvent.click(byText('Year in lakes', '.menu-item'));
    await soon(() => expect(document.querySelector('.section-title')?.textContent).toBe('Spring'));

    drop(section);
    await soon(() => expect(sheet()?.textContent).toContain('Add it to “Year in lakes”'));
    await userEvent.selectOptions(page.getByLabelText('Under'), 'Spring');
    await userEvent.click(button('Insert'));
    await soon(() => expect(sheet()?.textContent).toContain('Added or changed:'));
    expect(sheet()?.textContent).toContain('1 section1 statement');
    await expectAccessible();
    await userEvent.click(button('Show the report'));
    const spring = () => document.querySelector(`#body-${chapter}`)?.textContent ?? '';
    await soon(() => expect(spring()).toContain('It rose'));
    const chip = () => document.querySelector<HTMLElement>(`#body-${chapter} .cite`)?.title;
    await soon(() => expect(chip()).toContain('44 centimetres above the mean'));
    await userEvent.click(byText('Undo'));
    await soon(() => expect(spring()).not.toContain('It rose'));
  });

  const notice = () => document.querySelector('.snackbar')?.textContent;
  const press = (letter: string) => userEvent.keyboard(`{Control>}${letter}{/Control}`);

  test.each([
    ['its button', () => userEvent.click(button('Show the report'))],
    ['Escape', () => userEvent.keyboard('{Escape}')],
  ])('Ctrl+Z undoes an inserted section before an older edit, closed by %s', async (_, close) => {
    const section = await bundleOf([causes]);
    const other: ReportId = newId<'report'>();
    await background.library.createReport({ id: other, title: 'Year in lakes', language: 'en' });
    background.tell({ kind: 'reports' });
    await soon(() => void byText('Year in lakes', '.menu-item'));
    await userEvent.click(document.querySelector<HTMLElement>('.report-switch')!);
    await userEvent.click(byText('Year in lakes', '.menu-item'));
    await soon(() => expect(statements()).toEqual([]));
    await userEvent.keyboard('s');
    await soon(() => expect(document.querySelector('dialog input')).not.toBeNull());
    await userEvent.keyboard('Outlook{Enter}');
    const titles = () =>
      [...document.querySelectorAll('.section-title')].map((title) => title.textContent);
    await soon(() => expect(titles()).toEqual(['Outlook']));
    drop(section);
    await soon(() => expect(sheet()?.textContent).toContain('Add it to “Year in lakes”'));
    await userEvent.click(button('Insert'));
    await soon(() => void byText('Show the report'));
    await close();
    const both = ['Outlook', 'Causes'];
    await soon(() => expect(titles()).toEqual(both));
    expect(notice()).toBe('The bundle was imported.Undo');

    await press('z');
    await soon(() => expect(titles()).toEqual(['Outlook']));
    await soon(() =>
      expect(notice()).toBe(
        'The merge was undone. The items that it added are in the bin.Apply it again',
      ),
    );
    await press('y');
    const applied = 'The merge was applied again.Undo the merge';
    await soon(() => expect(notice()).toBe(applied));
    await soon(() => expect(titles()).toEqual(both));
    // The notice and the key undo the same step.
    await userEvent.click(byText('Undo the merge'));
    await soon(() => expect(titles()).toEqual(['Outlook']));
    await userEvent.click(byText('Apply it again'));
    await soon(() => expect(titles()).toEqual(both));
    await soon(() => expect(notice()).toBe(applied));
    await press('z');
    await soon(() => expect(titles()).toEqual(['Outlook']));
    await press('z');
    await soon(() => expect(titles()).toEqual([]));
  });

  test('Ctrl+Z undoes a merge only in its report, and not if it was undone elsewhere', async () => {
    const before = await bundleOf(null);
    await edit('It fell.');
    const theirs = await bundleOf(null);
    await eraseLibrary();
    await receive(before, 'Add as a new report');
    await background.library.createReport({
      ...{ id: newId<'report'>(), title: 'Year in lakes', language: 'en' },
    });
    background.tell({ kind: 'reports' });
    await receive(theirs, 'Merge', 'Apply the ticked changes');
    await soon(() => expect(statements()).toEqual(['It fell.']));
    const turnTo = async (title: string) => {
      await userEvent.click(document.querySelector<HTMLElement>('.report-switch')!);
      await userEvent.click(byText(title, '.menu-item'));
    };
    await turnTo('Year in lakes');
    await soon(() => expect(statements()).toEqual([]));
    await press('z');
    await soon(() => expect(notice()).toBe('There is nothing to undo.'));
    await turnTo('Lake levels');
    await soon(() => expect(statements()).toEqual(['It fell.']));
    await press('z');
    await soon(() => expect(statements()).toEqual(['It roseA.']));
    await press('y');
    await soon(() => expect(statements()).toEqual(['It fell.']));

    const undone = await background.library.undoMerge(REPORT);
    if (!undone.ok) throw new Error(undone.error.code);
    background.tell({ kind: 'library' });
    await soon(() => expect(statements()).toEqual(['It roseA.']));
    await press('z');
    // The report was also imported here; that step is next.
    await soon(() => expect(notice()).toMatch(/^The merge was undone\. The items/u));
  });

  test('Ctrl+Z puts a report that came as a bundle into the bin, and Ctrl+Y takes it out', async () => {
    const theirs = await bundleOf(null);
    await eraseLibrary();
    await receive(theirs, 'Add as a new report');
    await soon(() => expect(statements()).toEqual(['It roseA.']));
    await press('z');
    await soon(() =>
      expect(notice()).toBe('The merge was undone. The items that it added are in the bin.'),
    );
    await press('y');
    await soon(() => expect(statements()).toEqual(['It roseA.']));
    expect(notice()).toBe('The report was restored.');
  });

  test('says of a backup that it is restored in the settings, until that was done', async () => {
    const reader = await openReader();
    if (!reader.ok || reader.value === null) throw new Error('There is no library.');
    const stream = await reader.value.backup({ createdAt: AT.replace('Z', '.000Z') });
    if (!stream.ok) throw new Error(stream.error.code);
    const blob = await new Response(stream.value).blob();
    reader.value.close();
    drop(blob, 'library.pincite');
    await soon(() => expect(sheet()?.textContent).toContain('Restore it in the settings.'));
    const restored = await restoreBackup(() => readBackupFile(blob), {
      ...{ expected: 'backup', onProgress: () => undefined, signal: new AbortController().signal },
    });
    expect(restored).toMatchObject({ ok: true });
    await soon(() => expect(sheet()).toBeNull());
  });

  test('names the fault of a damaged one, and stores nothing', async () => {
    const theirs = await bundleOf(null);
    drop(theirs.slice(0, theirs.size - 20));
    await soon(() => expect(sheet()?.querySelector('[role=alert]')?.textContent).toContain('line'));
    expect(background.calls.map(({ name }) => name)).not.toContain('restore.begin');
    await userEvent.click(button('Cancel'));
    await soon(() => expect(sheet()).toBeNull());
  });
});

test('whoever is in no team is told the other way to send a report', async () => {
  background.answer('team.list', []);
  background.answer('team.shareOf', { share: null });
  await userEvent.click(button('Report actions'));
  await userEvent.click(page.getByRole('menuitem', { name: 'Share with the team…' }));
  await soon(() => expect(sheet()?.textContent).toContain('You have not joined a team.'));
  expect(sheet()?.textContent).toContain('choose Export, then Pincite bundle');
  expect(sheet()?.querySelector('h2')?.textContent).toBe('Share with the team');
});

test('a report is shared with a team with what is ticked, and the panel says how far it is', async () => {
  const teamId = newId();
  const team = { id: teamId, memberId: newId(), name: 'Hydrology', role: 'writer' };
  background.answer('team.list', [
    { ...team, address: 'https://pincite.example', joinedAt: '2026-01-02T03:04:05Z' },
  ]);
  background.answer('team.shareOf', { share: null });
  await userEvent.click(button('Report actions'));
  await userEvent.click(page.getByRole('menuitem', { name: 'Share with the team…' }));
  await soon(() => expect(document.querySelector('.bundle-parts')).not.toBeNull());
  expect(sheet()?.textContent).toContain('Hydrology on pincite.example');
  await expectAccessible();
  await userEvent.click(page.getByRole('checkbox', { name: /^Notes/u }));
  background.answer('team.watch', {
    state: { teamId, team: 'Hydrology', leftOut: {}, kind: 'waiting', waiting: 2 },
    people: [{ memberId: newId(), name: 'Ana Weir', at: sentence }],
  });
  await userEvent.click(button('Share'));
  await soon(() => expect(sheet()).toBeNull());
  const include = {
    notes: true,
    snapshots: false,
    signedInText: false,
    checks: false,
    images: false,
  };
  expect(background.calls.find(({ name }) => name === 'team.share')?.payload).toEqual({
    ...{ reportId: REPORT, teamId, include },
  });
  background.tell({ kind: 'team', reportId: REPORT });
  await soon(() =>
    expect(document.body.textContent).toContain('2 changes not sent to Hydrology yet'),
  );
  // The words of the statement, without the marks of its citations.
  expect(document.querySelector('.share-people')?.textContent).toBe('AW Ana WeirIt rose.');
  expect(document.querySelector('.card-people')?.textContent).toBe('AWAna Weir is here');

  const leftOut = { forbidden: 1 };
  background.answer('team.watch', {
    state: { teamId, team: 'Hydrology', leftOut, kind: 'synced' },
    people: [],
  });
  background.answer('team.leftOut', {
    items: [{ reason: 'forbidden', store: 'reviews', words: 'Not what it says' }],
  });
  background.tell({ kind: 'team', reportId: REPORT });
  const why = '1 decision: only a reviewer can share decisions.';
  await soon(() => expect(document.body.textContent).toContain(why));
  await userEvent.click(button('Which ones?'));
  await soon(() => expect(document.body.textContent).toContain('1 review record Not what it says'));
  await expectAccessible();

  const refused = { kind: 'refused', failure: { code: 'team_full' }, receives: true };
  background.answer('team.watch', {
    state: { teamId, team: 'Hydrology', leftOut: {}, ...refused },
    people: [],
  });
  background.answer('team.retry', {});
  background.tell({ kind: 'team', reportId: REPORT });
  await soon(() => expect(document.body.textContent).toContain('no room left on its server'));
  expect(document.body.textContent).toContain('You still receive what others write.');
  await userEvent.click(button('Try again'));
  const retry = { name: 'team.retry', payload: { reportId: REPORT } };
  await soon(() => expect(background.calls).toContainEqual(retry));
});
