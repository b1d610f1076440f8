import { beginReport, type MadeReport } from './made-report';

const LEADS = ['Source : ', 'Sources : ', '**Source :** ', 'Quelle: ', '🔗 Source : '];
const DATES = ['', '', ', 11 juin 2024', ' (11 juin 2024)', ', consulté le 3 mars 2025'];

/**
 * Makes a watch report with a seed: each of its items ends with a line that names its sources. The
 * last sentence of an item has them.
 */
export function makeWatchReport(seed: number): MadeReport {
  const { below, pick, chance, times, text, entries, sentences, word } = beginReport(seed);
  const pages = times(3 + below(6), (at) => `s${at + 1}.example/p${at + 1}`);
  const isOnWords = chance(0.7);
  const link = (at: number) =>
    isOnWords ? `[Site ${at + 1}](https://${pages[at]})` : `https://${pages[at]}`;

  const sentence = (cited: readonly number[]) => {
    const first = word();
    sentences.set(first, cited.map((at) => pages[at] ?? '').sort());
    return `Le lac ${first} ${pick(['monte', 'baisse'])} depuis ${word()}.`;
  };
  /** Returns the sentences of an item, and the line with the sources of its last one. */
  const item = (): { words: string; line: string } => {
    const at = below(pages.length);
    const cited = chance(0.3) ? [at, (at + 1) % pages.length] : [at];
    const others = times(below(2), () => sentence([]));
    const words = [...others, sentence(cited)].join(' ');
    return { words, line: `${pick(LEADS)}${cited.map(link).join(', ')}${pick(DATES)}` };
  };
  const block = () => {
    const { words, line } = item();
    return pick([
      () => `${words}\n\n${line}`,
      () => `${words}\n\n${line}`,
      () => `${words}\n${line}`,
      () => `${words}  \n${line}`,
      () => `- ${words}\n  - ${line}`,
      () => `- ${words}\n  ${line}`,
      () => `- ${words} ${line}`,
    ])();
  };
  const part = () => [
    ...(chance(0.6) ? [`## Partie ${word()}`] : []),
    ...times(1 + below(3), block),
  ];
  // Two paragraphs make sure that such a paragraph is no list of all sources.
  const sure = times(2, () => Object.values(item()).join('\n\n'));
  const parts = [`# Veille ${word()}`, ...sure, ...times(1 + below(3), part).flat()];
  return { markdown: `${parts.join('\n\n')}\n`, sentences, text, entries };
}
