import path from 'node:path';
import ts from 'typescript';

/** Files of the interface by their paths from the root: components, entrypoints and style sheets. */
export type Files = ReadonlyMap<string, string>;

/** What a class attribute says: whole names, and the beginnings of names that end with a variable. */
interface Uses {
  readonly names: Set<string>;
  readonly prefixes: Set<string>;
  /** Expressions whose classes cannot be read from the code. */
  readonly unknown: string[];
}

/** The parts that every page has. Their sheets come with each page. */
const isPart = (sheet: string) => sheet.startsWith('components/ui/');

/**
 * Compares the classes that components use with those that style sheets have. Each fault is a
 * sentence.
 * @param unstyled Classes that need no sheet.
 */
export function findStyleFaults(files: Files, unstyled: readonly string[] = []): string[] {
  const sheets = [...files.keys()].filter((file) => file.endsWith('.css'));
  const owned = ownClasses(sheets.map((sheet) => [sheet, files.get(sheet) ?? '']));
  const parts = sheets.filter(isPart);
  const faults: string[] = [];
  const usedOf = new Map<string, Uses[]>(sheets.map((sheet) => [sheet, []]));
  for (const [file, text] of files) {
    if (file.endsWith('.html')) {
      const names = [...text.matchAll(/class="([^"]*)"/g)].flatMap(([, each = '']) =>
        each.split(' '),
      );
      const uses = { names: new Set(names), prefixes: new Set<string>(), unknown: [] };
      for (const all of usedOf.values()) all.push(uses);
    }
    if (!/\.tsx?$/.test(file)) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, scriptKind(file));
    const uses = usesIn(source);
    const imported = [...sheetsFor(file, files), ...parts];
    for (const sheet of imported) usedOf.get(sheet)?.push(uses);
    const reachable = imported.flatMap((sheet) => [...(owned.get(sheet) ?? [])]);
    for (const name of uses.names) {
      if (!reachable.includes(name) && !unstyled.includes(name))
        faults.push(`${file} uses .${name}, which is in no sheet that it imports.`);
    }
    for (const prefix of uses.prefixes) {
      if (!reachable.some((name) => name.startsWith(prefix))) {
        faults.push(`${file} uses .${prefix}…, which is in no sheet that it imports.`);
      }
    }
    for (const each of uses.unknown)
      faults.push(`${file} has a class that cannot be read: ${each}`);
  }
  for (const [sheet, names] of owned) {
    const uses = usedOf.get(sheet) ?? [];
    for (const name of names) {
      const isUsed = uses.some(
        (each) =>
          each.names.has(name) || [...each.prefixes].some((prefix) => name.startsWith(prefix)),
      );
      if (!isUsed) faults.push(`${sheet} has .${name}, which no file that imports it uses.`);
    }
  }
  for (const sheet of sheets) {
    if (!isPart(sheet) && /\.icon\b(?!-)/.test(withoutComments(files.get(sheet) ?? ''))) {
      faults.push(`${sheet} styles .icon, which belongs to components/ui/.`);
    }
  }
  return faults;
}

const scriptKind = (file: string) => (file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);

const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');

/** The classes of each selector of a sheet, in their order. */
function selectorsOf(css: string): string[][] {
  return [...withoutComments(css).matchAll(/([^{};]+)\{/g)]
    .flatMap(([, list = '']) => (list.trim().startsWith('@') ? [] : list.split(/,(?![^(]*\))/)))
    .map((selector) =>
      [...selector.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)].map(([, name = '']) => name),
    );
}

/**
 * The classes that each sheet owns: those that begin one of its selectors, and those that begin
 * none in any sheet, such as `is-current` in `.claim.is-current`. `.popup .button` owns no button,
 * and what a part of the interface owns, no feature owns.
 */
