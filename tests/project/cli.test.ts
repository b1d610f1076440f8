import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROOT, runTool } from './run-tool';

/* The packed command, installed in a folder without anything else, on pages of this machine. */

const FILLER = 'Water flows down the valley every spring, and the town looks at it. '.repeat(30);
const HOST = '--allow-host=127.0.0.1';

let folder = '';
let origin = '';
/** The paragraphs of the pages, by path. */
let pages: Record<string, string> = {};
let requests: string[] = [];

const server = createServer((request, response) => {
  const url = request.url ?? '';
  requests.push(url);
  const words = pages[url];
  if (url === '/to-localhost') {
    const { port } = server.address() as AddressInfo;
    response.writeHead(302, { Location: `http://localhost:${port}/secret` }).end();
    return;
  }
  response.writeHead(words === undefined ? 404 : 200, { 'Content-Type': 'text/html' });
  response.end(`<!doctype html><title>Dam</title><p>${words ?? 'Not here.'}</p><p>${FILLER}</p>`);
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command, with a report on its standard input if one is given. */
function pincite(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const script = path.join(folder, 'node_modules/pincite-check/pincite.js');
    const child = spawn(process.execPath, [script, ...args], { cwd: folder });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
      resolve({ status, stdout: text(stdout), stderr: text(stderr) });
    });
    child.stdin.end(input);
  });
}

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-cli-'));
  const built = path.join(folder, 'built');
  const { status, stdout, stderr } = runTool('node', ['scripts/build-cli.mjs', built]);
  expect(status, stdout + stderr).toBe(0);
  mkdirSync(path.join(folder, 'node_modules'));
  cpSync(built, path.join(folder, 'node_modules/pincite-check'), { recursive: true });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

beforeEach(() => {
  pages = {
    '/spring': 'In spring the river rose by 61 per cent in one week, the office said.',
    '/mayor': 'The mayor said that we will not close the dam this year, and left.',
  };
  requests = [];
  rmSync(path.join(folder, 'report.md.pincite.json'), { force: true });
  write(
    'report.md',
    `The river rose ([a](${origin}/spring#:~:text=the%20river,per%20cent)).\n\nThe mayor said “we will not close the dam this year” ([b](${origin}/mayor)).\n`,
  );
});

test('the package needs nothing but Node, and has the licences of what is in it', () => {
  const built = path.join(folder, 'built');
  const manifest = JSON.parse(readFileSync(path.join(built, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ bin: { pincite: 'pincite.js' }, license: 'MIT' });
  expect(manifest).not.toHaveProperty('dependencies');
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  expect(manifest.version).toBe(version);
  const scripts = readdirSync(built).filter((name) => name.endsWith('.js'));
  const imported = scripts.flatMap((name) => [
    ...readFileSync(path.join(built, name), 'utf8').matchAll(
      /^(?:import|export)\b[^;]*?\bfrom\s*["']([^"']+)["']|^import\s*["']([^"']+)["']/gm,
    ),
  ]);
  const names = imported.map((match) => match[1] ?? match[2] ?? '');
  expect(names.filter((name) => !name.startsWith('node:') && !name.startsWith('./'))).toEqual([]);
  expect(names.length).toBeGreaterThan(3);
  expect(readFileSync(path.join(built, 'third-party-licences.txt'), 'utf8')).toContain('parse5');
});

describe('check', () => {
  test('passes a report whose quotes are on their pages, and reads each page once', async () => {
    const { status, stdout } = await pincite(['check', 'report.md', 'report.md', HOST]);
    expect(stdout).toBe('4 citations: all passed (2 located, 2 word for word).\n');
    expect(status).toBe(0);
    expect(requests.sort()).toEqual(['/mayor', '/spring']);
  });

  test('fails when a word of a quote changed, and shows where', async () => {
    pages['/mayor'] = 'The mayor said that we will close the dam this year, and left.';
    const { status, stdout } = await pincite(['check', 'report.md', HOST]);
    expect(status).toBe(1);
    expect(stdout).toContain('report.md:3:54: altered');
    expect(stdout).toContain('we will [-not-] close the dam this year');
  });

  test('writes several formats at once', async () => {
    delete pages['/mayor'];
    const formats = ['json', 'junit=out.xml', 'sarif=out.sarif'].flatMap((f) => ['--format', f]);
    const { status, stdout } = await pincite(['check', 'report.md', HOST, ...formats]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).counts).toMatchObject({ citations: 2, failed: 1 });
    expect(read('out.xml')).toContain('<failure type="gone"');
    expect(JSON.parse(read('out.sarif')).runs[0].results).toHaveLength(1);
  });

  test('reads a report from the standard input', async () => {
    const { status, stdout } = await pincite(['check', '-', HOST], read('report.md'));
    expect([status, stdout]).toEqual([0, expect.stringContaining('2 citations: all passed')]);
  });

  test('requests nothing from this machine unless it is allowed by name', async () => {
    const { status, stdout } = await pincite(['check', 'report.md']);
    expect(status).toBe(1);
    expect(stdout).toContain('on a private network');
    write('away.md', `He said “we will not close the dam” ([b](${origin}/to-localhost)).\n`);
    const away = await pincite(['check', 'away.md', HOST]);
    expect(away.stdout).toContain('unreachable');
    expect(requests).toEqual(['/to-localhost']);
  });

  test('does not wait for a page that cannot be judged', async () => {
    pages['/mayor'] = '<b>'.repeat(700_000);
    const { status, stdout } = await pincite(['check', 'report.md', HOST]);
    expect([status, stdout]).toEqual([1, expect.stringContaining('too many elements')]);
  });
});

