import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPass, type Verdict } from '@/utils/model/evidence';
import { withoutFragment } from '@/utils/model/url';
import { ROOT, runTool } from '../project/run-tool';
import {
  LINKINATOR,
  type LinkChecker,
  linkCheckers,
  linkKey,
  type MeasuredCommand,
  measureCommand,
} from './link-checkers';
import { makePage } from './made-pages';
import { table, verdict } from './measure';

/*
 * Measures `pincite check` beside link checkers, on pages of this machine at 40 hosts: the time and
 * the memory for 1,000 links on 200 pages, whether 10,000 links on 2,000 pages take as much for
 * each, and what each tool says of quotes that changed.
 */

const HOSTS = 40;
const LINKS_ON_PAGE = 5;
/** Words of a page, which give pages of 7 to 100 kB. */
const WORDS = [800, 2_000, 4_000, 12_000] as const;
const TIME_BAR = 2;
const MEMORY_BAR = 350;
const FLAT_BAR = 1.25;
const MEGABYTE = 1_000_000;

/** Every address of 127.0.0.0/8 is this machine, and each is a host of its own. */
const addressOf = (host: number) => `127.0.0.${host + 1}`;

let folder = '';
let pincite = '';
let port = 0;
let answer: (path: string) => string | null = () => null;
const servers: Server[] = [];
/** The pages that were requested, by path. */
const asked = new Set<string>();

const serve: RequestListener = ({ url = '' }, response) => {
  const body = answer(url);
  if (/^\/\d+$/u.test(url)) asked.add(url);
  response.writeHead(body === null ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(body);
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-check-bench-'));
  const built = path.join(folder, 'built');
  const { status, stderr } = runTool('node', ['scripts/build-cli.mjs', built]);
  expect(status, stderr).toBe(0);
  pincite = path.join(built, 'pincite.js');
  for (let host = 0; host < HOSTS; host++) {
    const server = createServer(serve);
    await new Promise<void>((resolve) => server.listen(port, addressOf(host), resolve));
    port = (server.address() as AddressInfo).port;
    servers.push(server);
  }
});

afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Words that surround the sentences of a page. The same for pages of one size. */
const fillers = WORDS.map((words) => {
  const html = makePage({ words, density: 20, language: 'en' });
  return html.slice(html.indexOf('<body>') + '<body>'.length, html.lastIndexOf('</body>'));
});

const sentence = (page: number, at: number) =>
  `On day ${page + 1} of the survey, gate ${at + 1} counted ${100 + 7 * page + at} barges and ${30 + 3 * page + at} carts before noon.`;

interface Place {
  readonly text: string;
  /** Whether the passage is in the list at the top of the page, or at its end. */
  readonly at: 'top' | 'bottom';
}

function pageWith(page: number, places: readonly Place[]): string {
  const paragraphs = (at: Place['at']) =>
    places.filter((place) => place.at === at).map(({ text }) => `<p>${text}</p>`);
  return `<!doctype html><html lang="en"><title>Survey ${page}</title><body>${paragraphs('top').join('')}${fillers[page % WORDS.length]}${paragraphs('bottom').join('')}</body></html>`;
}

const linkTo = (page: number, directive: string) =>
  `http://${addressOf(page % HOSTS)}:${port}/${page}#:~:text=${directive}`;

const encoded = (text: string) => encodeURIComponent(text).replaceAll('-', '%2D');

interface Link {
  readonly url: string;
  readonly quote: string;
}

/** Writes the report as Markdown, and serves it as a page too. Returns both addresses. */
function writeReport(name: string, links: readonly Link[], pages: (path: string) => string | null) {
  const markdown = path.join(folder, `${name}.md`);
  const lines = links.map(({ url, quote }) => `The office said “${quote}” ([survey](${url})).\n`);
  writeFileSync(markdown, lines.join('\n'));
  const anchors = links.map(({ url, quote }) => `<p>“${quote}” (<a href="${url}">survey</a>).</p>`);
  const report = `<!doctype html><title>Report</title><body>${anchors.join('\n')}</body>`;
  answer = (url) => (url === `/${name}.html` ? report : pages(url));
  return { markdown, page: `http://127.0.0.1:${port}/${name}.html` };
}

