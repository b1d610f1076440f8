import './catalogue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import { SidePanel } from '@/components/panel/SidePanel';
import type { OpenReport } from '@/components/state/use-report';
import { ExportSheet } from '../../../components/export/ExportSheet';
import type { WriteReport } from '../../../components/export/use-written';
import { moveClip, setNote } from '../../../utils/model/clip-operations';
import { newId, type SectionId } from '../../../utils/model/ids';
import { createReportReplica } from '../../../utils/model/report-replica';
import { arrangeReport } from '../../../utils/model/report-tree';
import { createReviewLedger } from '../../../utils/model/review-ledger';
import { createSection } from '../../../utils/model/section-operations';
import { createStatement, insertCitation } from '../../../utils/model/statement-operations';
import { DEFAULT_EXPORT_OPTIONS } from '../../../utils/report/export-options';
import { pointAt } from '../point-at';
import { startBackground, type TestActs, type TestBackground, testActs } from './background';
import { decisionBody, otherReviewer, storeReviews } from './others-reviews';
import { REPORT, renewReport, type SampleRecords, sampleRecords } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;
let acts: TestActs;
let cited: SampleRecords;
let loose: SampleRecords;
/** The Worker that writes has to start first. */
const soon = (check: () => void) => vi.waitFor(check);
const LEVELS: SectionId = newId<'section'>();
const CAUSES: SectionId = newId<'section'>();

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  await background.library.createReport({ id: REPORT, title: 'Lake levels', language: 'en' });
  cited = sampleRecords();
  loose = sampleRecords({
    quote: 'Late snow held the melt back by almost three weeks.',
    title: 'Snow survey, third visit',
    url: 'https://mountains.example/snow',
  });
  const statementId = newId<'statement'>();
  const at = '2026-05-02T10:00:00Z';
  await background.library.editReport(REPORT, (doc) => {
    createSection(doc, { id: LEVELS, parentId: null, title: 'Levels', at });
    createSection(doc, { id: CAUSES, parentId: null, title: 'Causes', at });
    createStatement(doc, {
      id: statementId,
      text: 'The basin stood high.',
      position: { sectionId: CAUSES },
    });
    insertCitation(doc, {
      id: newId<'citation'>(),
      statementId,
      clipId: cited.clip.id,
      label: 'Monthly bulletin',
      offset: 20,
    });
    setNote(doc, { clipId: loose.clip.id, note: 'Ask for the fourth visit.' });
  });
  await background.save(cited);
  await background.save(loose);
  acts = testActs();
  // The quote that is not filed is in the inbox.
  await acts.writeExportOptions(REPORT, { ...DEFAULT_EXPORT_OPTIONS, inbox: true });
  show(<SidePanel acts={acts} />);
  await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(3));
});

afterEach(() => background.library.close());

test.each([
  ['at one address', ''],
  ['the second time at a place of it', '#heading'],
])('a page that was clipped twice, %s, is one source', async (_name, place) => {
  const url = `${loose.source.url}${place}`;
  await background.save(sampleRecords({ quote: 'Another quote.', url }));
  await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(4));
  await openSheet();
  await soon(() => expect(sheet()?.textContent).toContain('3 citations · 2 sources'));
});

