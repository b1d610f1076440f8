import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeFragmentDirective } from '@/utils/fragment/text-directive';
import { writableUrl } from '@/utils/report/markup/writable-url';
import { writeMarkdown } from '@/utils/report/write-markdown';
import { ReportFixture } from './report-fixture';

/** Cited in a statement, quoted on its own, and in the list of sources. */
function reportOf(url: string): string {
  const report = new ReportFixture();
  const page = report.source('T', url);
  const cited = report.clip(page, 'q');
  report
    .section('S')
    .statement(['Words ', { cite: cited }])
    .place(report.clip(page, 'Quote.'));
  return writeMarkdown(report.build());
}

/** Returns what a program without a Markdown parser takes for addresses. */
function rawAddresses(markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)]*)\)/gu)].map(([, address]) => address ?? '');
}

const thrice = (url: string) => [url, url, url];

describe('an address is unchanged in the Markdown', () => {
  test.each([
    ['a query of two', 'https://e.example/?id=1&page=2'],
    ['a query like a reference without its end', 'https://e.example/?a=1&copy=2&lt'],
    ['underscores and stars', 'https://e.example/a_b__c_/*d*/**e**'],
    ['tildes', 'https://e.example/~~a~~/~b'],
    ['the World Wide Web', 'https://www.e.example/www.a/http://www.b.example'],
    ['marks of every kind', "https://e.example/!$&'*+,-./:;=@_~?!$&*+,-./:;=@_~#!$&'*+,-./:;=@_~"],
    ['an at sign', 'https://e.example/@who/a@b.example'],
    ['a fragment', 'https://e.example/#/a&b=c'],
    ['a port', 'http://e.example:8080/?x&y'],
    ['an IPv6 host', 'http://[2001:db9::1]/?x&y'],
  ])('%s', (_name, url) => {
    expect(new URL(url).href).toBe(url);
    expect(rawAddresses(reportOf(url))).toEqual(thrice(url));
  });

  test.each([
    ['a named reference', 'https://e.example/?a&copy;b', 'https://e.example/?a&copy%3Bb'],
    ['a decimal one', 'https://e.example/?a&#35;b', 'https://e.example/?a&#35%3Bb'],
    ['a hexadecimal one', 'https://e.example/?a&#X23;b', 'https://e.example/?a&#X23%3Bb'],
    ['two in a row', 'https://e.example/?&lt;&gt;', 'https://e.example/?&lt%3B&gt%3B'],
    ['parentheses', 'https://e.example/a_(b)', 'https://e.example/a_%28b%29'],
    ['a backslash', 'https://e.example/?a\\_b', 'https://e.example/?a%5C_b'],
    ['a host with marks', 'https://a(b)`c&lt;.example/', 'https://a%28b%29%60c&lt%3B.example/'],
  ])('percent-encoded where Markdown would read something else: %s', (_name, url, written) => {
    expect(rawAddresses(reportOf(url))).toEqual(thrice(written));
    expect(decodeFragile(new URL(written).href)).toBe(decodeFragile(new URL(url).href));
  });

  test.each([
    ['an empty one', 'https://e.example/a?b#:~:', 'https://e.example/a?b'],
    ['behind a fragment', 'https://e.example/a#b:~:text=c', 'https://e.example/a#b'],
  ])('without a fragment directive, which is no part of the page: %s', (_name, url, written) => {
    expect(rawAddresses(reportOf(url))).toEqual(thrice(written));
  });

  test('whatever it is made of, and it leads to the same place', () => {
    fc.assert(
      fc.property(anyUrl, (url) => {
        const page = removeFragmentDirective(url);
        const written = writableUrl(page);
        expect(rawAddresses(reportOf(url))).toEqual(thrice(written ?? ''));
        expect(decodeFragile(new URL(written ?? '').href)).toBe(decodeFragile(new URL(page).href));
        expect(writableUrl(written ?? '')).toBe(written);
      }),
      { numRuns: 500 },
    );
  });

  test('letter for letter the result of the URL Standard, if it has no fragile character', () => {
    fc.assert(
      fc.property(plainUrl, (url) => {
        const { href } = new URL(removeFragmentDirective(url));
        expect(rawAddresses(reportOf(url))).toEqual(thrice(href));
      }),
      { numRuns: 500 },
    );
  });
});

function decodeFragile(href: string): string {
  return href.replace(/%(?:2[0289]|3[BCE]|5[BCDE]|60|7[BCD])/gu, (code) =>
    decodeURIComponent(code),
  );
}

const PLAIN = [
  ...['a', 'Z', '5', '/', '&', '=', '?', '#', '*', '**', '_', '__', '~', '~~', '!', '$', "'", '+'],
  ...[',', '-', '.', ':', '@', '%28', '%5C', '%', 'é', '漢', 'www.', 'https://', '&amp', '&#35'],
];
const FRAGILE = [
  ...['(', ')', '<', '>', '[', ']', '\\', '^', '`', '{', '|', '}', ' ', '"', ';', '\\_', '\\('],
  ...['&amp;', '&copy;', '&#35;', '&#x23;', '<!--', '](', '||', ' "t"'],
];
const HOSTS = ['page.example', 'www.page.example', 'a(b).example', 'x`y.example', "it's.example"];

function urlOf(host: fc.Arbitrary<string>, pieces: readonly string[]): fc.Arbitrary<string> {
  const path = fc.array(fc.constantFrom(...pieces), { maxLength: 14 });
  return fc.tuple(host, path).map(([name, list]) => `https://${name}/${list.join('')}`);
}
const anyUrl = fc.oneof(
  urlOf(fc.constantFrom(...HOSTS), [...PLAIN, ...FRAGILE]),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);
const plainUrl = urlOf(fc.constantFrom('page.example', 'www.page.example'), PLAIN);

test('a link leads to the post that was clipped from, and to the words in it', () => {
  const report = new ReportFixture();
  const page = report.source('T', 'https://e.example/thread');
  const permalink = 'https://e.example/thread#c12';
  const locator = { page: null, time: null, permalink };
  const cited = report.clip(page, 'q', { start: 'q' }, { locator });
  report.section('S').statement(['Words ', { cite: cited }]);
  const [link] = rawAddresses(writeMarkdown(report.build()));
  expect(link).toBe(`${permalink}:~:text=q`);
});
