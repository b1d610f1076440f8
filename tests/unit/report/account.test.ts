import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { importedReport, readReport } from './read-back';

/*
 * Made-up reports with marks of every form. The import report accounts for each of them: it is a
 * citation, an entry of a list, hidden, a leftover of a tool, or left alone with the reason.
 */

type Fate = 'cited' | 'leftover' | 'hidden' | 'left-alone';

interface Mark {
  /** The mark as the report writes it behind a sentence. */
  readonly written: string;
  /** What the import report quotes, if that is not the whole. */
  readonly quoted?: string;
  readonly fate: Fate;
}

const host = (n: number) => `https://page${n}.example/`;
const MARKS: readonly ((n: number) => Mark)[] = [
  (n) => ({
    written: ` ([Title ${n}](${host(n)}))`,
    quoted: `([Title ${n}](${host(n)}))`,
    fate: 'cited',
  }),
  (n) => ({ written: `[${n}](${host(n)})`, fate: 'cited' }),
  (n) => ({ written: `[site${n}.example](${host(n)})`, fate: 'cited' }),
  (n) => ({ written: ` [${n}]`, quoted: `[${n}]`, fate: 'cited' }),
  (n) => ({ written: ` [${n}-${n + 1}]`, quoted: `[${n}-${n + 1}]`, fate: 'cited' }),
  (n) => ({ written: `[^n${n}]`, fate: 'cited' }),
  (n) => ({ written: ` 【${n}†source】`, quoted: `【${n}†source】`, fate: 'cited' }),
  (n) => ({ written: ` <${host(n)}>`, quoted: `<${host(n)}>`, fate: 'cited' }),
  (n) => ({ written: ` ${host(n)}`, quoted: host(n), fate: 'cited' }),
  (n) => ({ written: `<sup>${n}</sup>`, fate: 'cited' }),
  (n) => ({ written: ` (doi:10.1234/d${n})`, quoted: `doi:10.1234/d${n}`, fate: 'cited' }),
  (n) => ({ written: ` [${n}, para. 3]`, quoted: `[${n}, para. 3]`, fate: 'cited' }),
  (n) => ({ written: `[^${n}^][r${n}]`, fate: 'cited' }),
  (n) => ({
    written: ` <a href="${host(n)}">page ${n}</a>`,
    quoted: `<a href="${host(n)}">page ${n}</a>`,
    fate: 'cited',
  }),
  (n) => ({
    written: ` [words ${n}](${host(n)})`,
    quoted: `[words ${n}](${host(n)})`,
    fate: 'cited',
  }),
  (n) => ({ written: ` [words][r${n}]`, quoted: `[words][r${n}]`, fate: 'cited' }),
  (n) => ({ written: ` [cite: ${n}]`, fate: 'leftover' }),
  (n) => ({ written: `:contentReference[oaicite:${n}]{index=${n}}`, fate: 'leftover' }),
  (n) => ({ written: `citeturn${n}search${n}`, fate: 'leftover' }),
  (n) => ({ written: ` [web:${n}]`, fate: 'leftover' }),
  (n) => ({
    written: `<span style="display:none">[^n${n}]</span>`,
    quoted: `[^n${n}]`,
    fate: 'hidden',
  }),
  (n) => ({ written: `<span hidden>[${n}]</span>`, quoted: `[${n}]`, fate: 'hidden' }),
  (n) => ({ written: ` [9${n}]`, quoted: `[9${n}]`, fate: 'left-alone' }),
  (n) => ({ written: `[^lost${n}]`, fate: 'left-alone' }),
  (n) => ({ written: ` [@lost${n}]`, quoted: `[@lost${n}]`, fate: 'left-alone' }),
  (n) => ({
    written: ` [bad ${n}](ftp://old.example/${n})`,
    quoted: `[bad ${n}](ftp://old.example/${n})`,
    fate: 'left-alone',
  }),
  (n) => ({ written: ` \`[T](${host(n)})\``, quoted: `\`[T](${host(n)})\``, fate: 'left-alone' }),
  (n) => ({
    written: ` \uE200cite\uE202turn9view${n}\uE201`,
    quoted: `\uE200cite\uE202turn9view${n}\uE201`,
    fate: 'left-alone',
  }),
];

const NUMBERS = [1, 2, 3, 4, 5, 6];
const DEFINITIONS = [...NUMBERS, 7]
  .map((n) => `[^n${n}]: ${host(n)}\n\n[r${n}]: ${host(n)}`)
  .join('\n\n');
const LIST = [...NUMBERS, 7].map((n) => `${n}. Work ${n}, ${host(n)}`).join('\n');

const mark = fc
  .tuple(fc.constantFrom(...MARKS), fc.constantFrom(...NUMBERS))
  .map(([make, n]) => make(n));
const sentence = fc
  .tuple(fc.constantFrom('The river rose', 'Otters came back', 'Nobody saw it'), mark)
  .map(([words, one]) => ({ text: `${words}${one.written}.`, marks: [one] }));
