import { expect, test } from 'vitest';
import { claimsOf } from '../report/read-back';

const CASES: readonly [name: string, text: string, claims: readonly string[]][] = [
  [
    'a source that the sentence before leads to',
    'Le lac monte. (Voir [Le bulletin](https://a.example/)) La rive baisse.',
    ['Le lac monte. <= a.example/'],
  ],
  [
    'a source at the end of the line',
    'La rive baisse. Le lac monte. (Source : [Le bulletin](https://a.example/).)',
    ['Le lac monte. <= a.example/'],
  ],
  [
    'the name of a newspaper before its page',
    'Le lac monte. (Le Monde : [Un lac](https://a.example/)) (Le Jour : [Une rive](https://b.example/))',
    ['Le lac monte. <= a.example/ b.example/'],
  ],
  [
    'a remark on a source',
    'Le lac monte. ([Un lac](https://a.example/) – les chiffres de mars) La rive baisse ([Une rive](https://b.example/)).',
    ['Le lac monte. <= a.example/', 'La rive baisse <= b.example/'],
  ],
  [
    'a remark on the second source',
    'Le lac monte. ([Un lac](https://a.example/)) ([Une rive](https://b.example/) – les chiffres de mars) La crue vient ([Une crue](https://c.example/)).',
    ['Le lac monte. <= a.example/ b.example/', 'La crue vient <= c.example/'],
  ],
  [
    'a name before the first of two sources',
    'Le lac monte. (Le Monde : [Un lac](https://a.example/)) ([Une rive](https://b.example/))',
    ['Le lac monte. <= a.example/ b.example/'],
  ],
  [
    'a link on words before the name of a second source',
    'Le [lac monte](https://a.example/) (Le Monde : [Une rive](https://b.example/)).',
    ['Le lac monte <= a.example/ b.example/'],
  ],
  [
    'the name and the title of a source before its mark, behind another mark',
    'Le lac monte [1](https://a.example/) (Le Monde : Une rive [2](https://b.example/)). Il gèle.',
    ['Le lac monte <= a.example/ b.example/'],
  ],
  [
    'the same behind a comma',
    'Le lac monte [1](https://a.example/), (Le Monde : Une rive [2](https://b.example/)). Il gèle.',
    ['Le lac monte <= a.example/ b.example/'],
  ],
  [
    'the name and the title of a source before its mark, behind a full stop',
    'La rive baisse. Le lac monte. (Le Monde : Une rive [1](https://a.example/))',
    ['Le lac monte. <= a.example/'],
  ],
  [
    'the name and the title of a source before its address, behind a mark',
    'Le lac monte [1](https://a.example/) (Le Monde, *Une rive*, https://b.example/). Il gèle.',
    ['Le lac monte <= a.example/ b.example/'],
  ],
  [
    'a remark that has a source of its own, behind a mark',
    'Le lac monte [1](https://a.example/) (la rive, elle, baisse [2](https://b.example/)).',
    ['Le lac monte <= a.example/', 'la rive, elle, baisse <= b.example/'],
  ],
  [
    'names of sources between commas',
    'Le lac monte ([Un lac](https://a.example/)), (Le Monde : [Une rive](https://b.example/)), ([Une crue](https://c.example/)).',
    ['Le lac monte <= a.example/ b.example/ c.example/'],
  ],
  [
    'a remark with a full stop',
    'Le lac monte (voir "Un lac." Le Monde, 3 mars 2025. [site.example](https://a.example/)). La rive baisse.',
    ['Le lac monte <= a.example/'],
  ],
  [
    'a remark with a full stop before a second source',
    'Le lac monte (voir "Un lac." Le Monde, 3 mars. [site.example](https://a.example/)) ([Une rive](https://b.example/)).',
    ['Le lac monte <= a.example/ b.example/'],
  ],
  [
    'a source on a line of its own',
    'Le lac monte.\n(Source : [Le bulletin](https://a.example/))\nLa rive baisse.',
    ['Le lac monte. <= a.example/'],
  ],
  [
    'links with a dot between them behind the sentence',
    'Le lac monte. [Un](https://a.example/) · [Deux](https://b.example/)',
    ['Le lac monte. <= a.example/ b.example/'],
  ],
  [
    'links with a comma between them',
    'La rive baisse. Le lac monte. [Un](https://a.example/), [Deux](https://b.example/)',
    ['Le lac monte. <= a.example/ b.example/'],
  ],
  [
    'links with a bar between them behind a mark',
    'Le lac monte.[^1] [Un](https://a.example/) | [Deux](https://b.example/)\n\n[^1]: https://c.example/',
    ['Le lac monte. <= c.example/ a.example/ b.example/'],
  ],
  [
    'a link behind a dash',
    'Le lac monte. — [Un](https://a.example/)',
    ['Le lac monte. <= a.example/'],
  ],
  [
    'links behind the word for sources',
    'Le lac monte. Sources : [Un](https://a.example/), [Deux](https://b.example/).',
    ['Le lac monte. <= a.example/ b.example/'],
  ],
  [
    'the same on the next line',
    'Le lac monte.  \nSources : [Un](https://a.example/), [Deux](https://b.example/)',
    ['Le lac monte. <= a.example/ b.example/'],
  ],
  [
    'a date behind the source, on the next line',
    'La rive baisse. Le lac monte.\nSource : [Un](https://a.example/), 11 juin 2024',
    ['Le lac monte. <= a.example/'],
  ],
  [
    'the word for a source in Polish',
    'Jezioro rośnie.\nŹródło: [Un](https://a.example/), 11 czerwca 2024',
    ['Jezioro rośnie. <= a.example/'],
  ],
  [
    'a newspaper and a date before the address',
    'Le lac monte. Source : Le Monde, 11 juin 2024, https://a.example/',
    ['Le lac monte. <= a.example/'],
  ],
  [
    'a ministry before its page, behind a title without a full stop',
    'Le lac monte\nSource : ministère de la Santé, [Un](https://a.example/)',
    ['Le lac monte <= a.example/'],
  ],
  [
    'two sources, each with its date',
    'Le lac monte. Sources : [Un](https://a.example/), 3 mars ; [Deux](https://b.example/), 4 mars',
    ['Le lac monte. <= a.example/ b.example/'],
  ],
  [
    'an address behind an arrow or a word for links',
    'Le lac monte → https://a.example/\n\nLe lac gèle. Lien : https://b.example/',
    ['Le lac monte <= a.example/', 'Le lac gèle. <= b.example/'],
  ],
  [
    'a symbol before a link, and a date behind one with a dash',
    'Le lac monte. 🔗 [Un](https://a.example/)\n\nLe lac gèle. — [Deux](https://b.example/), 3 mars 2024',
    ['Le lac monte. <= a.example/', 'Le lac gèle. <= b.example/'],
  ],
  [
    'an arrow before words with a link',
    'Le prix passe de 3 → [4 euros](https://a.example/)',
    ['Le prix passe de 3 → 4 euros <= a.example/'],
  ],
  [
    'a sentence behind the word for sources',
    'Le lac monte. Source: the mayor said that [the shore](https://a.example/) sank in May.',
    ['Source: the mayor said that the shore <= a.example/'],
  ],
  [
    'a source that the sentence speaks of',
    'Le lac monte, selon une source : [Un](https://a.example/)',
    ['Le lac monte, selon une source : Un <= a.example/'],
  ],
  [
    'a link on a word of the sentence before them',
    'Le [lac](https://c.example/) monte. [Un](https://a.example/) · [Deux](https://b.example/)',
    ['Le lac <= c.example/', 'monte. <= a.example/ b.example/'],
  ],
  [
    'a sentence of two links',
    'Le lac monte. [Un](https://a.example/), [Deux](https://b.example/).',
    ['Un <= a.example/', 'Deux. <= b.example/'],
  ],
  [
    'a sentence that begins with links',
    'Le lac monte. [Un](https://a.example/), [Deux](https://b.example/) baissent.',
    ['Un <= a.example/', 'Deux baissent. <= b.example/'],
  ],
  [
    'links behind an abbreviation',
    'Le lac monte pour M. [Un](https://a.example/), [Deux](https://b.example/)',
    ['Le lac monte pour M. Un <= a.example/', 'Deux <= b.example/'],
  ],
  [
    'a sentence in parentheses',
    'Le lac monte. (La rive baisse depuis mars ([Une rive](https://b.example/)).) La crue vient.',
    ['(La rive baisse depuis mars <= b.example/'],
  ],
];

test.each(CASES)('%s', (_name, text, claims) => {
  expect(claimsOf(`${text}\n`)).toEqual(claims);
});
