import { expose, transfer } from 'comlink';
import type { WordWriting } from '@/components/export/write-report';
import { ok } from '@/utils/model/result';
import type { ExportTask } from '@/utils/report/export-task';
import { TaskJoiner } from '@/utils/report/task-parts';
import { proseOf } from '@/utils/report/write-export';
import { writeWord } from '@/utils/word/write-word';

/*
 * The script of the Worker that writes Word documents. It is a script of its own, because the
 * shared one can load nothing lazily, and few exports need this library.
 */
const joiner = new TaskJoiner();
let task: ExportTask | null = null;

const service: WordWriting = {
  take: (part) => {
    task = joiner.add(part);
    return ok(undefined);
  },
  write: async () => {
    if (task === null) throw new Error('No whole report was handed over.');
    const { scope, prose } = proseOf(task);
    const file = await writeWord(scope, { ...prose, comments: task.comments ?? [] });
    return transfer(ok(file), [file.buffer]);
  },
};

// Tests evaluate the script under another name.
if (self.name === 'word-writer') expose(service);
