// Who may import whom. docs/ARCHITECTURE.md says it in prose; this enforces it.
const PROTOCOL = '^utils/messaging/protocol(\\.ts$|/)';
const PURE = `^utils/(model|text|fragment|quote|claim|review|report|verify)/|${PROTOCOL}`;

/** What stands in `components/`, from the bottom up: each uses what is before it in this list. */
export const COMPONENTS = [
  'ui',
  'state',
  'organise',
  'clip',
  'highlights',
  'library',
  'import',
  'merge',
  'export',
  'review',
  'review-report',
  'report',
  'verify',
  'settings',
];
/** What puts them together; none of these uses another. */
const PAGES = ['popup', 'panel', 'desk', 'options', 'welcome', 'worker'];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-imports-only-pure',
      comment: 'Pure logic knows no browser: it may import pure rooms and small pure libraries.',
      severity: 'error',
      from: { path: PURE },
      to: { path: '^(utils|entrypoints|components)/', pathNot: PURE },
    },
    {
      name: 'pure-libraries-only',
      comment: 'The table in docs/ARCHITECTURE.md lists what each pure room may use.',
      severity: 'error',
      from: { path: PURE },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot:
          'node_modules/(zod|yjs|uuid|@noble/hashes|fractional-indexing|diff|entities|mdast-util-[a-z-]+|hast-util-[a-z-]+|micromark[a-z-]*|@types/mdast|@types/unist)/',
      },
    },
    {
      name: 'page-imports-pure',
      severity: 'error',
      from: { path: '^utils/page/' },
      to: { path: '^(utils|entrypoints|components)/', pathNot: `^utils/page/|${PURE}` },
    },
    {
      name: 'storage-imports-pure',
      severity: 'error',
      from: { path: '^utils/storage/' },
      to: { path: '^(utils|entrypoints|components)/', pathNot: `^utils/storage/|${PURE}` },
    },
    {
      name: 'platform-imports-pure',
      severity: 'error',
      from: { path: '^utils/platform/' },
      to: { path: '^(utils|entrypoints|components)/', pathNot: `^utils/platform/|${PURE}` },
    },
    {
      name: 'messaging-imports-pure-and-platform',
      severity: 'error',
      from: { path: '^utils/messaging/', pathNot: PROTOCOL },
      to: {
        path: '^(utils|entrypoints|components)/',
        pathNot: `^utils/(messaging|platform)/|${PURE}`,
      },
    },
    {
      name: 'word-imports-pure',
      severity: 'error',
      from: { path: '^utils/word/' },
      to: { path: '^(utils|entrypoints|components)/', pathNot: `^utils/word/|${PURE}` },
    },
    {
      name: 'word-only-in-its-own-scripts',
      comment: 'Its libraries are loaded only when a Word document is opened or written.',
      severity: 'error',
      from: { pathNot: '^(utils/word/|components/worker/word-|cli/|tests/)' },
      to: { path: '^utils/word/' },
    },
    {
      name: 'components-know-no-page-and-no-platform',
      comment: 'Acts that need the browser inside a click are passed in as props.',
      severity: 'error',
      from: { path: '^components/' },
      to: {
        path: '^(utils|entrypoints)/',
        pathNot: `^utils/messaging/client|^utils/storage/(read|encode-import|insert-bundle)|^utils/page/((page|live)-tree|parse-pasted-html)|^utils/word/|${PURE}`,
      },
    },
    {
      name: 'components-stand-in-the-order',
      comment: 'A new folder of components/ takes its place in the order.',
      severity: 'error',
      from: { path: '^components/' },
      to: {
        path: '^components/',
        pathNot: `^components/(${[...COMPONENTS, ...PAGES].join('|')})/`,
      },
    },
    ...COMPONENTS.map((folder, at) => ({
      name: `${folder}-uses-what-is-below`,
      severity: /** @type {const} */ ('error'),
      from: { path: `^components/${folder}/` },
      to: {
        path: '^components/',
        pathNot: `^components/(${COMPONENTS.slice(0, at + 1).join('|')})/`,
      },
    })),
    {
      name: 'pages-use-no-other-page',
      severity: 'error',
      from: { path: `^components/(${PAGES.join('|')})/` },
      to: { path: `^components/(${PAGES.join('|')})/`, pathNot: '^components/$1/' },
    },
    {
      name: 'nobody-imports-entrypoints',
      severity: 'error',
      from: { pathNot: '^(entrypoints|tests)/' },
      to: { path: '^entrypoints/' },
    },
    {
      name: 'nobody-imports-the-command',
      comment: 'The command is a package of its own: nothing of it gets into the extension.',
      severity: 'error',
      from: { pathNot: '^(cli|tests)/' },
      to: { path: '^cli/' },
    },
    {
      name: 'the-command-uses-what-needs-no-browser',
      severity: 'error',
      from: { path: '^cli/' },
      to: {
        path: '^(utils|entrypoints|components)/',
        pathNot: `^utils/(page|word)/|^utils/storage/read-filed-reports|${PURE}`,
      },
    },
    {
      name: 'nobody-imports-the-server',
      comment: 'The server is a workspace with libraries of its own: nothing of it gets elsewhere.',
      severity: 'error',
      from: { pathNot: '^(server|tests)/' },
      to: { path: '^server/' },
    },
    {
      name: 'the-server-uses-what-is-pure',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(utils|entrypoints|components|cli)/', pathNot: PURE },
    },
    {
      name: 'injected-scripts-keep-out-of-storage',
      comment: "They would open the page's own database. Every entrypoint not named here counts.",
      severity: 'error',
      from: {
        path: '^entrypoints/',
        pathNot: '^entrypoints/(background|desk|offscreen|options|popup|sidepanel|welcome)/',
      },
      to: { path: '^utils/storage/', reachable: true },
    },
    {
      name: 'one-browser-seam',
      comment: 'Only utils/platform imports the browser API.',
      severity: 'error',
      from: { pathNot: '^utils/platform/' },
      to: { path: 'node_modules/(webextension-polyfill|wxt/dist/browser|@wxt-dev/browser)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-cycles-of-folders',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'folders-within-use-nothing-around-them',
      comment:
        'A folder may use the folders in it, never the other way: the rule above sees no circle there.',
      severity: 'error',
      from: { path: '^(.+)/[^/]+/[^/]+$' },
      to: { path: '^$1/[^/]+$' },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      // The message catalogue's types are generated, and only types.
      from: { pathNot: '^\\.wxt/' },
      to: { couldNotResolve: true, pathNot: '^#|\\?(?:inline|url)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    metrics: true,
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: './scripts/alias.config.cjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'module', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css'],
    },
  },
};
