import { describe, expect, test } from 'vitest';
import { readCommand } from '@/cli/options';

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
  ['127.0.0.1', '127.0.0.1'],
  ['0x7f.1', '127.0.0.1'],
  ['::1', '[::1]'],
  ['Intranet', 'intranet'],
])('the host %s is allowed as %s, as addresses spell it', (name, host) => {
  expect([...checkOf(`check a.md --allow-host ${name}`).allowedHosts]).toEqual([host]);
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
    ['check a.md --fail-on', 'argument missing'],
    ['check a.md --format xml', 'The formats are'],
    ['check a.md --format toString', 'The formats are'],
    ['check a.md --format junit=', 'Give a file'],
    ['check a.md --format json --format github', 'Only one format'],
    ['check a.md --allow-host http://a.example/', 'not the name of a host'],
    ['check a.md --allow-host a.example/path', 'not the name of a host'],
    ['read a.md --format junit', 'has the formats'],
    ['cite https://a.example/', 'Give an address and words'],
    ['cite https://a.example/ two words', 'Give an address and words'],
    ['cite https://a.example/ words --format junit', 'has the formats'],
    ['cite https://a.example/ words --strict', 'no option “--strict”'],
    ['check a.md --nothing', 'nothing'],
  ])('%s', (line, message) => {
    const command = read(line);
    expect(command.ok ? command.value : command.error).toContain(message);
  });
});
