import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import { packEntities, REPLACED, slimLibraries } from '../../scripts/slim-libraries.mjs';
import { ROOT } from './run-tool';

const modules = path.join(ROOT, 'node_modules');

/** What a module of these words has for others. */
async function evaluated(code: string): Promise<Record<string, unknown>> {
  return await import(`data:text/javascript,${encodeURIComponent(code)}`);
}

type Libraries = typeof import('./slim-entry');

interface Slimmed {
  readonly code: string;
  readonly libraries: Libraries;
}

/** The bundled libraries, and the library modules that these plugins replaced. */
async function bundle(plugins: Plugin[]): Promise<Slimmed & { readonly replaced: string[] }> {
  const seen: string[] = [];
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: {
        'decode-named-character-reference': path.join(
          ROOT,
          'node_modules/decode-named-character-reference/index.js',
        ),
      },
    },
    plugins: [...plugins, { name: 'see', moduleParsed: ({ id }) => void seen.push(id) }],
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(ROOT, 'tests/project/slim-entry.ts'), formats: ['es'] },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk?.type !== 'chunk') throw new Error('The libraries were not bundled.');
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'pincite-slim-')), 'libraries.mjs');
  writeFileSync(file, chunk.code);
  const libraries: Libraries = await import(/* @vite-ignore */ file);
  rmSync(path.dirname(file), { recursive: true });
  const replaced = REPLACED.map(({ file: each }) => each).filter((each) =>
    seen.some((id) => id.endsWith(`/${each}`)),
  );
  return { code: chunk.code, libraries, replaced };
}

/** The named character references of HTML, as the library has them. */
const characterEntities = (
  await evaluated(readFileSync(path.join(modules, 'character-entities/index.js'), 'utf8'))
)['characterEntities'] as Record<string, string>;

/** Every character that has a name in HTML, ASCII, and what must be escaped. */
const CHARACTERS = [
  ...Object.values(characterEntities),
  ...Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at)),
  '</script>',
  '<!-- -->',
  '&amp;amp;',
  '&notit;',
];
const NAMES = Object.keys(characterEntities);

const MARKDOWN = [
  '# Tides[^1]\n\n1. **High** *low* ~~gone~~ `code`\n   - [x] [a](http://a.example "t")\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n[^1]: A note.\n\n> a\n> b\n\n![alt](http://a.example/i.png)\n\n<b>raw</b>\n',
  '```js\nconst a = "<b>";\n```\n\n* * *\n\n[r]: http://a.example\n\n[r] &eacute; &#233; \\*\n',
];

/** The uses of the libraries in the project, with results that can be compared. */
const BEHAVIOURS: Readonly<Record<string, (libraries: Libraries) => readonly unknown[]>> = {
  'text is written as HTML': ({ toHtml }) =>
    CHARACTERS.map((value) => [
      toHtml({ type: 'text', value }),
      toHtml({
        type: 'element',
        tagName: 'a',
        properties: { href: value, title: value, dataVerdict: value, className: [value] },
        children: [{ type: 'text', value }],
      }),
    ]),
  'text is written as Markdown': ({ toMarkdown, gfmToMarkdown }) =>
    CHARACTERS.map((value) =>
      toMarkdown(
        { type: 'paragraph', children: [{ type: 'text', value: `a ${value} b` }] },
        { extensions: [gfmToMarkdown()] },
      ),
    ),
  'named references are read': ({ fromMarkdown }) =>
    NAMES.map((name) => JSON.stringify(fromMarkdown(`a &${name}; b &${name} c`).children)),
  'Markdown becomes HTML and Markdown again': (libraries) =>
    MARKDOWN.map((text) => {
      const tree = libraries.fromMarkdown(text, {
        extensions: [libraries.gfm()],
        mdastExtensions: [libraries.gfmFromMarkdown()],
      });
      const html = libraries.toHast(tree);
      const back = libraries.toMdast(html);
      if (back.type !== 'root') throw new Error('It is no document.');
      const options = { extensions: [libraries.gfmToMarkdown()] };
      return [libraries.toHtml(html), libraries.toMarkdown(back, options)];
    }),
  'documents merge': ({ Y }) => {
    const [one, two] = [new Y.Doc({ guid: 'a' }), new Y.Doc({ guid: 'a' })];
    one.getText('t').insert(0, 'tide');
    two.getMap('m').set('a', 1);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    return [one.toJSON(), two.toJSON()];
  },
};

describe('the parts of libraries that the build replaces', () => {
  let plain: Slimmed;
  let slim: Slimmed & { readonly replaced: readonly string[] };
  beforeAll(async () => {
    plain = await bundle([]);
    slim = await bundle([slimLibraries()]);
  });

  test('are all replaced, and the build is smaller', () => {
    // No library of the entry imports the WXT module. Another test checks that module.
    const files = REPLACED.map(({ file }) => file).filter((file) => !file.startsWith('wxt/'));
    expect(slim.replaced).toEqual(expect.arrayContaining(files));
    expect(slim.code.length).toBeLessThan(plain.code.length - 20_000);
  });

  test.each(Object.entries(BEHAVIOURS))('%s like the whole library', (_name, behaviour) => {
    const expected = behaviour(plain.libraries);
    expect(expected.length).toBeGreaterThan(0);
    expect(behaviour(slim.libraries)).toEqual(expected);
  });

  test.each(['clipper', 'highlighter'])('the built %s does not use the empty context', (name) => {
    const code = readFileSync(
      path.join(ROOT, '.output/chrome-mv3/content-scripts', `${name}.js`),
      'utf8',
    );
    expect(code).not.toMatch(/ContentScriptContext|wxt:content-script-started/);
  });

  test('the named character references are those of the library', async () => {
    const packed = await evaluated(packEntities(characterEntities));
    expect(Object.keys(characterEntities).length).toBeGreaterThan(2000);
    expect(packed['characterEntities']).toEqual(characterEntities);
  });

  test('Yjs finds all of the console that it asks for', async () => {
    const replaced = REPLACED.find(({ file }) => file === 'lib0/logging.js');
    const found = await evaluated((await replaced?.code(path.join(modules, replaced.file))) ?? '');
    const yjs = readFileSync(path.join(modules, 'yjs/dist/yjs.mjs'), 'utf8');
    const asked = [...yjs.matchAll(/\blogging\.(\w+)/g)].map(([, name]) => name);
    expect(asked.length).toBeGreaterThan(3);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(asked));
  });
});
