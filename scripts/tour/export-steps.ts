import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Download } from '@playwright/test';
import { fromMarkdown } from 'mdast-util-from-markdown';
import en from '@/locales/en.json';
import { nativeMatches } from '@/scripts/browser/text-position';
import { LEVEL, OUTLOOK, SECOND_PAGE, SNOW } from './sample';
import { expectEqual, oneLine, type Stage, type TourStep } from './stage';

/** Returns the addresses of a Markdown text's links in order, as a Markdown reader sees them. */
function linksOf(markdown: string): string[] {
  interface TreeNode {
    readonly type: string;
    readonly url?: string;
    readonly children?: readonly TreeNode[];
  }
  const visit = (node: TreeNode): string[] => [
    ...(node.type === 'link' && node.url !== undefined ? [node.url] : []),
    ...(node.children ?? []).flatMap(visit),
  ];
  return visit(fromMarkdown(markdown));
}

function passageLinks({ out }: Stage): string[] {
  const links = linksOf(readFileSync(path.join(out, 'report.md'), 'utf8'));
  return links.filter((url) => url.includes(':~:text='));
}

/** Returns what native Chromium matches for each link that names a passage. */
async function openAll(stage: Stage): Promise<(string | null)[]> {
  const found: (string | null)[] = [];
  for (const url of passageLinks(stage)) {
    for (const match of await nativeMatches(stage.tab, url)) {
      found.push(match === null ? null : oneLine(match.text));
    }
  }
  return found;
}

async function keep(download: Download, stage: Stage, name: string): Promise<void> {
  await download.saveAs(path.join(stage.out, name));
}

export const BACKUP = 'library.pincite';

export const EXPORT_STEPS: readonly TourStep[] = [
  {
    title: 'Export the report as Markdown',
    async run(stage) {
      const { panel } = stage;
      await panel.bringToFront();
      const arriving = panel.waitForEvent('download');
      await panel.getByRole('button', { name: en.export, exact: true }).click();
      await panel.getByRole('menuitem', { name: en.export_download, exact: true }).click();
      await keep(await arriving, stage, 'report.md');
      expectEqual('Links to passages', passageLinks(stage).length, 3);
      return 'report.md, 3 links to passages';
    },
  },
  {
    title: 'Open its links while the sentence is gone',
    async run(stage) {
      expectEqual('Native Chromium', await openAll(stage), [LEVEL, OUTLOOK, null]);
      return 'two lead to their passages, the third to none';
    },
  },
  {
    title: 'The publisher puts it back; open them again',
    async run(stage) {
      stage.pages.restore(SECOND_PAGE);
      expectEqual('Native Chromium', await openAll(stage), [LEVEL, OUTLOOK, SNOW]);
      return 'each leads to exactly its passage';
    },
  },
  {
    title: 'Back the library up',
    async run(stage) {
      const options = await stage.extension.openExtensionPage('options.html');
      const arriving = options.waitForEvent('download');
      await options.getByRole('button', { name: en.backup_download, exact: true }).click();
      await keep(await arriving, stage, BACKUP);
      await options.close();
      return BACKUP;
    },
  },
];
