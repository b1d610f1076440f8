import { parseArgs } from 'node:util';
import type { Verdict } from '@/utils/model/evidence';
import { err, ok, type Result } from '@/utils/model/result';
import { FORMATS } from './formats';
import { FAILABLE, type FailOn, failOn } from './outcomes';

export type FormatName = 'text' | keyof typeof FORMATS;

/** A format, and the file that it is written to; null for the standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | null;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'read'; readonly files: readonly string[]; readonly json: boolean }
  | {
      readonly kind: 'cite';
      readonly url: string;
      readonly words: string;
      readonly json: boolean;
      readonly allowedHosts: ReadonlySet<string>;
    }
  | {
      readonly kind: 'check';
      readonly files: readonly string[];
      readonly fails: FailOn;
      readonly outputs: readonly Output[];
      readonly allowedHosts: ReadonlySet<string>;
    }
  | {
      readonly kind: 'adopt';
      readonly files: readonly string[];
      readonly doubtful: boolean;
      readonly renew: boolean;
      readonly allowedHosts: ReadonlySet<string>;
    };

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  strict: { type: 'boolean' },
  'fail-on': { type: 'string' },
  format: { type: 'string', multiple: true },
  doubtful: { type: 'boolean' },
  renew: { type: 'boolean' },
  'allow-host': { type: 'string', multiple: true },
} as const;

/** The options that each command knows, besides help and version. */
const KNOWN: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  check: ['strict', 'fail-on', 'format', 'allow-host'],
  adopt: ['doubtful', 'renew', 'allow-host'],
  read: ['format'],
  cite: ['format', 'allow-host'],
};

/** Reads the arguments of the command line. Fails with a sentence for the user. */
export function readCommand(args: readonly string[]): Result<Command, string> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [name, ...files] = positionals;
  if (values.version === true) return ok({ kind: 'version' });
  if (values.help === true || name === 'help') return ok({ kind: 'help' });
  if (name === undefined) return err('Give a command: check, adopt, read or cite.');
  const known = KNOWN[name];
  if (known === undefined) return err(`There is no command “${name}”.`);
  const other = Object.keys(values).find((option) => !known.some((each) => each === option));
  if (other !== undefined) return err(`“pincite ${name}” has no option “--${other}”.`);
  const hosts = hostsOf(values['allow-host'] ?? []);
  if (!hosts.ok) return hosts;
  const allowedHosts = hosts.value;
  if (name === 'cite') {
    const [url = '', words = '', ...others] = files;
    if (words === '' || others.length > 0)
      return err('Give an address and words: pincite cite URL "words"');
    const json = isJson(name, values.format);
    return json.ok ? ok({ kind: 'cite', url, words, json: json.value, allowedHosts }) : json;
  }
  if (files.length === 0) return err(`Give a file: pincite ${name} FILE`);
  if (name === 'read') {
    const json = isJson(name, values.format);
    return json.ok ? ok({ kind: 'read', files, json: json.value }) : json;
  }
  if (name === 'adopt') {
    if (files.includes('-')) return err('The standard input has no lock file to write.');
    const { doubtful = false, renew = false } = values;
    return ok({ kind: 'adopt', files, doubtful, renew, allowedHosts });
  }
  const fails = failsOf(values.strict === true, values['fail-on']);
  if (!fails.ok) return fails;
  const outputs = outputsOf(values.format ?? ['text']);
  if (!outputs.ok) return outputs;
  return ok({ kind: 'check', files, fails: fails.value, outputs: outputs.value, allowedHosts });
}

function parse(args: readonly string[]) {
  try {
    return ok(parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
}

function isJson(name: string, formats: readonly string[] | undefined): Result<boolean, string> {
  const [format = 'text', ...others] = formats ?? [];
  if (others.length > 0 || (format !== 'text' && format !== 'json')) {
    return err(`“pincite ${name}” has the formats text and json.`);
  }
  return ok(format === 'json');
}

/** Returns the hosts as `URL.hostname` spells them. */
function hostsOf(named: readonly string[]): Result<ReadonlySet<string>, string> {
  const hosts = new Set<string>();
  for (const name of named) {
    const address = `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}/`;
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || url.pathname !== '/' || url.username !== '' || url.port !== '') {
      return err(`“${name}” is not the name of a host.`);
    }
    hosts.add(url.hostname);
  }
  return ok(hosts);
}

function failsOf(strict: boolean, listed: string | undefined): Result<FailOn, string> {
  if (listed === undefined) return ok(failOn(strict, null));
  const named: Verdict[] = [];
  for (const name of listed.split(',').map((each) => each.trim())) {
    const verdict = FAILABLE.find((each) => each === name);
    if (verdict === undefined) return err(`“--fail-on” knows only: ${FAILABLE.join(', ')}.`);
    named.push(verdict);
  }
  return ok(failOn(strict, named));
}

function outputsOf(named: readonly string[]): Result<readonly Output[], string> {
  const outputs: Output[] = [];
  for (const name of named) {
    const at = name.indexOf('=');
    const format = at < 0 ? name : name.slice(0, at);
    const file = at < 0 ? null : name.slice(at + 1);
    if (!isFormat(format)) {
      return err(`The formats are: text, ${Object.keys(FORMATS).join(', ')}.`);
    }
    if (file === '') return err(`Give a file: --format ${format}=FILE`);
    outputs.push({ format, file });
  }
  if (outputs.filter(({ file }) => file === null).length > 1) {
    return err('Only one format can go to the standard output. Give the others a file.');
  }
  return ok(outputs);
}

function isFormat(name: string): name is FormatName {
  return name === 'text' || Object.hasOwn(FORMATS, name);
}