const sheet = () => document.querySelector<HTMLElement>('dialog.sheet');
const preview = () => document.querySelector<HTMLTextAreaElement>('.export-text')?.value ?? '';
const said = () => document.querySelector('.export-said')?.textContent ?? '';
const openSheet = async () => {
  await userEvent.keyboard('{Control>}{Shift>}E{/Shift}{/Control}');
  await soon(() => expect(preview()).toContain('Causes'));
};
const format = () => page.getByLabelText('Format');
const ticks = () =>
  [...document.querySelectorAll('.export-tick')].map((tick) => tick.textContent.trim());
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('the sheet', () => {
  test('opens by key and from the menu, shows the Markdown, and returns the focus', async () => {
    await openSheet();
    expect(document.activeElement?.textContent).toBe('Export');
    expect(preview()).toContain(
      '([Monthly bulletin, April 2026](https://hydrology.example/bulletin#:~:text=',
    );
    expect(sheet()?.textContent).toContain('2 citations · 2 sources');
    await userEvent.keyboard('{Escape}');
    await soon(() => expect(sheet()).toBeNull());
    await userEvent.click(byText('Export'));
    await userEvent.click(byText('Export…', '.menu:popover-open .menu-item'));
    await soon(() => expect(preview()).not.toBe(''));
    await userEvent.keyboard('{Escape}');
    await soon(() => expect(sheet()).toBeNull());
    expect(document.activeElement?.getAttribute('data-focus')).toBe('export');
  });

  test('writes again when styles and ticks change', async () => {
    await openSheet();
    await userEvent.click(page.getByText('Footnotes'));
    await soon(() => expect(preview()).toContain('high[^1].'));
    await userEvent.click(page.getByText('Quotes not cited in the text'));
    await soon(() => expect(preview()).not.toContain('Late snow'));
    expect(sheet()?.textContent).toContain('1 citation · 1 source');
  });

  test('says that the notes on cited clips are in no text', async () => {
    await openSheet();
    expect(sheet()?.textContent).not.toContain('stays in Pincite');
    await background.library.editReport(REPORT, (doc) =>
      setNote(doc, { clipId: cited.clip.id, note: 'Ask who measured it.' }),
    );
    await userEvent.keyboard('{Escape}');
    background.tell({ kind: 'library' });
    await soon(() => expect(document.body.textContent).toContain('Ask who measured it.'));
    await openSheet();
    expect(sheet()?.textContent).toContain('The note on 1 cited clip stays in Pincite.');
    expect(preview()).not.toContain('who measured');
    await expectAccessible();
    await userEvent.selectOptions(format(), 'BibTeX');
    await soon(() => expect(sheet()?.textContent).not.toContain('stays in Pincite'));
  });

  test('offers access dates only where a page was read', async () => {
    const records = sampleRecords({ quote: 'The weir was raised.', url: 'https://weir.example/' });
    const clip = { ...records.clip, origin: 'import' as const };
    await background.save({
      ...records,
      clip: { ...clip, filedUnder: { reportId: REPORT, sectionId: LEVELS } },
    });
    await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(4));
    await openSheet();
    expect(ticks()).toContain('Access dates');
    await userEvent.selectOptions(page.getByLabelText('How much'), 'Levels');
    await soon(() => expect(preview()).toContain('The weir was raised.'));
    expect(ticks()).not.toContain('Access dates');
    expect(ticks()).toContain('List of sources');
  });

  test('shows the styles of a document as its reader sees them', async () => {
    await openSheet();
    const examples = () => document.querySelector('.export-styles')?.textContent ?? '';
    expect(examples()).toContain('The level rose ([Bulletin](https://…)).');
    await userEvent.selectOptions(format(), 'Word (.docx)');
    await soon(() => expect(examples()).toContain('The level rose (Bulletin).'));
    expect(examples()).not.toMatch(/\]\(|\[\^/u);
    expect(document.querySelector('.export-styles u')?.textContent).toBe('Bulletin');
    expect(document.querySelector('.export-styles sup')?.textContent).toBe('1');
  });

  test('offers only what makes a difference', async () => {
    await openSheet();
    expect(ticks()).not.toContain('Results of checks');
    expect(ticks()).not.toContain('Archived copies');
    expect(ticks()).toContain('Obsidian properties');
    expect(document.querySelector('.export-styles')?.textContent).not.toContain('As in the file');
    await userEvent.selectOptions(format(), 'Rich text (clipboard)');
    expect(ticks()).not.toContain('Obsidian properties');
    await userEvent.selectOptions(format(), 'RIS');
    expect(ticks()).toEqual([]);
    expect(document.querySelector('.export-styles')).toBeNull();
  });

  test('lists pages in BibTeX, passages if that is ticked or the Markdown has their keys', async () => {
    await background.save(sampleRecords({ quote: 'It fell again.' }));
    await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(4));
    const entries = () => preview().match(/^@misc/gmu)?.length ?? 0;
    await openSheet();
    await userEvent.selectOptions(format(), 'BibTeX');
    await soon(() => expect(entries()).toBe(2));
    expect(sheet()?.textContent).toContain('3 citations · 2 sources');
    expect(preview()).not.toContain(':~:text=');
    const passages = 'One entry for each passage, for Markdown with Pandoc keys';
    expect(ticks()).toEqual([passages]);
    await userEvent.selectOptions(format(), 'Markdown');
    await userEvent.click(page.getByText('Pandoc keys'));
    await soon(() => expect(preview()).toContain('[@'));
    await userEvent.selectOptions(format(), 'BibTeX');
    // A clip of a passage links to it. A clip of a page has no such link.
    await soon(() => expect(preview()).toMatch(/^@misc[^@]*:~:text=[^@]*@misc[^@]*:~:text=/u));
    await userEvent.click(page.getByText(passages));
    await soon(() => expect(preview()).not.toContain(':~:text='));
    expect(entries()).toBe(2);
  });

  test('writes one section as a text of its own', async () => {
    await openSheet();
    await userEvent.selectOptions(page.getByLabelText('How much'), 'Causes');
    await soon(() => expect(preview()).toMatch(/^# Causes/));
    expect(preview()).not.toContain('Levels');
    expect(ticks()).not.toContain('Include the inbox');
    await userEvent.click(button('Download'));
    await soon(() => expect(acts.downloads).toHaveLength(1));
    expect(acts.downloads[0]?.name).toMatch(/^Causes-\d{4}-\d\d-\d\d\.md$/);
  });

  test('counts a clip of the section that only another section cites', async () => {
    await background.library.editReport(REPORT, (doc) =>
      moveClip(doc, { clipId: cited.clip.id, position: { sectionId: LEVELS } }),
    );
    background.tell({ kind: 'library' });
    await openSheet();
    await userEvent.selectOptions(page.getByLabelText('How much'), 'Levels');
    await soon(() => expect(preview()).toMatch(/^# Levels\n\n> “On 30 April the level/));
    expect(sheet()?.textContent).toContain('1 citation · 1 source');
    expect(ticks()).toContain('Quotes not cited in the text');
  });

  test('lists sources exactly when that is ticked, in an own section of an imported report', async () => {
    await background.library.editReport(REPORT, (doc) =>
      doc.getMap('report').set('preamble', '---\nauthor: Ines\n---\n'),
    );
    background.tell({ kind: 'library' });
    const list = () => page.getByLabelText('List of sources').element() as HTMLInputElement;
    await openSheet();
    await soon(() => expect(preview()).toContain('author: Ines'));
    expect(list().checked).toBe(false);
    expect(preview()).not.toContain('## Sources');
    await userEvent.selectOptions(page.getByLabelText('How much'), 'Causes');
    await soon(() => expect(preview()).toMatch(/^# Causes/));
    expect(preview()).toContain('## Sources');
    expect(list().checked).toBe(true);
  });

  test('copies during the click, and announces how much', async () => {
    await openSheet();
    await userEvent.click(button('Copy'));
    await soon(() => expect(said()).toBe('Copied: 2 citations, 2 sources.'));
    expect(acts.flavours).toEqual([{ 'text/plain': preview() }]);
    await userEvent.click(page.getByText('Footnotes'));
    await soon(() => expect(said()).toBe(''));
  });

  test('reports when the browser refuses to copy', async () => {
    show(<SidePanel acts={{ ...acts, copyFlavours: async () => false }} />);
    await openSheet();
    await userEvent.click(button('Copy'));
    await soon(() => expect(said()).toBe('The browser did not allow copying.'));
  });

  test('is as it was left, and copies at once in that style by key', async () => {
    await openSheet();
    await userEvent.click(page.getByText('Numbered references'));
    await soon(() => expect(preview()).toContain('[1]'));
    const numbered = preview();
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{Control>}{Shift>}E{/Shift}{/Control}');
    await soon(() => expect(preview()).toBe(numbered));
    await userEvent.keyboard('{Escape}');
    await userEvent.keyboard('{Alt>}{Shift>}E{/Shift}{/Alt}');
    await soon(() => expect(acts.flavours).toEqual([{ 'text/plain': numbered }]));
    await soon(() =>
      expect(document.querySelector('.snackbar-place')?.textContent).toContain('copied'),
    );
  });
});

describe('the inbox of a report that has statements', () => {
  beforeEach(() => acts.writeExportOptions(REPORT, DEFAULT_EXPORT_OPTIONS));

  const tick = () => page.getByLabelText('Include the inbox');

  test('the inbox is left out at first, and its tick is kept for the report', async () => {
    await openSheet();
    const line = '1 item of the inbox is left out.';
    const foot = () => document.querySelector('.sheet-foot')?.textContent;
    expect(preview()).not.toContain('Late snow');
    expect(foot()).toContain(line);
    expect(sheet()?.textContent.split(line)).toHaveLength(2);
    await expect.element(tick()).toHaveAccessibleDescription(line);
    await expectAccessible();
    (tick().element() as HTMLElement).focus();
    await userEvent.keyboard(' ');
    await soon(() => expect(preview()).toContain('Late snow'));
    expect(foot()).not.toContain(line);
    expect(document.activeElement).toBe(tick().element());
    await userEvent.keyboard('{Escape}');
    await openSheet();
    await expect.element(tick()).toBeChecked();
    expect(preview()).toContain('Late snow');
  });

  test('the notice after a quick copy says what is left out of the inbox', async () => {
    const notice = () => document.querySelector('.snackbar-place')?.textContent;
    await userEvent.keyboard('{Alt>}{Shift>}E{/Shift}{/Alt}');
    await soon(() => expect(notice()).toContain('copied as Markdown. 1 item of the inbox is left'));
    const [copied] = acts.flavours;
    expect(copied?.['text/plain']).not.toContain('Late snow');
  });
});

describe('a long export', () => {
  /** A writer that reports its progress and continues only on request. */
  function slowWriter(wordless = 0) {
    const asked: AbortSignal[] = [];
    let finish: (text: string) => void = () => undefined;
    const write: WriteReport = (_task, { onProgress, signal }) => {
      asked.push(signal);
      onProgress(40, 100);
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(null));
        finish = (text) =>
          resolve({
            ok: true,
            value: {
              ...{
                format: 'markdown',
                text,
                html: null,
                bibliography: null,
                file: null,
                wordless,
                linkedImages: 0,
                disarmed: 0,
              },
              ...{ images: [], leftOut: { withoutCopy: 0, tooMany: 0 } },
            },
          });
      });
    };
    return { write, asked, finish: (text: string) => finish(text), last: () => finish };
  }

  const replica = createReportReplica({
    reportId: REPORT,
    updates: [],
    send: async () => true,
    wait: async () => undefined,
  });

  const ledger = createReviewLedger({
    reportId: REPORT,
    ...{ records: [], own: null, people: new Map() },
    send: async () => ({ ok: true, value: { author: 'key', records: [] } }),
    wait: async () => undefined,
    now: () => '2026-05-02T09:00:00.000Z',
  });

  function openReport(): OpenReport {
    const tree = arrangeReport(replica.content(), []);
    const none = { clips: [], sources: [], pins: [], checks: [], runs: [] };
    const evidence = {
      ...none,
      attached: new Map<never, readonly string[]>(),
      latestRun: null,
      foreign: [],
    };
    const readAgain = new Set<never>();
    const reviews = ledger.records();
    const shown = { replica, tree, evidence, ledger, reviews, views: new Map(), readAgain };
    return { ...shown, unsaved: null, progress: null };
  }

  let saidBeside: string[];
  beforeEach(() => {
    saidBeside = [];
  });

  const showSheet = (write: WriteReport) =>
    show(
      <ExportSheet
        acts={acts}
        report={openReport()}
        reader={null}
        sectionId={null}
        format={null}
        write={write}
        onShow={() => undefined}
        onSay={(text) => saidBeside.push(text)}
        onClose={() => undefined}
      />,
    );

  test('shows how far it is, can be cancelled, and written again', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    await soon(() => expect(button('Cancel').element()).toBeVisible());
    await userEvent.click(button('Cancel'));
    await soon(() => expect(sheet()?.textContent).toContain('Writing was cancelled.'));
    expect(slow.asked.at(-1)?.aborted).toBe(true);
    expect(button('Copy').element()).toBeDisabled();
    await userEvent.click(button('Start again'));
    await soon(() => expect(slow.asked.at(-1)?.aborted).toBe(false));
    slow.finish('# Written');
    await soon(() => expect(preview()).toBe('# Written'));
    expect(document.querySelector('progress')).toBeNull();
  });

  test('says how many notes lose their words', async () => {
    const slow = slowWriter(2);
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    slow.finish('# Written');
    await soon(() =>
      expect(document.querySelector('.export-warnings')?.textContent).toContain(
        '2 notes or entries say more than their sources.',
      ),
    );
  });

  test('can be copied before it is written: the text follows the click', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    await userEvent.click(button('Copy'));
    expect(said()).toBe('');
    slow.finish('# Later');
    await soon(() => expect(acts.flavours).toEqual([{ 'text/plain': '# Later' }]));
    await soon(() => expect(said()).toContain('Copied'));
  });

  test('is downloaded although the report changes after the click', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    await userEvent.click(button('Download'));
    showSheet(slow.write);
    await soon(() => expect(slow.asked.map(({ aborted }) => aborted)).toEqual([true, false]));
    slow.finish('# Changed');
    await soon(() => expect(acts.downloads).toHaveLength(1));
    expect(await acts.downloads[0]?.blob.text()).toBe('# Changed');
    await soon(() => expect(said()).toContain('Downloaded'));
  });

  test('that was asked for keeps its own text when another format is chosen meanwhile', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    const finishMarkdown = slow.last();
    await userEvent.click(button('Download'));
    await userEvent.selectOptions(format(), 'BibTeX');
    await soon(() => expect(slow.asked).toHaveLength(2));
    const finishBibtex = slow.last();
    finishBibtex('@misc{later}');
    await soon(() => expect(preview()).toBe('@misc{later}'));
    expect(acts.downloads).toEqual([]);
    finishMarkdown('# Asked for');
    await soon(() => expect(acts.downloads).toHaveLength(1));
    expect(acts.downloads[0]?.name).toMatch(/\.md$/);
    expect(await acts.downloads[0]?.blob.text()).toBe('# Asked for');
    expect(preview()).toBe('@misc{later}');
  });

  test('that nobody asked for is stopped when another format is chosen', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    await userEvent.selectOptions(format(), 'BibTeX');
    await soon(() => expect(slow.asked.map(({ aborted }) => aborted)).toEqual([true, false]));
  });

  test('that was asked for is downloaded although the sheet is closed, and a notice says so', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    await userEvent.click(button('Download'));
    show(<p>The sheet is closed.</p>);
    await soon(() => expect(sheet()).toBeNull());
    expect(slow.asked.map(({ aborted }) => aborted)).toEqual([false]);
    slow.finish('# Asked for');
    await soon(() => expect(acts.downloads).toHaveLength(1));
    await soon(() => expect(saidBeside).toEqual([expect.stringContaining('Downloaded')]));
  });

  test('that nobody asked for is stopped when the sheet is closed', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await soon(() => expect(document.querySelector('progress')?.value).toBe(40));
    show(<p>The sheet is closed.</p>);
    await soon(() => expect(slow.asked.map(({ aborted }) => aborted)).toEqual([true]));
    expect(saidBeside).toEqual([]);
  });

  test('that is cancelled after the click says only that', async () => {
    const slow = slowWriter();
    showSheet(slow.write);
    await userEvent.click(button('Download'));
    await userEvent.click(button('Cancel'));
    await soon(() => expect(sheet()?.textContent).toContain('Writing was cancelled.'));
    expect(said()).toBe('');
    expect(acts.downloads).toEqual([]);
  });

  test('whose Worker was stopped without a request says so', async () => {
    showSheet(async () => null);
    await soon(() => expect(sheet()?.querySelector('[role=alert]')).not.toBeNull());
    expect(button('Download').element()).toBeDisabled();
  });

  test('shows why it failed', async () => {
    showSheet(async () => ({ ok: false, error: { code: 'unexpected', detail: 'no memory' } }));
    await soon(() =>
      expect(sheet()?.querySelector('[role=alert]')?.textContent).toContain('no mem'),
    );
    expect(button('Download').element()).toBeDisabled();
  });
});

