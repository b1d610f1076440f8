import { randomFrom } from '../browser/fragment/random-ranges';

export type Script = 'latin' | 'cjk';

const ONSETS = 'b c d f g h j l m n p qu r s t v w br ch cl dr fl gr pl pr sh st str th tr'.split(
  ' ',
);
const NUCLEI = 'a e i o u é ai ea ie ou'.split(' ');
const CODAS = ['', '', '', ...'n r s l t m d ck nd nt ng rd st ll x'.split(' ')];
/** The first unified ideograph, and the number of ideographs that a text uses. */
const FIRST_IDEOGRAPH = 0x4e00;
const IDEOGRAPHS = 2_500;

/** Picks low ranks far more often, approximately by Zipf's law. */
const zipf = (random: () => number, count: number) => Math.floor(count ** random()) - 1;

function makeWord(script: Script, rank: number, random: () => number): string {
  const length = 1 + Math.floor(random() * (rank < 40 ? 2 : 4));
  const pick = (list: readonly string[]) => list[zipf(random, list.length)] ?? '';
  const part = () =>
    script === 'latin'
      ? pick(ONSETS) + pick(NUCLEI) + pick(CODAS)
      : String.fromCodePoint(FIRST_IDEOGRAPH + zipf(random, IDEOGRAPHS));
  return Array.from({ length: Math.min(length, 3) }, part).join('');
}

/**
 * Returns a function that gives the words of one vocabulary in an order that depends on the seed.
 */
export function wordMaker(script: Script, seed: number): () => string {
  const vocabularyRandom = randomFrom(script === 'latin' ? 7 : 8);
  const words = Array.from({ length: 20_000 }, (_, rank) =>
    makeWord(script, rank, vocabularyRandom),
  );
  const random = randomFrom(seed);
  return () => {
    if (random() < 0.02) return String(Math.floor(random() * 2_000));
    return words[zipf(random, words.length)] ?? '';
  };
}

/** Returns a text of `length` UTF-16 units in sentences. The same arguments give the same text. */
export function makeText(script: Script, length: number, seed: number): string {
  const word = wordMaker(script, seed);
  const random = randomFrom(seed + 1);
  const gap = script === 'latin' ? ' ' : '';
  const stop = script === 'latin' ? '. ' : '。';
  const sentences: string[] = [];
  for (let made = 0; made < length; ) {
    const sentence = Array.from({ length: 5 + Math.floor(random() * 20) }, word).join(gap) + stop;
    sentences.push(sentence);
    made += sentence.length;
  }
  return sentences.join('').slice(0, length);
}
