import path from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { ROOT } from './run-tool';

/*
 * A page's nodes are read through `utils/page/live-tree.ts` and `live-page.ts`, never by their own
 * properties, which elements of the page can shadow. This test asks TypeScript for the type of
 * each value whose property is read.
 */

/** The port itself, and the injected functions that cannot import modules. */
const PORT = /^utils\/page\/(?:native|live-tree|live-page|settle-page)\.ts$/;
/** These files read only nodes of the page. Scripts in `IN_A_PAGE` also read our elements. */
const READERS = /^utils\/page\//;
const IN_A_PAGE =
  /^entrypoints\/(?:clipper\.content|highlighter\.content|reader|byline|posts|article)\//;
/** Elements whose own members cannot be shadowed by their content. */
const SAFE_OWNERS = /^HTML(?:Image|Canvas|Template)Element$/;

const PLANTED = 'utils/page/planted-reader.ts';
const PLANTED_SCRIPT = 'entrypoints/reader/planted-script.ts';
const PLANTS: Readonly<Record<string, string>> = {
  [PLANTED]: [
    'export const up = (node: Node) => node.parentNode;',
    'export const id = ({ id }: Element) => id;',
    'export const first = (form: HTMLFormElement | null) => form?.firstChild;',
    "export const at = (page: Document) => page['body'];",
    'export const text = (node: Text | Comment) => node.data;',
    'export const source = (image: HTMLImageElement) => image.currentSrc;',
    'export const box = (image: HTMLImageElement) => image.getBoundingClientRect();',
    'export const length = (list: NodeListOf<Element>) => list.length;',
  ].join('\n'),
  [PLANTED_SCRIPT]: [
    'export const type = document.contentType;',
    "export const own = new DOMParser().parseFromString('', 'text/html').body;",
    "export const made = (root: ShadowRoot) => root.querySelector('p');",
  ].join('\n'),
};

let violations: readonly string[] = [];
let seen = 0;

beforeAll(() => {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const planted = new Map(
    Object.entries(PLANTS).map(([file, code]) => [path.join(ROOT, file), code]),
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (file) => planted.get(path.normalize(file)) ?? readFile(file);
  host.fileExists = (file) => planted.has(path.normalize(file)) || fileExists(file);
  const types = fileNames.filter((file) => file.endsWith('.d.ts'));
  const read = fileNames.filter((file) => isRead(relative(file)));
  seen = read.length;
  const program = ts.createProgram([...types, ...read, ...planted.keys()], options, host);
  const checker = program.getTypeChecker();
  violations = [...read, ...planted.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${file} was not read`);
    return violationsIn(source, relative(file), checker);
  });
});

function relative(file: string): string {
  return path.relative(ROOT, file).replaceAll('\\', '/');
}

function isRead(file: string): boolean {
  return (READERS.test(file) || IN_A_PAGE.test(file)) && !PORT.test(file);
}

function violationsIn(source: ts.SourceFile, file: string, checker: ts.TypeChecker): string[] {
  const found: string[] = [];
  const look = (node: ts.Node, value: ts.Type, name: string) => {
    const everyNode = READERS.test(file);
    for (const type of value.isUnion() ? value.types : [value]) {
      const interfaces = interfacesOf(type);
      if (!interfaces.has(everyNode ? 'Node' : 'Document')) continue;
      const owner = ownerOf(type, name);
      if (owner !== null && SAFE_OWNERS.test(owner)) continue;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1} reads ${name} of ${checker.typeToString(type)}`);
      return;
    }
  };
  const walk = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      look(node, checker.getTypeAtLocation(node.expression), node.name.text);
    } else if (
      ts.isElementAccessExpression(node) &&
      ts.isStringLiteralLike(node.argumentExpression)
    ) {
      const { text } = node.argumentExpression;
      look(node, checker.getTypeAtLocation(node.expression), text);
    } else if (ts.isObjectBindingPattern(node)) {
      for (const { propertyName, name } of node.elements) {
        const key = propertyName ?? name;
        if (ts.isIdentifier(key)) look(node, checker.getTypeAtLocation(node), key.text);
      }
    }
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

/** The name of the DOM interface of a type, and the names of its base interfaces. */
function interfacesOf(type: ts.Type): Set<string> {
  const names = new Set<string>();
  const add = (each: ts.Type) => {
    for (const part of each.isIntersection() ? each.types : [each]) {
      const { name = '', declarations = [] } = part.symbol ?? {};
      if (declarations.some(isOfDom)) names.add(name);
      for (const base of part.getBaseTypes?.() ?? []) add(base);
    }
  };
  add(type);
  return names;
}

function isOfDom(declaration: ts.Declaration): boolean {
  return /\/lib\.dom[^/]*\.d\.ts$/.test(declaration.getSourceFile().fileName);
}

/** The interface that declares a member. */
function ownerOf(type: ts.Type, name: string): string | null {
  const declaration = type.getProperty(name)?.declarations?.[0]?.parent;
  return declaration !== undefined && ts.isInterfaceDeclaration(declaration)
    ? declaration.name.text
    : null;
}

test('the test checks the files that read pages', () => {
  expect(seen).toBeGreaterThan(40);
});

test('finds the direct reads in the two planted files', () => {
  const of = (file: string) => violations.filter((line) => line.startsWith(`${file}:`));
  expect(of(PLANTED)).toEqual([
    `${PLANTED}:1 reads parentNode of Node`,
    `${PLANTED}:2 reads id of Element`,
    `${PLANTED}:3 reads firstChild of HTMLFormElement`,
    `${PLANTED}:4 reads body of Document`,
    `${PLANTED}:5 reads data of Text`,
    `${PLANTED}:7 reads getBoundingClientRect of HTMLImageElement`,
  ]);
  expect(of(PLANTED_SCRIPT)).toEqual([
    `${PLANTED_SCRIPT}:1 reads contentType of Document`,
    `${PLANTED_SCRIPT}:2 reads body of Document`,
  ]);
});

test('all other files read page nodes only through the port', () => {
  const own = violations.filter(
    (line) => !Object.keys(PLANTS).some((file) => line.startsWith(file)),
  );
  expect(own).toEqual([]);
});
