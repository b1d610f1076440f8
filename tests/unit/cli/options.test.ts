import { describe, expect, test } from 'vitest';
import { readCommand } from '@/cli/options';
import { helpFor } from '@/cli/texts';

const read = (line: string) => readCommand(line === '' ? [] : line.split(' '));

function checkOf(line: string) {
  const command = read(line);
  if (!command.ok || command.value.kind !== 'check') throw new Error(JSON.stringify(command));
  return command.value;
}

test('a check without options fails on everything but located and unpinned citations', () => {
  const { files, fails, outputs, allowedHosts } = checkOf('check a.md b.md');
  expect(files).toEqual(['a.md', 'b.md']);
  expect([...fails].sort()).toEqual(
    ['altered', 'blocked', 'gone', 'missing', 'unchecked', 'unreachable'].sort(),
  );
  expect(outputs).toEqual([{ format: 'text', file: null }]);
  expect(allowedHosts.size).toBe(0);
});

test.each([
  ['check a.md --strict', 8],
  ['check a.md --fail-on altered,gone', 2],
  ['check a.md --fail-on altered --strict', 8],
])('%s fails on %i verdicts', (line, count) => {
  expect(checkOf(line).fails.size).toBe(count);
});

test('formats go to files, and one of them to the standard output', () => {
  expect(checkOf('check a.md --format text --format junit=out/r.xml').outputs).toEqual([
    { format: 'text', file: null },
    { format: 'junit', file: 'out/r.xml' },
  ]);
});

test.each([
  ['check a.md', 'used'],
  ['check a.md --no-cache', 'none'],
  ['check a.md --offline', 'only'],
])('%s sets the use of stored pages to: %s', (line, cache) => {
  expect(checkOf(line).cache).toBe(cache);
});

test.each([
  ['check a.md', { hosts: null, verdicts: null }],
  [
    'check a.md --only altered,A.example,gone',
    { hosts: new Set(['a.example']), verdicts: new Set(['altered', 'gone']) },
  ],
  ['check a.md --only 0x7f.1', { hosts: new Set(['127.0.0.1']), verdicts: null }],
])('%s checks and shows only the named hosts and verdicts', (line, only) => {
  expect(checkOf(line).only).toEqual(only);
});

test.each([
  ['check a.md', 'no'],
  ['check a.md --fix', 'write'],
  ['check a.md --fix --dry-run --format json=r.json', 'show'],
])('%s sets the fix mode to: %s', (line, fix) => {
  expect(checkOf(line).fix).toBe(fix);
});

test('patterns of files to ignore are kept unchanged and in their order', () => {
  expect(checkOf('check **/*.md --ignore old/ --ignore !old/new.md')).toMatchObject({
    files: ['**/*.md'],
    ignored: ['old/', '!old/new.md'],
  });
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['0x7f.1', '127.0.0.1'],
  ['::1', '[::1]'],
  ['fd00::8765', '[fd00::8765]'],
  ['[::1]', '[::1]'],
  ['Intranet', 'intranet'],
])('the host %s is allowed as %s, as addresses spell it', (name, host) => {
  expect([...checkOf(`check a.md --allow-host ${name}`).allowedHosts]).toEqual([host]);
});

test.each([
  ['check', '--strict', '--doubtful'],
  ['adopt', '--doubtful', '--strict'],
  ['read', '--format', '--strict'],
  ['cite', '--format', '--strict'],
  ['mcp', '--allow-host', '--format'],
])('the help of %s has an example and its own options', (name, own, other) => {
  for (const line of [`${name} --help`, `help ${name}`]) {
    const command = read(line);
    if (!command.ok || command.value.kind !== 'help') throw new Error(line);
    const help = helpFor(command.value.about);
    const [, example = ''] = /Example: pincite (.*)/u.exec(help) ?? [];
    expect(example).toMatch(new RegExp(`^${name}`, 'u'));
    expect(help).toContain(`  ${own}`);
    expect(help).not.toContain(`  ${other}`);
    expect(help).toContain('Exit status');
  }
});

test.each([
  ['check a.md', null],
  ['check a.md --archive https://archive.example/web/', 'https://archive.example/web/'],
  ['check a.md --archive https://archive.example/?url={url}', 'https://archive.example/?url={url}'],
  ['check a.md --archive http://10.0.0.1/ --allow-host 10.0.0.1', 'http://10.0.0.1/'],
])('%s asks this archive: %s', (line, archive) => {
  expect(checkOf(line).archive).toBe(archive);
});

