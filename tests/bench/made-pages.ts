import { randomFrom } from '../browser/fragment/random-ranges';

/** Makes pages with a given number of words, which repeat like those of real pages. */
export interface MadePage {
  readonly words: number;
  /** Number of words between two elements inside a paragraph. 0 for plain paragraphs. */
  readonly density: number;
  readonly language: 'en' | 'fr' | 'zh';
}

const SYLLABLES = {
  en: 'ba ker mo lin ter sa dor ny vel stra gle pon chi rew el ta mor fin og ul'.split(' '),
  fr: 'ba ché mo lin tère sa d’or né vel stra glé pon çi reu él tâ mor fin œu ul'.split(' '),
  zh: [...'水门河流船桥村山城年月日人大小上下左右中东西南北来去见说写读开关高低长短新旧'],
};

/** A vocabulary whose first words are by far the most frequent. */
function vocabulary(language: MadePage['language'], random: () => number): string[] {
  const syllables = SYLLABLES[language];
  return Array.from({ length: 4_000 }, (_, rank) => {
    const count = 1 + Math.floor(random() * (rank < 50 ? 2 : 4));
    return Array.from({ length: count }, () => syllables[Math.floor(random() * syllables.length)])
      .join('')
      .replace(/’(?=.*’)/g, '');
  });
}

/**
 * Returns the HTML of a page: sections of a heading and paragraphs of 60 words. The same arguments
 * give the same page.
 */
export function makePage({ words, density, language }: MadePage): string {
  const random = randomFrom(words + density);
  const known = vocabulary(language, random);
  const word = () => known[Math.floor(known.length * random() ** 3)] ?? '';
  const gap = language === 'zh' ? '' : ' ';
  const tags = ['b', 'i', 'span', 'code'];
  const html: string[] = [];
  for (let made = 0; made < words; ) {
    if (made % 1_200 === 0) html.push(`<h2>${word()}${gap}${word()} ${made}</h2>\n`);
    const paragraph: string[] = [];
    const length = Math.min(60, words - made);
    for (let at = 0; at < length; at++) {
      const tag = tags[at % tags.length] ?? 'b';
      const wrapped = density > 0 && at % density === density - 1;
      paragraph.push(wrapped ? `<${tag}>${word()}</${tag}>` : word());
    }
    made += length;
    const stop = language === 'zh' ? '。' : '.';
    html.push(`<p>${paragraph.join(gap)}${stop}</p>\n`);
  }
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Made</title><style>body { font: 16px serif } p { margin: 1em 0 }</style><body>${html.join('')}</body></html>`;
}
