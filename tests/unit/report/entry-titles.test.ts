import { describe, expect, test } from 'vitest';
import { citedItems, writeBibtex } from '@/utils/report/write-bibliography';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { importedReport, readReport } from './read-back';

const WORDS = 'Le Goff, M. « Crèches : un an après ». *Le Journal*, 2 juin 2025.';
const TITLE = 'Le Goff, M. « Crèches : un an après ». Le Journal, 2 juin 2025';
const ADDRESS = 'http://journal.example/creches';

const NAMES =
  'Lien|lien|[Lien]|Link|Source|source|Sources|ici|Ici|here|en ligne|En ligne|online|PDF|pdf|URL|Voir|Lire en ligne|Quelle|Hier|enlace|En línea|Read online|→ Lien'.split(
    '|',
  );

function titles(file: string): string[] {
  return readReport(file).sources.map(({ title }) => title);
}

describe('an entry whose link only says that there is a page', () => {
  test.each(NAMES)('has its own words as the title: %s', (name) => {
    const link = `[${name.replace(/[[\]]/gu, '\\$&')}](${ADDRESS})`;
    const list = (entry: string) => `# T\n\nA monte [1].\n\n## Sources\n\n1. ${entry}\n`;
    const files = [
      list(`${WORDS} ${link}`),
      list(`${WORDS} (${link})`),
      list(`${link} ${WORDS}`),
      `# T\n\nA monte.[^1]\n\n[^1]: ${WORDS} ${link}\n`,
      `# T\n\nA monte [1].\n\n## Sources\n\n[1] ${WORDS} ${link}\n`,
      `# T\n\nA monte.\n\n## Sources\n\n- ${WORDS.slice(0, -1)}, ${link}\n- [Autre](http://b.example/)\n`,
    ];
    const [first, ...others] = files.map((file) => titles(file)[0]);
    expect([first, ...others]).toEqual(files.map(() => TITLE));
  });

  test('is named by them in lists and bibliographies, and stays as it is in the file', () => {
    const file = `# T\n\nA monte [1].\n\n## Sources\n\n1. ${WORDS} [Lien](${ADDRESS})\n`;
    const report = importedReport(readReport(file));
    expect(writeMarkdown(report, { style: 'as-written', sourceList: false })).toBe(file);
    expect(writeMarkdown(report, { style: 'inline', sourceList: true })).toContain(
      `- [${TITLE}](${ADDRESS})`,
    );
    expect(writeBibtex(citedItems(report, {}))).not.toMatch(/title\s*=\s*\{+Lien/u);
  });

  test.each(['The Link', 'Source code', 'Online banking', 'PDF 2.0'])(
    'keeps a label that names a page: %s',
    (name) => {
      const file = `# T\n\nA monte [1].\n\n## Sources\n\n1. ${WORDS} [${name}](${ADDRESS})\n`;
      expect(titles(file)).toEqual([name]);
    },
  );
});
