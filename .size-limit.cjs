// What is put into a page that the user acts in. scripts/zip-sizes.mjs has what they download.

// The goals are 40 kB for the clipper and 22 kB for the highlighter. Both are missed:
// docs/ARCHITECTURE.md, "What the zip weighs", says by how much and why.

module.exports = [
  {
    name: 'injected clipper',
    path: ['.output/chrome-mv3/page-text.js', '.output/chrome-mv3/content-scripts/clipper.js'],
    gzip: true,
    limit: '44 kB',
  },
  {
    name: 'highlighter, on sites where the user wants to see clips',
    path: ['.output/chrome-mv3/page-text.js', '.output/chrome-mv3/content-scripts/highlighter.js'],
    gzip: true,
    limit: '24.5 kB',
  },
  {
    name: 'injected reader, for checking a page',
    path: ['.output/chrome-mv3/page-text.js', '.output/chrome-mv3/reader.js'],
    gzip: true,
    limit: '40 kB',
  },
];
