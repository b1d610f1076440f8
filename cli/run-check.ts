import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import { createTwoFilesPatch } from 'diff/lib/patch/create.js';
import { ok } from '@/utils/model/result';
import { createArchiveAsker } from '@/utils/verify/ask-archive';
import { compareWithBaseline, readBaseline, renewBaseline, writeBaseline } from './baseline';
import { type CheckedReport, checkReports, type LockedReport, type Render } from './check-reports';
import { findBrowser } from './find-browser';
import { fixReport } from './fix-report';
import { FORMATS } from './formats';
import { judgeInThread } from './judge-in-thread';
import { LOCK_ENDING, NO_LOCK, writeLock } from './lock-file';
import { lookInArchive } from './look-in-archive';
import type { OpenedReport } from './opened-report';
import type { Command, Only, Output } from './options';
import { countOutcomes, type FailOn, isNamed } from './outcomes';
import { requestsTo, showProgress, version } from './page-requests';
import type { ReadingPorts } from './read-pages';
import { requestAddress } from './request-address';
import { texts } from './texts';
import { CannotRun, print, readFile, writeFile } from './user-files';
import {
  NO_COLOURS,
  onOneLine,
  type Paint,
  placeText,
  withoutControls,
  writeText,
} from './write-text';

const paint: Paint = (colour, text) => styleText(colour, text, { stream: process.stdout });

type CheckCommand = Extract<Command, { kind: 'check' }>;

/**
 * Checks reports, writes the result in each wanted form, and corrects what `--fix` may. Returns the
 * exit status: 0 if all citations stand, 1 if one fails.
 */
export async function check(
  reports: readonly LockedReport[],
  ports: ReadingPorts,
  command: CheckCommand,
): Promise<number> {
  const { only, fails } = command;
  const wanted = reports.map((report) => keepHosts(report, only));
  const empty = reports.filter(({ opened }) => opened.passages.length === 0);
  const had = empty.length < reports.length;
  // A user who named the wrong files must not see a check that passes.
  if (!had && !command.allowsEmpty) throw new CannotRun(texts().file['no-citation']);
  if (empty.length > 0) {
    const names = empty.map(({ opened }) => opened.name);
    process.stderr.write(`${onOneLine(texts().file.empty(names))}\n`);
  }
  if (had && wanted.every(({ opened }) => opened.passages.length === 0)) {
    throw new CannotRun(texts().file['no-host']);
  }
  const judged = await checkReports(wanted, ports, renderOf(command));
  if (command.fix !== 'no') await fix(judged, wanted, ports, command.fix);
  const compared =
    command.baseline === null ? judged : useBaseline(judged, command.baseline, command);
  if (compared === null) return 0;
  const checked = compared.map((report, at) => {
    const citations = keepVerdicts(report.citations, only);
    const all = reports[at]?.opened.passages.length ?? 0;
    return { ...report, citations, leftOut: all - citations.length };
  });
  const shown = await withArchive(checked, ports, command);
  for (const output of command.outputs) write(shown, fails, output);
  return countOutcomes(shown, fails).fails > 0 ? 1 : 0;
}

/** Returns how pages are opened in a browser; null if they are not. */
function renderOf(command: CheckCommand): Render | null {
  if (!command.renders) return null;
  const { usesSandbox, allowedHosts } = command;
  const named = command.browser ?? (process.env['PINCITE_BROWSER'] || null);
  const browser = findBrowser(process.cwd(), named);
  if (!browser.ok) throw new CannotRun(browser.error);
  const { proxyFor } = requestsTo(command);
  return async (pages, read) => {
    const { renderPages, BrowserFault } = await import('./render-pages');
    try {
      return await renderPages(pages, read, {
        ...{ usesSandbox, allowedHosts, proxyFor },
        found: browser.value,
        name: `Pincite/${version()}`,
        judge: (page) => judgeInThread(page, false),
        onRead: (done, total) => showProgress(done, total, texts().render.progress),
      });
    } catch (cause) {
      if (!(cause instanceof BrowserFault)) throw cause;
      throw new CannotRun(`${texts().render.failed} (${cause.message})`);
    }
  };
}

