import type * as z from 'zod/mini';

/** Returns where a file differs from its schema: the path of a field, or its unknown fields. */
export function schemaFault({ issues }: z.core.$ZodError): string {
  const [first] = issues;
  const path = first?.path.join('.') ?? '';
  if (first?.code !== 'unrecognized_keys') return path;
  return [...(path === '' ? [] : [path]), first.keys.map((key) => `“${key}”`).join(', ')].join(' ');
}
