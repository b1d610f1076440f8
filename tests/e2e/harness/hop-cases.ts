import type { Answer } from '@/scripts/serve-pages.mjs';
import { type DocumentCase, QUOTE } from './document-cases';
import { articleWith } from './made-pages';

const GRANTED = 'http://granted.example';
const STRANGER = 'http://stranger.example/page';
const article: Answer = { body: articleWith([QUOTE]) };
/** An article that redirects at once to another page. */
const sending = (target: string): Answer => ({
  body: articleWith([QUOTE]).replace(
    '<head>',
    `<head><meta http-equiv="refresh" content="0;url=${target}">`,
  ),
});

/** A chain of redirects of this length that ends at an article. */
function chain(name: string, length: number): [string, Answer][] {
  return Array.from({ length }, (_, at): [string, Answer] => [
    `${GRANTED}/${name}/${at.toString()}`,
    at === length - 1 ? article : { redirectTo: `/${name}/${(at + 1).toString()}` },
  ]);
}

/** The targets of the redirects, and their responses. */
export const TARGETS: readonly (readonly [string, Answer])[] = [
  [`${GRANTED}/there`, article],
  [STRANGER, article],
  ...chain('short', 9),
  ...chain('long', 12),
  [`${GRANTED}/to-stranger`, { redirectTo: STRANGER }],
  [`${GRANTED}/circle/1`, { redirectTo: '/circle/2' }],
  [`${GRANTED}/circle/2`, { redirectTo: '/circle/1' }],
  [`${GRANTED}/login`, article],
  [`${GRANTED}/elsewhere`, { body: articleWith(['Nobody measured anything in that week']) }],
];

/**
 * Spellings of addresses of this machine and this network. A server listens at each of them, or
 * could.
 */
const PRIVATE: readonly (readonly [string, string])[] = [
  ['127.0.0.1', '127.0.0.1'],
  ['127.1', '127.0.0.1'],
  ['2130706433', '127.0.0.1'],
  ['0x7f000001', '127.0.0.1'],
  ['0177.0.0.1', '127.0.0.1'],
  ['0.0.0.0', '0.0.0.0'],
  ['[::1]', '[::1]'],
  ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]'],
  ['[0:0:0:0:0:ffff:7f00:1]', '[::ffff:7f00:1]'],
  ['localhost', 'localhost'],
  ['sub.localhost.', 'sub.localhost.'],
  ['169.254.169.254', '169.254.169.254'],
];

/** @param privatePort Port of a server of this machine to which nothing may be redirected. */
export function hopCases(privatePort: number): readonly DocumentCase[] {
  return [
    {
      name: 'one redirect, of each kind that keeps the method or does not',
      answer: { status: 308, redirectTo: `${GRANTED}/there` },
      verdict: 'verbatim',
      flags: ['redirected'],
    },
    {
      name: 'a chain of nine',
      answer: { status: 307, redirectTo: `${GRANTED}/short/0` },
      verdict: 'verbatim',
      flags: ['redirected'],
    },
    {
      name: 'a chain that is too long',
      answer: { status: 301, redirectTo: `${GRANTED}/long/0` },
      verdict: 'unreachable',
      reason: 'too-many-redirects',
      detail: '10',
    },
    {
      name: 'a circle',
      answer: { redirectTo: `${GRANTED}/circle/1` },
      verdict: 'unreachable',
      reason: 'too-many-redirects',
      detail: 'granted.example',
    },
    {
      name: 'a page that leads to itself',
      answer: { redirectTo: '?again' },
      verdict: 'unreachable',
      reason: 'too-many-redirects',
      // An address with another query is another address.
    },
    {
      name: 'a host that was not granted',
      answer: { redirectTo: STRANGER },
      verdict: 'unchecked',
      reason: 'redirects-to-ungranted',
      detail: 'stranger.example',
    },
    {
      name: 'a host that was not granted, by way of one that was',
      answer: { redirectTo: `${GRANTED}/to-stranger` },
      verdict: 'unchecked',
      reason: 'redirects-to-ungranted',
      detail: 'stranger.example',
    },
    {
      name: 'another port of a granted host, as a name and a password',
      answer: { redirectTo: 'http://user:word@granted.example/login' },
      verdict: 'unreachable',
      reason: 'scheme-not-allowed',
      detail: 'credentials',
    },
    {
      name: 'a script',
      answer: { redirectTo: 'javascript:alert(1)' },
      verdict: 'unreachable',
      reason: 'network-error',
      asked: 2,
    },
    {
      name: 'a page of its own making',
      answer: { redirectTo: `data:text/html,${QUOTE}` },
      verdict: 'unreachable',
      reason: 'network-error',
      asked: 2,
    },
    {
      name: 'a page that forwards its readers to a page with the quote',
      answer: sending(`${GRANTED}/there`),
      verdict: 'verbatim',
      flags: ['redirected'],
    },
    {
      name: 'a page with the quote that forwards its readers to a page without it',
      answer: sending(`${GRANTED}/elsewhere`),
      verdict: 'unchecked',
      reason: 'not-found-not-rendered',
      flags: ['redirected'],
    },
    {
      name: 'a page with the quote that forwards its readers by a header',
      answer: { ...article, headers: { refresh: `0;url=${GRANTED}/elsewhere` } },
      verdict: 'unchecked',
      reason: 'not-found-not-rendered',
      flags: ['redirected'],
    },
    {
      name: 'a page that forwards its readers to a host that was not granted',
      answer: sending(STRANGER),
      verdict: 'unchecked',
      reason: 'redirects-to-ungranted',
      detail: 'stranger.example',
    },
    {
      name: 'a page that forwards its readers to a private address',
      answer: sending(`http://127.0.0.1:${privatePort.toString()}/admin`),
      verdict: 'unreachable',
      reason: 'private-address',
      detail: '127.0.0.1',
    },
    ...PRIVATE.map(
      ([spelt, detail]): DocumentCase => ({
        name: `a private address spelt ${spelt}`,
        answer: { redirectTo: `http://${spelt}:${privatePort.toString()}/admin` },
        verdict: 'unreachable',
        reason: 'private-address',
        detail,
      }),
    ),
  ];
}
