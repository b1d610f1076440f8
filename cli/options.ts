import { parseArgs } from 'node:util';
import { VERDICTS, type Verdict } from '@/utils/model/evidence';
import { err, ok, type Result } from '@/utils/model/result';
import { archiveHost } from '@/utils/verify/archive-options';
import { archiveUrl } from '@/utils/verify/memento';
import { vetUrl } from '@/utils/verify/vet-url';
import type { Config } from './config';
import { FORMATS } from './formats';
import { FAILABLE, type FailOn, failOn } from './outcomes';
import { isLanguage, LANGUAGES, texts } from './texts';

export type FormatName = 'text' | keyof typeof FORMATS;

/** A format, and the file that it is written to; null for the standard output. */
export interface Output {
  readonly format: FormatName;
  readonly file: string | null;
}

/** How pages are read. */
export interface PageOptions {
  readonly allowedHosts: ReadonlySet<string>;
  /** `none`: pages are not stored. `only`: nothing is requested, and only stored pages are used. */
  readonly cache: 'used' | 'none' | 'only';
}

/** The hosts to check and the verdicts to show; null for all of them. */
export interface Only {
  /** Hosts as `URL.hostname` spells them. */
  readonly hosts: ReadonlySet<string> | null;
  readonly verdicts: ReadonlySet<Verdict> | null;
}

export type Command =
  /** The command that the help explains; null for all commands. */
  | { readonly kind: 'help'; readonly about: string | null }
  | { readonly kind: 'version' }
  | { readonly kind: 'mcp'; readonly allowedHosts: ReadonlySet<string> }
  | {
      readonly kind: 'read';
      readonly files: readonly string[];
      readonly ignored: readonly string[];
      readonly json: boolean;
    }
  | (PageOptions & {
      readonly kind: 'cite';
      readonly url: string;
      readonly words: string;
      readonly json: boolean;
    })
  | (PageOptions & {
      readonly kind: 'check';
      /** Names and patterns of the files to check. */
      readonly files: readonly string[];
      /** Patterns of files to leave out, written as in `.gitignore`. */
      readonly ignored: readonly string[];
      readonly fails: FailOn;
      readonly outputs: readonly Output[];
      readonly only: Only;
      readonly baseline: string | null;
      readonly writesBaseline: boolean;
      /** `show`: changes are printed, but not written to the files. */
      readonly fix: 'no' | 'show' | 'write';
      /** The address of the archive that is asked for lost pages; null for none. */
      readonly archive: string | null;
      /** Whether words that are not in the download are looked for in a browser. */
      readonly renders: boolean;
      /** The path of the browser; null for the one that Playwright has installed. */
      readonly browser: string | null;
      readonly usesSandbox: boolean;
      /** Whether the check passes if no report has a citation. */
      readonly allowsEmpty: boolean;
    })
  | (PageOptions & {
      readonly kind: 'adopt';
      readonly files: readonly string[];
      readonly ignored: readonly string[];
      readonly doubtful: boolean;
      readonly renew: boolean;
    });

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
  version: { type: 'boolean' },
  strict: { type: 'boolean' },
  'fail-on': { type: 'string' },
  format: { type: 'string', multiple: true },
  doubtful: { type: 'boolean' },
  renew: { type: 'boolean' },
  'allow-host': { type: 'string', multiple: true },
  ignore: { type: 'string', multiple: true },
  'no-cache': { type: 'boolean' },
  offline: { type: 'boolean' },
  only: { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'boolean' },
  fix: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'allow-empty': { type: 'boolean' },
  archive: { type: 'string' },
  render: { type: 'boolean' },
  browser: { type: 'string' },
  'no-sandbox': { type: 'boolean' },
} as const;

/** The options that each command knows, besides help, version and language. */
const KNOWN: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  check: [
    'strict',
    'fail-on',
    'format',
    'allow-host',
    'ignore',
    'no-cache',
    'offline',
    'only',
    'baseline',
    'write-baseline',
    'fix',
    'dry-run',
    'allow-empty',
    'archive',
    'render',
    'browser',
    'no-sandbox',
  ],
  adopt: ['doubtful', 'renew', 'allow-host', 'ignore', 'no-cache'],
  read: ['format', 'ignore'],
  cite: ['format', 'allow-host', 'no-cache'],
  mcp: ['allow-host'],
};

/**
 * Reads the arguments of the command line. The configuration gives the values that the arguments
 * leave out. Fails with a sentence for the user.
 */
