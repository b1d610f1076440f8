import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPONENTS } from '../../.dependency-cruiser.mjs';
import { ROOT, runTool } from './run-tool';

interface Planted {
  readonly name: string;
  readonly rule: string;
  readonly file: string;
  readonly code: string;
  /** The path that the check reports, if it is not the file. */
  readonly named?: string;
  /** A second file, if the violation needs two. */
  readonly also?: { readonly file: string; readonly code: string };
}

const PLANTED: readonly Planted[] = [
  ...COMPONENTS.map((folder, at) => {
    const above = COMPONENTS[at + 1] ?? 'panel';
    return {
      name: `a file of components/${folder}/ that uses one of components/${above}/`,
      rule: `${folder}-uses-what-is-below`,
      file: `components/${folder}/planted-upwards.ts`,
      code: `import { above } from '@/components/${above}/planted-above';\nexport const used = above;\n`,
      also: {
        file: `components/${above}/planted-above.ts`,
        code: 'export const above = 1;\n',
      },
    };
  }),
  {
    name: 'a page that uses another page',
    rule: 'pages-use-no-other-page',
    file: 'components/desk/planted-beside.ts',
    code: "import { above } from '@/components/panel/planted-above';\nexport const used = above;\n",
  },
  {
    name: 'a folder of components/ that stands nowhere in the order',
    rule: 'components-stand-in-the-order',
    file: 'components/popup/planted-other.ts',
    code: "import { other } from '@/components/planted-folder/other';\nexport const used = other;\n",
    also: { file: 'components/planted-folder/other.ts', code: 'export const other = 1;\n' },
  },
  {
    name: 'pure logic that reads a page',
    rule: 'pure-imports-only-pure',
    file: 'utils/fragment/planted.ts',
    code: "import { planted } from '@/utils/page/planted-page';\nexport const used = planted;\n",
    also: { file: 'utils/page/planted-page.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'claims that read from storage',
    rule: 'pure-imports-only-pure',
    file: 'utils/claim/planted.ts',
    code: "import { planted } from '@/utils/storage/planted-read';\nexport const used = planted;\n",
    also: { file: 'utils/storage/planted-read.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'pure logic that uses a component',
    rule: 'pure-imports-only-pure',
    file: 'utils/report/planted.ts',
    code: "import { planted } from '@/components/ui/planted-view';\nexport const used = planted;\n",
    also: { file: 'components/ui/planted-view.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'pure logic that uses a library outside the table',
    rule: 'pure-libraries-only',
    file: 'utils/quote/planted.ts',
    code: "import { render } from 'preact';\nexport const used = render;\n",
  },
  {
    name: 'pure logic that uses Node',
    rule: 'pure-libraries-only',
    file: 'utils/text/planted.ts',
    code: "import { readFileSync } from 'node:fs';\nexport const used = readFileSync;\n",
  },
  {
    name: 'the message protocol with a browser behind it',
    rule: 'pure-imports-only-pure',
    file: 'utils/messaging/protocol.ts',
    code: "import { planted } from '../platform/planted-seam';\nexport const used = planted;\n",
    also: { file: 'utils/platform/planted-seam.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'messages on a subject, with a browser behind them',
    rule: 'pure-imports-only-pure',
    file: 'utils/messaging/protocol/planted-calls.ts',
    code: "import { planted } from '@/utils/platform/planted-seam';\nexport const used = planted;\n",
  },
  {
    name: 'page reading that stores',
    rule: 'page-imports-pure',
    file: 'utils/page/planted-writer.ts',
    code: "import { planted } from '@/utils/storage/planted-store';\nexport const used = planted;\n",
    also: { file: 'utils/storage/planted-store.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'storage that uses the browser seam',
    rule: 'storage-imports-pure',
    file: 'utils/storage/planted-caller.ts',
    code: "import { planted } from '@/utils/platform/planted-seam';\nexport const used = planted;\n",
  },
  {
    name: 'the browser seam that stores',
    rule: 'platform-imports-pure',
    file: 'utils/platform/planted-writer.ts',
    code: "import { planted } from '@/utils/storage/planted-store';\nexport const used = planted;\n",
  },
  {
    name: 'messaging that stores',
    rule: 'messaging-imports-pure-and-platform',
    file: 'utils/messaging/planted.ts',
    code: "import { planted } from '@/utils/storage/planted-store';\nexport const used = planted;\n",
  },
  {
    name: 'a reader of Word documents that stores',
    rule: 'word-imports-pure',
    file: 'utils/word/planted-writer.ts',
    code: "import { planted } from '@/utils/storage/planted-store';\nexport const used = planted;\n",
  },
  {
    name: 'a page that loads the libraries for Word documents',
    rule: 'word-only-in-its-own-scripts',
    file: 'components/import/planted-word.ts',
    code: "import { planted } from '@/utils/word/planted-reader';\nexport const used = planted;\n",
    also: { file: 'utils/word/planted-reader.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'a component that touches the browser seam',
    rule: 'components-know-no-page-and-no-platform',
    file: 'components/clip/planted.ts',
    code: "import { planted } from '@/utils/platform/planted-seam';\nexport const used = planted;\n",
  },
  {
    name: 'a component that writes to storage',
    rule: 'components-know-no-page-and-no-platform',
    file: 'components/report/planted.ts',
    code: "import { planted } from '@/utils/storage/planted-store';\nexport const used = planted;\n",
  },
  {
    name: 'a room that imports an entrypoint',
    rule: 'nobody-imports-entrypoints',
    file: 'utils/platform/planted-up.ts',
    code: "import { planted } from '@/entrypoints/planted/wiring';\nexport const used = planted;\n",
    also: { file: 'entrypoints/planted/wiring.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'a component that uses the command',
    rule: 'nobody-imports-the-command',
    file: 'components/export/planted-command.ts',
    code: "import { planted } from '@/cli/planted';\nexport const used = planted;\n",
    also: { file: 'cli/planted.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'a command that stores in a library',
    rule: 'the-command-uses-what-needs-no-browser',
    file: 'cli/planted-writer.ts',
    code: "import { planted } from '@/utils/storage/planted-store';\nexport const used = planted;\n",
    also: { file: 'utils/storage/planted-store.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'a command that uses the server',
    rule: 'nobody-imports-the-server',
    file: 'cli/planted-server.ts',
    code: "import { planted } from '@/server/planted';\nexport const used = planted;\n",
    also: { file: 'server/planted.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'a server that reads pages',
    rule: 'the-server-uses-what-is-pure',
    file: 'server/planted-reader.ts',
    code: "import { planted } from '@/utils/page/planted-page';\nexport const used = planted;\n",
    also: { file: 'utils/page/planted-page.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'an injected script that reaches storage by a detour',
    rule: 'injected-scripts-keep-out-of-storage',
    file: 'entrypoints/planted/index.ts',
    code: "import { planted } from './planted-detour';\nexport const used = planted;\n",
    also: {
      file: 'entrypoints/planted/planted-detour.ts',
      code: "export { planted } from '@/utils/storage/planted-store';\n",
    },
  },
  {
    name: 'a second caller of the browser API',
    rule: 'one-browser-seam',
    file: 'entrypoints/planted/second-seam.ts',
    code: "import browser from 'webextension-polyfill';\nexport const used = browser;\n",
  },
  {
    name: 'a circle',
    rule: 'no-cycles',
    file: 'utils/verify/planted-a.ts',
    code: "import { b } from './planted-b';\nexport const a = () => b;\n",
    also: {
      file: 'utils/verify/planted-b.ts',
      code: "import { a } from './planted-a';\nexport const b = () => a;\n",
    },
  },
  {
    name: 'a circle of folders, without one of files',
    rule: 'no-cycles-of-folders',
    file: 'utils/fragment/planted-circle.ts',
    code: "import { WRITE_STYLES } from '@/utils/model/citation-styles';\nexport const used = WRITE_STYLES;\n",
    named: 'utils/fragment',
  },
  {
    name: 'a folder that uses the folder around it',
    rule: 'folders-within-use-nothing-around-them',
    file: 'utils/report/markup/planted.ts',
    code: "import { planted } from '../planted-around';\nexport const used = planted;\n",
    also: { file: 'utils/report/planted-around.ts', code: 'export const planted = 1;\n' },
  },
  {
    name: 'an import of what does not exist',
    rule: 'no-unresolved',
    file: 'utils/verify/planted-lost.ts',
    code: "import { lost } from '@/utils/verify/not-there';\nexport const used = lost;\n",
  },
];

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

const FOLDERS = ['cli', 'entrypoints', 'components', 'server', 'utils'];

describe('the layer check', () => {
  let copy = '';
  let untouched: Cruise;
  let planted: Cruise;

  beforeAll(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'pincite-layers-'));
    for (const name of [...FOLDERS, 'scripts', '.wxt', '.dependency-cruiser.mjs', 'package.json']) {
      cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'dir');
    untouched = cruise(copy);
    for (const { file, code, also } of PLANTED) {
      plant(copy, file, code);
      if (also !== undefined) plant(copy, also.file, also.code);
    }
    planted = cruise(copy);
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }));

  test('sees the modules of every layer', () => {
    expect(untouched.summary.totalCruised).toBeGreaterThan(20);
    for (const folder of [
      'cli/',
      'entrypoints/',
      'components/',
      'server/',
      'utils/model/',
      'utils/platform/',
    ]) {
      expect(
        untouched.modules.some((module) => module.source.startsWith(folder)),
        folder,
      ).toBe(true);
    }
  });

  test.each(PLANTED)('catches $name', ({ rule, file, named = file }) => {
    const caught = planted.summary.violations
      .filter((violation) => violation.from === named)
      .map((violation) => violation.rule.name);
    expect(caught).toContain(rule);
  });

  test('has a planted violation for each of its rules', () => {
    const listed = runTool('depcruise', [
      '--config',
      '.dependency-cruiser.mjs',
      '-T',
      'json',
      'utils/model',
    ]);
    const rules = (
      JSON.parse(listed.stdout) as {
        summary: { ruleSetUsed: { forbidden: { name: string }[] } };
      }
    ).summary.ruleSetUsed.forbidden.map((rule) => rule.name);
    expect([...new Set(PLANTED.map((violation) => violation.rule))].sort()).toEqual(rules.sort());
  });
});

function plant(root: string, file: string, code: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code);
}

function cruise(root: string): Cruise {
  const { stdout, stderr } = runTool(
    'depcruise',
    ['--config', '.dependency-cruiser.mjs', '-T', 'json', ...FOLDERS],
    { cwd: root },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Cruise;
}
