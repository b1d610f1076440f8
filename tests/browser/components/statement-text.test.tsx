import './catalogue';
import { describe, expect, test } from 'vitest';
import { StatementText } from '../../../components/report/StatementText';
import type { CitedClip } from '../../../components/report/statement-view';
import { newId } from '../../../utils/model/ids';
import { citationToken } from '../../../utils/model/statement-text';
import { show } from './stage';

const A = newId<'citation'>();
const B = newId<'citation'>();

function cite(citationId: CitedClip['citationId'], letter: string, words = ''): CitedClip {
  return { citationId, letter, label: letter, words, plain: '', view: null };
}

function draw(
  text: string,
  cited: readonly CitedClip[] = [cite(A, 'A'), cite(B, 'B')],
): HTMLElement {
  show(<StatementText text={text} cited={cited} onShow={() => undefined} />);
  const drawn = document.querySelector<HTMLElement>('.statement-text');
  if (drawn === null) throw new Error('nothing was drawn');
  return drawn;
}

describe('a statement, read', () => {
  test.each([
    ['strong words', 'A **strong** word.', 'strong', 'strong'],
    ['emphasis', 'An *emphatic* word.', 'em', 'emphatic'],
    ['code', 'Some `code` here.', 'code', 'code'],
    ['struck words', 'Some ~~old~~ words.', 's', 'old'],
    ['a link that is no citation', 'See [the lock](https://lock.example/).', 'a', 'the lock'],
    ['a table', '| a | b |\n|---|---|\n| c | d |', 'td', 'c'],
    ['an item below', '- one\n- two', 'li', 'one'],
  ])('shows %s as such', (_, text, element, words) => {
    const drawn = draw(text);
    expect(drawn.querySelector(element)?.textContent).toBe(words);
    expect(drawn.textContent).not.toMatch(/[*`~|]/u);
  });

  test.each([
    ['the mark of a note', 'It rose.[^1]', 'It rose.1', '1'],
    ['a note', '[^b2]: See *the* register.', 'b2 See the register.', 'b2'],
    ['a note after its mark', 'It rose.[^1]\n\n[^1]: See there.', 'It rose.11 See there.', '1'],
  ])('shows %s with its number raised', (_, text, words, raised) => {
    const drawn = draw(text);
    expect(drawn.textContent).toBe(words);
    expect(drawn.querySelector('sup')?.textContent).toBe(raised);
  });

  test.each([
    ['A flow of 10<sup>−6</sup> m/s, and H<sub>2</sub>O.', 'A flow of 10−6 m/s, and H2O.'],
    ['**10<sup>6</sup>** H<sub>2</sub>O', '106 H2O'],
  ])('raises and lowers what its HTML does: %s', (text, words) => {
    const drawn = draw(text);
    expect(drawn.textContent).toBe(words);
    expect(drawn.querySelector('sup')?.textContent).toMatch(/6$/u);
    expect(drawn.querySelector('sub')?.textContent).toBe('2');
  });

  test.each(['2<sup>a<b>c</b></sup>', '2<sup onclick="x()">3</sup>', '2<sup>3</sub>', '2<sup>3'])(
    'shows %s as it is written',
    (text) => {
      const drawn = draw(text);
      expect(drawn.querySelector('sup, sub, b')).toBeNull();
      expect(drawn.textContent).toBe(text);
    },
  );

  test('shows HTML as it is written, and runs nothing', () => {
    const drawn = draw('A <img src=x onerror="alert(1)"> **b**\n\n<script>alert(1)</script>');
    expect(drawn.querySelector('img, script')).toBeNull();
    expect(drawn.textContent).toContain('<script>alert(1)</script>');
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///x'])(
    'makes no link of %s',
    (address) => {
      const drawn = draw(`[words](<${address}>)`);
      expect(drawn.querySelector('a')).toBeNull();
      expect(drawn.textContent).toBe('words');
    },
  );

  test('puts chips in the places of the citations, also inside emphasis', () => {
    const drawn = draw(`One ${citationToken(A)}, **two ${citationToken(B)}**.`);
    expect(drawn.textContent).toBe('One A, two B.');
    expect(drawn.querySelector('strong .cite')?.textContent).toBe('B');
  });

  test.each([
    `It said *“the lake rose”*${citationToken(A)} today.`,
    `It said _« the lake »_${citationToken(A)}${citationToken(B)}.`,
    `**(The lake.)**${citationToken(A)} It fell.`,
    `It rose ${citationToken(A)}*“and fell”*.`,
  ])('ends and begins emphasis beside a chip: %s', (text) => {
    const drawn = draw(text);
    expect(drawn.textContent).not.toMatch(/[*_⸨⸩]/u);
    expect(drawn.querySelector('em, strong')).not.toBeNull();
  });

  test('keeps the punctuation after a chip on its line', () => {
    const drawn = draw(
      `The river rose ${citationToken(A)}. Then it fell ${citationToken(B)} again.`,
    );
    expect([...drawn.querySelectorAll('.cite-run')].map((run) => run.textContent)).toEqual(['A.']);
  });

  test('shows the words that a link was written on', () => {
    const drawn = draw(`The river ${citationToken(A)}.`, [cite(A, 'A', 'rose by a metre')]);
    expect(drawn.textContent).toBe('The river rose by a metreA.');
  });

  test('leaves words without Markdown as they are', () => {
    expect(draw('5 % of it\u00A0: «\u00A0so\u00A0».\nNext line').textContent).toBe(
      '5 % of it\u00A0: «\u00A0so\u00A0».\nNext line',
    );
  });
});
