import { describe, expect, test, vi } from 'vitest';
import type { Pin } from '@/utils/model/evidence';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import type { ExportTask } from '@/utils/report/export-task';
import { TaskJoiner, type TaskPart, taskParts } from '@/utils/report/task-parts';
import { writeExport } from '@/utils/report/write-export';
import { importedReport, readReport } from './read-back';

const CONTEXT = { prefix: 'a', start: 'b', end: 'c', suffix: 'd' };
const MARKDOWN = `# A

One ([T](https://t.example/a#:~:text=b)) and [two](https://u.example/).

- Three ([T](https://t.example/a#:~:text=b))\r
- Four ([U](https://u.example/#:~:text=c))

## B

[1](https://v.example/) five.
`;

function taskOf(markdown: string): ExportTask {
  const report = importedReport(readReport(markdown));
  const [clip] = report.clips;
  const [pin] = report.pins;
  if (clip === undefined || pin === undefined) throw new Error('There is nothing cited.');
  const placement = { clipId: clip.id, sectionId: null, rank: 'c0', note: 'n', tags: ['t'] };
  const check = {
    clipId: clip.id,
    pinId: pin.id,
    checkedAt: clip.capturedAt,
    verdict: 'located',
    reader: 'memento',
    finalUrl: 'https://archive.example/web/20250304050607/https://t.example/a',
  } as const;
  const placements = [{ ...placement, pinId: pin.id, binnedAt: null }];
  return {
    report: { ...report, content: { ...report.content, placements } },
    checks: [check],
    sectionId: null,
    options: { ...DEFAULT_EXPORT_OPTIONS, badges: true },
    images: [],
  };
}

/** Returns the task with the values of its pins' getters as plain fields. */
function plain(task: ExportTask): ExportTask {
  const pins = task.report.pins.map((pin) => ({ ...pin, directive: pin.directive }));
  return { ...task, report: { ...task.report, pins } };
}

/** Joins the parts as another thread receives them. */
function joined(parts: Iterable<TaskPart>): ExportTask | null {
  const joiner = new TaskJoiner();
  let whole: ExportTask | null = null;
  for (const part of parts) {
    expect(whole).toBeNull();
    whole = joiner.add(structuredClone(part));
  }
  return whole === null ? null : plain(whole);
}

describe('a task handed over in parts', () => {
  const task = taskOf(MARKDOWN);

  test.each([1, 2, 7, undefined])('of %s records is unchanged after joining', (size) => {
    expect(task.report.content.citations.length).toBeGreaterThan(4);
    expect(joined(taskParts(task, size))).toEqual(task);
  });

  test('searches for a citation after the previous one, and for one out of order everywhere', () => {
    const long = taskOf(
      '[1](https://v.example/a) and [2](https://v.example/b), [3](https://v.example/c).\n',
    );
    const { citations, statements } = long.report.content;
    const text = statements[0]?.raw;
    const [one, two, three] = citations;
    if (one === undefined || two === undefined || three === undefined) throw new Error('Fewer.');
    const content = { ...long.report.content, citations: [one, three, two] };
    const mixed = { ...long, report: { ...long.report, content } };
    const indexOf = vi.spyOn(String.prototype, 'indexOf');
    expect(joined(taskParts(mixed))).toEqual(mixed);
    const starts = indexOf.mock.calls.flatMap(([words, from], at) =>
      String(indexOf.mock.contexts[at]) === text && citations.some(({ raw }) => raw === words)
        ? [from ?? 0]
        : [],
    );
    indexOf.mockRestore();
    const endOf = (raw: string | null) => String(text).indexOf(String(raw)) + String(raw).length;
    expect(starts).toEqual([0, endOf(one.raw), endOf(three.raw), 0]);
  });

  test('has at most the requested number of records in a part', () => {
    const counts = [...taskParts(task, 3)].map(({ records }) =>
      Object.values(records).reduce((sum, list) => sum + list.length, 0),
    );
    const all = counts.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(15);
    expect(counts.length).toBe(Math.ceil(all / 3));
    expect(Math.max(...counts)).toBe(3);
  });

  test('has only the written fields of a check', () => {
    const [check] = task.checks;
    if (check === undefined) throw new Error('There is none.');
    const whole = { ...check, flags: [], snapshotId: null, evidence: { passage: 'Long words.' } };
    const fetched = { ...whole, reader: 'fetch', finalUrl: 'https://t.example/b' } as const;
    expect(joined(taskParts({ ...task, checks: [whole, fetched] }))?.checks).toEqual([
      check,
      { ...check, reader: 'fetch', finalUrl: null },
    ]);
  });

  test.each<[string, Partial<ExportTask['options']>, readonly string[]]>([
    ['Markdown without badges', {}, []],
    ['Markdown with badges', { badges: true }, ['memento', 'fetch']],
    ['Markdown with archived copies', { archivedCopies: true }, ['memento']],
    ['Markdown with access dates', { accessDates: true }, ['memento', 'fetch']],
    ['HTML without badges', { format: 'html' }, []],
    ['HTML with badges', { format: 'html', badges: true }, ['memento', 'fetch']],
    ['a table', { format: 'csv' }, ['memento', 'fetch']],
  ])('has the checks that are shown in %s', (_name, change, readers) => {
    const [check] = task.checks;
    if (check === undefined) throw new Error('There is none.');
    const fetched = { ...check, reader: 'fetch', finalUrl: null } as const;
    const options = { ...DEFAULT_EXPORT_OPTIONS, ...change };
    const checked: ExportTask = { ...task, checks: [check, fetched], options };
    const whole = joined(taskParts(checked));
    expect(whole?.checks.map(({ reader }) => reader)).toEqual(readers);
    expect(whole === null ? null : [...writeExport(whole)]).toEqual([...writeExport(checked)]);
  });

  test.each<[string, Partial<Pin>]>([
    ['of an import', {}],
    ['whose directive no browser takes', { directive: null, directiveAsWritten: 'text=,' }],
    ['of a whole page', { directive: null, directiveAsWritten: null }],
    ['with context', { directiveAsWritten: 'text=a-,b,c,-d', directive: CONTEXT }],
    ['whose directive was repaired', { directive: { start: 'other words' } }],
    ['with its words', { quote: 'b' }],
    ['of a reviewer', { by: 'reviewer' }],
    ['with its place', { selectors: { quote: null, position: { start: 1, end: 2 } } }],
    ['whose words are marked', { marks: [{ start: 0, end: 1, kind: 'raised' }] }],
  ])('has a pin %s as it was', (_name, change) => {
    const [pin, ...others] = task.report.pins;
    if (pin === undefined) throw new Error('There is none.');
    const changed = { ...pin, ...change } as Pin;
    const report = { ...task.report, pins: [changed, ...others] };
    expect(joined(taskParts({ ...task, report }))?.report.pins[0]).toEqual(changed);
  });

  test('is one part if it is short, and has no record twice', () => {
    const [only, ...others] = taskParts(task);
    expect(others).toEqual([]);
    expect(only?.task?.report.content).toMatchObject({ title: task.report.content.title });
    expect(only?.task?.report.content.statements).toEqual([]);
  });

  test('a task without a record is one part', () => {
    const content = { ...task.report.content, sections: [], statements: [], citations: [] };
    const report = { content: { ...content, placements: [] }, clips: [], sources: [], pins: [] };
    const empty: ExportTask = { ...task, report, checks: [] };
    expect(joined(taskParts(empty))).toEqual(empty);
  });
});