export function readCommand(
  args: readonly string[],
  readConfig: () => Result<Config, string> = () => ok({}),
): Result<Command, string> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { lang, ...values } = parsed.value.values;
  const { positionals } = parsed.value;
  if (lang !== undefined && !isLanguage(lang)) {
    return err(texts().option.language(Object.keys(LANGUAGES).join(', ')));
  }
  const [name, ...named] = positionals;
  if (values.version === true) return ok({ kind: 'version' });
  if (values.help === true || name === 'help') {
    const about = (name === 'help' ? named[0] : name) ?? null;
    return ok({ kind: 'help', about });
  }
  if (name === undefined) return err(texts().option['no-command']);
  const known = KNOWN[name];
  if (known === undefined) return err(texts().option['no-such-command'](name));
  const other = Object.keys(values).find((option) => !known.some((each) => each === option));
  if (other !== undefined) return err(texts().option['not-of'](name, other));
  const hosts = hostsOf(values['allow-host'] ?? []);
  if (!hosts.ok) return hosts;
  const allowedHosts = hosts.value;
  if (name === 'mcp') {
    if (named.length > 0) return err(texts().option['mcp-file']);
    return ok({ kind: 'mcp', allowedHosts });
  }
  const configured = readConfig();
  if (!configured.ok) return configured;
  const config = configured.value;
  const { offline = false, 'no-cache': withoutCache = !offline && config.cache === false } = values;
  if (withoutCache && offline) return err(texts().option['needs-pages']);
  const cache = offline ? 'only' : withoutCache ? 'none' : 'used';
  const pages: PageOptions = { allowedHosts, cache };
  if (name === 'cite') {
    const [url = '', words = '', ...others] = named;
    if (words === '' || others.length > 0) return err(texts().option['cite-what']);
    const json = isJson(name, values.format);
    return json.ok ? ok({ kind: 'cite', url, words, json: json.value, ...pages }) : json;
  }
  const files = named.length === 0 ? (config.files ?? []) : named;
  if (files.length === 0) return err(texts().option['no-file'](name));
  const ignored = [...(config.ignore ?? []), ...(values.ignore ?? [])];
  if (name === 'read') {
    const json = isJson(name, values.format);
    return json.ok ? ok({ kind: 'read', files, ignored, json: json.value }) : json;
  }
  if (name === 'adopt') {
    if (files.includes('-')) return err(texts().option['adopt-input']);
    const { doubtful = false, renew = false } = values;
    return ok({ kind: 'adopt', files, ignored, doubtful, renew, ...pages });
  }
  const isStrict = values.strict ?? config.strict ?? false;
  const fails = failsOf(isStrict, values['fail-on'] ?? config.failOn?.join(','));
  if (!fails.ok) return fails;
  const outputs = outputsOf(values.format ?? ['text']);
  if (!outputs.ok) return outputs;
  const only = onlyOf(values.only);
  if (!only.ok) return only;
  const { baseline = config.baseline ?? null, 'write-baseline': writesBaseline = false } = values;
  const { fix = false, 'dry-run': dryRun = false } = values;
  if (dryRun && !fix) return err(texts().option['dry-run']);
  if (fix && values.only !== undefined) return err(texts().option['fix-only']);
  if (fix && files.includes('-')) return err(texts().option['fix-input']);
  if (dryRun && outputs.value.some(({ format, file }) => file === null && format !== 'text')) {
    return err(texts().option['dry-run-output']);
  }
  if (writesBaseline && baseline === null) return err(texts().option['baseline-file']);
  if (writesBaseline && offline) {
    return err(texts().option['baseline-offline']);
  }
  if (writesBaseline && values.only !== undefined) {
    return err(texts().option['baseline-only']);
  }
  const { render: renders = false, browser = null, 'no-sandbox': noSandbox = false } = values;
  if (!renders && (browser !== null || noSandbox)) {
    return err(texts().render['only-with']);
  }
  if (renders && offline) return err(texts().render.offline);
  if (renders && fix) return err(texts().render.fix);
  const archive = archiveOf(values.archive, pages);
  if (!archive.ok) return archive;
  return ok({
    kind: 'check',
    files,
    ignored,
    fails: fails.value,
    outputs: outputs.value,
    only: only.value,
    baseline,
    writesBaseline,
    archive: archive.value,
    ...{ renders, browser, usesSandbox: !noSandbox },
    allowsEmpty: values['allow-empty'] ?? false,
    fix: fix ? (dryRun ? 'show' : 'write') : 'no',
    ...pages,
  });
}

