import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './run-tool';
import { type Files, findStyleFaults } from './style-classes';

const files: Files = new Map(
  ['components', 'entrypoints']
    .flatMap((room) =>
      readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${room}/${name.replaceAll(path.sep, '/')}`,
      ),
    )
    .filter((name) => /\.(?:tsx?|css|html)$/.test(name))
    .map((name) => [name, readFileSync(path.join(ROOT, name), 'utf8')]),
);

/** Classes without a style: tests look for them, or they take the marks from a list. */
const UNSTYLED = [
  ...['claim-list', 'claim-words', 'slot', 'statement-text', 'uncited-list', 'unseen'],
  ...['claim-list-claims', 'to-panel', 'undo'],
];

test('each class comes from a sheet that its component imports, and each is used', () => {
  expect(files.size).toBeGreaterThan(300);
  expect(findStyleFaults(files, UNSTYLED)).toEqual([]);
});

/** Without components: what those use is no matter here. */
const sheets = [...files].filter(([name]) => name.endsWith('.css'));

const PLANTED: readonly (readonly [name: string, file: string, text: string, fault: string])[] = [
  [
    'a class of a sheet that the component does not import',
    'components/merge/Planted.tsx',
    'export const Planted = () => <p class="popup-head">{null}</p>;',
    'components/merge/Planted.tsx uses .popup-head, which is in no sheet that it imports.',
  ],
  [
    'a class that no sheet has',
    'components/merge/Planted.tsx',
    `export const Planted = (on: boolean) => <p class={\`muted\${on ? ' planted' : ''}\`} />;`,
    'components/merge/Planted.tsx uses .planted, which is in no sheet that it imports.',
  ],
  [
    'the beginning of a class that no sheet has',
    'components/merge/Planted.tsx',
    `export const Planted = (tone: string) => <p class={\`planted-\${tone}\`} />;`,
    'components/merge/Planted.tsx uses .planted-…, which is in no sheet that it imports.',
  ],
  [
    'a class that cannot be read',
    'components/merge/Planted.tsx',
    'export const Planted = (name: string) => <p class={name} />;',
    'components/merge/Planted.tsx has a class that cannot be read: name',
  ],
  [
    'a sheet with a class that nothing uses',
    'components/merge/planted.css',
    '.planted > .muted { color: red; }',
    'components/merge/planted.css has .planted, which no file that imports it uses.',
  ],
];

test.each(PLANTED)('finds %s', (_, file, text, fault) => {
  expect(findStyleFaults(new Map([...sheets, [file, text]]))).toContain(fault);
});

test('finds a feature that styles icons', () => {
  const popup = 'components/popup/popup.css';
  const changed = `${files.get(popup)}\n.popup .icon { color: red; }\n`;
  expect(findStyleFaults(new Map([...sheets, [popup, changed]]))).toContain(
    `${popup} styles .icon, which belongs to components/ui/.`,
  );
});
