import './catalogue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { NewReportDialog } from '../../../components/report/NewReportDialog';
import {
  loadTemplate,
  type ReportStart,
  startReport,
} from '../../../components/report/report-template';
import { moveClip, setNote } from '../../../utils/model/clip-operations';
import type { Job } from '../../../utils/model/evidence';
import { newId, type ReportId } from '../../../utils/model/ids';
import { createSection } from '../../../utils/model/section-operations';
import { openReader } from '../../../utils/storage/read';
import { startBackground, type TestBackground } from './background';
import { REPORT, renewReport, sampleRecords } from './samples';
import { byText, expectAccessible, show } from './stage';

let background: TestBackground;
const template = () => [{ id: REPORT, title: 'Watch, March 2026', language: 'fr' }];

beforeEach(async () => {
  renewReport();
  background = await startBackground();
  const { library } = background;
  await library.createReport({ id: REPORT, title: 'Watch, March 2026', language: 'fr' });
  const records = sampleRecords();
  await background.save(records);
  const at = '2026-05-02T09:41:00.000Z';
  const sectionId = newId<'section'>();
  await library.editReport(REPORT, (doc) => {
    createSection(doc, { id: sectionId, parentId: null, title: 'Levels', at });
    moveClip(doc, { clipId: records.clip.id, position: { sectionId } });
    setNote(doc, { clipId: records.clip.id, note: 'For the lead.' });
  });
  const run = {
    id: newId<'run'>(),
    reportId: REPORT,
    trigger: 'manual',
    startedAt: at,
    finishedAt: null,
    cancelled: false,
  } as const;
  const job: Job = {
    id: newId<'job'>(),
    runId: run.id,
    pageKey: records.source.url,
    clipIds: [records.clip.id],
    state: 'waiting',
    leaseUntil: null,
    attempts: 0,
    notBefore: null,
  };
  await library.startRun(run, [job]);
  const { check } = sampleRecords({
    verdict: 'altered',
    check: { changes: [{ fact: 'figure', from: '44', to: '46' }] },
  });
  const found = { ...check!, runId: run.id, clipId: records.clip.id, pinId: records.pin.id };
  await library.completeJob(job.id, { checks: [found], snapshots: [] });
  await library.finishRun(run.id);
});

afterEach(() => background.library.close());

async function load(id: ReportId) {
  const opened = await openReader();
  if (!opened.ok || opened.value === null) throw new Error('There is no library.');
  const loaded = await loadTemplate(opened.value, id);
  opened.value.close();
  return loaded;
}

interface Confirmed {
  title: string;
  language: string;
  start: ReportStart | null;
}

/** Shows the dialog. Resolves after *Create*. */
function ask(from: ReportId | null): Promise<Confirmed> {
  return new Promise((resolve) => {
    show(
      <NewReportDialog
        templates={template()}
        from={from}
        load={load}
        onConfirm={(title, language, start) => resolve({ title, language, start })}
        onClose={() => undefined}
      />,
    );
  });
}

const select = (label: string) =>
  [...document.querySelectorAll<HTMLElement>('.field')]
    .find((field) => field.querySelector('label')?.textContent === label)!
    .querySelector('select')!;
const titleField = () => document.querySelector<HTMLInputElement>('dialog input[type=text]')!;
const create = () => byText('Create') as HTMLButtonElement;

test('an empty report needs a name and nothing else', async () => {
  const answer = ask(null);
  for (const empty of ['', '  ']) {
    await userEvent.fill(titleField(), empty);
    const invalid = new Promise((resolve) =>
      titleField().addEventListener('invalid', resolve, { once: true }),
    );
    // The browser says what is missing, and goes to the field.
    await userEvent.click(create());
    await invalid;
    expect(document.activeElement).toBe(titleField());
  }
  await userEvent.fill(titleField(), 'Lakes');
  await expectAccessible();
  await userEvent.keyboard('{Enter}');
  expect(await answer).toEqual({ title: 'Lakes', language: 'en', start: null });
});

