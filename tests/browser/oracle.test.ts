import { expect, test } from 'vitest';

test('the test browser shows its own text fragment answers', () => {
  expect('fragmentDirective' in document).toBe(true);
});
