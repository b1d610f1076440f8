// What libraries bring along that nobody asks for or that can be written shorter, for Vite.
import { pathToFileURL } from 'node:url';

/**
 * Modules of libraries, and what the build takes instead. `code` is given the module's place.
 * @type {readonly {
 *   readonly file: string, readonly code: (id: string) => string | Promise<string>
 * }[]}
 */
export const REPLACED = [
  {
    file: 'character-entities/index.js',
    code: async (id) => packEntities((await import(pathToFileURL(id).href)).characterEntities),
  },
  // Names of references to write, for `useNamedReferences` and `useShortestReferences`, which
  // nobody sets: the writers of HTML and Markdown take numbers.
  {
    file: 'character-entities-html4/index.js',
    code: () => 'export const characterEntitiesHtml4 = {};',
  },
  {
    file: 'character-entities-legacy/index.js',
    code: () => 'export const characterEntitiesLegacy = [];',
  },
  // Attributes within an <svg>: no report has one.
  {
    file: 'property-information/lib/svg.js',
    code: () =>
      "import { create } from './util/create.js';\n" +
      'export const svg = create({ properties: {}, transform: (_, name) => name });',
  },
  // For browsers without the function.
  {
    file: '@ungap/structured-clone/esm/index.js',
    code: () => 'export default structuredClone;',
  },
  // Colours for the console, by way of libraries for the DOM and for schemas.
  { file: 'lib0/logging.js', code: plainLogging },
  // Tells older scripts in the page, and so the page, that one has started. The scripts here see
  // to it themselves, unheard.
  {
    file: 'wxt/dist/utils/content-script-context.mjs',
    code: () => 'export class ContentScriptContext {}',
  },
];

function plainLogging() {
  return `export const [BOLD, UNBOLD, ORANGE, RED] = [Symbol(), Symbol(), Symbol(), Symbol()];
const words = (args) => args.filter((arg) => typeof arg !== 'symbol');
export const print = (...args) => console.log(...words(args));
export const warn = (...args) => console.warn(...words(args));`;
}

/** @returns {import('vite').Plugin} */
export function slimLibraries() {
  const files = REPLACED.map(({ file }) => file.replaceAll('.', '\\.')).join('|');
  return {
    name: 'pincite:slim-libraries',
    apply: 'build',
    load: {
      filter: { id: new RegExp(`/node_modules/(?:${files})$`) },
      handler: (id) => REPLACED.find(({ file }) => id.endsWith(`/${file}`))?.code(id),
    },
  };
}

/**
 * The named character references of HTML in code point order: their names, then how far the next
 * is, where it is not by one. Two fifths smaller, compressed, than names and characters.
 * https://html.spec.whatwg.org/multipage/named-characters.html
 * @param {Record<string, string>} characterEntities @returns {string} A module of them.
 */
export function packEntities(characterEntities) {
  /** @type {Map<string, string[]>} The names of each text. */
  const names = new Map();
  for (const [name, text] of Object.entries(characterEntities)) {
    names.set(text, [...(names.get(text) ?? []), name]);
  }
  const texts = [...names].map(([text, ofText]) => ({
    points: Array.from(text, (character) => character.codePointAt(0) ?? 0),
    names: ofText.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join(' '),
  }));
  texts.sort(({ points: [a = 0, c = 0] }, { points: [b = 0, d = 0] }) => a - b || c - d);
  let last = 0;
  const packed = texts.map(({ points: [first = 0, second], names: ofText }) => {
    const by = first - last;
    last = first;
    return `${ofText}${by === 1 ? '' : ` ${by}`}${second === undefined ? '' : ` +${second}`}`;
  });
  return `${unpackEntities}
export const characterEntities = unpackEntities(${JSON.stringify(packed.join())});`;
}

/**
 * Stands in the build as it is written here.
 * @param {string} packed @returns {Record<string, string>}
 */
function unpackEntities(packed) {
  /** @type {Record<string, string>} */
  const entities = {};
  let point = 0;
  for (const text of packed.split(',')) {
    let by = 1;
    let second = '';
    const names = [];
    for (const part of text.split(' ')) {
      if (part[0] === '+') second = String.fromCodePoint(Number(part));
      else if (/^\d/.test(part)) by = Number(part);
      else names.push(part);
    }
    point += by;
    for (const name of names) entities[name] = String.fromCodePoint(point) + second;
  }
  return entities;
}
