import type { Verdict } from '@/utils/model/evidence';
import { type FailureCode, messageOf } from '@/utils/model/failure';
import { EN, type Texts } from './texts-en';
import { FR } from './texts-fr';

export const LANGUAGES = { en: EN, fr: FR } as const satisfies Record<string, Texts>;
export type Language = keyof typeof LANGUAGES;

let current: Texts = EN;

/** Chooses the language of all further texts. The command has one language while it runs. */
export function speak(language: Language): void {
  current = LANGUAGES[language];
}

/** Returns the texts in the chosen language. */
export function texts(): Texts {
  return current;
}

export function isLanguage(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}

/**
 * Returns the language of the user: of the option `--lang`, or else of the first variable that has
 * a value, in the order of POSIX. English if the language is another one.
 */
export function languageOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const at = args.findLastIndex((arg) => /^--lang(?:=|$)/u.test(arg));
  const named = args[at]?.split('=')[1] ?? args[at + 1] ?? '';
  const variable = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const name = at < 0 ? (/^[a-z]+/u.exec(variable)?.[0] ?? '') : named;
  return isLanguage(name) ? name : 'en';
}

export function failureText(code: FailureCode): string {
  const known: Readonly<Partial<Record<FailureCode, string>>> = current.failure;
  return known[code] ?? code;
}

export function adviceFor(verdict: Verdict): string | null {
  const known: Readonly<Partial<Record<Verdict, string>>> = current.advice;
  return known[verdict] ?? null;
}

/** Returns why a file could not be read or written, with its name. */
export function fileFault(name: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known: Readonly<Record<string, string>> = current.system;
  return `${name}: ${known[code] ?? messageOf(cause)}`;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  check: 'pincite check --strict --format text --format junit=quotes.xml "docs/**/*.md"',
  adopt: 'pincite adopt --renew report.md',
  read: 'pincite read --format json report.md',
  cite: 'pincite cite https://en.wikipedia.org/wiki/River "a natural stream of fresh water"',
  mcp: 'pincite mcp --allow-host wiki.intranet',
};

/** Returns the help about one command, with an example; without a command the whole help. */
export function helpFor(command: string | null): string {
  const example = command === null ? undefined : EXAMPLES[command];
  if (command === null || example === undefined) return texts().help;
  const parts = texts().help.split('\n\n');
  // The heading of each group of options names the commands that have these options.
  const options = parts.filter((part) => /^[a-z, ]+\n/u.test(part) && namesIn(part).has(command));
  const usage = (parts[1] ?? '').split(/\n(?= {2}pincite)/u);
  const own = usage.filter((line) => line.startsWith(`  pincite ${command}`));
  const others = parts.slice(-2);
  return [...own, `  ${texts().example(example)}`, ...options, ...others].join('\n\n');
}

function namesIn(part: string): Set<string> {
  const [heading = ''] = part.split('\n');
  return new Set(heading.split(/[, ]+/u));
}
