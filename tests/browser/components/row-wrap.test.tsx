import { expect, test } from 'vitest';
import { Button } from '../../../components/ui/Button';
import { show } from './stage';

const WORDS = 'Trois cent seize extraits trouvés. Les deux cents premiers sont affichés.';

test.each([
  ['beside controls that leave room, on their line', 'Tri', true],
  [
    'beside controls that leave none, on a line of their own',
    'Du plus récent au plus ancien',
    false,
  ],
])('the text is %s', (_name, control, beside) => {
  const stage = show(
    <div class="row row-wrap">
      <p class="grow">{WORDS}</p>
      <Button>Filtres</Button>
      <Button>{control}</Button>
    </div>,
  );
  stage.style.width = '320px';
  const words = stage.querySelector('p')!.getBoundingClientRect();
  const last = [...stage.querySelectorAll('button')].at(-1)!.getBoundingClientRect();
  expect(words.width).toBeGreaterThanOrEqual(140);
  expect(last.top < words.bottom).toBe(beside);
});
