import { expect, test } from 'vitest';
import { column, makePdf } from '@/tests/fixtures/make-pdf';
import { openPdf } from '@/utils/page/open-pdf';
import { assemblePdfText } from '@/utils/text/assemble-pdf-text';

async function textOf(bytes: Uint8Array<ArrayBuffer>) {
  const opened = await openPdf(bytes);
  if (!opened.ok) throw new Error(opened.error);
  return assemblePdfText(opened.value.pages, opened.value.language);
}

test('reads lines as a paragraph, and pages one after the other', async () => {
  const pdf = await textOf(
    makePdf({
      language: 'en-GB',
      pages: [
        column(['The river rose by 61 centimetres', 'overnight, and fell again.']),
        column(['On the second page it is still raining.']),
      ],
    }),
  );
  expect(pdf.text).toBe(
    'The river rose by 61 centimetres overnight, and fell again.\nOn the second page it is still raining.',
  );
});
