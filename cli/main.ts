import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { styleText } from 'node:util';
import { messageOf } from '@/utils/model/failure';
import { FETCH_LIMITS } from '@/utils/verify/fetch-answer';
import { vetUrl } from '@/utils/verify/vet-url';
import { adoptReport } from './adopt-report';
import { type CheckedReport, checkReports, type LockedReport } from './check-reports';
import { type CiteAnswer, citePassage } from './cite-passage';
import { FORMATS } from './formats';
import { describeInThread, endThreads, judgeInThread } from './judge-in-thread';
import { LOCK_ENDING, type Lock, NO_LOCK, readLock, writeLock } from './lock-file';
import { type OpenedReport, openReport } from './open-report';
import { type Command, type Output, readCommand } from './options';
import { countOutcomes, type FailOn } from './outcomes';
import type { ReadingPorts } from './read-pages';
import { closeConnections, requestAddress } from './request-address';
import { CITE_TEXTS, failureText, HELP, LOCK_TEXTS, REASON_TEXTS, VERDICT_TEXTS } from './texts';
import { writeReading, writeReadingJson } from './write-reading';
import {
  differenceText,
  NO_COLOURS,
  onOneLine,
  type Paint,
  placeText,
  reasonsOf,
  writeText,
} from './write-text';

/** The name that a report from the standard input has. */
const STANDARD_INPUT = '<stdin>';

/** Why the command could not run, as a sentence for the user. */
class CannotRun extends Error {}

const paint: Paint = (colour, text) => styleText(colour, text, { stream: process.stdout });

async function run(command: Command): Promise<number> {
  if (command.kind === 'help') return print(HELP);
  if (command.kind === 'version') return print(`${version()}\n`);
  if (command.kind === 'cite') return cite(command);
  const opened = await Promise.all(command.files.map(openFile));
  if (command.kind === 'read') {
    return print(command.json ? writeReadingJson(opened) : opened.map(writeReading).join('\n'));
  }
  const reports = opened.map((report) => ({ opened: report, lock: lockOf(report) }));
  const ports = portsOf(command);
  if (command.kind === 'adopt') return adopt(reports, ports, command);
  const checked = await checkReports(reports, ports);
  for (const output of command.outputs) write(checked, command.fails, output);
  return countOutcomes(checked, command.fails).fails > 0 ? 1 : 0;
}

async function openFile(name: string): Promise<OpenedReport> {
  const isInput = name === '-';
  const bytes = isInput ? await buffer(process.stdin) : readFile(name);
  const opened = await openReport(isInput ? STANDARD_INPUT : name, new Uint8Array(bytes));
  if (opened.ok) return opened.value;
  const { code, detail } = opened.error;
  throw new CannotRun(`${name}: ${failureText(code)}${detail === undefined ? '' : ` ${detail}`}`);
}

function readFile(name: string): Uint8Array {
  try {
    return readFileSync(name);
  } catch (cause) {
    throw new CannotRun(messageOf(cause));
  }
}

/** A lock file that cannot be read is an error: without it the check would be weaker. */
function lockOf({ name }: OpenedReport): Lock {
  const file = name + LOCK_ENDING;
  if (name === STANDARD_INPUT || !existsSync(file)) return NO_LOCK;
  const lock = readLock(Buffer.from(readFile(file)).toString('utf8'));
  if (lock.ok) return lock.value;
  const { code, detail } = lock.error;
  throw new CannotRun(`${file}: ${LOCK_TEXTS[code]} ${detail}`);
}

function portsOf({
  kind,
  allowedHosts,
}: Extract<Command, { allowedHosts: unknown }>): ReadingPorts {
  const userAgent = `Mozilla/5.0 (compatible; Pincite/${version()})`;
  return {
    allowedHosts,
    request: (url) => requestAddress(url, { limits: FETCH_LIMITS, allowedHosts, userAgent }),
    judge: judgeInThread,
    keepsTexts: kind === 'adopt',
    onRead: (done, total) => {
      if (!process.stderr.isTTY) return;
      process.stderr.write(done === total ? '\r\u001b[K' : `\r${done} of ${total} pages read`);
    },
  };
}

async function cite(command: Extract<Command, { kind: 'cite' }>): Promise<number> {
  const { url, words } = command;
  const vetted = vetUrl(url, { allowedPrivateHosts: command.allowedHosts });
  if (!vetted.ok) throw new CannotRun(`${url}: ${REASON_TEXTS[vetted.error.reason]}`);
  const answer = await citePassage(url, words, {
    ...portsOf(command),
    describe: describeInThread,
  });
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
  if (answer.kind === 'ambiguous') return CITE_TEXTS.ambiguous;
  if (answer.kind === 'no-link') return `${CITE_TEXTS['no-link']} (${answer.reason})`;
  const { verdict, evidence } = answer.judgement;
  const { reason, difference } = evidence;
  const why = reason === null ? [] : [REASON_TEXTS[reason]];
  const changed = difference.length > 0 ? [differenceText(difference, NO_COLOURS)] : [];
  return [VERDICT_TEXTS[verdict], ...why, ...changed].join('\n');
}

function version(): string {
  const file = readFileSync(new URL('./package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
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
      const why = [VERDICT_TEXTS[verdict], ...reasonsOf(citation)].join('. ');
      print(
        `${placeText(report.name, citation.place)}: not adopted. ${why}\n  ${onOneLine(citation.address)}\n`,
      );
    }
    print(
      `${onOneLine(file)}: ${adopted.length} adopted, ${kept} as before, ${dropped} dropped, ${refused.length} not adopted.\n`,
    );
  }
  return refusedAny ? 1 : 0;
}

function write(checked: readonly CheckedReport[], fails: FailOn, { format, file }: Output): void {
  const colours = file === null ? paint : NO_COLOURS;
  const text =
    format === 'text' ? writeText(checked, fails, colours) : FORMATS[format](checked, fails);
  if (file === null) print(text);
  else writeFile(file, text);
}

function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new CannotRun(messageOf(cause));
  }
}

function print(text: string): 0 {
  process.stdout.write(text);
  return 0;
}

const command = readCommand(process.argv.slice(2));
if (command.ok) {
  try {
    process.exitCode = await run(command.value);
  } catch (cause) {
    process.stderr.write(
      cause instanceof CannotRun ? `${onOneLine(cause.message)}\n` : `${String(cause)}\n`,
    );
    process.exitCode = 2;
  } finally {
    closeConnections();
    await endThreads();
  }
} else {
  process.stderr.write(`${command.error}\n“pincite --help” shows what there is.\n`);
  process.exitCode = 2;
}