describe('before it leaves, the sheet', () => {
  test('lists quotes that failed, and shows the first', async () => {
    const { check } = sampleRecords({ verdict: 'altered' });
    const pinId = cited.pin.id;
    const run = check!.runId;
    await background.finishRun(run, [{ ...check!, clipId: cited.clip.id, pinId }]);
    await openSheet();
    const warnings = () => document.querySelector('.export-warnings')?.textContent;
    expect(warnings()).toContain('1 quote did not stand when it was last checked.');
    expect(ticks()).toContain('Results of checks');
    await expectAccessible();
    await userEvent.click(page.getByText('Results of checks'));
    await soon(() => expect(preview()).toContain('cited passage altered'));
    expect(warnings()).toContain('1 quote was never checked.');
    await userEvent.click(byText('Show'));
    await soon(() => expect(sheet()).toBeNull());
    await soon(() => expect(document.activeElement?.getAttribute('data-item')).toBe(cited.clip.id));
  });

  test('is not opened by the key that copies at once, whose notice names failed quotes', async () => {
    const { check } = sampleRecords({ verdict: 'altered' });
    const found = { ...check!, clipId: cited.clip.id, pinId: cited.pin.id };
    await background.finishRun(check!.runId, [found]);
    const notice = () => document.querySelector('.snackbar-place')?.textContent;
    await soon(() => expect(document.querySelector('.verdict-warn')).not.toBeNull());
    await userEvent.keyboard('{Alt>}{Shift>}E{/Shift}{/Alt}');
    await soon(() => expect(notice()).toContain('The report was copied as Markdown.'));
    expect(notice()).toContain('1 quote did not stand when it was last checked.');
  });

  test('can be opened from the notice after a quick copy, which has a warning of it', async () => {
    const bare = sampleRecords({ quote: 'A third quote.' });
    await background.save({ ...bare, pin: { ...bare.pin, directive: null } });
    await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(4));
    const notice = () => document.querySelector('.snackbar-place')?.textContent;
    await userEvent.keyboard('{Alt>}{Shift>}E{/Shift}{/Alt}');
    await soon(() => expect(notice()).toContain('1 citation leads to its page, not to a passage.'));
    await userEvent.click(byText('See export'));
    await soon(() => expect(document.querySelectorAll('.export-warnings li')).toHaveLength(1));
    expect(notice()).toBe('');
  });

  test('shows what the quick copy had, though another format was exported last', async () => {
    const bare = sampleRecords({ quote: 'A third quote.' });
    await background.save({ ...bare, pin: { ...bare.pin, directive: null } });
    await acts.writeExportOptions(REPORT, {
      ...DEFAULT_EXPORT_OPTIONS,
      ...{ format: 'csv', style: 'footnote', inbox: true },
    });
    await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(4));
    const notice = () => document.querySelector('.snackbar-place')?.textContent;
    await userEvent.keyboard('{Alt>}{Shift>}E{/Shift}{/Alt}');
    await soon(() => expect(notice()).toContain('See export'));
    await userEvent.click(byText('See export'));
    await soon(() => expect(preview()).toContain('[^1]'));
    expect((format().element() as HTMLSelectElement).value).toBe('markdown');
    // To open the sheet does not change the stored format.
    expect((await acts.readExportOptions(REPORT))?.format).toBe('csv');
  });

  test('names cited quotes without a result and open objections, and shows the first', async () => {
    const report = await background.library.loadReport(REPORT);
    if (!report.ok) throw new Error(report.error.code);
    const [statement] = report.value.statements;
    const claimKey = `${statement!.id}/${report.value.citations[0]!.id}`;
    const ines = await otherReviewer(REPORT);
    await storeReviews(background.library, [
      await ines.sign(decisionBody(claimKey, { reviewer: 'Ines', note: 'It fell.' })),
    ]);
    background.tell({ kind: 'library' });
    await soon(() => expect(document.querySelector('.objection')).not.toBeNull());
    const { check } = sampleRecords({ verdict: 'unchecked' });
    const found = { ...check!, clipId: cited.clip.id, pinId: cited.pin.id };
    const card = () => document.querySelector(`[data-item="${cited.clip.id}"]`);
    await soon(async () => {
      // A late reading of the library, which does not have this result, may replace it.
      await background.finishRun(check!.runId, [found]);
      expect(card()?.textContent).toContain('No result');
    });
    const notice = () => document.querySelector('.snackbar-place')?.textContent;
    await userEvent.keyboard('{Alt>}{Shift>}E{/Shift}{/Alt}');
    await soon(() =>
      expect(notice()).toContain('1 cited quote had no result when it was last checked.'),
    );
    expect(notice()).toContain('There is 1 more warning.');
    await userEvent.click(byText('See export'));
    const warnings = () =>
      [...document.querySelectorAll('.export-warnings li .grow')].map((each) => each.textContent);
    await soon(() =>
      expect(warnings()).toEqual([
        '1 cited quote had no result when it was last checked.',
        '1 statement has an open objection.',
      ]),
    );
    await expectAccessible();
    await userEvent.click(button('Show the first: 1 statement has an open objection.'));
    await soon(() => expect(sheet()).toBeNull());
    await soon(() => expect(document.activeElement?.className).toBe('objections'));
  });

  test('is not named by the notice after a quick copy without warnings', async () => {
    const notice = () => document.querySelector('.snackbar-place')?.textContent;
    await userEvent.keyboard('{Alt>}{Shift>}E{/Shift}{/Alt}');
    await soon(() => expect(notice()).toBe('The report was copied as Markdown.'));
  });

  test('shows how many citations have no passage', async () => {
    const bare = sampleRecords({ quote: 'A third quote.' });
    await background.save({ ...bare, pin: { ...bare.pin, directive: null } });
    await soon(() => expect(document.querySelectorAll('.card')).toHaveLength(4));
    await openSheet();
    expect(document.querySelector('.export-warnings')?.textContent).toContain(
      '1 citation leads to its page, not to a passage.',
    );
  });
});

