import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeReport } from '@/components/export/write-report';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import { importedReport, readReport } from '../../unit/report/read-back';

const IN_TIME = { onProgress: () => undefined, signal: new AbortController().signal };

const started = vi.fn();
const ended = vi.fn();

/** Writes a report of one sentence, and returns its text. */
async function written(sentence: string, options = DEFAULT_EXPORT_OPTIONS) {
  const report = importedReport(readReport(`# A\n\n${sentence}\n`));
  const task = { report, checks: [], sectionId: null, options, images: [] };
  const done = await writeReport(task, IN_TIME);
  return done?.ok ? done.value.text : undefined;
}

beforeEach(() => {
  vi.stubGlobal(
    'Worker',
    class extends Worker {
      constructor(...about: ConstructorParameters<typeof Worker>) {
        super(...about);
        started();
      }
      override terminate(): void {
        ended();
        super.terminate();
      }
    },
  );
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  // Ends the Worker that still waits.
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

test('one Worker writes several exports, until it has been idle for a minute', async () => {
  expect(await written('One.')).toContain('One.');
  vi.advanceTimersByTime(59_000);
  expect(await written('Two.')).toContain('Two.');
  vi.advanceTimersByTime(59_000);
  expect(started).toHaveBeenCalledOnce();
  expect(ended).not.toHaveBeenCalled();

  vi.advanceTimersByTime(1_000);
  expect(ended).toHaveBeenCalledOnce();
  expect(await written('Three.')).toContain('Three.');
  expect(started).toHaveBeenCalledTimes(2);
});

test('a Worker that cannot be sent the report is ended', async () => {
  const unsendable = { ...DEFAULT_EXPORT_OPTIONS, toString: () => 'A function cannot be sent.' };
  expect(await written('One.', unsendable)).toBeUndefined();
  expect(started).toHaveBeenCalledOnce();
  expect(ended).toHaveBeenCalledOnce();
});
