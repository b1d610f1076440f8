import path from 'node:path';
import type { Limits } from './limits';

/** The environment variables with which a person configures the server. */
export const SETTINGS = {
  PINCITE_DATA: { standard: 'pincite-data', meaning: 'the folder of the data' },
  PINCITE_DATABASE_URL: {
    standard: 'none',
    meaning: 'a database of PostgreSQL: postgres://user:password@host/name; without it, SQLite',
  },
  PINCITE_HOST: { standard: '127.0.0.1', meaning: 'the address that it listens on' },
  PINCITE_PORT: { standard: '4710', meaning: 'the port that it listens on; 0 for any free one' },
  PINCITE_ADDRESS: {
    standard: 'host and port',
    meaning: 'its address for people, in invitations: https://pincite.example.org',
  },
  PINCITE_METRICS_TOKEN: {
    standard: 'none',
    meaning: 'the token with which /metrics is read: 16 to 100 letters and digits',
  },
  PINCITE_DEVICE_RATE: {
    standard: '100',
    meaning: 'calls and messages a second of one device; 0 for no limit, as in what follows',
  },
  PINCITE_STRANGER_RATE: {
    standard: '10',
    meaning: 'calls a second without a valid token, from one address',
  },
  PINCITE_PROXIES: { standard: '0', meaning: 'number of proxies before the server' },
  PINCITE_TEAM_BLOBS_MB: { standard: '20000', meaning: 'megabytes of images and texts of pages' },
  PINCITE_TEAM_RECORDS_MB: { standard: '4000', meaning: 'megabytes of records of a team' },
  PINCITE_TEAM_EDITS_MB: { standard: '1000', meaning: 'megabytes of edits of a team' },
} as const;

export const HELP = `pincite-server: holds the shared reports of a team.

  pincite-server                  runs the server
  pincite-server backup FOLDER    writes a backup, also while the server runs
  pincite-server restore FOLDER   restores a backup into an empty data folder

These variables of the environment change it:

${Object.entries(SETTINGS)
  .map(([name, { standard, meaning }]) => `  ${name.padEnd(24)} ${meaning} (${standard})`)
  .join('\n')}

Example:

  PINCITE_DATA=/srv/pincite PINCITE_PORT=8080 node pincite-server.js
`;

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly folder: string;
  /** The address of a database of PostgreSQL; null for SQLite in the folder. */
  readonly databaseUrl: string | null;
  /** The address for invitations, without a slash at its end; null means host and port. */
  readonly address: string | null;
  readonly limits: Limits;
  /** The token for metrics; null if nobody may read them. */
  readonly metricsToken: string | null;
}

/** Reads the settings. Throws a sentence for one that cannot be used. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const { PINCITE_DATA, PINCITE_HOST, PINCITE_PORT } = SETTINGS;
  const port = Number(env['PINCITE_PORT'] || PINCITE_PORT.standard);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('PINCITE_PORT is not the number of a port.');
  }
  return {
    host: env['PINCITE_HOST'] || PINCITE_HOST.standard,
    port,
    folder: path.resolve(env['PINCITE_DATA'] || PINCITE_DATA.standard),
    databaseUrl: readDatabaseUrl(env['PINCITE_DATABASE_URL'] || null),
    address: env['PINCITE_ADDRESS'] ? readAddress(env['PINCITE_ADDRESS']) : null,
    limits: readLimits(env),
    metricsToken: readMetricsToken(env['PINCITE_METRICS_TOKEN'] || null),
  };
}

function readDatabaseUrl(text: string | null): string | null {
  if (text === null) return null;
  const { protocol = '' } = URL.parse(text) ?? {};
  if (['postgres:', 'postgresql:'].includes(protocol)) return text;
  // The address is not repeated, because it may have a password in it.
  throw new Error(
    'PINCITE_DATABASE_URL is an address that begins with postgres://, for example postgres://pincite@127.0.0.1/pincite.',
  );
}

function readMetricsToken(token: string | null): string | null {
  if (token === null || /^[\w-]{16,100}$/.test(token)) return token;
  throw new Error('PINCITE_METRICS_TOKEN has 16 to 100 letters, digits, - or _.');
}

function readLimits(env: Readonly<Record<string, string | undefined>>): Limits {
  const read = (name: keyof typeof SETTINGS): number => {
    const value = Number(env[name] || SETTINGS[name].standard);
    if (Number.isInteger(value) && value >= 0) return value;
    throw new Error(`${name} is a whole number, or 0 for no limit.`);
  };
  return {
    deviceRate: read('PINCITE_DEVICE_RATE'),
    strangerRate: read('PINCITE_STRANGER_RATE'),
    proxies: read('PINCITE_PROXIES'),
    teamBytes: {
      blob_bytes: read('PINCITE_TEAM_BLOBS_MB') * 1_000_000,
      record_bytes: read('PINCITE_TEAM_RECORDS_MB') * 1_000_000,
      edit_bytes: read('PINCITE_TEAM_EDITS_MB') * 1_000_000,
    },
  };
}

function readAddress(text: string): string {
  const { protocol = '', search, hash } = URL.parse(text) ?? {};
  if (!['https:', 'http:'].includes(protocol) || search || hash) {
    throw new Error(
      'PINCITE_ADDRESS is an address that begins with https:// or http://, for example https://pincite.example.org.',
    );
  }
  return text.endsWith('/') ? text.slice(0, -1) : text;
}