/** Runs `pincite` in one of its commands. */
function run(command: string, file: string, ...more: string[]): Promise<MeasuredCommand> {
  const hosts = Array.from({ length: HOSTS }, (_, host) => `--allow-host=${addressOf(host)}`);
  const args = [command, file, '--no-cache', ...hosts, ...more];
  return measureCommand([process.execPath, pincite, ...args], folder);
}

function reportOf(pages: number) {
  const links = Array.from({ length: pages * LINKS_ON_PAGE }, (_, each): Link => {
    const quote = sentence(Math.floor(each / LINKS_ON_PAGE), each % LINKS_ON_PAGE);
    return { quote, url: linkTo(Math.floor(each / LINKS_ON_PAGE), encoded(quote)) };
  });
  return writeReport(`report-${pages}`, links, (url) => {
    const page = Number(url.slice(1));
    if (!(page < pages)) return null;
    const places = Array.from({ length: LINKS_ON_PAGE }, (_, at): Place => {
      return { text: sentence(page, at), at: at % 2 === 0 ? 'top' : 'bottom' };
    });
    return pageWith(page, places);
  });
}

async function check(pages: number): Promise<MeasuredCommand> {
  const { markdown } = reportOf(pages);
  const measured = await run('check', markdown, '--format=json');
  const { counts } = JSON.parse(measured.output);
  expect(counts.verdicts).toEqual({ verbatim: pages * LINKS_ON_PAGE });
  return measured;
}

/** Returns the memory of the last third of the run, divided by that of the third before it. */
function growth({ resident }: MeasuredCommand): number {
  const third = Math.floor(resident.length / 3);
  const most = (from: number) => Math.max(...resident.slice(from, from + third));
  return most(resident.length - third) / most(third);
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1);
const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(0);

test('1,000 links on 200 pages, and 10,000 on 2,000', async () => {
  const few = await check(200);
  const rows = [['tool', 'seconds', 'processor', 'MB'], rowOf('pincite check', few)];
  const links = reportOf(200);
  let linkinator = Number.NaN;
  for (const checker of linkCheckers()) {
    asked.clear();
    const measured = await measureCommand(checker.command(links), folder);
    // Only that it read every page. The other table has its verdicts.
    expect(asked.size, checker.name).toBe(200);
    rows.push(rowOf(checker.name, measured));
    if (checker === LINKINATOR) linkinator = measured.ms;
  }
  const many = await check(2_000);
  rows.push(rowOf('pincite check, 10,000 links', many));
  const each = ({ ms }: MeasuredCommand, pages: number) => ms / (pages * LINKS_ON_PAGE);
  const beside = {
    ours: few.ms / 1_000,
    peer: 'linkinator',
    theirs: linkinator / 1_000,
    unit: 's',
  };
  const lines = [
    `\n1,000 links on 200 pages at ${HOSTS} hosts`,
    table(rows),
    '',
    verdict('checking 1,000 links ÷ linkinator', few.ms / linkinator, TIME_BAR, '×', beside),
    verdict('memory for 1,000 links', few.peak / MEGABYTE, MEMORY_BAR, 'MB'),
    verdict('memory for 10,000 links', many.peak / MEGABYTE, MEMORY_BAR, 'MB'),
    verdict('memory of the last third ÷ the third before', growth(many), FLAT_BAR, '×'),
    verdict(
      'time for each of 10,000 links ÷ of 1,000',
      each(many, 2_000) / each(few, 200),
      FLAT_BAR,
      '×',
    ),
  ];
  console.log(lines.join('\n'));
  expect(lines.length).toBeGreaterThan(0);
});

function rowOf(name: string, { ms, cpuMs, peak }: MeasuredCommand): string[] {
  return [name, seconds(ms), seconds(cpuMs), megabytes(peak)];
}

/** What happened to a quote, and whether a check must pass it. */
interface Fate {
  readonly name: string;
  readonly passes: boolean;
  /** Whether the link has only the first and the last words. */
  readonly isRange: boolean;
  /** Null for a page that answers with the status 404. */
  readonly page: (page: number) => string | null;
}

/** Some checkers report the page and not the link. No page has two links. */
const isIn = (broken: ReadonlySet<string>, url: string) =>
  broken.has(linkKey(url)) || broken.has(linkKey(withoutFragment(url)));

const OF_EACH = 25;
const wall = (name: string) =>
  readFileSync(path.join(ROOT, `tests/fixtures/verify/walls/${name}.html`), 'utf8');

