import { randomFrom } from '@/tests/browser/fragment/random-ranges';

/** A report as people and AI tools write it, and what is known of it. */
export interface MadeReport {
  readonly markdown: string;
  /** Each sentence by its first made word, with the addresses that it cites, without a scheme. */
  readonly sentences: ReadonlyMap<string, readonly string[]>;
  /** Each heading with marks by its made word, with the addresses that they cite. */
  readonly headings?: ReadonlyMap<string, readonly string[]>;
  /** The made word of each note that cites nothing, by the made word before its mark. */
  readonly ownNotes?: ReadonlyMap<string, string>;
  /** The made words that every export has: those of the text, and of entries without a link. */
  readonly text: readonly string[];
  /** The made words of each note and each entry with a link, which an export may leave out. */
  readonly entries: readonly (readonly string[])[];
}

/** How the sentences of a report cite. */
const WAYS = ['footnotes', 'numbers', 'links', 'labels', 'mixed'] as const;
type Way = (typeof WAYS)[number];
type Mark = 'note' | 'number' | 'link' | 'remark' | 'pages' | 'named' | 'words' | 'bare' | 'label';

const MARKS: Readonly<Record<Way, readonly Mark[]>> = {
  footnotes: ['note'],
  numbers: ['number'],
  links: ['link', 'remark', 'pages', 'named', 'words', 'bare'],
  labels: ['label'],
  mixed: ['note', 'number', 'link', 'remark', 'pages', 'named', 'words', 'bare'],
};

const LIST_TITLES = [
  '## Sources',
  '**Sources :**',
  '## Références',
  '## Bibliographie',
  'Sources :',
];
const FURTHER_TITLES = [
  '## Pour aller plus loin',
  '## Further reading',
  '## À lire aussi',
  '**Pour aller plus loin**',
];
const NAMES = 'abcdefgh';

/*
 * Each list of sources has a title here. A list without one is found only at the end of a report, so
 * a new list behind it would hide it.
 */

/**
 * Returns what each function that makes a report needs: random choices, which are the same for the
 * same seed, and words that exist nowhere else, which it collects.
 */
export function beginReport(seed: number) {
  const random = randomFrom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const chance = (share: number) => random() < share;
  const times = <T>(count: number, make: (at: number) => T) =>
    Array.from({ length: count }, (_, at) => make(at));

  let last = 0;
  const text: string[] = [];
  const entries: string[][] = [];
  const sentences = new Map<string, readonly string[]>();
  const made = (kind: 'mot' | 'titre') => {
    last += 1;
    return `${kind}${last}q`;
  };
  const word = () => {
    const one = made('mot');
    text.push(one);
    return one;
  };
  return { below, pick, chance, times, text, entries, sentences, made, word };
}

/**
 * Makes a report with a seed. Each made word stands once: `mot12q` in the text and in remarks, and
 * `titre12q` in the titles of sources.
 */
