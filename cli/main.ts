import { existsSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { isPass } from '@/utils/model/evidence';
import { ok } from '@/utils/model/result';
import { vetUrl } from '@/utils/verify/vet-url';
import { adoptReport } from './adopt-report';
import { checkReports, type LockedReport } from './check-reports';
import { divideAsChromium } from './chromium-words';
import type { CiteAnswer } from './cite-passage';
import { configFrom, findConfig } from './config';
import { findFiles } from './find-files';
import { describeInThread, endThreads, openInThread } from './judge-in-thread';
import { LOCK_ENDING, type Lock, lockKey, NO_LOCK, readLock, writeLock } from './lock-file';
import type { OpenedReport } from './opened-report';
import { type Command, readCommand } from './options';
import { endRequests, portsOf, requestsTo, version } from './page-requests';
import type { ReadingPorts } from './read-pages';
import { requestAddress } from './request-address';
import { check } from './run-check';
import { failureText, helpFor, languageOf, speak, texts } from './texts';
import { CannotRun, print, proveWritable, readFile, writeFile } from './user-files';
import { writeReading, writeReadingJson } from './write-reading';
import {
  differenceText,
  NO_COLOURS,
  onOneLine,
  placeText,
  reasonsOf,
  remarksOf,
} from './write-text';

/** The name that a report from the standard input has. */
const STANDARD_INPUT = '<stdin>';

async function run(command: Command): Promise<number> {
  if (command.kind === 'help') return print(helpFor(command.about));
  if (command.kind === 'version') return print(`${version()}\n`);
  if (command.kind === 'cite') return cite(command);
  if (command.kind === 'mcp') return mcp(command);
  const files = findFiles(
    command.files,
    command.ignored,
    process.cwd(),
    found.ok ? found.value.folder : process.cwd(),
  );
  if (!files.ok) throw new CannotRun(files.error);
  const opened: OpenedReport[] = [];
  for (const file of files.value) opened.push(await openFile(file));
  if (command.kind === 'read') {
    return print(command.json ? writeReadingJson(opened) : opened.map(writeReading).join('\n'));
  }
  const own = opened.find(({ imported }) => imported === null);
  if (command.kind === 'adopt' && own !== undefined) {
    throw new CannotRun(`${own.name}: ${texts().file['own-words']}`);
  }
  const reports = opened.map((report) => ({ opened: report, lock: lockOf(report) }));
  for (const file of filesToWrite(command, reports)) proveWritable(file);
  const ports = portsOf(command);
  if (command.kind === 'adopt') return adopt(reports, ports, command);
  return check(reports, ports, command);
}

async function openFile(name: string): Promise<OpenedReport> {
  const isInput = name === '-';
  const bytes = isInput ? await buffer(process.stdin) : readFile(name);
  const opened = await openInThread(isInput ? STANDARD_INPUT : name, new Uint8Array(bytes));
  if (opened === null) throw new CannotRun(`${name}: ${texts().file.stopped}`);
  if (opened.ok) return opened.value;
  const { code, detail } = opened.error;
  throw new CannotRun(`${name}: ${failureText(code)}${detail === undefined ? '' : ` ${detail}`}`);
}

/** A lock file that cannot be read is an error: without it the check would be weaker. */
function lockOf({ name, imported }: OpenedReport): Lock {
  const file = name + LOCK_ENDING;
  // A bundle or a backup of Pincite has its own recorded words.
  if (imported === null || name === STANDARD_INPUT || !existsSync(file)) return NO_LOCK;
  const lock = readLock(Buffer.from(readFile(file)).toString('utf8'));
  if (lock.ok) return lock.value;
  const { code, detail } = lock.error;
  throw new CannotRun(`${file}: ${texts().lock[code]} ${detail}`);
}

async function adopt(
  reports: readonly LockedReport[],
  ports: ReadingPorts,
  { doubtful, renew }: Extract<Command, { kind: 'adopt' }>,
): Promise<number> {
  const asked = renew ? reports.map(({ opened }) => ({ opened, lock: NO_LOCK })) : reports;
  const checked = await checkReports(asked, ports);
  const now = new Date().toISOString();
  let refusedAny = false;
  for (const [at, report] of checked.entries()) {
    const before = reports[at]?.lock ?? NO_LOCK;
    const { lock, adopted, kept, dropped, refused } = adoptReport(report, before, {
      now,
      doubtful,
      renew,
    });
    const file = report.name + LOCK_ENDING;
    if (adopted.length > 0 || dropped > 0) writeFile(file, writeLock(lock));
    refusedAny ||= refused.length > 0;
    for (const citation of refused) {
      const { verdict } = citation.judgement;
      const isKept = before.has(lockKey(citation));
      const result = texts().adopt[isKept ? 'not-again' : 'not-adopted'];
      // Only its doubts keep a passage that was found from being adopted.
      const why =
        verdict === 'located' || isPass(verdict)
          ? [...remarksOf(citation), texts().adopt.look]
          : reasonsOf(citation);
      const said = `${result} ${texts().verdict[verdict]}. ${why.join(' ')}`;
      print(
        `${placeText(report.name, citation.place)}: ${said}\n  ${onOneLine(citation.address)}\n`,
      );
    }
    print(
      `${onOneLine(file)}: ${texts().adopt.done(adopted.length, kept, dropped, refused.length)}\n`,
    );
  }
  return refusedAny ? 1 : 0;
}

async function cite(command: Extract<Command, { kind: 'cite' }>): Promise<number> {
  const { url, words } = command;
  const vetted = vetUrl(url, { allowedPrivateHosts: command.allowedHosts });
  if (!vetted.ok) throw new CannotRun(`${url}: ${texts().reason[vetted.error.reason]}`);
  // No other command needs what writes a citation.
  const { citePassage } = await import('./cite-passage');
  const answer = await citePassage(
    url,
    { exact: words, prefix: '', suffix: '' },
    { ...portsOf(command), describe: describeInThread },
  );
  if (answer.kind !== 'cited') {
    process.stderr.write(`${citeFailure(answer)}\n`);
    return 1;
  }
  const { quote, link, markdown, item } = answer.cited;
  if (command.json)
    return print(`${JSON.stringify({ pincite: 1, quote, link, markdown, item }, null, 2)}\n`);
  return print(`${onOneLine(link)}\n\n${onOneLine(markdown)}\n\n${JSON.stringify(item)}\n`);
}

function citeFailure(answer: Exclude<CiteAnswer, { kind: 'cited' }>): string {
  if (answer.kind === 'ambiguous') return texts().cite.ambiguous;
  if (answer.kind === 'no-link') return `${texts().cite['no-link']} (${answer.reason})`;
  const { verdict, evidence } = answer.judgement;
  const { reason, difference } = evidence;
  const why = reason === null ? [] : [texts().reason[reason]];
  const changed = difference.length > 0 ? [differenceText(difference, NO_COLOURS)] : [];
  return [texts().verdict[verdict], ...why, ...changed].join('\n');
}

async function mcp(command: Extract<Command, { kind: 'mcp' }>): Promise<number> {
  // Programs get English answers, because the tools are described in English.
  speak('en');
  // The library is loaded only here, because no other command needs it.
  const { serveMcp } = await import('./serve-mcp');
  const asking = requestsTo({ ...command, cache: 'none' });
  await serveMcp({
    version: version(),
    folder: process.cwd(),
    allowedHosts: command.allowedHosts,
    request: (url, signal) => requestAddress(url, { ...asking, signal }),
  });
  return 0;
}

/** Returns the files that a command will write. */
function filesToWrite(command: Command, reports: readonly LockedReport[]): string[] {
  const locks = reports.map(({ opened }) => opened.name + LOCK_ENDING);
  if (command.kind === 'adopt') return locks;
  if (command.kind !== 'check') return [];
  const { outputs, baseline, writesBaseline, fix } = command;
  return [
    ...outputs.flatMap(({ file }) => file ?? []),
    ...(writesBaseline && baseline !== null ? [baseline] : []),
    ...(fix === 'write' ? locks : []),
  ];
}

divideAsChromium();
speak(languageOf(process.argv.slice(2), process.env));
const found = findConfig(process.cwd());
const command = readCommand(process.argv.slice(2), () =>
  found.ok ? ok(configFrom(found.value, process.cwd())) : found,
);
if (command.ok) {
  try {
    process.exitCode = await run(command.value);
  } catch (cause) {
    process.stderr.write(
      cause instanceof CannotRun ? `${onOneLine(cause.message)}\n` : `${String(cause)}\n`,
    );
    process.exitCode = 2;
  } finally {
    await endThreads();
    await endRequests();
  }
} else {
  process.stderr.write(`${command.error}\n${texts().option['see-help']}\n`);
  process.exitCode = 2;
}
