import type { Clip, Pin, Source } from '@/utils/model/evidence';
import type { Repair } from '@/utils/model/repair';
import type { Citation, Placement, Section, Statement } from '@/utils/model/report-content';
import { ticksOf } from './export-options';
import type { ExportTask } from './export-task';
import { WordSharer } from './share-words';
import type { WrittenCheck } from './write-options';

/** The records of a task. Each record comes after the records that it names. */
interface TaskRecords {
  readonly sources: readonly Source[];
  readonly sections: readonly Section[];
  readonly clips: readonly Clip[];
  readonly statements: readonly Statement[];
  readonly citations: readonly Citation[];
  readonly pins: readonly Pin[];
  readonly placements: readonly Placement[];
  readonly repairs: readonly Repair[];
  readonly checks: readonly WrittenCheck[];
}

/** Some records of a task. The last part also has the task itself, with empty lists. */
export interface TaskPart {
  readonly records: Partial<TaskRecords>;
  readonly task: ExportTask | null;
}

const PART_RECORDS = 500;

/**
 * Splits a task into parts for a Worker, because a long report that is sent at once is in memory
 * three times at that moment. A short task is one part. Only the checks that the options show are
 * sent, each with only the fields that are written. Linear.
 */
export function* taskParts(task: ExportTask, size = PART_RECORDS): Generator<TaskPart, void> {
  let records: Partial<TaskRecords> = {};
  let room = size;
  const all = recordsOf(task);
  for (const [name, list] of Object.entries(all)) {
    for (let from = 0; from < list.length; ) {
      if (room === 0) {
        yield { records, task: null };
        records = {};
        room = size;
      }
      const to = Math.min(list.length, from + room);
      const checks = name === 'checks' ? all.checks.slice(from, to).map(writtenCheck) : null;
      records = { ...records, [name]: checks ?? list.slice(from, to) };
      room -= to - from;
      from = to;
    }
  }
  yield { records, task: emptied(task) };
}

/** A report's text tells of a check only what is ticked; other formats have no check boxes. */
function shownChecks({ checks, options }: ExportTask): readonly WrittenCheck[] {
  const { format, badges, accessDates, archivedCopies } = options;
  if (badges || accessDates || !ticksOf(format).includes('badges')) return checks;
  return archivedCopies ? checks.filter(({ reader }) => reader === 'memento') : [];
}

function writtenCheck(check: WrittenCheck): WrittenCheck {
  const { clipId, pinId, checkedAt, verdict, reader, finalUrl } = check;
  // Only the address of an archived copy is written.
  const copyUrl = reader === 'memento' ? finalUrl : null;
  return { clipId, pinId, checkedAt, verdict, reader, finalUrl: copyUrl };
}

function recordsOf(task: ExportTask): TaskRecords {
  const { content, sources, clips, pins } = task.report;
  const { sections, statements, citations, placements, repairs } = content;
  return {
    sources,
    sections,
    clips,
    statements,
    citations,
    pins,
    placements,
    repairs,
    checks: shownChecks(task),
  };
}

function emptied({ report, ...rest }: ExportTask): ExportTask {
  const none = { sections: [], statements: [], citations: [], placements: [], repairs: [] };
  const content = { ...report.content, ...none };
  return { ...rest, report: { content, sources: [], clips: [], pins: [] }, checks: [] };
}

/**
 * Joins the parts of a task, in their order. The strings of the result belong to it; equal strings
 * of several records are shared (`WordSharer`). Linear.
 */
export class TaskJoiner {
  readonly #share = new WordSharer();
  readonly #sources: Source[] = [];
  readonly #sections: Section[] = [];
  readonly #clips: Clip[] = [];
  readonly #statements: Statement[] = [];
  readonly #citations: Citation[] = [];
  readonly #pins: Pin[] = [];
  readonly #placements: Placement[] = [];
  readonly #repairs: Repair[] = [];
  readonly #checks: WrittenCheck[] = [];

  /** Returns the whole task after the last part, and null before. */
  add({ records, task }: TaskPart): ExportTask | null {
    const share = this.#share;
    take(records.sources, this.#sources, (source) => share.source(source));
    take(records.sections, this.#sections, (section) => share.section(section));
    take(records.clips, this.#clips, (clip) => share.clip(clip));
    take(records.statements, this.#statements, (statement) => share.statement(statement));
    take(records.citations, this.#citations, (citation) => share.citation(citation));
    take(records.pins, this.#pins, (pin) => share.pin(pin));
    take(records.placements, this.#placements, (placement) => share.placement(placement));
    take(records.repairs, this.#repairs, (repair) => repair);
    take(records.checks, this.#checks, (check) => share.check(check));
    return task === null ? null : this.#whole(task);
  }

  #whole(task: ExportTask): ExportTask {
    const content = {
      ...task.report.content,
      sections: this.#sections,
      statements: this.#statements,
      citations: this.#citations,
      placements: this.#placements,
      repairs: this.#repairs,
    };
    const [sources, clips, pins] = [this.#sources, this.#clips, this.#pins];
    return { ...task, report: { content, sources, clips, pins }, checks: this.#checks };
  }
}

function take<Row>(some: readonly Row[] | undefined, all: Row[], share: (row: Row) => Row): void {
  for (const row of some ?? []) {
    all.push(share(row));
  }
}
