// What a user downloads, and what is put into a page they act in.
const { version } = require('./package.json');

module.exports = [
  {
    name: 'injected clipper',
    path: '.output/chrome-mv3/content-scripts/clipper.js',
    gzip: true,
    limit: '40 kB',
  },
  {
    name: 'injected reader, for checking a page',
    path: '.output/chrome-mv3/reader.js',
    gzip: true,
    limit: '40 kB',
  },
  {
    name: 'Chrome zip',
    path: `.output/pincite-${version}-chrome.zip`,
    gzip: false,
    brotli: false,
    limit: '600 kB',
  },
  {
    name: 'Firefox zip',
    path: `.output/pincite-${version}-firefox.zip`,
    gzip: false,
    brotli: false,
    limit: '600 kB',
  },
];