describe('forced colours', () => {
  test('lines and system colours show what is chosen, what has a warning and what is disabled', async () => {
    const session = cdp() as unknown as { send(call: string, of: object): Promise<unknown> };
    const emulate = (features: readonly object[]) =>
      session.send('Emulation.setEmulatedMedia', { features });
    await emulate([{ name: 'forced-colors', value: 'active' }]);
    try {
      const { check } = sampleRecords({ verdict: 'altered' });
      await background.finishRun(check!.runId, [
        { ...check!, clipId: cited.clip.id, pinId: cited.pin.id },
      ]);
      await openSheet();
      const styleOf = (element: Element) => getComputedStyle(element);
      /** The computed value of a system colour. */
      const system = (name: string) => {
        const probe = document.createElement('i');
        probe.style.cssText = `color: ${name}; forced-color-adjust: none`;
        document.body.append(probe);
        const { color } = styleOf(probe);
        probe.remove();
        return color;
      };
      const copy = button('Copy').element();
      expect(styleOf(copy).color).toBe(system('ButtonText'));
      expect(styleOf(copy).backgroundColor).toBe(system('ButtonFace'));
      await pointAt(copy);
      await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
      expect(styleOf(copy).backgroundColor).toBe(system('ButtonFace'));
      const warnings = document.querySelector('.export-warnings')!;
      expect(styleOf(warnings).borderTopColor).toBe(system('CanvasText'));
      const chosen = document.querySelector('.export-style :checked')!;
      expect(styleOf(chosen).appearance).not.toBe('none');
      expect(styleOf(sheet()!).backgroundColor).toBe(system('Canvas'));
      copy.toggleAttribute('disabled', true);
      expect(styleOf(copy).color).toBe(system('GrayText'));
      expect(styleOf(copy).opacity).toBe('1');
    } finally {
      await emulate([]);
    }
  });
});

test.each([320, 360, 1100])('axe finds nothing on the sheet at %d px', async (width) => {
  await page.viewport(width, 900);
  await openSheet();
  await expectAccessible();
  const body = document.querySelector('.sheet-body')!;
  expect(body.scrollWidth).toBeLessThanOrEqual(body.clientWidth);
});

test('however narrow the sidebar is, the heading of the preview is one line', async () => {
  await openSheet();
  const heading = document.querySelector('.export-preview-head h3')!;
  for (let width = 230; width <= 330; width += 10) {
    await page.viewport(width, 900);
    expect(heading.clientHeight, `at ${width.toString()} px`).toBeLessThan(30);
  }
});
