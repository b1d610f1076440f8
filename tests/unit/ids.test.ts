import { expect, test } from 'vitest';
import { idSchema, newId } from '@/utils/model/ids';

test('new ids pass the schema and sort in the order they were made', () => {
  const ids = Array.from({ length: 200 }, () => newId<'clip'>());
  for (const id of ids) expect(idSchema<'clip'>().safeParse(id).success).toBe(true);
  expect([...ids].sort()).toEqual(ids);
});

test.each([
  ['upper case', 'A'.repeat(36)],
  ['a number', 7],
  ['a path', '../../etc'],
])('refuses %s as an id', (_name, value) => {
  expect(idSchema<'clip'>().safeParse(value).success).toBe(false);
});