function parse(args: readonly string[]) {
  const asked = { args: [...args], options: OPTIONS, allowPositionals: true } as const;
  // Node's message about a wrong option is not written for users of this command.
  for (const token of parseArgs({ ...asked, strict: false, tokens: true }).tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof typeof OPTIONS] : null;
    if (option === null) return err(texts().option['no-such-option'](rawName));
    if (option.type === 'boolean') {
      if (value !== undefined) return err(texts().option['no-value'](rawName));
    } else if (value === undefined || value === '') {
      return err(texts().option.value(rawName));
    } else if (inlineValue === false && value.startsWith('-')) {
      return err(texts().option.dash(rawName, value));
    }
  }
  return ok(parseArgs(asked));
}

function isJson(name: string, formats: readonly string[] | undefined): Result<boolean, string> {
  const [format = 'text', ...others] = formats ?? [];
  if (others.length > 0 || (format !== 'text' && format !== 'json')) {
    return err(texts().option['text-or-json'](name));
  }
  return ok(format === 'json');
}

/** Returns the hosts as `URL.hostname` spells them. */
function hostsOf(named: readonly string[]): Result<ReadonlySet<string>, string> {
  const hosts = new Set<string>();
  for (const name of named) {
    const host = withoutPort(name);
    if (host !== null) {
      return err(texts().option.port(name, host));
    }
    const address = `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}/`;
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url === null || url.pathname !== '/' || url.username !== '' || url.port !== '') {
      return err(texts().option.host(name));
    }
    hosts.add(url.hostname);
  }
  return ok(hosts);
}

/** Returns the host of a name with a port; null for a name without a port. */
function withoutPort(name: string): string | null {
  const at = name.lastIndexOf(':');
  const host = name.slice(0, Math.max(0, at));
  const isPort = /^[0-9]{1,5}$/u.test(name.slice(at + 1));
  // A name with several colons and without brackets is an IPv6 address.
  const isHost = host !== '' && (!host.includes(':') || host.endsWith(']'));
  return isPort && isHost ? host : null;
}

function onlyOf(listed: string | undefined): Result<Only, string> {
  const names = listed === undefined ? [] : listed.split(',').map((each) => each.trim());
  const verdicts = VERDICTS.filter((verdict) => names.includes(verdict));
  const hosts = hostsOf(names.filter((name) => !VERDICTS.some((verdict) => verdict === name)));
  if (!hosts.ok) return err(texts().option.only(hosts.error, VERDICTS.join(', ')));
  return ok({
    hosts: hosts.value.size === 0 ? null : hosts.value,
    verdicts: verdicts.length === 0 ? null : new Set(verdicts),
  });
}

function failsOf(strict: boolean, listed: string | undefined): Result<FailOn, string> {
  if (listed === undefined) return ok(failOn(strict, null));
  const named: Verdict[] = [];
  for (const name of listed.split(',').map((each) => each.trim())) {
    const verdict = FAILABLE.find((each) => each === name);
    if (verdict === undefined) return err(texts().option['fail-on'](FAILABLE.join(', ')));
    named.push(verdict);
  }
  return ok(failOn(strict, named));
}

/** The archive is only named on the command line, because it gets the addresses of the pages. */
function archiveOf(
  named: string | undefined,
  { allowedHosts, cache }: PageOptions,
): Result<string | null, string> {
  if (named === undefined) return ok(null);
  if (cache === 'only') return err(texts().archive.offline);
  if (archiveHost(named) === null) return err(texts().archive.option(texts().archive.wrong));
  const vetted = vetUrl(archiveUrl(named, ''), { allowedPrivateHosts: allowedHosts });
  return vetted.ok ? ok(named) : err(texts().archive.option(texts().reason[vetted.error.reason]));
}

function outputsOf(named: readonly string[]): Result<readonly Output[], string> {
  const outputs: Output[] = [];
  for (const name of named) {
    const at = name.indexOf('=');
    const format = at < 0 ? name : name.slice(0, at);
    const file = at < 0 ? null : name.slice(at + 1);
    if (!isFormat(format)) {
      return err(texts().option.formats(Object.keys(FORMATS).join(', ')));
    }
    if (file === '') return err(texts().option['format-file'](format));
    outputs.push({ format, file });
  }
  if (outputs.filter(({ file }) => file === null).length > 1) {
    return err(texts().option['one-output']);
  }
  return ok(outputs);
}

function isFormat(name: string): name is FormatName {
  return name === 'text' || Object.hasOwn(FORMATS, name);
}
