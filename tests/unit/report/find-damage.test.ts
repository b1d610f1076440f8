import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Damage } from '@/utils/model/imported-report';
import { citationToken } from '@/utils/model/statement-text';
import { findUnclosedMarks } from '@/utils/report/damage/unclosed-marks';
import { findDamage } from '@/utils/report/find-damage';
import { cpuTime } from '../cpu-time';
import { countedIds, reportOfMarkdown } from './report-of-markdown';

const A = '([Gauge bulletin](https://gauges.example/a))';
const B = '([Sluice survey](https://gauges.example/b))';

function damageOf(markdown: string, language?: string): readonly Damage[] {
  return findDamage(reportOfMarkdown(markdown, language), countedIds());
}

function damageOfFile(name: string): readonly Damage[] {
  return damageOf(readFileSync(`tests/fixtures/reports/${name}`, 'utf8'));
}

/** Returns the statement's text with all repairs, and citations as `+`. */
function mended(markdown: string): string {
  const { statements } = reportOfMarkdown(markdown);
  let text = statements[0]?.text ?? '';
  for (const { start, original, mended: next } of [...damageOf(markdown)].reverse()) {
    if (original === next) continue;
    expect(text.slice(start, start + original.length)).toBe(original);
    text = text.slice(0, start) + next + text.slice(start + original.length);
  }
  return text.replace(/\[\[cite:[^\]]*\]\]/gu, '+');
}

describe('leftover markers', () => {
  test.each([
    ['a lone bracket', '】', 1],
    ['a digit', '0】', 2],
    ['a line', 'L9】', 3],
    ['three digits', '106】', 4],
    ['a range', '-L4】', 4],
    ['a dagger and lines', '†L2-L9】', 7],
    ['the end of a word of its own', 'ource】', 6],
  ])('are found behind a citation: %s', (_name, marker, missing) => {
    const [damage, ...others] = damageOf(`The river ros ${A} ${B}${marker}, then fell.`);
    expect(others).toEqual([]);
    expect(damage).toMatchObject({
      kind: 'leftover-marker',
      original: marker,
      mended: '',
      missing,
      before: 'The river ros',
      after: ', then fell.',
      cutAt: 'The river ros'.length,
    });
    expect(mended(`The river ros ${A} ${B}${marker}, then fell.`)).toBe(
      'The river ros + +, then fell.',
    );
  });

  test.each([
    ['a marker without its citation', 'The river rose 12†L3-L9】 again.', '12†L3-L9】', ''],
    ['the head of a marker', 'The river rose【12†L3 again.', '【12†L3', ''],
    ['a bracket that may be somebody’s', 'The river rose】 again.', '】', '】'],
    ['a year before a bracket', 'It rose in 2024】 again.', '】', '】'],
  ])('without neighbours: %s', (_name, text, original, becomes) => {
    expect(damageOf(text)).toMatchObject([
      { kind: 'leftover-marker', original, mended: becomes, missing: null, cutAt: null },
    ]);
  });

  test.each([
    ['Japanese brackets that pair', `【概要】水位 ${A}。【注】`],
    ['a Japanese bracket that does not', '括弧の閉じ忘れ】も、'],
    ['a pair round a citation', `【see ${A}】 and so on.`],
    ['nothing at all', `The river rose ${A}.`],
  ])('are not found in %s', (_name, text) => {
    expect(damageOf(text)).toEqual([]);
  });

  test('cut nothing if no words are before them', () => {
    expect(damageOf(`${A}】 A picture of the weir.`)).toMatchObject([
      { cutAt: null, missing: null },
    ]);
  });

  test('have not cut anything if all words before them are complete', () => {
    const line = (word: string) => `They saw a ${word} ${A}】. The ${word} was old.\n`;
    const damage = damageOf(['weir', 'bridge', 'gate', 'lock'].map(line).join(''));
    expect(damage).toHaveLength(4);
    expect(damage.every(({ missing, mended: next }) => missing === null && next === '')).toBe(true);
  });
});

