import { describe, expect, test } from 'vitest';
import { adoptReport } from '@/cli/adopt-report';
import { checkReports } from '@/cli/check-reports';
import { fixReport } from '@/cli/fix-report';
import { type Lock, type LockEntry, NO_LOCK, writeLock } from '@/cli/lock-file';
import { openReport } from '@/cli/open-report';
import type { ReadingPorts } from '@/cli/read-pages';
import { judgeBody } from '@/utils/page/judge-page';

const NOW = '2026-05-01T10:00:00.000Z';
const FILLER = 'Water flows down the valley every spring, and the town looks at it. '.repeat(30);
const SAID =
  'He said “we will not close the dam this year” ([a](https://a.example/#:~:text=DEAD)).';
const DEAD = SAID.replace('DEAD', 'the%20dam%20stays');
const FIXED = SAID.replace('DEAD', 'we%20will,this%20year');

/** Returns ports with one page, which has the next of these texts at each request. */
function web(...versions: string[]): ReadingPorts {
  let time = 0;
  return {
    allowedHosts: new Set(),
    keepsTexts: true,
    judge: (page) => Promise.resolve(judgeBody(page)),
    request: async () => {
      const words = versions[Math.min(time, versions.length - 1)];
      time += 1;
      const body = new TextEncoder().encode(`<!doctype html><p>${words}</p><p>${FILLER}</p>`);
      return {
        kind: 'answer',
        status: 200,
        contentType: 'text/html;charset=utf-8',
        headers: {},
        body,
      };
    },
  };
}

async function check(text: string, ports: ReadingPorts, lock = NO_LOCK, name = 'report.md') {
  const opened = await openReport(name, new TextEncoder().encode(text));
  if (!opened.ok) throw new Error(opened.error.code);
  const [report] = await checkReports([{ opened: opened.value, lock }], ports);
  return report!;
}

async function fix(text: string, ports: ReadingPorts, before: Lock = NO_LOCK, name = 'report.md') {
  const report = await check(text, ports, before, name);
  const isPlaced = report.citations.some(({ place }) => place !== null);
  const given = { text: isPlaced ? text : null, before, now: NOW };
  const fixed = await fixReport(report, given, ports);
  return { ...fixed, notFixed: fixed.notFixed.map(({ why }) => why) };
}

async function adopt(text: string, ports: ReadingPorts): Promise<Lock> {
  const options = { now: NOW, doubtful: false, renew: false };
  return adoptReport(await check(text, ports), NO_LOCK, options).lock;
}

const PAGE = 'The mayor said that we will not close the dam this year, and left.';

describe('a link that does not lead to its words any more', () => {
  test.each([
    ['in a sentence', DEAD, FIXED],
    ['with the line ends of Windows', `One\r\n\r\n${DEAD}\r\n`, `One\r\n\r\n${FIXED}\r\n`],
    [
      'behind a byte order mark and before white space',
      `\ufeff${DEAD}  \n\n\n`,
      `\ufeff${FIXED}  \n\n\n`,
    ],
    [
      'in a list of sources',
      `${DEAD.replace(/\(\[.*/u, '[1].')}\n\n[1]: https://a.example/#:~:text=the%20dam%20stays "A"\n`,
      `${DEAD.replace(/\(\[.*/u, '[1].')}\n\n[1]: https://a.example/#:~:text=we%20will,this%20year "A"\n`,
    ],
    [
      'while the same address in code stays',
      `${DEAD}\n\n\`https://a.example/#:~:text=the%20dam%20stays\`\n`,
      `${FIXED}\n\n\`https://a.example/#:~:text=the%20dam%20stays\`\n`,
    ],
  ])('is written again %s, and nothing else changes', async (_, text, expected) => {
    const fixed = await fix(text, web(PAGE));
    expect(fixed).toMatchObject({ links: 1, moved: 0, notFixed: [], lock: null });
    const directive = /text=[^)"\s]*/u.exec(fixed.text ?? '')?.[0] ?? 'none';
    expect(fixed.text).toBe(expected.replace('text=we%20will,this%20year', directive));
    // The new link leads to the words: a strict check of the new text finds no dead link.
    const again = await check(fixed.text ?? '', web(PAGE));
    expect(again.citations[0]?.judgement).toMatchObject({ verdict: 'verbatim', flags: [] });
  });

  test('is also changed in the lock entry of its adopted words', async () => {
    const report = (link: string) => `It rose ([a](https://a.example/#:~:text=${link})).\n`;
    const lock = await adopt(report('we%20will%20not,this%20year'), web(PAGE));
    const address = 'https://a.example/#:~:text=we%20never,this%20year';
    const entries = [...lock].map(([key, entry]): [string, LockEntry] => [
      key.replace('we%20will%20not', 'we%20never'),
      { ...entry, address },
    ]);
    const text = report('we%20never,this%20year');
    const fixed = await fix(text, web(PAGE), new Map(entries));
    expect(fixed).toMatchObject({ links: 1, notFixed: [] });
    const after = fixed.lock ?? NO_LOCK;
    expect([...after.values()]).toMatchObject([
      { wording: 'we will not close the dam this year', from: 'link' },
    ]);
    const again = await check(fixed.text ?? '', web(PAGE), after);
    expect(again.citations[0]).toMatchObject({ isAdopted: true, judgement: { flags: [] } });
  });
});

