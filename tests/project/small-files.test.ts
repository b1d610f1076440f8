import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, runTool } from './run-tool';

/** A file with one importer and no more lines than this needs a reason to stand alone. */
const MOST_LINES = 60;

const LAZY = 'Loaded lazily.';
const TESTED = 'Tested on its own.';
const PART = 'Part of a feature. A page in another folder uses it.';

/**
 * The small files with one importer, each with the reason why it does not belong into its
 * importer. `LAZY`, `TESTED` and `PART` are checked below.
 */
const REASONS: Readonly<Record<string, string>> = {
  'cli/open-pdf.ts': LAZY,
  'components/clip/NoteEditor.tsx': 'A control: the field for a note, with its keys.',
  'components/clip/VerdictFold.tsx': 'A control: the verdict that unfolds its details.',
  'components/desk/DeskLoading.tsx': TESTED,
  'components/desk/use-decided.ts':
    'An idea: whose note N writes right after a decision. The importer is long.',
  'components/desk/use-desk-history.ts': 'An idea: the undo of the desk. The importer is long.',
  'components/desk/use-desk-keys.ts': 'An idea: the keys of the desk. The importer is long.',
  'components/desk/use-desk-numbers.ts': 'An idea: how far a review is. The importer is long.',
  'components/export/DeleteSharedDialog.tsx': PART,
  'components/export/preview-parts.ts': TESTED,
  'components/highlights/SiteHighlights.tsx': PART,
  'components/import/ChooseStep.tsx': 'A step of the import sheet.',
  'components/import/LeftAloneList.tsx': 'A visible part of the import report.',
  'components/import/use-file-drop.ts': 'An idea: files dropped anywhere on a page.',
  'components/library/PlaceDialog.tsx': 'A dialog.',
  'components/library/move-among-results.ts': 'An idea: the keys of a list of results.',
  'components/library/same-words.ts': 'An idea: which clips really are duplicates.',
  'components/organise/SelectionBar.tsx': 'A visible part of the panel: the bar of the selection.',
  'components/organise/TagDialog.tsx': PART,
  'components/organise/copy-items.ts': 'An idea: statements and clips as Markdown.',
  'components/organise/edge-scroll.ts': TESTED,
  'components/organise/use-organise-keys.ts': 'An idea: selecting by key and pointer.',
  'components/popup/DestinationChooser.tsx': 'A visible part of the popup.',
  'components/report/claim-at.ts': TESTED,
  'components/panel/clip-ports.ts': TESTED,
  'components/review/SourceFacts.tsx': 'A visible part of the desk: the facts about a source.',
  'components/review/UnverifiedNotice.tsx': PART,
  'components/settings/BackupReminder.tsx': PART,
  'components/settings/HighlightPart.tsx': PART,
  'components/settings/HintsPart.tsx': PART,
  'components/settings/erase-library.ts':
    'An idea: the order of steps in which a library is deleted.',
  'entrypoints/background/clip-limit.ts': 'An idea: how many clips a tab may send.',
  'entrypoints/background/crop-image.ts': TESTED,
  'entrypoints/background/delete-image.ts': TESTED,
  'entrypoints/background/keep-beside.ts': 'An idea: a clip that is kept beside its duplicates.',
  'entrypoints/background/make-within.ts': TESTED,
  'entrypoints/background/page-icon.ts': TESTED,
  'entrypoints/background/team/member-keys.ts': 'An idea: whose keys a server knows.',
  'entrypoints/background/team/receive-images.ts': 'An idea: images that come after their records.',
  'entrypoints/clipper/TypedField.tsx': 'An idea: a field that the page cannot write into.',
  'entrypoints/clipper/passages-of.ts': TESTED,
  'entrypoints/offscreen/start-page-worker.ts':
    'The build replaces the address of the Worker in it.',
  'server/join-page.ts': 'A page.',
  'utils/claim/derive-report-claims.ts': TESTED,
  'utils/claim/gather-vocabulary.ts': TESTED,
  'utils/page/article-page.ts': TESTED,
  'utils/page/paint.ts': TESTED,
  'utils/page/parsed-model.ts': TESTED,
  'utils/page/ranges-inside.ts': TESTED,
  'utils/page/readable-text.ts': TESTED,
  'utils/page/selected-ranges.ts': TESTED,
  'utils/page/unselectable-block.ts': TESTED,
  'utils/quote/borrowed-words.ts': 'An idea: words that a neighbouring block lends a passage.',
  'utils/quote/edit-distance.ts': TESTED,
  'utils/report/citation-collector.ts':
    'An idea: the citations that a reader has found. The importer is long.',
  'utils/report/damage/open-closer.ts': 'An idea: the bracket that closes an open one.',
  'utils/report/front-matter.ts': 'A format: YAML front matter.',
  'utils/report/join-export.ts': TESTED,
  'utils/report/markup/html-block-start.ts': 'A section of CommonMark: HTML blocks.',
  'utils/report/open-sections.ts': 'An idea: the open sections at a line. The importer is long.',
  'utils/report/pasted/arrange-breaks.ts': 'An idea: line breaks become paragraphs.',
  'utils/report/pasted/layout-table.ts': 'An idea: tables that are the layout of a page.',
  'utils/report/read-pasted-words.ts': TESTED,
  'utils/report/write-markdown.ts': TESTED,
  'utils/review/next-step.ts': TESTED,
  'utils/review/overview-order.ts': TESTED,
  'utils/review/write-review.ts': TESTED,
  'utils/storage/fallen-clips.ts': 'An idea: which clips a run found worse than before.',
  'utils/storage/review-signatures.ts': 'An idea: the key that signs. Tests sign with others.',
  'utils/text/join-lines.ts': TESTED,
  'utils/text/running-lines.ts': 'An idea: the running heads and page numbers of a PDF.',
  'utils/verify/time-left.ts': TESTED,
};

