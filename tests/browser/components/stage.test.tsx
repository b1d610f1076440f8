import { expect, test } from 'vitest';
import { axeFindings, expectAccessible, show } from './stage';

const inScheme = (light: string, dark: string) =>
  `background: light-dark(white, black); color: light-dark(${light}, ${dark})`;

test.each([
  ['is found in both schemes', inScheme('#ccc', '#333'), 'light'],
  ['is found in the dark scheme alone', inScheme('black', '#333'), 'dark'],
])('a weak contrast %s', async (_name, style, scheme) => {
  show(<p style={style}>The lake rose in April.</p>);
  await expect(expectAccessible()).rejects.toThrow(new RegExp(`^${scheme}: `));
});

test('a button without a name is found', async () => {
  show(<button type="button" />);
  expect(await axeFindings()).toEqual(['button-name: <button type="button"></button>']);
});

test('text that can be read in both schemes has no finding', async () => {
  show(<p style={inScheme('black', 'white')}>The lake rose in April.</p>);
  await expectAccessible();
});