test.each([
  ['check a.md', { renders: false, browser: null, usesSandbox: true }],
  ['check a.md --render', { renders: true, browser: null, usesSandbox: true }],
  [
    'check a.md --render --browser /opt/chromium --no-sandbox',
    { renders: true, browser: '/opt/chromium', usesSandbox: false },
  ],
])('%s opens pages in a browser: %o', (line, how) => {
  expect(checkOf(line)).toMatchObject(how);
});

describe('refuses', () => {
  test.each([
    ['', 'Give a command'],
    ['verify a.md', 'no command “verify”'],
    ['check', 'Give a file'],
    ['check a.md --doubtful', 'no option “--doubtful”'],
    ['adopt a.md --strict', 'no option “--strict”'],
    ['adopt -', 'no lock file'],
    ['check a.md --fail-on verbatim', '“--fail-on” knows only'],
    ['check a.md --fail-on', '“--fail-on” needs a value.'],
    ['check a.md --baseline=', '“--baseline” needs a value.'],
    ['check a.md --baseline --strict', 'If it begins with “-”: --baseline=--strict'],
    ['check a.md --strict=yes', '“--strict” takes no value.'],
    ['check a.md --toString', 'There is no option “--toString”.'],
    ['check a.md -x', 'There is no option “-x”.'],
    ['check a.md --format xml', 'The formats are'],
    ['check a.md --format toString', 'The formats are'],
    ['check a.md --format junit=', 'Give a file'],
    ['check a.md --format json --format github', 'Only one format'],
    ['check a.md --allow-host http://a.example/', 'not the name of a host'],
    ['check a.md --allow-host 127.0.0.1:8765', 'for all its ports: 127.0.0.1'],
    ['check a.md --allow-host [::1]:80', 'for all its ports: [::1]'],
    ['check a.md --only localhost:8765', 'for all its ports: localhost'],
    ['check a.md --allow-host a.example/path', 'not the name of a host'],
    ['read a.md --format junit', 'has the formats'],
    ['cite https://a.example/', 'Give an address and words'],
    ['cite https://a.example/ two words', 'Give an address and words'],
    ['cite https://a.example/ words --format junit', 'has the formats'],
    ['cite https://a.example/ words --strict', 'no option “--strict”'],
    ['check a.md --dry-run', '“--dry-run” shows'],
    ['check - --fix', 'cannot be fixed'],
    ['check a.md --fix --only altered', 'without --only'],
    ['check a.md --fix --dry-run --format json', 'Give the format a file'],
    ['check a.md --write-baseline', 'Give its file too'],
    ['check a.md --baseline b.json --write-baseline --only altered', 'without --only'],
    ['check a.md --baseline b.json --write-baseline --offline', 'without --offline'],
    ['check a.md --only http://a.example/', 'not the name of a host'],
    ['adopt a.md --only a.example', 'no option “--only”'],
    ['check a.md --offline --no-cache', 'needs the stored pages'],
    ['adopt a.md --offline', 'no option “--offline”'],
    ['cite https://a.example/ words --ignore x', 'no option “--ignore”'],
    ['check a.md --archive archive.example', 'no address of an archive'],
    ['check a.md --archive https://{url}/', 'no address of an archive'],
    ['check a.md --archive https://an:secret@archive.example/', 'no address of an archive'],
    ['check a.md --archive http://10.0.0.1/web/', 'on a private network'],
    ['check a.md --archive https://archive.example/ --offline', 'cannot be asked offline'],
    ['adopt a.md --archive https://archive.example/', 'no option “--archive”'],
    ['check a.md --browser /opt/chromium', 'are for the browser of “--render”'],
    ['check a.md --no-sandbox', 'are for the browser of “--render”'],
    ['check a.md --render --offline', 'cannot open pages offline'],
    ['check a.md --render --fix', 'without --render'],
    ['adopt a.md --render', 'no option “--render”'],
    ['check a.md --nothing', 'There is no option “--nothing”.'],
  ])('%s', (line, message) => {
    const command = read(line);
    expect(command.ok ? command.value : command.error).toContain(message);
  });
});