interface Module {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string; readonly dynamic: boolean }[];
}

interface SmallFile {
  readonly file: string;
  readonly importer: string;
  readonly isLazy: boolean;
}

describe('the reasons for small files', () => {
  const small = smallFiles(ROOT);

  test('name every small file with one importer', () => {
    const without = small.filter(({ file }) => REASONS[file] === undefined);
    expect(without.map(({ file, importer }) => `Fold ${file} into ${importer}.`)).toEqual([]);
  });

  test('name no other file', () => {
    const known = new Set(small.map(({ file }) => file));
    expect(Object.keys(REASONS).filter((file) => !known.has(file))).toEqual([]);
  });

  test('hold where they can be checked', () => {
    const tested = testedFiles();
    const holds: Readonly<Record<string, (file: SmallFile) => boolean>> = {
      [LAZY]: ({ isLazy }) => isLazy,
      [TESTED]: ({ file }) => tested.has(withoutExtension(file)),
      [PART]: ({ file, importer }) => path.dirname(file) !== path.dirname(importer),
    };
    const wrong = small.filter((each) => holds[REASONS[each.file] ?? '']?.(each) === false);
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  test('are asked for a file planted in a tree', () => {
    const planted = mkdtempSync(path.join(tmpdir(), 'pincite-small-'));
    try {
      plant(planted, 'utils/shard.ts', 'export const shard = 1;\n');
      plant(planted, 'utils/lazy.ts', 'export const lazy = 1;\n');
      plant(planted, 'utils/shared.ts', 'export const shared = 1;\n');
      plant(planted, 'utils/long.ts', 'export const long = 1;\n'.padEnd(MOST_LINES + 24, '\n'));
      const imports = ['shard', 'shared', 'long'].map((name) => `import '../utils/${name}';\n`);
      const loads = "export const load = () => import('../utils/lazy');\n";
      plant(planted, 'components/one.ts', `${imports.join('')}${loads}`);
      plant(planted, 'components/other.ts', "import '../utils/shared';\n");
      const importer = 'components/one.ts';
      expect(smallFiles(planted)).toEqual([
        { file: 'utils/lazy.ts', importer, isLazy: true },
        { file: 'utils/shard.ts', importer, isLazy: false },
      ]);
    } finally {
      rmSync(planted, { recursive: true });
    }
  });
});

/** Returns the small files of a tree that have one importer, in alphabetical order. */
function smallFiles(root: string): SmallFile[] {
  const importers = new Map<string, { importer: string; isLazy: boolean }[]>();
  for (const { source: importer, dependencies } of cruise(root)) {
    for (const { resolved, dynamic: isLazy } of dependencies) {
      const known = importers.get(resolved) ?? [];
      if (!known.some((each) => each.importer === importer)) known.push({ importer, isLazy });
      importers.set(resolved, known);
    }
  }
  return [...importers]
    .flatMap(([file, [first, ...more]]) => {
      if (first === undefined || more.length > 0 || !/\.tsx?$/u.test(file)) return [];
      const lines = readFileSync(path.join(root, file), 'utf8').split('\n').length - 1;
      return lines > MOST_LINES ? [] : [{ file, ...first }];
    })
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Cruises without the rules: `layers.test.ts` checks these. */
function cruise(root: string): readonly Module[] {
  const folders = ['cli', 'components', 'entrypoints', 'server', 'utils'].filter((folder) =>
    existsSync(path.join(root, folder)),
  );
  const { stdout, stderr } = runTool(
    'depcruise',
    [
      ...['--no-config', '--ts-pre-compilation-deps', '--output-type', 'json'],
      ...['--webpack-config', path.join(ROOT, 'scripts/alias.config.cjs')],
      ...['--include-only', '^(cli|components|entrypoints|server|utils)/'],
      ...folders,
    ],
    { cwd: root },
  );
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { modules: Module[] }).modules;
}

/** Returns the files that a test imports by name, without their extensions. */
function testedFiles(): ReadonlySet<string> {
  const folder = path.join(ROOT, 'tests');
  const tests = readdirSync(folder, { encoding: 'utf8', recursive: true });
  const imported = tests
    .filter((test) => /\.tsx?$/u.test(test))
    .map((test) => readFileSync(path.join(folder, test), 'utf8'))
    .flatMap((code) => [...code.matchAll(/'@\/([^']+)'/gu)])
    .map(([, file = '']) => withoutExtension(file));
  return new Set(imported);
}

function withoutExtension(file: string): string {
  return file.replace(/\.tsx?$/u, '');
}

function plant(root: string, file: string, code: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, code);
}
