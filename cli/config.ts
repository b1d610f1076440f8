import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { messageOf } from '@/utils/model/failure';
import { err, ok, type Result } from '@/utils/model/result';
import { FAILABLE } from './outcomes';
import { schemaFault } from './schema-fault';
import { fileFault, texts } from './texts';

/** The name of the file, in the working folder or above it. */
const CONFIG_FILE = 'pincite.config.json';

const Name = z.string().check(z.minLength(1), z.maxLength(1_000));
const Names = z.array(Name).check(z.maxLength(1_000));

/**
 * The settings of a repository for its checks. They cannot allow a host on a private network or
 * name a file to write. Otherwise anybody who proposes a change of the repository could decide that
 * for the machine that runs the check.
 */
const ConfigSchema = z.strictObject({
  $schema: z.optional(z.string()).check(z.describe('The address of this schema.')),
  files: z
    .optional(Names)
    .check(z.describe('Files and patterns that are read if the command names none.')),
  ignore: z
    .optional(Names)
    .check(z.describe('Patterns of files that are left out, as in .gitignore.')),
  strict: z
    .optional(z.boolean())
    .check(z.describe('Whether citations without recorded words fail too.')),
  failOn: z
    .optional(z.array(z.enum(FAILABLE)))
    .check(
      z.describe(
        'Only these verdicts fail. “missing” names also words that are not in the page as downloaded, which have no result.',
      ),
    ),
  baseline: z
    .optional(Name)
    .check(z.describe('The file with the citations that are known to fail.')),
  cache: z.optional(z.boolean()).check(z.describe('Whether pages are kept for the next check.')),
});
export type Config = z.infer<typeof ConfigSchema>;

export interface FoundConfig {
  readonly config: Config;
  /** The folder of the file, or the working folder without a file. Paths are relative to it. */
  readonly folder: string;
}

/**
 * Reads the configuration in a folder or in the nearest one above it. Fails with a sentence for the
 * user, also for a setting that does not exist: the user would believe that it has an effect.
 */
export function findConfig(folder: string): Result<FoundConfig, string> {
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, CONFIG_FILE);
    if (existsSync(file)) return readConfig(file);
    if (path.dirname(at) === at) return ok({ config: {}, folder });
  }
}

function readConfig(file: string): Result<FoundConfig, string> {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (cause) {
    return err(fileFault(file, cause));
  }
  try {
    const parsed = ConfigSchema.safeParse(JSON.parse(json));
    if (parsed.success) return ok({ config: parsed.data, folder: path.dirname(file) });
    const isUnknown = parsed.error.issues[0]?.code === 'unrecognized_keys';
    const fault = schemaFault(parsed.error);
    if (!isUnknown) return err(`${file}: ${texts().config.wrong} ${fault}`);
    const known = texts().config.settings(Object.keys(ConfigSchema.shape));
    return err(`${file}: ${texts().config.unknown} ${fault}. ${known}`);
  } catch (cause) {
    return err(`${file}: ${texts().config.broken} ${messageOf(cause)}`);
  }
}

/** Returns a configuration whose paths are relative to the working folder. */
export function configFrom({ config, folder }: FoundConfig, workingFolder: string): Config {
  const way = path.relative(workingFolder, folder);
  const fromHere = (name: string) => path.join(way, name).split(path.sep).join('/');
  const { files, baseline } = config;
  return {
    ...config,
    ...(files === undefined ? {} : { files: files.map(fromHere) }),
    ...(baseline === undefined ? {} : { baseline: fromHere(baseline) }),
  };
}

/** Returns the JSON Schema of the configuration file, for editors. */
export function configJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(ConfigSchema), null, 2)}\n`;
}