/** Returns the reports with what the named archive has of their lost pages. */
async function withArchive(
  reports: readonly CheckedReport[],
  { judge, allowedHosts }: ReadingPorts,
  command: CheckCommand,
): Promise<readonly CheckedReport[]> {
  const { archive: timeGate } = command;
  if (timeGate === null) return reports;
  const asking = requestsTo(command);
  return lookInArchive(reports, {
    ...{ judge, allowedHosts, timeGate },
    ask: createArchiveAsker((ms) => sleep(ms)),
    // Copies are not stored: an archive has many of one address.
    request: (url, acceptDatetime) => requestAddress(url, { ...asking, acceptDatetime }),
    now: new Date().toISOString(),
    onRead: (done, total) => showProgress(done, total, texts().archive.progress),
  });
}

/** Corrects links and the lock; see `fixReport`. Messages are written to the standard error. */
async function fix(
  reports: readonly CheckedReport[],
  locked: readonly LockedReport[],
  ports: ReadingPorts,
  how: 'show' | 'write',
): Promise<void> {
  for (const [at, report] of reports.entries()) {
    const { opened, lock = NO_LOCK } = locked[at] ?? {};
    const text = opened === undefined ? null : editableText(opened);
    const now = new Date().toISOString();
    const fixed = await fixReport(report, { text, before: lock, now }, ports);
    const file = report.name + LOCK_ENDING;
    const changes: [string, string, string][] = [];
    if (fixed.text !== null && text !== null) changes.push([report.name, text, fixed.text]);
    if (fixed.lock !== null) changes.push([file, writeLock(lock), writeLock(fixed.lock)]);
    for (const [name, before, after] of changes) {
      if (how === 'write') writeFile(name, after);
      else print(withoutControls(createTwoFilesPatch(name, name, before, after)));
    }
    const said = fixed.notFixed.map(
      ({ citation, why }) =>
        `${placeText(report.name, citation.place)}: ${texts().fix['not-fixed']} ${texts().notFixed[why]}\n`,
    );
    const done = how === 'write' ? texts().fix.done : texts().fix.wouldDo;
    said.push(`${onOneLine(report.name)}: ${done(fixed.links, fixed.moved)}\n`);
    process.stderr.write(said.join(''));
  }
}

/** Returns the text of a report's file, if it can be written back byte for byte. */
function editableText({ name, passages }: OpenedReport): string | null {
  if (passages.every(({ place }) => place === null)) return null;
  const bytes = Buffer.from(readFile(name));
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : null;
}

function keepHosts({ opened, lock }: LockedReport, { hosts }: Only): LockedReport {
  if (hosts === null) return { opened, lock };
  const isWanted = (page: string) => URL.canParse(page) && hosts.has(new URL(page).hostname);
  const passages = opened.passages.filter(({ page }) => isWanted(page));
  return { opened: { ...opened, passages }, lock };
}

function keepVerdicts(citations: CheckedReport['citations'], { verdicts }: Only) {
  if (verdicts === null) return citations;
  return citations.filter(({ judgement }) => isNamed(judgement, verdicts));
}

/** Returns the reports, with known failures marked; null if the baseline was written. */
function useBaseline(
  reports: readonly CheckedReport[],
  file: string,
  { writesBaseline, fails, only, cache: pages }: CheckCommand,
): readonly CheckedReport[] | null {
  const folder = path.dirname(path.resolve(file));
  const isThere = existsSync(file);
  if (!isThere && !writesBaseline) throw new CannotRun(`${file}: ${texts().baseline.none}`);
  const known = isThere ? readBaseline(Buffer.from(readFile(file)).toString('utf8')) : ok([]);
  if (!known.ok) throw new CannotRun(`${file}: ${texts().baseline.broken} ${known.error}`);
  if (writesBaseline) {
    const entries = renewBaseline(reports, known.value, fails, folder);
    writeFile(file, writeBaseline(entries));
    print(`${onOneLine(file)}: ${texts().baseline.written(entries.length)}\n`);
    return null;
  }
  const compared = compareWithBaseline(reports, known.value, fails, folder);
  // A citation that was not checked this time may still fail.
  const isChecked = only.hosts === null && pages !== 'only';
  for (const entry of isChecked ? compared.gone : []) {
    const what = onOneLine(`${entry.file}: ${texts().verdict[entry.verdict]} ${entry.address}`);
    process.stderr.write(`${what} ${texts().baseline.gone}\n`);
  }
  return compared.reports;
}

function write(checked: readonly CheckedReport[], fails: FailOn, { format, file }: Output): void {
  const colours = file === null ? paint : NO_COLOURS;
  const text =
    format === 'text' ? writeText(checked, fails, colours) : FORMATS[format](checked, fails);
  if (file === null) print(text);
  else writeFile(file, text);
}
