import { expect, test } from 'vitest';
import { namesOtherNote } from '@/utils/report/read-wording';
import { countNoteNames } from '@/utils/report/source-entries';
import { importedReport, readReport } from './read-back';

test.each([
  'See note 3.',
  'Voir note 3, p. 12.',
  'Voir la note 3.',
  'Voir supra, note 3.',
  'Cf. n. 4, p. 2',
  'See Dupont, note 3 above.',
  'Dupont, note 3 supra',
  'Siehe Anm. 5.',
  'Ibid., p. 3.',
  '*Ibid.*',
  'Dupont, op. cit., p. 4',
  'Dupont, *art. cité*.',
  'Dupont, a. a. O., S. 3',
  'Id., p. 4',
  'See notes 3 and 4.',
  'Voir les notes 3 et 4.',
  'See note 3; Dupont, 2023',
  'See note 3, above.',
  'Dupont, see ¹',
  'Cf. note ¹²',
  'Voir (³), p. 4',
  'See <sup>1</sup>.',
  'Voir [1](#note-1)',
  'Dupont, [note 3](#fn-3), p. 4',
])('the words name another note: %s', (words) => {
  expect(namesOtherNote(words)).toBe(true);
});

test.each([
  'Banque de France, note 3, 2024',
  'Note 12 of the Treasury',
  'The bidding note',
  'See the notebook 3',
  'Idaho, p. 4',
  'See note 3 of the annual accounts',
  'See note 12 to the financial statements',
  'See note 3, Annual Accounts 2023',
  'Voir note 3 des comptes annuels',
  'Voir la note 12 de l’annexe',
  'Voir note 3, comptes annuels 2023',
  'The lake has 12 km², see the map',
  '[1](#cite-ref-1) Dupont, 2023',
  'See [the table](#table-of-levels)',
  'See [table 3](#table-3)',
  'See [Dupont](https://a.example/), p. 3',
])('the words name no other note: %s', (words) => {
  expect(namesOtherNote(words)).toBe(false);
});

test.each([
  [
    'notes',
    'A.[^1] B.[^2] C.[^3] D.[^4]\n\n[^1]: [Dupont](https://a.example/)\n[^2]: Ibid., p. 3.\n[^3]: See note 1.\n[^4]: [Other](https://b.example/), see [1](#fn-1)\n',
    3,
  ],
  [
    'entries',
    'A [1]. B [2]. C [3].\n\n## Sources\n\n[1] [Dupont](https://a.example/)\n[2] Dupont, op. cit., p. 3.\n[3] [B](https://b.example/), see ¹\n',
    2,
  ],
  ['sentences', 'See note 3 above ([Dupont](https://a.example/)).\n', 0],
])('%s that name others are counted', (_, file, count) => {
  const { statements } = importedReport(readReport(file)).content;
  expect(statements.reduce((sum, one) => sum + countNoteNames(one), 0)).toBe(count);
});
