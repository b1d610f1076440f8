/** Upper limits of the counted durations, in seconds. The last group has no limit. */
const LIMITS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10];

type Labels = Readonly<Record<string, string | number>>;

interface Metric {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
}

/** What the server counts. Labels have only values of our own, never ids or what somebody wrote. */
const METRICS = {
  pincite_requests_total: { kind: 'counter', help: 'HTTP requests, by status.' },
  pincite_request_seconds: { kind: 'histogram', help: 'Time until a request was answered.' },
  pincite_edits_total: {
    kind: 'counter',
    help: 'Messages with an edit: stored, or why they were refused.',
  },
  pincite_edit_seconds: {
    kind: 'histogram',
    help: 'Time from the arrival of an edit until it was on disk.',
  },
  pincite_records_total: { kind: 'counter', help: 'Records that were sent, by outcome.' },
  pincite_refused_connections_total: {
    kind: 'counter',
    help: 'Documents that were not opened, for want of a token that is valid.',
  },
  pincite_connections: { kind: 'gauge', help: 'Open connections to documents.' },
  pincite_documents: { kind: 'gauge', help: 'Documents that somebody has open.' },
  pincite_stored_bytes: { kind: 'gauge', help: 'Bytes of all teams, by kind.' },
  process_resident_memory_bytes: { kind: 'gauge', help: 'Memory of the process.' },
  process_cpu_seconds_total: { kind: 'counter', help: 'Processor time of the process.' },
  process_start_time_seconds: { kind: 'gauge', help: 'Start of the process, since 1970.' },
} as const satisfies Record<string, Metric>;
type Name = keyof typeof METRICS;

/** Counts, and writes them in the text format of Prometheus. */
export interface Metrics {
  /** Adds 1 to a counter. */
  count(name: Name, labels?: Labels): void;
  /** Counts a duration. */
  observe(name: Name, seconds: number): void;
  /** Returns all metrics as text, with these values of gauges. */
  write(gauges: readonly (readonly [name: Name, value: number, labels?: Labels])[]): string;
}

/** The `Content-Type` of the text. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export function createMetrics(): Metrics {
  /** The lines of each metric: what stands before the value, and the value. */
  const values = new Map<Name, Map<string, number>>();
  const lineOf = (name: string, labels: Labels) => {
    const list = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return list.length === 0 ? name : `${name}{${list.join(',')}}`;
  };
  const add = (name: Name, line: string, value: number) => {
    const lines = values.get(name) ?? new Map<string, number>();
    values.set(name, lines);
    lines.set(line, (lines.get(line) ?? 0) + value);
  };
  return {
    count: (name, labels = {}) => add(name, lineOf(name, labels), 1),

    observe: (name, seconds) => {
      for (const limit of [...LIMITS, Number.POSITIVE_INFINITY]) {
        const le = limit === Number.POSITIVE_INFINITY ? '+Inf' : limit;
        add(name, lineOf(`${name}_bucket`, { le }), seconds <= limit ? 1 : 0);
      }
      add(name, `${name}_sum`, seconds);
      add(name, `${name}_count`, 1);
    },

    write: (gauges) => {
      const names = Object.keys(METRICS) as Name[];
      const parts = names.map((name) => {
        const lines = [...(values.get(name) ?? [])];
        for (const [of, value, labels = {}] of gauges) {
          if (of === name) lines.push([lineOf(name, labels), value]);
        }
        const { kind, help } = METRICS[name];
        const written = lines.map(([line, value]) => `${line} ${value}\n`);
        return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${written.join('')}`;
      });
      return parts.join('');
    },
  };
}
