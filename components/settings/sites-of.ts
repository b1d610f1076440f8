/** A site that may be read, with the match patterns that allow it. */
export interface AllowedSite {
  /** Null: every site. */
  readonly host: string | null;
  readonly patterns: readonly string[];
}

/** Match patterns as people see them: a line for each host, every site first. */
export function sitesOf(patterns: readonly string[]): readonly AllowedSite[] {
  const hosts = Map.groupBy(patterns, (pattern) => {
    const host = /^[^:]*:\/\/([^/]*)\//.exec(pattern)?.[1] ?? pattern;
    return host === '*' || pattern === '<all_urls>' ? null : host;
  });
  return [...hosts]
    .map(([host, of]) => ({ host, patterns: of }))
    .sort((a, b) => (a.host ?? '').localeCompare(b.host ?? ''));
}
