import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface ToolResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one of the project's own tools, in the project's root by default. */
export function runTool(
  tool: string,
  args: readonly string[],
  options: { cwd?: string; input?: string } = {},
): ToolResult {
  const { status, stdout, stderr, error } = spawnSync(
    path.join(ROOT, 'node_modules', '.bin', tool),
    args,
    {
      cwd: options.cwd ?? ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: '1' },
      ...(options.input === undefined ? {} : { input: options.input }),
    },
  );
  if (error) throw error;
  return { status, stdout, stderr };
}
