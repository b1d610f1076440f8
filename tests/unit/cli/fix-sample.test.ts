import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { adoptReport } from '@/cli/adopt-report';
import { checkReports } from '@/cli/check-reports';
import { fixReport } from '@/cli/fix-report';
import { NO_LOCK } from '@/cli/lock-file';
import { openReport } from '@/cli/open-report';
import type { CitedPassage } from '@/cli/opened-report';
import type { ReadingPorts } from '@/cli/read-pages';
import type { TextDirective } from '@/utils/fragment/text-directive';
import { withoutFragment } from '@/utils/model/url';
import { judgeBody } from '@/utils/page/judge-page';

/** A French report with 179 citations. Its pages are made here, from what its links name. */
const SAMPLE = path.join(process.env['PINCITE_CORPUS'] ?? '', 'reports/veille-ia-2025-03.md');
const FILLER =
  'The committee met in the morning and heard three statements of people who had come. ';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Makes pages that have the passages of a report. `teaser`: a page repeats its first one on top. */
function madePages(passages: readonly CitedPassage[], teaser: boolean): Map<string, string> {
  const byPage = Map.groupBy(passages, ({ page }) => withoutFragment(page));
  return new Map(
    [...byPage].map(([url, own]) => {
      const named = own.flatMap(({ pin }) => pin.directive ?? []);
      const unique = [...new Map(named.map((each) => [JSON.stringify(each), each])).values()];
      const paragraphs = unique.map(
        (each) => `<p>${FILLER}</p><p>${passageOf(each)}. ${FILLER}</p>`,
      );
      const [first] = unique;
      const repeated =
        teaser && first !== undefined ? `<p>Read also ${endsOf(first)} today.</p>` : '';
      return [url, `<title>A</title>${repeated}<p>${FILLER.repeat(9)}</p>${paragraphs.join('\n')}`];
    }),
  );
}

function passageOf({ prefix = '', start, end, suffix = '' }: TextDirective): string {
  const more = end === undefined ? '' : `, and so it went on until ${end}`;
  return escaped(`${prefix} ${start}${more} ${suffix}`.trim());
}

const endsOf = ({ start, end = '' }: TextDirective) => escaped(`${start} ${end}`.trim());

function portsTo(pages: ReadonlyMap<string, string>): ReadingPorts {
  return {
    allowedHosts: new Set(),
    keepsTexts: true,
    judge: (page) => Promise.resolve(judgeBody(page)),
    request: (url) => {
      const body = new TextEncoder().encode(pages.get(url) ?? '');
      const about = {
        kind: 'answer',
        contentType: 'text/html; charset=utf-8',
        headers: {},
      } as const;
      return Promise.resolve({ ...about, status: pages.has(url) ? 200 : 404, body });
    },
  };
}

test.skipIf(!existsSync(SAMPLE))('--fix changes only dead links of the sample report', async () => {
  const text = readFileSync(SAMPLE, 'utf8');
  const open = async (written: string) => {
    const opened = await openReport('report.md', new TextEncoder().encode(written));
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  };
  const opened = await open(text);
  const now = '2026-03-01T08:00:00.000Z';
  const before = portsTo(madePages(opened.passages, false));
  const [first] = await checkReports([{ opened, lock: NO_LOCK }], before);
  const { lock } = adoptReport(first!, NO_LOCK, { now, doubtful: false, renew: false });
  expect(lock.size).toBeGreaterThan(90);

  // The adopted words are still there, but links of both ends begin in the new line on top.
  const ports = portsTo(madePages(opened.passages, true));
  const [checked] = await checkReports([{ opened, lock }], ports);
  const fixed = await fixReport(checked!, { text, before: lock, now }, ports);
  expect(fixed.links).toBeGreaterThan(20);
  const bare = (written: string) => written.replace(/#:~:text=[^)\s]*/gu, '');
  expect(bare(fixed.text ?? '')).toBe(bare(text));

  const again = await open(fixed.text ?? '');
  const changed = again.passages.filter(
    ({ address }, at) => address !== opened.passages[at]?.address,
  );
  expect(changed.length).toBe(fixed.links);
  const [fixedReport] = await checkReports([{ opened: again, lock: fixed.lock ?? lock }], ports);
  const wanted = new Set(changed.map(({ address }) => address));
  const judged = fixedReport!.citations.filter(({ address }) => wanted.has(address));
  expect(judged.length).toBe(changed.length);
  const verdicts = judged.map(({ judgement, isAdopted }) => [
    ...[judgement.verdict, isAdopted],
    judgement.flags.includes('dead-link'),
  ]);
  expect([...new Set(verdicts.map(String))]).toEqual(['verbatim,true,false']);
  // What the lock says of the words never changes.
  const words = (entries: typeof lock) =>
    [...entries.values()].map(({ wording }) => wording).sort();
  expect(words(fixed.lock ?? lock)).toEqual(words(lock));
});