describe('completions of a cut word', () => {
  const completions = (markdown: string) =>
    damageOf(markdown).find(({ kind }) => kind === 'leftover-marker')?.completions;

  test.each([
    ['a word of the report', `The basi ${A}】. The basin is full.`, ['n']],
    ['the most frequent first', `The gat ${A}】. A gate, a gate, gats.`, ['e', 's']],
    ['after the same words first', `An old gat ${A}】. A gate, a gate, an old gats.`, ['s', 'e']],
    [
      'letters of the same size before more frequent ones',
      `A flow of g ${A}L60】. GPT-4, GPT-4, gamma.`,
      ['amma', 'PT-4', 'auge'],
    ],
    [
      'one word before more frequent pairs',
      `The level is en ${A}L97】. An en fin, an en fin, an encore.`,
      ['core', ' fin'],
    ],
    ['nothing of a title that is longer', `A sluice sur ${A}8】. ${B}`, []],
    ['a title', `A sluice sur ${A}L8】. ${B}`, ['vey']],
    ['the passage that a citation names', '', ['vey']],
    ['an address', `The gau ${A}L9】.`, ['ges']],
    ['in capitals as the cut word', `The GAU ${A}L9】.`, ['GES']],
    [
      'a word and the bracket that it closes',
      `A leak (in the fra ${A}12】. A frame, frames.`,
      ['me)', 'mes'],
    ],
    ['the bracket alone', `A leak (in the frame ${A}】.`, [')']],
    ['no bracket where it is closed behind', `(A leak in the fram ${A}】). A frame.`, ['e']],
    ['the next word, where the cut ate it', `On the ${A}L888】. On the east side.`, [' east']],
    [
      'the word after an article',
      'Le long de l’ ([T](https://x.example/))L8】. De l’eau.',
      ['eau'],
    ],
    ['not another word', `A keen point ${A}】. To the point, a pointe shoe.`, []],
    [
      'several letters behind a whole word',
      `It is automatic ${A}L60】. Automatic, automatically.`,
      ['ally'],
    ],
    ['the plural of a whole word', `The gate ${A}】. A gate, two gates.`, ['s']],
    ['nothing longer or shorter', `The gat ${A}】. The gates.`, []],
    [
      'nothing out of another place of damage',
      `The gat ${A}】 and the gat ${A}1】 and gate.`,
      ['e'],
    ],
  ])('%s', (name, markdown, expected) => {
    const text = name.startsWith('the passage')
      ? 'The sur ([T](https://x.example/#:~:text=first%20survey))L9】 went on.'
      : markdown;
    expect(completions(text)).toEqual(expected);
  });

  const likely = (markdown: string) => {
    const [place] = damageOf(markdown).filter(({ kind }) => kind === 'leftover-marker');
    expect(place?.completions).toHaveLength(1);
    return place?.isLikely;
  };

  test.each([
    ['after the same word', `A high gr ${A}L40】. The high ground.`],
    ['after a word that ends alike', `Parmi des gr ${A}L40】. Les grises.`],
    ['one letter', `The basi ${A}】. Its basin is full.`],
    ['one letter and a bracket', `A leak (in a fram ${A}L】. Her frame.`],
    ['the bracket alone', `A leak (in the frame ${A}】.`],
    ['a usual word', `A weir kee ${A}09】. The keeper, her keeper, no keeper, one keeper.`],
  ])('are likely: %s', (_name, markdown) => {
    expect(likely(markdown)).toBe(true);
  });

  test.each([
    ['after another word', `Dans nos soci ${A}L40】. Les sciences sociales.`],
    ['a name from a common word', `Blog of Modera ${A}L68】. Blog of moderation.`],
    ['one letter after only two', `Their ba ${A}】. Her bag.`],
    [
      'less usual than other words with its beginning',
      `A weir kee ${A}09】. The keeper, her keeper, no keeper, one keeper, ${'keeping, '.repeat(5)}`,
    ],
    ['three times in the report', `A weir kee ${A}09】. The keeper, her keeper, no keeper.`],
  ])('are in doubt: %s', (_name, markdown) => {
    expect(likely(markdown)).toBe(false);
  });

  test('of several, none is likely', () => {
    const [place] = damageOf(`The gat ${A}】. The gate, the gats.`);
    expect(place).toMatchObject({ completions: ['e', 's'], isLikely: false });
  });

  test('are all exactly as long as the missing text', () => {
    for (const { completions: offered, missing } of damageOfFile('damaged-markers.md')) {
      for (const completion of offered) expect(completion).toHaveLength(missing ?? 0);
    }
  });
});