describe('adopt', () => {
  test('records the words of each citation, which are judged strictly from then on', async () => {
    const adopted = await pincite(['adopt', 'report.md', HOST]);
    expect(adopted.stdout).toBe(
      'report.md.pincite.json: 2 adopted, 0 as before, 0 dropped, 0 not adopted.\n',
    );
    expect(adopted.status).toBe(0);
    const strict = await pincite(['check', 'report.md', '--strict', HOST]);
    expect(strict.stdout).toBe('2 citations: all passed (2 word for word).\n');
    // The words of the link are still on the page; those between them are not.
    pages['/spring'] = 'In spring the river rose by 68 per cent in one week, the office said.';
    const changed = await pincite(['check', 'report.md', HOST]);
    expect(changed.status).toBe(1);
    expect(changed.stdout).toContain('the river rose by [-61-]{+68+} per cent');
  });

  test('never changes what was adopted before, unless that is asked for', async () => {
    await pincite(['adopt', 'report.md', HOST]);
    const before = read('report.md.pincite.json');
    pages['/spring'] = 'In spring the river rose by 68 per cent in one week, the office said.';
    expect((await pincite(['adopt', 'report.md', HOST])).stdout).toContain('2 as before');
    expect(read('report.md.pincite.json')).toBe(before);
    expect((await pincite(['adopt', 'report.md', '--renew', HOST])).stdout).toContain(
      '1 adopted, 1 as before, 0 dropped',
    );
    expect(read('report.md.pincite.json')).toContain('"wording": "the river rose by 68 per cent"');
    expect((await pincite(['check', 'report.md', '--strict', HOST])).status).toBe(0);
  });

  test('does not adopt what is not there, and says so', async () => {
    pages['/mayor'] = 'The mayor said that we will close the dam this year, and left.';
    const { status, stdout } = await pincite(['adopt', 'report.md', HOST]);
    expect([status, stdout]).toEqual([1, expect.stringContaining('report.md:3:54: not adopted.')]);
    expect(JSON.parse(read('report.md.pincite.json')).citations).toHaveLength(1);
  });

  test('leaves a doubtful passage to a person', async () => {
    pages['/spring'] = `the river rose. ${'And it went on. '.repeat(60)} 3 per cent`;
    expect((await pincite(['adopt', 'report.md', HOST])).stdout).toContain('1 not adopted');
    expect((await pincite(['adopt', 'report.md', '--doubtful', HOST])).stdout).toContain(
      '1 adopted, 1 as before',
    );
  });
});

describe('cite', () => {
  const cite = (page: string, words: string, ...more: string[]) =>
    pincite(['cite', origin + page, words, HOST, ...more]);

  test('gives a link, Markdown and an item whose quote passes a strict check', async () => {
    pages['/twice'] = 'It rose by 61 per cent. Then it rose by 61 per cent in the next week.';
    const { status, stdout } = await cite(
      '/twice',
      'it rose by 61 per cent in the next',
      '--format=json',
    );
    expect(status).toBe(0);
    const { link, markdown, item, quote } = JSON.parse(stdout);
    expect(quote).toBe('it rose by 61 per cent in the next');
    expect(link).toMatch(/\/twice#:~:text=/);
    expect(item).toMatchObject({ type: 'webpage', title: 'Dam', URL: link });
    write('report.md', `${markdown}\n`);
    const checked = await pincite(['check', 'report.md', '--strict', HOST]);
    expect(checked.stdout).toBe('1 citation: all passed (1 word for word).\n');
    const text = await cite('/twice', 'it rose by 61 per cent in the next');
    expect(text.stdout.startsWith(`${link}\n\n${markdown}\n\n{"id":`)).toBe(true);
  });

  test.each([
    [
      'words that the page has otherwise',
      '/mayor',
      'that we will close the dam this year',
      '{+not+}',
    ],
    ['words that the page does not have', '/mayor', 'a new bridge will be built', 'Not found'],
    [
      'words that stand in several places',
      '/mayor',
      'Water flows down the valley',
      'several places',
    ],
    ['words of a page that is gone', '/none', 'Not here.', 'does not exist'],
  ])('refuses %s', async (_, page, words, message) => {
    const { status, stdout, stderr } = await cite(page, words);
    expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining(message)]);
  });

  test('refuses an address that is not allowed, and requests nothing', async () => {
    const { status, stderr } = await pincite(['cite', `${origin}/mayor`, 'words of the page']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('private network')]);
    expect(requests).toEqual([]);
  });
});

test('read shows what is understood and requests nothing', async () => {
  const { status, stdout } = await pincite(['read', 'report.md']);
  expect(status).toBe(0);
  expect(stdout).toContain('report.md:1:16: names a passage\n  for “The river rose”');
  expect(stdout).toContain('quotes “we will not close the dam this year”');
  expect(requests).toEqual([]);
});

describe('the status is 2', () => {
  test.each([
    ['without a command', [], 'Give a command'],
    ['for a file that is not there', ['check', 'none.md'], 'none.md'],
    ['for an option that does not exist', ['check', 'report.md', '--quick'], '--quick'],
    [
      'for a file that cannot be written',
      ['check', 'report.md', '--format=json=no/x', HOST],
      'no/x',
    ],
  ])('%s', async (_, args, message) => {
    const { status, stderr } = await pincite(args);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('for a damaged lock file, because the check would be weaker without it', async () => {
    write('report.md.pincite.json', '{"pincite": 1, "citations": [{}]}');
    const { status, stderr } = await pincite(['check', 'report.md', HOST]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('The lock file is damaged.')]);
    expect(requests).toEqual([]);
  });
});
