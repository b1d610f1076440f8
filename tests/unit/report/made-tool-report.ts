import { beginReport, type MadeReport } from './made-report';

/** Who wrote a report. Each has marks and a list of its own. */
const WRITERS = [
  'perplexity',
  'perplexity-links',
  'chatgpt',
  'deep-research',
  'gemini',
  'notebook',
  'word',
  'raised',
  'journalist',
  'think-tank',
  'sections',
  'reference-links',
  'html',
] as const;
type Writer = (typeof WRITERS)[number];

/** Those whose marks are links, so that no mark can name a book. */
const LINKING: ReadonlySet<Writer> = new Set([
  'perplexity-links',
  'chatgpt',
  'journalist',
  'html',
  'reference-links',
]);
const WITHOUT_HEADING_MARKS: ReadonlySet<Writer> = new Set([
  'gemini',
  'journalist',
  'reference-links',
  'html',
]);
const SPACE = '\u00A0';
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Makes a report as a tool or a person writes it, with a seed. */
export function makeToolReport(seed: number): MadeReport {
  const { below, pick, chance, times, text, entries, sentences, made, word } = beginReport(seed);

  const writer = WRITERS[seed % WRITERS.length] ?? 'word';
  const isSections = writer === 'sections';
  const count = 2 + below(5);
  const pages = times(count, (at) => `www.site${at + 1}.example/rapport/p${at + 1}`);
  const tracks = chance(0.3);
  const hasFragments = chance(0.3);
  const url = (at: number) => {
    const query = tracks && chance(0.5) ? '?utm_source=chatgpt.com' : '';
    const fragment = hasFragments && chance(0.5) ? pick(['#section-2', '#:~:text=le%20lac']) : '';
    return `https://${pages[at]}${query}${fragment}`;
  };
  const host = (at: number) => `site${at + 1}.example`;
  /** The entries without a link, by their place in the list. */
  const plainAt = chance(0.25) && !LINKING.has(writer) ? below(count + 1) : null;
  const numberOf = (at: number) => at + 1 + (plainAt !== null && at >= plainAt ? 1 : 0);
  const raised = (number: number) =>
    [...String(number)].map((digit) => RAISED[Number(digit)]).join('');

  interface Cited {
    readonly mark: string;
    readonly cited: readonly number[];
    /** Whether the mark stands behind the full stop. */
    readonly behind?: boolean;
  }
  const some = () => {
    const first = below(count);
    const others = chance(0.4) ? [(first + 1) % count] : [];
    return [first, ...others];
  };
  const numbers = (cited: readonly number[]) => cited.map(numberOf);
  const run = (): readonly number[] => {
    const from = below(count);
    const to = Math.min(count - 1, from + 2);
    return times(to - from + 1, (at) => from + at);
  };
  const isOneRun = (cited: readonly number[]) => {
    const own = numbers(cited);
    return cited.length > 1 && (own.at(-1) ?? 0) - (own[0] ?? 0) === cited.length - 1;
  };
  const bracketed = (cited: readonly number[]): string => {
    const own = numbers(cited);
    if (own.length === 1) return `[${own[0]}]`;
    return pick([
      () => own.map((one) => `[${one}]`).join(''),
      () => own.map((one) => `[${one}]`).join(' '),
      () => own.map((one) => `[${one}]`).join(', '),
      () => `[${own.join(', ')}]`,
      () => `[${own.join(',')}]`,
    ])();
  };
  const place = chance(0.4);
  const title = (at: number) => `Le rapport du site ${'abcdefgh'[at]}`;
  let section = 0;

  const cite = (): Cited => {
    const cited = some();
    switch (writer) {
      case 'perplexity':
        return pick<() => Cited>([
          () => ({ mark: cited.map((at) => `[${numberOf(at)}]`).join(''), cited, behind: place }),
          () => ({ mark: ` ${cited.map((at) => `[${numberOf(at)}]`).join('')}`, cited }),
        ])();
      case 'perplexity-links':
        return {
          mark: cited
            .map((at) =>
              pick([
                `[${at + 1}](${url(at)})`,
                `[[${at + 1}]](${url(at)})`,
                `[\\[${at + 1}\\]](${url(at)})`,
              ]),
            )
            .join(''),
          cited,
          behind: place,
        };
      case 'chatgpt':
        return pick<() => Cited>([
          () => ({
            mark: ` ([${host(cited[0] ?? 0)}](${url(cited[0] ?? 0)}))`,
            cited: cited.slice(0, 1),
          }),
          () => ({
            mark: ` (${cited.map((at) => `[${host(at)}](${url(at)})`).join(', ')})`,
            cited,
          }),
          () => ({
            mark: cited.map((at) => ` [oai_citation:${at}‡${host(at)}](${url(at)})`).join(''),
            cited,
            behind: true,
          }),
          () => ({ mark: cited.map((at) => ` ([${title(at)}](${url(at)}))`).join(''), cited }),
        ])();
      case 'deep-research':
        return {
          mark: cited.map((at) => `【${numberOf(at)}†${pick(['source', 'L12-L20'])}】`).join(''),
          cited,
          behind: place,
        };
      case 'gemini':
        return { mark: numbers(cited).join(pick([',', ', '])), cited, behind: true };
      case 'notebook': {
        const all = chance(0.3) ? run() : cited;
        const own = numbers(all);
        if (isOneRun(all) && chance(0.7)) {
          return { mark: ` [${own[0]}${pick(['–', '-'])}${own.at(-1)}]`, cited: all };
        }
        return { mark: ` ${bracketed(all)}`, cited: all };
      }
      case 'word':
        return {
          mark: cited.map((at) => `[^${numberOf(at)}]`).join(''),
          cited,
          behind: place,
        };
      case 'raised':
        return pick<() => Cited>([
          () => ({
            mark: cited.map((at) => raised(numberOf(at))).join(pick(['˒', ' '])),
            cited,
            behind: place,
          }),
          () => ({
            mark: `<sup>${numbers(cited).join(pick([',', ', ']))}</sup>`,
            cited,
            behind: place,
          }),
        ])();
      case 'journalist':
        return pick<() => Cited>([
          () => ({
            mark: `, selon [Le Monde ${word()}](${url(cited[0] ?? 0)})`,
            cited: cited.slice(0, 1),
          }),
          () => ({ mark: ` (Le Monde, ${url(cited[0] ?? 0)})`, cited: cited.slice(0, 1) }),
          () => ({
            mark: ` (source : [Le Monde](${url(cited[0] ?? 0)}))`,
            cited: cited.slice(0, 1),
          }),
          () => ({ mark: ` (${cited.map(url).join(' ; ')})`, cited }),
          () => ({
            mark: ` (Le Monde, 3 mars 2025 : ${url(cited[0] ?? 0)})`,
            cited: cited.slice(0, 1),
          }),
          () => ({ mark: ` <${url(cited[0] ?? 0)}>`, cited: cited.slice(0, 1) }),
        ])();
      case 'think-tank':
        return {
          mark: cited.map((at) => `[^${'abcdefgh'[at]}]`).join(pick(['', ' ', ', '])),
          cited,
          behind: place,
        };
      case 'sections':
        return { mark: ` ${bracketed(cited)}`, cited };
      case 'reference-links':
        return pick<() => Cited>([
          () => ({
            mark: ` ([${title(cited[0] ?? 0)}][${(cited[0] ?? 0) + 1}])`,
            cited: cited.slice(0, 1),
          }),
          () => ({
            mark: `, dit [le site ${word()}][${(cited[0] ?? 0) + 1}]`,
            cited: cited.slice(0, 1),
          }),
          () => ({ mark: ` ${cited.map((at) => `[${at + 1}]`).join(' ')}`, cited }),
        ])();
      case 'html':
        return pick<() => Cited>([
          () => ({
            mark: `<sup><a href="${url(cited[0] ?? 0)}">${(cited[0] ?? 0) + 1}</a></sup>`,
            cited: cited.slice(0, 1),
            behind: place,
          }),
          () => ({
            mark: ` (<a href="${url(cited[0] ?? 0)}" target="_blank">Le Monde</a>)`,
            cited: cited.slice(0, 1),
          }),
          () => ({
            mark: `<sup>[${(cited[0] ?? 0) + 1}](${url(cited[0] ?? 0)})</sup>`,
            cited: cited.slice(0, 1),
          }),
        ])();
    }
  };

  const middle = () =>
    pick([
      () => `monte depuis ${word()} déjà`,
      () => `monte, et le maire a dit : «${SPACE}Le niveau ${word()} baisse encore${SPACE}»`,
      () => `a perdu 12,5${SPACE}% de ses ${word()} portes`,
      () => `atteint “un niveau ${word()} sans précédent”`,
      () => `mesure 3 000 m² [sic] à ${word()} même`,
      () => `compte **12 vannes** et *${word()} portes*`,
      () => `baisse (${word()}, en 2024) à nouveau`,
      () => `vaut 4 &amp; 5 ${word()} &nbsp;francs`,
      () => `ouvre \`vanne[1]\` et ${word()} aussi`,
      () => `baisse entre le 1. janvier et le 3 mars ${word()} encore`,
      () => `baisse un peu \\- dit ${word()} \\- depuis mars`,
      () => `suit les [[Notes ${word()}]] du coffre`,
      () => `atteint «\u202F${word()} mètres\u202F», dit „das Amt“`,
      () => `est dans \\[${word()}\\], au chapitre 2.1 \\# final`,
    ])();
  const sentence = (end = '.') => {
    const first = word();
    const rest = middle();
    const { mark, cited, behind } = chance(0.8)
      ? cite()
      : ({ mark: '', cited: [] } satisfies Cited as Cited);
    const own = [...new Set(cited.map((at) => pages[at] ?? ''))].sort();
    sentences.set(first, own);
    return behind === true && end !== ''
      ? `Le lac ${first} ${rest}${end}${mark}`
      : `Le lac ${first} ${rest}${mark}${end}`;
  };
  const nested = () => {
    const indent = pick(['  ', '   ', '    ']);
    return times(
      2 + below(2),
      (at) => `${at > 0 && chance(0.4) ? indent : ''}- ${sentence()}`,
    ).join('\n');
  };
  const block = (): string =>
    pick([
      () => times(1 + below(4), () => sentence()).join(' '),
      () => times(1 + below(4), () => sentence()).join(' '),
      () => times(1 + below(3), () => sentence()).join('\n'),
      () => times(1 + below(3), () => `${pick(['-', '*', '•'])} ${sentence()}`).join('\n'),
      () => nested(),
      () =>
        times(2 + below(2), (at) => `${at + 1}. **Point ${word()}${SPACE}:** ${sentence()}`).join(
          '\n',
        ),
      () => times(2, () => `- **Point ${word()}** – ${sentence()} ${sentence()}`).join('\n'),
      () => `> ${sentence()}`,
      () => `> [!note] Remarque ${word()}\n> ${sentence()}`,
      () => `![Carte ${word()}](https://images.example/carte.png)\n\n${sentence()}`,
      () => `> Le lac est ${word()}, dit-il.\n>\n> — Le maire ${word()}`,
      () =>
        [
          `| Lac | État ${word()} | Note |`,
          '|---|:---:|---|',
          ...times(
            1 + below(3),
            () => `| ${word()} | ${sentence(writer === 'gemini' ? '.' : '')} | ${word()} |`,
          ),
        ].join('\n'),
      () => `\`\`\`\nx = [1] ${word()}\n\`\`\``,
      () => `${sentence()}\n\n---`,
    ])();

  const plain = () => `Anne Durand, *Histoire ${word()}*, Presses du Lac, 2019`;
  const entry = (at: number): string => {
    const own: string[] = [];
    const mine = (kind: 'mot' | 'titre') => {
      const one = made(kind);
      own.push(one);
      return one;
    };
    entries.push(own);
    const t = () => `Le niveau ${mine('titre')}`;
    const u = url(at);
    return pick([
      () => `[Titre ${t()}](${u})`,
      () => `**${t()}** - ${u}`,
      () => `${t()}, accessed March 3, 2025, [${u}](${u})`,
      () => `${t()} | Le Monde. ${u}`,
      () => `Dupont, A. (2024). *${t()}*. ${u}`,
      () => `«${SPACE}${t()}${SPACE}», *Le Monde*, 3 mars 2025, ${u} (consulté le 4 mars 2025)`,
      () => `"${t()}." Le Monde, 3 mars 2025. <${u}>`,
      () => `[${host(at)} – ${t()}](${u}) – remarque sur ${mine('mot')} ici`,
      () => `Le Monde${SPACE}: [${t()}](${u})`,
      () => `${u}`,
      () => `<a href="${u}">${t()}</a>`,
    ])();
  };
  const ENTRY_FORMS = [
    (one: string, n: number) => `${n}. ${one}`,
    (one: string, n: number) => `[${n}] ${one}`,
    (one: string, n: number) => `${n}) ${one}`,
    (one: string, n: number) => `- [${n}] ${one}`,
    (one: string, n: number) => `* **[${n}]** ${one}`,
    (one: string, n: number) => `${n}\\. ${one}`,
    (one: string, n: number) => `(${n}) ${one}`,
  ] as const;
  const titleOf = (depth: number) =>
    pick([
      `${'#'.repeat(depth)} Sources`,
      '**Sources**',
      `**Sources${SPACE}:**`,
      'Sources:',
      `${'#'.repeat(depth)} Références`,
      `${'#'.repeat(depth)} **Works cited**`,
      'Citations:',
      `${'#'.repeat(depth)} Notes et références`,
      `${'#'.repeat(depth)} 📚 Sources`,
    ]);
  const numberedList = (depth: number): string[] => {
    const all = pages.map((_, at) => entry(at));
    if (plainAt !== null) all.splice(plainAt, 0, plain());
    const form = writer === 'gemini' ? ENTRY_FORMS[0] : pick(ENTRY_FORMS);
    const isRaisedList = writer === 'raised' && chance(0.3);
    const lines = all.map((one, at) =>
      isRaisedList ? `${raised(at + 1)} ${one}` : form(one, at + 1),
    );
    const isItems = /^(?:\d+[.)] |[-*] )/u.test(lines[0] ?? '');
    const between = pick(isItems ? ['\n', '\n', '\n\n'] : ['\n', '  \n', '\n\n']);
    const joined = pick([
      () => lines.join(between),
      () => lines.join(between),
      () =>
        isRaisedList
          ? lines.join(between)
          : [
              '| N° | Source |',
              '|---|---|',
              ...all.map((one, at) => `| ${at + 1} | ${one.replaceAll('|', '\\|')} |`),
            ].join('\n'),
    ])();
    return [titleOf(depth), joined];
  };
  const notes = (label: (at: number) => string) =>
    pages
      .map(
        (_, at) =>
          `[^${label(at)}]: ${pick([
            () => entry(at),
            () => entry(at),
            () => `Voir ${entry(at)}`,
          ])()}`,
      )
      .join(pick(['\n', '\n\n']));

  const listed = (depth = 2): string[] => {
    switch (writer) {
      case 'perplexity':
      case 'deep-research':
      case 'gemini':
      case 'notebook':
      case 'raised':
        return numberedList(depth);
      case 'perplexity-links':
      case 'chatgpt':
      case 'journalist':
      case 'html':
        return chance(0.6)
          ? [titleOf(depth), pages.map((_, at) => `- ${entry(at)}`).join('\n')]
          : [];
      case 'word':
        return [notes((at) => String(numberOf(at)))];
      case 'think-tank':
        return [...(chance(0.5) ? [titleOf(depth)] : []), notes((at) => 'abcdefgh'[at] ?? '')];
      case 'reference-links':
        return [
          pages.map((_, at) => `[${at + 1}]: ${url(at)}${pick(['', ' "Titre"'])}`).join('\n'),
        ];
      case 'sections':
        return [];
    }
  };

  /** What the author has to say, to which no mark leads. */
  const ownNotes = (): string[] => {
    if (isSections || !chance(0.25)) return [];
    const note = () => {
      const first = word();
      const at = below(count);
      const cites = chance(0.3);
      sentences.set(first, cites ? [pages[at] ?? ''] : []);
      const said = `Le lac ${first} est mesuré chaque année à ${word()}`;
      return cites ? `${said} ; voir [le rapport](${url(at)}).` : `${said}.`;
    };
    return ['## Notes', times(1 + below(4), (at) => `${at + 1}. ${note()}`).join('\n')];
  };

  const headings = new Map<string, readonly string[]>();
  /** Now and then, a heading cites. Numbers glued to a full stop and links on words don't. */
  const heading = (name: string) => {
    const first = word();
    if (WITHOUT_HEADING_MARKS.has(writer) || !chance(0.2)) return `${name} ${first}`;
    const { mark, cited } = cite();
    headings.set(first, [...new Set(cited.map((at) => pages[at] ?? ''))].sort());
    return `${name} ${first} du lac${mark}`;
  };
  const part = () => {
    section += 1;
    const own = [
      heading(`## ${chance(0.3) ? `${section}. ` : ''}Partie`),
      ...times(1 + below(3), block),
      ...(isSections ? numberedList(3) : []),
    ];
    return own;
  };
  const body = [
    ...(chance(0.15) ? ['---\ntitle: "Rapport"\ntags: [lacs, eau]\n---'] : []),
    heading('# Rapport'),
    ...(isSections ? [] : times(1 + below(2), block)),
    ...times(1 + below(3), part).flat(),
  ];
  const list = listed();
  const more =
    !isSections && chance(0.2) ? [`## Suite ${word()}`, ...times(1 + below(2), block)] : [];
  const markdown = `${[...body, ...ownNotes(), ...list, ...more].join('\n\n')}\n`;
  return { markdown, sentences, headings, text, entries };
}
