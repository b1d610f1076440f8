import { describe, expect, test } from 'vitest';
import { arrangeReport } from '@/utils/model/report-tree';
import { partedMarks, plainMarks, withPlainMarks } from '@/utils/report/plain-marks';
import { importedReport, readReport } from './read-back';

const A = 'Écluse de juin, https://ecluse.example/juin';
const BOOK = 'Anne Durand, *Histoire du canal*, Presses du Lac, 2019';
const C = 'Barrage : bilan, https://barrage.example/bilan';
const TALK = 'Entretien avec Mme Petit, 12 mai';

/** Returns the marks without a link, in the order of the text. */
function marksIn(markdown: string): string[] {
  const { content, clips } = importedReport(readReport(markdown));
  const tree = arrangeReport(content, clips);
  const marks = plainMarks(tree);
  return tree.content.statements
    .filter(({ kind }) => kind !== 'sources')
    .flatMap(({ text }) =>
      [...marks].flatMap(([id, mark]) => (text.includes(id) ? [[text.indexOf(id), mark]] : [])),
    )
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, mark]) => String(mark));
}

describe('the numbers without a link in a mark of several', () => {
  const text = 'A monte [1, 2]. B date de 1840 [1][2]. C compte dix vannes [1-4]. D tient [3, 1].';
  const lists: [string, string][] = [
    ['a list of items', `## Sources\n\n1. ${A}\n2. ${BOOK}\n3. ${C}\n4. ${TALK}\n`],
    ['items that are all 1', `## Sources\n\n1. ${A}\n1. ${BOOK}\n1. ${C}\n1. ${TALK}\n`],
    ['lines', `## Sources\n\n[1] ${A}\n[2] ${BOOK}\n[3] ${C}\n[4] ${TALK}\n`],
  ];
  for (const [name, list] of lists) {
    test(name, () => expect(marksIn(`${text}\n\n${list}`)).toEqual(['[2]', '[2, 4]']));
  }

  test('with the page of the mark', () => {
    const list = `## Sources\n\n1. ${A}\n2. ${BOOK}\n`;
    expect(marksIn(`A monte [1, 2, p. 3]. B baisse [1, p. 4].\n\n${list}`)).toEqual(['[2, p. 3]']);
  });

  test('of a cell', () => {
    const table = '| Ville | Effet |\n|---|---|\n| Montpellier | −3 % de voitures [1, 2] |\n';
    expect(marksIn(`${table}\n## Sources\n\n1. ${A}\n2. ${BOOK}\n`)).toEqual(['[2]']);
  });

  test('of the list that follows, if there are several', () => {
    expect(
      marksIn(
        `# Eau\n\nA monte [1, 2].\n\n### Sources\n\n1. ${A}\n2. ${BOOK}\n\n# Air\n\nB baisse [1, 2].\n\n### Sources\n\n1. ${BOOK}\n2. ${C}\n`,
      ),
    ).toEqual(['[2]', '[1]']);
  });

  test('not of a mark that stays in the text', () => {
    expect(
      marksIn(`A monte [1]. B date de 1840 [2].\n\n## Sources\n\n1. ${A}\n2. ${BOOK}\n`),
    ).toEqual([]);
  });
});

test('numbers without a link become plain words, and their mark keeps the linked ones', () => {
  const text = 'A monte [1, 2]. C compte dix vannes [1-4]. D tient [see 3, 1, 4, p. 2].';
  const list = `## Sources\n\n1. ${A}\n2. ${BOOK}\n3. ${C}\n4. ${TALK}\n`;
  const { content, clips } = importedReport(readReport(`${text}\n\n${list}`));
  const tree = arrangeReport(content, clips);
  const [statement] = tree.content.statements;
  if (statement === undefined) throw new Error('No statement was read');
  const words = withPlainMarks(statement, plainMarks(tree)).replace(/\[\[cite:[^\]]*\]\]/gu, '•');
  expect(words).toBe('A monte • [2]. C compte dix vannes •• [2, 4]. D tient •• [4, p. 2].');
  const spelled = partedMarks(tree, statement.id).map(({ from, to }) => `${from} → ${to}`);
  expect(spelled).toEqual(['[1, 2] → [1]', '[1-4] → [1, 3]', '[see 3, 1, 4, p. 2] → [see 3, 1]']);
});