function ownClasses(sheets: readonly (readonly [sheet: string, css: string])[]) {
  const selectors = sheets.map(([sheet, css]) => [sheet, selectorsOf(css)] as const);
  const begun = new Map<string, string[]>();
  for (const [sheet, each] of selectors) {
    for (const [name] of each) {
      if (name !== undefined) begun.set(name, [...(begun.get(name) ?? []), sheet]);
    }
  }
  const owns = (sheet: string, name: string) => {
    const beginners = begun.get(name) ?? [];
    if (beginners.length === 0) return true;
    return beginners.includes(sheet) && (isPart(sheet) || !beginners.some(isPart));
  };
  return new Map(
    selectors.map(([sheet, each]) => [
      sheet,
      new Set(each.flat().filter((name) => owns(sheet, name))),
    ]),
  );
}

/** The sheets that a file imports. A script in a shadow root has those of its folder. */
function sheetsFor(file: string, files: Files): string[] {
  const folder = path.posix.dirname(file);
  const inlined = [...files].filter(
    ([other, text]) => path.posix.dirname(other) === folder && text.includes('.css?inline'),
  );
  const imported = [[file, files.get(file) ?? ''] as const, ...inlined].flatMap(([from, text]) =>
    [...text.matchAll(/^import (?:\w+ from )?'([^']+\.css)(?:\?inline)?';/gm)].map(
      ([, name = '']) => resolve(from, name),
    ),
  );
  // The sheet of a folder may consist of others, which it imports.
  const pieces = imported.flatMap((sheet) =>
    [...(files.get(sheet) ?? '').matchAll(/^@import '([^']+)';/gm)].map(([, name = '']) =>
      resolve(sheet, name),
    ),
  );
  return [...imported, ...pieces];
}

function resolve(from: string, name: string): string {
  return name.startsWith('@/')
    ? name.slice(2)
    : path.posix.normalize(path.posix.join(path.posix.dirname(from), name));
}

function usesIn(source: ts.SourceFile): Uses {
  const uses: Uses = { names: new Set(), prefixes: new Set(), unknown: [] };
  const visit = (node: ts.Node) => {
    if (ts.isJsxAttribute(node) && node.name.getText() === 'class' && node.initializer) {
      const { initializer } = node;
      if (ts.isStringLiteral(initializer)) addNames(initializer.text, uses);
      else if (ts.isJsxExpression(initializer) && initializer.expression) {
        addClasses(initializer.expression, uses);
      }
    }
    if (ts.isBinaryExpression(node) && isClassName(node.left)) addClasses(node.right, uses);
    if (ts.isFunctionDeclaration(node) && node.name?.text.endsWith('Class') && node.body) {
      ts.forEachChild(node.body, function each(child): void {
        if (ts.isReturnStatement(child) && child.expression) addClasses(child.expression, uses);
        else ts.forEachChild(child, each);
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

const isClassName = (node: ts.Node) =>
  ts.isPropertyAccessExpression(node) && node.name.text === 'className';

function addClasses(node: ts.Expression, uses: Uses): void {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    addNames(node.text, uses);
  } else if (ts.isTemplateExpression(node)) {
    addTemplate(node, uses);
  } else if (ts.isConditionalExpression(node)) {
    addClasses(node.whenTrue, uses);
    addClasses(node.whenFalse, uses);
  } else if (ts.isBinaryExpression(node)) {
    addClasses(node.left, uses);
    addClasses(node.right, uses);
  } else if (ts.isParenthesizedExpression(node)) {
    addClasses(node.expression, uses);
  } else if (!isPassedOn(node)) {
    uses.unknown.push(node.getText());
  }
}

/** A property `class`, `undefined`, or the call of a function whose name ends with "Class". */
function isPassedOn(node: ts.Expression): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'class';
  if (ts.isCallExpression(node)) return node.expression.getText().endsWith('Class');
  return ts.isIdentifier(node) && node.text === 'undefined';
}

function addTemplate(node: ts.TemplateExpression, uses: Uses): void {
  let text = node.head.text;
  for (const { expression, literal } of node.templateSpans) {
    const begun = text.split(/\s+/).at(-1) ?? '';
    if (begun.endsWith('-')) {
      uses.prefixes.add(begun);
      text = text.slice(0, text.length - begun.length);
    } else addClasses(expression, uses);
    addNames(text, uses);
    text = literal.text;
  }
  addNames(text, uses);
}

function addNames(text: string, uses: Uses): void {
  for (const name of text.split(/\s+/)) if (name !== '') uses.names.add(name);
}
