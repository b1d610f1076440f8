import { readFileSync } from 'node:fs';

/*
 * This script runs first. It imports the rest of the command only after it knows that Node is new
 * enough. An older Node would fail at an import, with a message that does not say that it is too
 * old.
 */

const { engines } = JSON.parse(
  readFileSync(new URL('./package.json', import.meta.url), 'utf8'),
) as { readonly engines: { readonly node: string } };
const oldest = engines.node.replace('>=', '');
const numbersOf = (version: string) => version.split('.').map(Number);
const [major = 0, minor = 0] = numbersOf(process.versions.node);
const [oldestMajor = 0, oldestMinor = 0] = numbersOf(oldest);

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  process.stderr.write(
    `pincite needs Node ${oldest} or newer. This is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  void import('./main');
}
