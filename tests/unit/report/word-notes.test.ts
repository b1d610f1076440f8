import { describe, expect, test } from 'vitest';
import { WRITE_STYLES, type WriteStyle } from '@/utils/model/citation-styles';
import { writeHtmlDocument, writeHtmlFragment } from '@/utils/report/write-html';
import { writePlainText } from '@/utils/report/write-text';
import { writeWord } from '@/utils/word/write-word';
import { wordPart } from '../word/word-text';
import { importedReport, readReport } from './read-back';

const LAUNCHED = 'Le satellite a été lancé.[^1]';
const DOUBTED = 'Les chiffres ne sont pas vérifiés.[^b]';
const REPORTED = 'Un autre fait est dans la presse.[^d][^c]';
const NOTES = `[^1]: [CNN](https://cnn.example/a).

[^b]: Ces chiffres n’ont pas été audités, voir aussi.[^e]

    Ils datent de juin.

[^c]: [BBC](https://bbc.example/a).
[^d]: La presse locale.
[^e]: Le journal des débats.
`;
const FILE = `# Les notes de juin\n\n${LAUNCHED} ${DOUBTED} ${REPORTED} Et encore.[^b]\n\n${NOTES}`;

const read = (markdown: string) => importedReport(readReport(markdown));

/** Returns HTML without tags; raised numbers begin with `^`. */
function wordsIn(html: string): string {
  return html
    .replace(/<sup>/gu, '^')
    .replace(/<[^>]*>/gu, '')
    .replace(/\s+/gu, ' ');
}

function itemsOf(html: string, role: string): string[] {
  const [, section = ''] = html.split(`<section role="${role}">`);
  const list = section.slice(0, section.indexOf('</section>'));
  return [...list.matchAll(/<li[^>]* value="(\d+)">([\s\S]*?)<\/li>/gu)].map(
    ([, number, words = '']) => `${number} ${wordsIn(words).trim()}`,
  );
}

const FORMS: [string, typeof writeHtmlFragment][] = [
  ['a document', writeHtmlDocument],
  ['a fragment', writeHtmlFragment],
];

describe.each(FORMS)('notes of words and notes that cite, in %s', (form, write) => {
  const back = form === 'a document' ? ' ↩\uFE0E' : '';

  test('have one numbering and one list, in the order in which they appear', () => {
    const html = write(read(FILE), { style: 'footnote' });
    expect(wordsIn(html)).toContain(
      'lancé.^1 Les chiffres ne sont pas vérifiés.^2 Un autre fait est dans la presse.^3^ ^4 Et encore.^2 ',
    );
    expect(itemsOf(html, 'doc-endnotes')).toEqual([
      `1 CNN${back}`,
      `2 Ces chiffres n’ont pas été audités, voir aussi.^5 Ils datent de juin.${back}`,
      `3 La presse locale.${back}`,
      `4 BBC${back}`,
      `5 Le journal des débats.${back}`,
    ]);
  });

  test('are two lists only if the citations are numbers of references', () => {
    const html = write(read(FILE), { style: 'numbered' });
    expect(wordsIn(html)).toContain('lancé. [1] Les chiffres ne sont pas vérifiés.^1 Un autre');
    expect(itemsOf(html, 'doc-endnotes').map((item) => item.slice(0, 7))).toEqual([
      '1 Ces c',
      '2 La pr',
      '3 Le jo',
    ]);
    expect(itemsOf(html, 'doc-bibliography')).toEqual([`1 CNN${back}`, `2 BBC${back}`]);
  });

  test.each(WRITE_STYLES)('have headings and labels of the report’s language: %s', (style) => {
    const html = write(read(FILE), { style });
    expect(html).not.toMatch(/Footnotes|Back to|References/u);
    expect(html).toContain('<h2>Notes</h2>');
    const labels = [...html.matchAll(/aria-label="([^"]*)"/gu)].map(([, label]) => label);
    expect(new Set(labels)).toEqual(new Set(back === '' ? [] : ['Retour au texte']));
  });

  test.each(WRITE_STYLES)('have different anchors, and each leads to one of them: %s', (style) => {
    const html = write(read(FILE), { style });
    const ids = [...html.matchAll(/ id="([^"]*)"/gu)].map(([, id]) => id);
    const led = [...html.matchAll(/ href="#([^"]*)"/gu)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(led.filter((id) => !ids.includes(id))).toEqual([]);
    expect(led.length > 0).toBe(back !== '');
  });

  test('are one list in a report that is converted in parts', () => {
    const between = 'Une phrase est dans le rapport. '.repeat(9000);
    const file = `# Les notes de juin\n\n${DOUBTED}\n\n${between}\n\n${LAUNCHED}\n\n${between}\n\n${REPORTED}\n\n${NOTES}`;
    const html = write(read(file), { style: 'footnote' });
    expect(wordsIn(html)).toContain('Les chiffres ne sont pas vérifiés.^1 Une phrase');
    expect(itemsOf(html, 'doc-endnotes').map((item) => item.slice(0, 5))).toEqual([
      '1 Ces',
      '2 CNN',
      '3 La ',
      '4 BBC',
      '5 Le ',
    ]);
    expect(html.split('<section').length).toBe(2);
  });
});

test.each<WriteStyle>(['footnote', 'numbered'])('plain text has one numbering: %s', (style) => {
  expect(writePlainText(read(FILE), { style })).toBe(`Les notes de juin

Le satellite a été lancé. [1] Les chiffres ne sont pas vérifiés.[2] Un autre fait est dans la presse.[3] [4] Et encore.[2]

Notes

[1] CNN (https://cnn.example/a)
[2] Ces chiffres n’ont pas été audités, voir aussi.[5]

Ils datent de juin.
[3] La presse locale.
[4] BBC (https://bbc.example/a)
[5] Le journal des débats.
`);
});

test('a note of words with the number of a reference gets another one in plain text', () => {
  const file = 'It rose.[^1] It fell.[^2]\n\n[^1]: Nobody knows.\n[^2]: [A](https://a.example/)\n';
  expect(writePlainText(read(file), { style: 'numbered' })).toBe(
    'It rose.[1] It fell. [2]\n\nNotes\n\n[1] Nobody knows.\n[2] A (https://a.example/)\n',
  );
});

test.each<WriteStyle>(['footnote', 'numbered', 'inline'])(
  'Word has each note of words as a footnote, also far from its mark: %s',
  async (style) => {
    const between = 'Une phrase est dans le rapport. '.repeat(9000);
    const file = `${DOUBTED}\n\n${between}\n\n${LAUNCHED}\n\n${NOTES}`;
    const bytes = await writeWord(read(file), { style });
    const text = wordPart(bytes, 'word/document.xml').replace(/<[^>]*>/gu, '');
    expect(text).not.toMatch(/\[\^|audités/u);
    const notes = wordPart(bytes, 'word/footnotes.xml').replace(/<[^>]*>/gu, '');
    expect(notes).toContain('Ces chiffres n’ont pas été audités');
    expect(notes).toContain('Ils datent de juin.');
    expect(notes.includes('CNN')).toBe(style === 'footnote');
  },
);
