// What is injected into a page. scripts/zip-sizes.mjs measures what users download.
// The limits are the goals: docs/ARCHITECTURE.md, "What the zip weighs".

module.exports = [
  {
    name: 'injected clipper',
    path: '.output/chrome-mv3/clipper.js',
    gzip: true,
    limit: '40 kB',
  },
  {
    name: 'highlighter, on sites where the user wants to see clips',
    path: '.output/chrome-mv3/highlighter.js',
    gzip: true,
    limit: '22 kB',
  },
  {
    name: 'injected reader, for checking a page',
    path: '.output/chrome-mv3/reader.js',
    gzip: true,
    limit: '14 kB',
  },
  {
    name: 'what finds unseen text, injected when a quote was found',
    path: '.output/chrome-mv3/unseen.js',
    gzip: true,
    limit: '4 kB',
  },
  {
    name: 'injected reader of an article, for checking what it cites',
    path: '.output/chrome-mv3/article.js',
    gzip: true,
    limit: '20 kB',
  },
];