test('the new position of adopted words is recorded if they only moved', async () => {
  const text = 'He said “we will not close the dam this year” ([a](https://a.example/)).\n';
  const lock = await adopt(text, web(PAGE));
  const page =
    'The old mayor of the town has said that surely we will not close the dam this year, and then he left.';
  const moved = await check(text, web(page), lock);
  expect(moved.citations[0]?.judgement).toMatchObject({ verdict: 'moved', flags: [] });
  const fixed = await fix(text, web(page), lock);
  const [before] = lock.values();
  const [after] = (fixed.lock ?? NO_LOCK).values();
  expect(fixed).toMatchObject({ text: null, links: 0, moved: 1 });
  expect(after?.wording).toBe(before?.wording);
  expect(after?.position).not.toEqual(before?.position);
  const again = await check(text, web(page), fixed.lock ?? NO_LOCK);
  expect(again.citations[0]?.judgement.verdict).toBe('verbatim');
});

describe('is left to a person:', () => {
  test.each([
    ['words that were altered', DEAD, PAGE.replace('will not', 'will'), []],
    ['words that are gone', DEAD, 'Nothing of it.', []],
    [
      'a link whose words stand in several places',
      DEAD,
      `${PAGE} And again: we will not close the dam this year.`,
      ['doubtful'],
    ],
    [
      'a link whose address is written twice in the file',
      `${DEAD.replace(/\(\[.*/u, '[1].')}\n\n[1]: https://a.example/#:~:text=the%20dam%20stays\n[2]: https://a.example/#:~:text=the%20dam%20stays\n`,
      PAGE,
      ['not-found'],
    ],
  ])('%s', async (_, text, page, notFixed) => {
    expect(await fix(text, web(page))).toMatchObject({
      text: null,
      lock: null,
      links: 0,
      notFixed,
    });
  });

  test('a page that says something else when the link is proved', async () => {
    const fixed = await fix(DEAD, web(PAGE, PAGE.replace('will not', 'will')));
    expect(fixed).toMatchObject({ text: null, links: 0, notFixed: ['not-proved'] });
  });

  test('a report whose places are not known', async () => {
    const html =
      '<p>He said “we will not close the dam this year” (<a href="https://a.example/#:~:text=the%20dam%20stays">a</a>).</p>';
    const fixed = await fix(html, web(PAGE), NO_LOCK, 'report.html');
    expect(fixed).toMatchObject({ text: null, links: 0, notFixed: ['not-found'] });
  });

  test('a link that two quotations share, which would need one each', async () => {
    const page = `${PAGE} Later he added that the town pays for the bridge.`;
    const note =
      'He said “we will not close the dam this year”.[^1]\n\nHe said “the town pays for the bridge”.[^1]\n\n[^1]: https://a.example/#:~:text=the%20dam%20stays\n';
    const fixed = await fix(note, web(page));
    expect(fixed).toMatchObject({ links: 0, text: null });
    expect(fixed.notFixed.length).toBeGreaterThan(0);
  });
});

test('links that lead to their words change nothing', async () => {
  const text = DEAD.replace('the%20dam%20stays', 'we%20will%20not');
  const lock = await adopt(text, web(PAGE));
  const fixed = await fix(text, web(PAGE), lock);
  expect(fixed).toMatchObject({ text: null, lock: null, links: 0, moved: 0, notFixed: [] });
  expect(writeLock(lock)).toContain('we will not close');
});
