// dependency-cruiser reads path aliases from a webpack configuration.
const path = require('node:path');

const root = path.resolve(__dirname, '..');
module.exports = {
  resolve: { alias: { '@': root, '#i18n': path.join(root, '.wxt/i18n/index.ts') } },
};