describe('unbalanced emphasis', () => {
  test.each([
    [
      'closes where the cut took its end',
      `Now **kept shu ${A}12】, says it.`,
      'Now **kept shu** +, says it.',
    ],
    ['closes where the cut took all of it', `Now **kept shut ${A}1】.`, 'Now **kept shut** +.'],
    ['closes where the cut took half of it', `Now **kept shut* ${A}】.`, 'Now **kept shut** +.'],
    ['lengthens an end that is too short', 'Now **kept shut* again.', 'Now **kept shut** again.'],
    ['does not close what a later word may', 'Now **kept shut again.', 'Now **kept shut again.'],
    ['does not close across a sentence', `**Now. Kept shut ${A}1】.`, '**Now. Kept shut +.'],
    ['does not close more than is missing', `**Kept shut ${A}】.`, '**Kept shut +.'],
  ])('%s', (_name, markdown, expected) => {
    expect(mended(markdown)).toBe(expected);
    expect(damageOf(markdown).some(({ kind }) => kind === 'unbalanced-emphasis')).toBe(true);
  });

  test('counts against the missing characters', () => {
    const damage = damageOf(`Now **kept shu ${A}12】. It is shut.`);
    expect(damage.map(({ kind, missing }) => [kind, missing])).toEqual([
      ['unbalanced-emphasis', null],
      ['leftover-marker', 1],
    ]);
    expect(damage[1]?.completions).toEqual(['t']);
  });

  test.each([
    ['plain pairs', '**A** and *b*, and ***c***.'],
    ['emphasis in emphasis', '**a *b* c** and *d **e** f*'],
    ['half-words', 'un*frigging*believable'],
    ['arithmetic', '2 * 3 * 4 and 5*3'],
    ['names with underscores', 'the read_me_first file'],
    ['code', 'the `**` operator and ``a ` b``'],
    ['escapes', 'five \\*stars and \\**two'],
    ['a footnote', 'the price* is without tax'],
    ['a footnote’s text', '*without tax'],
    ['an emphasis round a citation', `**the gate ${A} is shut**`],
    ['a list of stars', '* * *'],
  ])('is not found in %s', (_name, text) => {
    expect(damageOf(text)).toEqual([]);
  });

  test('is answered soon for a text of nothing but marks', () => {
    const started = cpuTime();
    damageOf('*a **b _c `d '.repeat(20_000));
    expect(cpuTime() - started).toBeLessThan(2_000);
  });
});

test('unbalanced emphasis is the same, whatever stands before it', () => {
  const piece = fc.constantFrom(
    '**',
    '*',
    '_',
    '__',
    'a',
    ' ',
    '’',
    '(',
    ')',
    '.',
    '«',
    'b c',
    '**d**',
    ' *e* ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = `w${pieces.join('')} w`;
      // With code in it, the whole text is parsed.
      const before = 'w `c` ';
      const whole = findUnclosedMarks(before + text);
      expect(findUnclosedMarks(text)).toEqual(
        whole.map((mark) => ({
          ...mark,
          start: mark.start - before.length,
          shortEnd: mark.shortEnd === null ? null : mark.shortEnd - before.length,
        })),
      );
    }),
    { numRuns: 2_000 },
  );
});

describe('directives', () => {
  const reasonOf = (value: string, language = 'en') => {
    const [damage] = damageOf(`It rose ([T](https://x.example/#:~:text=${value})).`, language);
    return damage === undefined ? null : [damage.kind, damage.reason];
  };

  test.each([
    [',was%20raised', 'invalid-directive', 'empty-term'],
    ['', 'invalid-directive', 'empty-term'],
    ['The%20toll,', 'invalid-directive', 'empty-term'],
    ['-,the%20toll', 'invalid-directive', 'empty-term'],
    ['half-built', 'invalid-directive', 'malformed'],
    ['the%2', 'invalid-directive', 'malformed'],
    ['a,b,c,d,e', 'invalid-directive', 'malformed'],
    ['The%20toll,%E2%80%9D', 'weak-directive', 'punctuation-only'],
    ['The%20toll,%2C5', 'weak-directive', 'digits-only'],
    ['The%20toll,of', 'weak-directive', 'short-term'],
    ['The%20toll,their', 'weak-directive', 'common-word'],
    ['highest', 'weak-directive', 'single-word'],
  ])('flags %j', (value, kind, reason) => {
    expect(reasonOf(value)).toEqual([kind, reason]);
  });

  test.each([
    'The%20toll%20was%20raised',
    'The%20toll,in%20May',
    'raised-,again,-in%20May',
    'gate-,highest',
    '%E6%B9%96%E6%B0%B4',
  ])('keeps %j', (value) => {
    expect(reasonOf(value)).toBeNull();
  });

  test('knows the common words of the report’s language', () => {
    expect(reasonOf('Le%20p%C3%A9age,dans', 'fr')).toEqual(['weak-directive', 'common-word']);
    expect(reasonOf('Le%20p%C3%A9age,dans', 'en')).toBeNull();
  });

  test('leave an address without one alone', () => {
    expect(damageOf('It rose ([T](https://x.example/page?text=a#text=b)).')).toEqual([]);
  });
});

