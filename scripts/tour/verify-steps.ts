import { writeFileSync } from 'node:fs';
import path from 'node:path';
import en from '@/locales/en.json';
import type { Run } from '@/utils/model/evidence';
import { cardOf, verdictOn } from './panel-acts';
import { checksOf, type ReportedCheck, readLibrary } from './read-library';
import { LEVEL, OUTLOOK, SECOND_PAGE, SNOW } from './sample';
import { expectEqual, oneLine, type Stage, type TourStep } from './stage';

/** Returns the results of the last run of a kind, with its verdicts on one line. */
async function lastRun({ panel }: Stage, trigger: Run['trigger']) {
  const library = await readLibrary(panel);
  const run = library.runs.filter((each) => each.trigger === trigger).at(-1);
  if (run === undefined) throw new Error('No run was stored.');
  if (run.finishedAt === null) throw new Error('The run was not finished.');
  return { run, checks: checksOf(library, run) };
}

function verdicts(checks: readonly ReportedCheck[]): (readonly [string | null, string])[] {
  return checks.map(({ quote, verdict }) => [quote === null ? null : oneLine(quote), verdict]);
}

export const VERIFY_STEPS: readonly TourStep[] = [
  {
    title: 'Meanwhile the publisher takes a sentence away',
    async run({ pages }) {
      const before = pages.read(SECOND_PAGE);
      const after = before.replace(`<li>${SNOW}</li>`, '');
      if (after === before) throw new Error('The sample page does not hold the sentence.');
      pages.replace(SECOND_PAGE, after);
      return `“${SNOW}” is gone from ${SECOND_PAGE}`;
    },
  },
  {
    title: 'Verify the report',
    async run(stage) {
      const { panel } = stage;
      await panel.bringToFront();
      const verify = en.verify_n.n.replace('$1', '3');
      await panel.getByRole('button', { name: verify, exact: true }).click();
      await panel
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^(?:${en.verify_confirm}|${en.verify_clip})$`) })
        .click();
      const results = `2 ${en.group_stand.n}, 1 ${en.group_untold[1]}`;
      const finished = en.run_finished.n.replace('$1', '3').replace('$2', results);
      await panel.getByText(finished, { exact: true }).waitFor();
      const { checks } = await lastRun(stage, 'manual');
      expectEqual('The verdicts', verdicts(checks), [
        [LEVEL, 'verbatim'],
        [OUTLOOK, 'verbatim'],
        [SNOW, 'unchecked'],
      ]);
      expectEqual('The reason', checks[2]?.evidence.reason, 'not-found-not-rendered');
      expectEqual('The panel', await verdictOn(panel, SNOW), en.verdict_unchecked);
      return 'two verbatim; one not found in the page as downloaded';
    },
  },
  {
    title: 'Check the quotes on the page itself',
    async run(stage) {
      const { extension, tab, panel } = stage;
      await tab.goto(SECOND_PAGE);
      const popup = await extension.triggerAction(tab);
      await popup.getByRole('button', { name: en.check_page, exact: true }).click();
      const result = en.check_page_result.replace('$1', '0').replace('$2', '1');
      await popup.getByText(result, { exact: true }).waitFor();
      const badge = oneLine((await popup.locator('.verdict').first().textContent()) ?? '');
      expectEqual('The popup', badge, en.verdict_missing);
      await popup.close();
      const { checks } = await lastRun(stage, 'page');
      expectEqual('The verdict', verdicts(checks), [[SNOW, 'missing']]);
      await cardOf(panel, SNOW).locator('.verdict', { hasText: en.verdict_missing }).waitFor();
      return `${result} ${badge}`;
    },
  },
  {
    title: 'Keep the verification result',
    async run(stage) {
      const report = await lastRun(stage, 'manual');
      const page = await lastRun(stage, 'page');
      const runs = [report, page].map(({ run, checks }) => ({
        trigger: run.trigger,
        startedAt: run.startedAt,
        finishedAt: run.finishedAt,
        checks,
      }));
      const text = `${JSON.stringify({ runs }, null, 2)}\n`;
      writeFileSync(path.join(stage.out, 'verification.json'), text);
      return 'verification.json';
    },
  },
];
