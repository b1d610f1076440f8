// Builds the server of a team and runs it: docs/SERVER.md.
//   npm run server
import { pathToFileURL } from 'node:url';
import { buildServer } from './build-server.mjs';
import { explain } from './set-up.mjs';

try {
  await import(pathToFileURL(await buildServer()).href);
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