const changed = (page: number) => sentence(page, 0).replace(/(\d+) barges/u, '1$1 barges');
const FATES: readonly Fate[] = [
  ...[false, true].flatMap((isRange): Fate[] => {
    const how = isRange ? 'link with both ends' : 'link with all words';
    return [
      {
        ...{ name: `a figure changed, ${how}`, passes: false, isRange },
        page: (page) => pageWith(page, [{ text: changed(page), at: 'top' }]),
      },
      {
        ...{ name: `moved, ${how}`, passes: true, isRange },
        page: (page) => pageWith(page, [{ text: sentence(page, 0), at: 'bottom' }]),
      },
      {
        ...{ name: `missing, ${how}`, passes: false, isRange },
        page: (page) => pageWith(page, isRange ? [{ text: sentence(page, 3), at: 'top' }] : []),
      },
    ];
  }),
  // Nothing changed, and the page is gone: what every tool should tell apart.
  {
    ...{ name: 'unchanged', passes: true, isRange: false },
    page: (page) => pageWith(page, [{ text: sentence(page, 0), at: 'top' }]),
  },
  { ...{ name: 'status 404', passes: false, isRange: false }, page: () => null },
  {
    ...{ name: 'behind a login', passes: false, isRange: false },
    page: () => wall('login-form'),
  },
  {
    ...{ name: '“not found” with status 200', passes: false, isRange: false },
    page: () => wall('soft-404-plain'),
  },
];

test('what each tool says of 200 quotes that changed, and of 50 beside them', async () => {
  const links = FATES.flatMap(({ isRange }, fate) =>
    Array.from({ length: OF_EACH }, (_, at): Link & { fate: number; page: number } => {
      const page = fate * OF_EACH + at;
      const quote = sentence(page, 0);
      const words = quote.split(' ');
      const ends = [words.slice(0, 5), words.slice(-3)].map((some) => encoded(some.join(' ')));
      return { fate, page, quote, url: linkTo(page, isRange ? ends.join(',') : encoded(quote)) };
    }),
  );
  const before = (url: string) =>
    pageWith(Number(url.slice(1)), [{ text: sentence(Number(url.slice(1)), 0), at: 'top' }]);
  const adopted = await run('adopt', writeReport('fates', links, before).markdown);
  expect(adopted.status, adopted.output).toBe(0);

  const written = writeReport('fates', links, (url) => {
    const page = Number(url.slice(1));
    return FATES[Math.floor(page / OF_EACH)]?.page(page) ?? null;
  });
  const { output } = await run('check', written.markdown, '--format=json');
  type Row = { address: string; verdict: Verdict; outcome: string };
  const [report] = JSON.parse(output).reports as { citations: Row[] }[];
  const ours = new Map(report?.citations.map((row) => [row.address, row]));
  const others: (readonly [LinkChecker, ReadonlySet<string>])[] = [];
  for (const checker of linkCheckers()) {
    const { output: said } = await measureCommand(checker.command(written), folder);
    others.push([checker, checker.broken(said)]);
  }

  const rows = FATES.map(({ name, passes }, fate) => {
    const own = links.filter((link) => link.fate === fate);
    const verdicts = own.map(({ url }) => ours.get(url)?.verdict ?? 'none');
    const said = [...Map.groupBy(verdicts, (each) => each)].map(
      ([v, { length }]) => `${length} ${v}`,
    );
    const flagged = others.map(([, broken]) => own.filter(({ url }) => isIn(broken, url)).length);
    return [name, passes ? 'pass' : 'fail', said.join(', '), ...flagged.map((n) => `${n} broken`)];
  });
  const wrong = links.filter(({ url, fate }) => {
    const row = ours.get(url);
    return row === undefined || isPass(row.verdict) !== FATES[fate]?.passes;
  });
  const head = ['quote', 'must', 'pincite check', ...others.map(([{ name }]) => name)];
  const lines = [
    `\n${OF_EACH} quotes of each kind: the verdicts of pincite, and how many links the others call broken`,
    table([head, ...rows]),
    '',
    verdict(`wrong outcomes of ${links.length} quotes`, wrong.length, 0, 'quotes'),
  ];
  console.log(lines.join('\n'));
  expect(wrong).toEqual([]);
});