describe('the project’s damaged reports', () => {
  const summary = (name: string) =>
    damageOfFile(name).map(({ line, kind, original, mended: next, missing, reason }) =>
      [line, reason ?? kind, `${original}→${next}`, missing].join(' | '),
    );

  test('of markers', () => {
    expect(summary('damaged-markers.md')).toMatchInlineSnapshot(`
      [
        "3 | leftover-marker | 】→ | 1",
        "3 | unbalanced-emphasis | →** | ",
        "3 | leftover-marker | 9】→ | ",
        "5 | leftover-marker | 12】→ | 3",
        "5 | leftover-marker | L40】→ | 4",
        "6 | leftover-marker | -L4】→ | 4",
        "8 | leftover-marker | L8】→ | 3",
      ]
    `);
  });
  test('of emphasis', () => {
    expect(summary('damaged-emphasis.md')).toMatchInlineSnapshot(`
      [
        "3 | unbalanced-emphasis | →* | ",
        "5 | unbalanced-emphasis | **→** | ",
        "7 | unbalanced-emphasis | →* | ",
        "7 | leftover-marker | 1】→ | 1",
        "7 | unbalanced-emphasis | →** | ",
        "7 | leftover-marker | L8】→ | 1",
        "9 | unbalanced-emphasis | \`→\` | ",
      ]
    `);
  });
  test('of directives', () => {
    expect(summary('damaged-directives.md')).toMatchInlineSnapshot(`
      [
        "3 | empty-term | ,was%20raised→,was%20raised | ",
        "3 | digits-only | Lorries%20pay,%2C5→Lorries%20pay,%2C5 | ",
        "3 | punctuation-only | Buses%20on%20the%20route,%E2%80%9D→Buses%20on%20the%20route,%E2%80%9D | ",
        "3 | single-word | bicycles→bicycles | ",
        "3 | common-word | The%20bridge,the→The%20bridge,the | ",
        "3 | malformed | half-built%20road→half-built%20road | ",
      ]
    `);
  });
  test('and without any', () => {
    expect(summary('sound-brackets.md')).toEqual([]);
  });
});

test('every place has its original text, in order, and a repair never touches a citation', () => {
  const piece = fc.constantFrom(
    '**',
    '*',
    '`',
    '】',
    '【',
    'L9】',
    ' ',
    'words',
    '(',
    ')',
    '. ',
    A,
    B,
    '\\',
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (pieces) => {
      const report = reportOfMarkdown(`x${pieces.join('')}`);
      const [statement] = report.statements;
      const damage = findDamage(report, countedIds());
      let text = statement?.text ?? '';
      let last = -1;
      for (const { start, original } of damage) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(text.slice(start, start + original.length)).toBe(original);
        last = start;
      }
      for (const { start, original, mended: next } of [...damage].reverse()) {
        text = text.slice(0, start) + next + text.slice(start + original.length);
      }
      for (const { id } of report.citations) expect(text).toContain(citationToken(id));
      expect(text.replace(/[*`【】L9]/gu, '')).toBe(
        (statement?.text ?? '').replace(/[*`【】L9]/gu, ''),
      );
    }),
    { numRuns: 500 },
  );
});

test('is linear in the report', () => {
  const line = `The river ros ${A}】 and **kept shu ${B}12】, then. It rose, and was shut.`;
  const once = (lines: number) => {
    const report = reportOfMarkdown(Array(lines).fill(line).join('\n'));
    const started = cpuTime();
    const found = findDamage(report, countedIds());
    expect(found.filter(({ kind }) => kind === 'leftover-marker')).toHaveLength(2 * lines);
    return (cpuTime() - started) / lines;
  };
  // Takes the best of three, because the machine has other work. Quadratic work would take eight
  // times as long.
  const time = (lines: number) => Math.min(once(lines), once(lines), once(lines));
  expect(time(3_200)).toBeLessThan(4 * time(400));
});
