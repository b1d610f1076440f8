import { describe, expect, test } from 'vitest';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import type { ExportTask } from '@/utils/report/export-task';
import { TaskJoiner, type TaskPart, taskParts } from '@/utils/report/task-parts';
import { importedReport, readReport } from './read-back';

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
    runId: clip.filedUnder.reportId,
    clipId: clip.id,
    pinId: pin.id,
    checkedAt: clip.capturedAt,
    verdict: 'located',
    reader: 'fetch',
  };
  const placements = [{ ...placement, pinId: pin.id, binnedAt: null }];
  return {
    report: { ...report, content: { ...report.content, placements } },
    checks: [check] as unknown as ExportTask['checks'],
    sectionId: null,
    options: DEFAULT_EXPORT_OPTIONS,
  };
}

/** As another thread gets them. */
function joined(parts: Iterable<TaskPart>): ExportTask | null {
  const joiner = new TaskJoiner();
  let whole: ExportTask | null = null;
  for (const part of parts) {
    expect(whole).toBeNull();
    whole = joiner.add(structuredClone(part));
  }
  return whole;
}

describe('a task handed over in parts', () => {
  const task = taskOf(MARKDOWN);

  test.each([1, 2, 7, undefined])('of %s records comes together as it was', (size) => {
    expect(task.report.content.citations.length).toBeGreaterThan(4);
    expect(joined(taskParts(task, size))).toEqual(task);
  });

  test('holds no more records in a part than were asked for', () => {
    const counts = [...taskParts(task, 3)].map(({ records }) =>
      Object.values(records).reduce((sum, list) => sum + list.length, 0),
    );
    const all = counts.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(15);
    expect(counts.length).toBe(Math.ceil(all / 3));
    expect(Math.max(...counts)).toBe(3);
  });

  test('is one part where it is short, and none of its records comes twice', () => {
    const [only, ...others] = taskParts(task);
    expect(others).toEqual([]);
    expect(only?.task?.report.content).toMatchObject({ title: task.report.content.title });
    expect(only?.task?.report.content.statements).toEqual([]);
  });

  test('a task without a record is a part all the same', () => {
    const content = { ...task.report.content, sections: [], statements: [], citations: [] };
    const report = { content: { ...content, placements: [] }, clips: [], sources: [], pins: [] };
    const empty: ExportTask = { ...task, report, checks: [] };
    expect(joined(taskParts(empty))).toEqual(empty);
  });
});