export function makeReport(seed: number): MadeReport {
  const { below, pick, chance, times, text, entries, sentences, made, word } = beginReport(seed);
  const way = pick(WAYS);
  const pages = times(2 + below(4), (at) => `s${at + 1}.example/p${at + 1}`);
  /** Whether some sentences cite two sources. */
  const citesTwo = chance(0.5);
  const url = (at: number) => `https://${pages[at] ?? ''}`;
  const page = () => below(pages.length);
  /** The number of an entry without a link, between the others or behind them. */
  const plainAt = way === 'numbers' && chance(0.3) ? below(pages.length + 1) : null;
  const numberOf = (at: number) => at + 1 + (plainAt !== null && at >= plainAt ? 1 : 0);

  /** Returns a citation with its space before it, and the pages that it names. */
  const cite = (): { mark: string; cited: number[] } => {
    const at = page();
    const other = (at + 1) % pages.length;
    switch (pick(MARKS[way])) {
      case 'note':
        return citesTwo && chance(0.3)
          ? { mark: `[^${NAMES[at]}][^${NAMES[other]}]`, cited: [at, other] }
          : { mark: `[^${NAMES[at]}]`, cited: [at] };
      case 'number': {
        if (plainAt !== null && chance(0.2)) return { mark: ` [${plainAt + 1}]`, cited: [] };
        const [one, two] = [numberOf(at), numberOf(other)];
        if (citesTwo && chance(0.2)) return { mark: ` [${one}, ${two}]`, cited: [at, other] };
        if (chance(0.1)) return { mark: ` [${one}, p. 3]`, cited: [at] };
        return citesTwo && chance(0.1)
          ? { mark: ` [${one}][${two}]`, cited: [at, other] }
          : { mark: ` [${one}]`, cited: [at] };
      }
      case 'link':
        return { mark: ` ([Site ${NAMES[at]}](${url(at)}))`, cited: [at] };
      case 'remark':
        return {
          mark: ` ([Site ${NAMES[at]}](${url(at)}) : les chiffres sont ceux de ${word()}) ([Site ${NAMES[other]}](${url(other)}))`,
          cited: [at, other],
        };
      case 'pages':
        return {
          mark: ` (${pick(['voir ', ''])}[Site ${NAMES[at]}](${url(at)}), p. 3 ; [Site ${NAMES[other]}](${url(other)}), p. 4)`,
          cited: [at, other],
        };
      case 'named': {
        const named = (to: number) => `R. Calder, [Site ${NAMES[to]}](${url(to)}), 2025`;
        return pick([
          () => ({ mark: ` (${named(at)})`, cited: [at] }),
          () => ({ mark: ` (${named(at)}) (${named(other)})`, cited: [at, other] }),
          () => ({ mark: ` (${named(at)} ; ${named(other)})`, cited: [at, other] }),
        ])();
      }
      case 'words':
        return { mark: ` [des mots ${word()}](${url(at)})`, cited: [at] };
      case 'bare':
        return { mark: ` (${url(at)})`, cited: [at] };
      case 'label':
        return { mark: ` ([Nom ${NAMES[at]}][r${at}])`, cited: [at] };
    }
  };
  const ownNotes = new Map<string, string>();
  const ownDefinitions: string[] = [];
  const hasOwnNotes = chance(0.6);
  const ownNotesName = pick(['', '1', 'note']);
  /** Returns words with a mark that leads to a note of the author. */
  const noted = () => {
    const [marked, note] = [word(), word()];
    ownNotes.set(marked, note);
    const name = `${ownNotesName}${ownNotes.size}`;
    ownDefinitions.push(`[^${name}]: Entretien ${note} avec la régie, 4 octobre.`);
    return `de ${marked}[^${name}] `;
  };
  const sentence = (end = '.') => {
    const first = word();
    const own = hasOwnNotes && chance(0.3) ? noted() : '';
    const rest = pick([
      () => `monte depuis ${word()}`,
      () => `monte, et le maire a dit : « Le niveau ${word()} baisse encore »`,
      () => `compte 12 vannes et ${word()} portes`,
    ])();
    const { mark, cited } = chance(0.8) ? cite() : { mark: '', cited: [] };
    sentences.set(first, [...new Set(cited.map((at) => pages[at] ?? ''))].sort());
    const isBehind = end !== '' && way === 'footnotes' && chance(0.2);
    return `Le lac ${first} ${own}${rest}${isBehind ? `${end}${mark}` : `${mark}${end}`}`;
  };
  const block = () =>
    pick([
      () => times(1 + below(3), () => sentence()).join(' '),
      () => times(1 + below(3), () => sentence()).join(' '),
      () => times(1 + below(3), () => `- ${sentence()}`).join('\n'),
      () => `> ${sentence()}`,
      () =>
        [
          '| Lac | État |',
          '| --- | --- |',
          ...times(1 + below(2), () => `| ${word()} | ${sentence('')} |`),
        ].join('\n'),
    ])();

  const entry = (at: number): string => {
    const own: string[] = [];
    const mine = (kind: 'mot' | 'titre') => {
      const one = made(kind);
      own.push(one);
      return one;
    };
    entries.push(own);
    const link = () => `[Titre ${mine('titre')}](${url(at)})`;
    return pick([
      link,
      () => `${link()}, consulté en ${mine('mot')}`,
      () => `Dupont ${mine('titre')}, ${url(at)}`,
      () => `R. Calder ${mine('mot')}, ${link()}, 2025.`,
      () => `${mine('titre')} – ${url(at)}`,
      () => `${link()} : remarque sur ${mine('mot')} ici`,
      () => `Voir aussi ${mine('mot')} : ${link()}.`,
    ])();
  };
  const plain = () => `Anne Durand, *Histoire ${word()}*, Presses du Lac, 2019`;

  const list = (): string[] => {
    const usesNumbers = way === 'numbers' || way === 'mixed';
    const notes =
      way === 'footnotes' || way === 'mixed'
        ? pages.map((_, at) => `[^${NAMES[at]}]: ${entry(at)}`)
        : [];
    const labels = way === 'labels' ? pages.map((_, at) => `[r${at}]: ${url(at)} "Titre"`) : [];
    const items =
      usesNumbers || (way === 'links' && chance(0.5)) ? pages.map((_, at) => entry(at)) : [];
    if (plainAt !== null) items.splice(plainAt, 0, plain());
    else if (items.length > 0 && !usesNumbers && chance(0.3)) items.push(plain());
    const form = pick([
      (one: string, at: number) => `${at + 1}. ${one}`,
      (one: string, at: number) => (usesNumbers ? `[${at + 1}] ${one}` : `- ${one}`),
      (one: string, at: number) => (usesNumbers ? `- [${at + 1}] ${one}` : `* ${one}`),
    ]);
    return [
      ...(items.length > 0 ? [pick(LIST_TITLES), items.map(form).join('\n')] : []),
      ...notes,
      ...(labels.length > 0 ? [labels.join('\n')] : []),
    ];
  };

  const part = () => [
    ...(chance(0.4) ? [`## Partie ${word()}`] : []),
    ...times(1 + below(2), block),
  ];
  const opening = [`# Rapport ${word()}`, ...times(1 + below(2), part).flat()];
  const after = chance(0.25) ? [`## Suite ${word()}`, ...times(1 + below(2), block)] : [];
  const sources = list();

  /** What nothing in the text cites. It has numbers only behind the list that the marks lead to. */
  const further = (mayCount: boolean) => {
    const items = times(1 + below(3), (at) => {
      const link = `[Titre ${word()}](https://l${at + 1}.example/)`;
      return pick([
        () => link,
        () => `${link}, consulté en ${word()}`,
        () => `Dupont ${word()}, ${link}, 2023.`,
      ])();
    });
    const isCounted = mayCount && chance(0.3);
    const form = (one: string, at: number) => (isCounted ? `${at + 1}. ${one}` : `- ${one}`);
    return [pick(FURTHER_TITLES), items.map(form).join('\n')];
  };
  const place = chance(0.3) ? pick(['before', 'behind', 'end'] as const) : null;
  const parts = [
    ...opening,
    ...(place === 'before' ? further(false) : []),
    ...sources,
    ...(place === 'behind' ? further(true) : []),
    ...after,
    ...(place === 'end' ? further(true) : []),
  ];
  if (hasOwnNotes && chance(0.3)) {
    const unused = made('mot');
    entries.push([unused]);
    ownDefinitions.push(`[^vide]: Une note ${unused} sans appel.`);
  }
  // Definitions can be anywhere, also below a list or between its title and its entries.
  const isTogether = chance(0.5);
  const at = () => opening.length + below(parts.length - opening.length + 1);
  if (isTogether) parts.splice(at(), 0, ...ownDefinitions);
  else for (const definition of ownDefinitions) parts.splice(at(), 0, definition);
  const markdown = `${parts.join('\n\n')}\n`;
  return { markdown, sentences, text, entries, ownNotes };
}
