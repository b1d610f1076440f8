/*
 * The first script of the package. It checks the version of Node before it imports the rest,
 * because an older Node stops with an error at an import that it does not know.
 */
import process from 'node:process';

/** The oldest supported major version of Node, as in package.json. */
const NODE_NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) < NODE_NEEDED) {
  process.stderr.write(
    `The server needs Node ${NODE_NEEDED} or newer. This is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 1;
} else {
  const { runServer } = await import('./run-server');
  await runServer(process.argv.slice(2));
}
