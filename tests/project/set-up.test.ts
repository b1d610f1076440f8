import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ROOT, runTool } from './run-tool';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pincite-apt-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Installs a package with a fake apt-get that ends with these exit statuses. */
function installWith({ update, install }: { update: number; install: number }) {
  const log = path.join(folder, 'log');
  const apt = path.join(folder, 'apt-get');
  writeFileSync(
    apt,
    `#!/bin/sh\necho "$1" >> '${log}'\n[ "$1" = update ] && exit ${update}\nexit ${install}\n`,
  );
  chmodSync(apt, 0o755);
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH']}`);
  const code = `import { aptInstall } from '${ROOT}scripts/set-up.mjs'; aptInstall(['a-browser']);`;
  const { status, stdout, stderr } = runTool('node', ['--input-type=module', '-e', code]);
  return { status, said: stdout + stderr, asked: readFileSync(log, 'utf8').trim().split('\n') };
}

describe.skipIf(process.platform === 'win32')('the set-up', () => {
  test('installs and warns when one package source of the machine is broken', () => {
    const { status, said, asked } = installWith({ update: 100, install: 0 });
    expect(asked).toEqual(['update', 'install']);
    expect(status).toBe(0);
    expect(said).toContain('apt-get update ended with status 100');
  });

  test('fails when the installation fails', () => {
    const { status, said } = installWith({ update: 0, install: 100 });
    expect(status).not.toBe(0);
    expect(said).toContain('ended with status 100');
  });
});
