import { expect, test, vi } from 'vitest';
import { writeReport } from '@/components/export/write-report';
import { DEFAULT_EXPORT_OPTIONS } from '@/utils/report/export-options';
import { importedReport, readReport } from '../../unit/report/read-back';

const IN_TIME = { onProgress: () => undefined, signal: new AbortController().signal };

/** Writes a report of one sentence, and returns its text. */
async function written(sentence: string): Promise<string | undefined> {
  const report = importedReport(readReport(`# A\n\n${sentence}\n`));
  const task = { report, checks: [], sectionId: null, options: DEFAULT_EXPORT_OPTIONS, images: [] };
  const done = await writeReport(task, IN_TIME);
  return done?.ok ? done.value.text : undefined;
}

test('one Worker writes the exports that follow each other, until it is idle for a minute', async () => {
  const started = vi.fn();
  const ended = vi.fn();
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
  try {
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
  } finally {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }
});
