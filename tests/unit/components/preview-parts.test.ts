import { describe, expect, test } from 'vitest';
import { previewPage, previewText } from '@/components/export/preview-parts';

describe('a page that is previewed', () => {
  test('comes after a policy that loads and runs nothing, and links that lead nowhere', () => {
    const { shown, cut } = previewPage('<!doctype html><html lang="fr"><p>Bonjour</p>');
    expect(cut).toBe(false);
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(shown);
    expect(policy?.[1]).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(shown).toContain('<base target="_blank">');
    expect(shown.indexOf('<p>')).toBeGreaterThan(shown.indexOf('<base'));
  });

  test('is cut behind a tag where it is long', () => {
    const { shown, cut } = previewPage('<p>word</p>'.repeat(40_000));
    expect(cut).toBe(true);
    expect(shown.endsWith('>')).toBe(true);
    expect(shown.length).toBeLessThan(210_000);
  });
});

describe('a text that is previewed', () => {
  test('is shown whole where it is short', () => {
    expect(previewText('# Lakes\n')).toEqual({ shown: '# Lakes\n', cut: false });
  });

  test('is cut at the end of a line', () => {
    const { shown, cut } = previewText('A line of words.\n'.repeat(5_000));
    expect(cut).toBe(true);
    expect(shown.endsWith('words.')).toBe(true);
    expect(shown.length).toBeLessThanOrEqual(20_000);
  });

  test('of one line is cut all the same', () => {
    expect(previewText('x'.repeat(50_000)).shown).toHaveLength(20_000);
  });
});

test('a preview has no link for the Tab key, because no link can be followed there', () => {
  const { shown } = previewPage(
    '<p><a href="https://e.example/">One</a> <A\nhref="/">Two</A> <abbr>x</abbr></p>',
  );
  const links = [...shown.matchAll(/<a\b[^>]*>/giu)].map(([tag]) => tag);
  expect(links).toHaveLength(2);
  for (const tag of links) expect(tag).toContain('tabindex=-1');
  expect(shown).toContain('<abbr>');
});