test('the next issue has the name, the language, the sections and what changed since', async () => {
  const answer = ask(REPORT);
  expect(titleField().value).toBe('Watch, April 2026');
  expect(select('Language of the text').value).toBe('fr');
  await vi.waitFor(() => byText('And a list of 1 quote that no longer stands', 'span'));
  await expectAccessible();
  create().click();
  const { title, language, start } = await answer;
  const made = await startReport({ title, language }, start!);
  const id = made.ok ? made.value : newId<'report'>();
  const content = await background.library.loadReport(id);
  expect(content.ok && content.value).toMatchObject({ title: 'Watch, April 2026', language: 'fr' });
  const loaded = await load(id);
  const tree = loaded.ok ? loaded.value.tree : null;
  expect(
    tree?.sections.map(({ section, content: items }) => [section.title, items.length]),
  ).toEqual([
    ['What changed since', 2],
    ['Levels', 0],
  ]);
  expect(tree?.content.statements[0]?.text).toMatch(
    /^Altered \(a figure: 44 → 46\): “On 30 April the level .*” \[\[cite:/,
  );
  // The new report shows the cited passage, although it was clipped for the other one.
  expect(tree?.clips.size).toBe(1);
});

test('a copy has the clips and their notes, and is called one', async () => {
  const answer = ask(null);
  await userEvent.selectOptions(select('Begin with'), 'Watch, March 2026');
  await userEvent.click(byText('Everything in it, except reviews and sign-offs', 'span'));
  await vi.waitFor(() => expect(create().disabled).toBe(false));
  expect(titleField().value).toBe('Copy of Watch, March 2026');
  create().click();
  const { title, language, start } = await answer;
  const made = await startReport({ title, language }, start!);
  const loaded = await load(made.ok ? made.value : newId<'report'>());
  const tree = loaded.ok ? loaded.value.tree : null;
  expect(
    tree?.sections.map(({ section, content: items }) => [section.title, items.length]),
  ).toEqual([['Levels', 1]]);
  expect(tree?.content.placements[0]?.note).toBe('For the lead.');
});

test('Enter before the other report was read creates once it is, and another choice calls it off', async () => {
  const loading: (() => void)[] = [];
  const onConfirm = vi.fn();
  show(
    <NewReportDialog
      templates={template()}
      from={REPORT}
      load={async (id) => {
        await new Promise<void>((resolve) => loading.push(resolve));
        return load(id);
      }}
      onConfirm={onConfirm}
      onClose={() => undefined}
    />,
  );
  await vi.waitFor(() => expect(loading).toHaveLength(1));
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(create().disabled).toBe(true));
  await userEvent.selectOptions(select('Begin with'), 'Nothing');
  await vi.waitFor(() => expect(create().disabled).toBe(false));
  await userEvent.selectOptions(select('Begin with'), 'Watch, March 2026');
  await vi.waitFor(() => expect(loading).toHaveLength(2));
  for (const go of loading) go();
  await vi.waitFor(() => byText('And a list of 1 quote that no longer stands', 'span'));
  expect(onConfirm).not.toHaveBeenCalled();

  await userEvent.selectOptions(select('Begin with'), 'Nothing');
  await userEvent.selectOptions(select('Begin with'), 'Watch, March 2026');
  await vi.waitFor(() => expect(loading).toHaveLength(3));
  titleField().focus();
  await userEvent.keyboard('{Enter}');
  expect(onConfirm).not.toHaveBeenCalled();
  loading[2]?.();
  await vi.waitFor(() => expect(onConfirm).toHaveBeenCalledOnce());
  expect(onConfirm.mock.calls[0]).toMatchObject([
    'Watch, April 2026',
    'fr',
    { kind: 'sections', changes: true },
  ]);
});

test('a name that was typed is kept when another beginning is chosen', async () => {
  void ask(null);
  await userEvent.fill(titleField(), 'Mine');
  await userEvent.selectOptions(select('Begin with'), 'Watch, March 2026');
  expect(titleField().value).toBe('Mine');
});

test('reports that the report is gone', async () => {
  await background.library.editReport(REPORT, (doc) => {
    doc.getMap('report').set('binnedAt', '2026-05-02T09:41:00.000Z');
  });
  await background.library.purgeReport(REPORT);
  void ask(REPORT);
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull());
  expect(create().disabled).toBe(true);
});