const block = fc
  .tuple(fc.constantFrom('', '- ', '> ', '## '), fc.array(sentence, { minLength: 1, maxLength: 4 }))
  .map(([lead, sentences]) => ({
    text: lead + sentences.map(({ text }) => text).join(' '),
    marks: sentences.flatMap(({ marks }) => marks),
    isHeading: lead === '## ',
  }));

function counted(items: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

test('the import report accounts for every mark', () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), (blocks) => {
      const body = blocks.map(({ text }) => text).join('\n\n');
      const text = `${body}\n\n## References\n\n${LIST}\n\n${DEFINITIONS}\n`;
      const report = readReport(text);
      const { damage, leftAlone } = report.importReport;
      const left = leftAlone.map((one) => one.text);
      const lists = report.statements.filter(({ kind }) => kind === 'sources').map(({ id }) => id);
      const own = report.citations.filter(({ raw }) => raw !== '');
      const inSentences = own.filter(({ statementId }) => !lists.includes(statementId));
      const seen = counted([
        ...inSentences.map(({ raw }) => raw),
        ...left,
        ...damage.map(({ original }) => original.trim()),
      ]);
      const expected = counted(
        blocks.flatMap(({ marks }) =>
          marks.map(({ written, quoted }) => (quoted ?? written).trim()),
        ),
      );
      for (const [each, count] of Object.entries(expected)) {
        expect([each, seen[each] ?? 0]).toEqual([each, count]);
      }
      const hidden = blocks.flatMap(({ marks }) => marks.filter(({ fate }) => fate === 'hidden'));
      const inText = blocks.filter(({ isHeading }) => !isHeading);
      const cited = inText.flatMap(({ marks }) => marks.filter(({ fate }) => fate === 'cited'));
      expect(leftAlone.filter(({ why }) => why === 'hidden')).toHaveLength(hidden.length);
      expect(inSentences).toHaveLength(cited.length);
      expect(report.importReport.listed).toBe(own.length - inSentences.length);
      expect(writeMarkdown(importedReport(report))).toBe(text);
    }),
  );
});

test('the import report accounts for every number behind a sentence', () => {
  const glued = fc.record({
    words: fc.constantFrom('The river rose', 'It cost 3.5 million', 'That was in 2024', 'Up 45 %'),
    numbers: fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(glued, { minLength: 1, maxLength: 8 }), (sentences) => {
      const first = { words: 'The river rose', numbers: [1] };
      const all = [first, ...sentences];
      const body = all.map(({ words, numbers }) => `${words}.${numbers.join(', ')}`).join(' ');
      const text = `${body}\n\n#### **Works cited**\n\n${LIST}\n`;
      const report = readReport(text);
      const cited = report.citations.filter(({ style }) => style === 'glued-number').length;
      const named = all.flatMap(({ numbers }) => numbers);
      // The list ends at 7: 8 and the numbers behind it are no part of the mark, or are left alone.
      const known = all.flatMap(({ numbers }) => {
        const unknown = numbers.indexOf(8);
        return unknown < 0 ? numbers : numbers.slice(0, unknown);
      });
      expect(cited).toBe(known.length);
      const lost = all.filter(({ numbers }) => numbers[0] === 8).length;
      const { leftAlone } = report.importReport;
      expect(leftAlone.filter(({ why }) => why === 'unknown-reference')).toHaveLength(lost);
      expect(named.length).toBeGreaterThanOrEqual(cited);
      expect(writeMarkdown(importedReport(report))).toBe(text);
    }),
  );
});

describe('numbers behind sentences of a report with code', () => {
  const SENTENCES = 'The river rose.1 The lake fell.2\n';
  test.each([
    ['between backticks', '```\nx = [1]\ny = [2]\nz = [3]\n```\n', ''],
    ['between tildes', '~~~ts\nx = [1]\n```\ny = [2], [3]\n~~~~\n', ''],
    ['in an item', '- ```\n  x = [1] + [2] + [3]\n  ```\n', ''],
    ['in a quote', '> ```\n> x = [1] + [2] + [3]\n> ```\n', ''],
    ['with an open end', '', '\n```\nx = [1] + [2] + [3]\n'],
    ['in a line', 'Read `x[0] = [1]` or ``[`2`] = [3]`` and `[4]`.\n', ''],
  ])('cite where the code is %s', (_name, before, after) => {
    const { citations } = readReport(
      `${before}\n${SENTENCES}\n#### **Works cited**\n\n${LIST}\n${after}`,
    );
    expect(citations.filter(({ style }) => style === 'glued-number')).toHaveLength(2);
  });

  test('do not cite where the text has as many numbers in brackets', () => {
    const { citations } = readReport(
      `It froze [1]. It thawed [2].\n\n\`\`\`\nx\n\`\`\`\n\n${SENTENCES}\n#### **Works cited**\n\n${LIST}\n`,
    );
    expect(citations.filter(({ style }) => style === 'glued-number')).toEqual([]);
  });
});
