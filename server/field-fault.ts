import type * as z from 'zod/mini';

/** Maximum length of an unknown field's name in an answer, in UTF-16 units. */
const MOST_NAME = 60;

/**
 * Returns the path of the first field that breaks its schema, never the value of the field. Returns
 * an empty text if the value as a whole is wrong.
 */
export function wrongField({ issues }: z.core.$ZodError): string {
  const [first] = issues;
  const unknown = first?.code === 'unrecognized_keys' ? (first.keys[0] ?? '') : null;
  const path = [...(first?.path ?? []), ...(unknown === null ? [] : [unknown.slice(0, MOST_NAME)])];
  return path.join('.');
}

/** Returns a sentence that says what is wrong with the body of a request. */
export function fieldFault(error: z.core.$ZodError): string {
  const field = wrongField(error);
  const [first] = error.issues;
  if (first?.code === 'unrecognized_keys') return `There is no field ${field}.`;
  if (field === '') return 'The body is not what this call takes.';
  const oneOf = first?.code === 'invalid_value' ? ` It is one of: ${first.values.join(', ')}.` : '';
  return `The field ${field} is missing or wrong.${oneOf}`;
}
