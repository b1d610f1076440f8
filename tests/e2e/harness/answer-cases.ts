import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from '@/scripts/serve-pages.mjs';
import { column, makePdf } from '@/tests/fixtures/make-pdf';
import type { CheckFlag, CheckReason, Verdict } from '@/utils/model/evidence';
import { articleWith } from './made-pages';

export const QUOTE = 'The river rose by 61 centimetres overnight';
const FRENCH_QUOTE = "L'été dernier, le débit a été mesuré à l'écluse";
const STRAIGHT = 'the "old gate" wasn\'t shut for 12 hours, and nobody knows why';
const CURLY = 'the “old gate” wasn’t shut for 12\u00A0hours, and nobody knows why';
const HYPHEN = 'the gate - the old one - was not shut for 12 hours';
const LATIN = (text: string, meta: string) =>
  Buffer.from(articleWith([text], 'fr').replace('<meta charset="utf-8">', meta), 'latin1');
const LOGIN = readFileSync(path.resolve('tests/fixtures/verify/walls/login-echo.html'), 'utf8');

/** A page at the time of the clip, its response during verification, and the expected result. */
export interface AnswerCase {
  readonly name: string;
  /** An address of its own by default. */
  readonly url?: string;
  readonly quote?: string;
  readonly before?: Answer;
  /** Without it, the page stays the same. */
  readonly after?: Answer;
  readonly verdict: Verdict;
  readonly reason?: CheckReason;
  readonly detail?: string;
  readonly flags?: readonly CheckFlag[];
  readonly finalUrl?: string;
  /** Number of requests for the page itself. The default is 1. */
  readonly asked?: number;
}

export function articlePage(quote: string): Answer {
  return { body: articleWith([quote]) };
}

/** @param privatePort Port of a server to which nothing may be redirected. */
export function answerCases(privatePort: number): readonly AnswerCase[] {
  return [
    {
      name: 'other quotation marks and no-break spaces',
      quote: STRAIGHT,
      after: articlePage(CURLY),
      verdict: 'typographic',
    },
    {
      name: 'other dashes, with which no browser finds the link any more',
      quote: HYPHEN,
      after: articlePage(HYPHEN.replaceAll(' - ', ' – ')),
      verdict: 'typographic',
      flags: ['dead-link'],
    },
    {
      name: '404',
      after: { ...articlePage(QUOTE), status: 404 },
      verdict: 'gone',
      reason: 'status-gone',
    },
    {
      name: '410',
      after: { ...articlePage(QUOTE), status: 410 },
      verdict: 'gone',
      reason: 'status-gone',
    },
    {
      name: '403',
      after: { ...articlePage(QUOTE), status: 403 },
      verdict: 'blocked',
      reason: 'status-blocked',
    },
    {
      name: '429',
      after: { ...articlePage(QUOTE), status: 429, headers: { 'retry-after': '1' } },
      verdict: 'blocked',
      reason: 'status-blocked',
      asked: 3,
    },
    {
      name: 'a login page that repeats the quote',
      after: { body: LOGIN },
      verdict: 'blocked',
      reason: 'login-wall',
    },
    {
      name: '500',
      after: { ...articlePage(QUOTE), status: 500 },
      verdict: 'unreachable',
      reason: 'server-error',
      asked: 2,
    },
    {
      name: 'a dropped connection',
      after: { drop: true },
      verdict: 'unreachable',
      reason: 'network-error',
    },
    {
      name: 'a redirect on the same site, relative',
      url: 'http://canal.example/2026/page',
      after: { redirectTo: '../moved/here' },
      verdict: 'verbatim',
      flags: ['redirected'],
      finalUrl: 'http://canal.example/moved/here',
    },
    {
      name: 'a redirect to another site that was granted',
      after: { status: 301, redirectTo: 'http://granted.example/there' },
      verdict: 'verbatim',
      flags: ['redirected'],
      finalUrl: 'http://granted.example/there',
    },
    {
      name: 'a redirect to a site that was not granted',
      after: { redirectTo: 'http://stranger.example/there' },
      verdict: 'unchecked',
      reason: 'redirects-to-ungranted',
      detail: 'stranger.example',
      finalUrl: 'http://stranger.example/there',
    },
    {
      name: 'a redirect to a private address',
      after: { redirectTo: `http://127.0.0.1:${privatePort.toString()}/admin` },
      verdict: 'unreachable',
      reason: 'private-address',
      detail: '127.0.0.1',
    },
    {
      name: 'a redirect to a private address in another spelling',
      after: { redirectTo: `http://2130706433:${privatePort.toString()}/admin` },
      verdict: 'unreachable',
      reason: 'private-address',
      detail: '127.0.0.1',
    },
    {
      name: 'a redirect to a file, which the browser itself refuses',
      after: { redirectTo: 'file:///etc/hostname' },
      verdict: 'unreachable',
      reason: 'network-error',
      asked: 2,
    },
    {
      name: 'a redirect in circles',
      after: { redirectTo: 'http://canal.example/circle' },
      verdict: 'unreachable',
      reason: 'too-many-redirects',
    },
    {
      name: 'an encoding named in the header',
      quote: FRENCH_QUOTE,
      before: {
        body: LATIN(FRENCH_QUOTE, ''),
        headers: { 'content-type': 'text/html; charset=iso-8859-1' },
      },
      verdict: 'verbatim',
    },
    {
      name: 'an encoding named in the page',
      quote: FRENCH_QUOTE,
      before: {
        body: LATIN(FRENCH_QUOTE, '<meta charset="windows-1252">'),
        headers: { 'content-type': 'text/html' },
      },
      verdict: 'verbatim',
    },
    {
      name: 'UTF-16 with a byte order mark',
      before: {
        body: Buffer.from(`\uFEFF${articleWith([QUOTE])}`, 'utf16le'),
        headers: { 'content-type': 'text/html' },
      },
      verdict: 'verbatim',
    },
    {
      name: 'plain text',
      before: {
        body: `Readings at the lock\n\n${QUOTE},\nand fell again.\n`,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      },
      verdict: 'verbatim',
    },
    {
      name: 'a PDF with the quote among other words',
      after: {
        body: makePdf({ pages: [column(['A first page.']), column([`${QUOTE}, and fell.`])] }),
        headers: { 'content-type': 'application/pdf' },
      },
      verdict: 'moved',
      detail: 'p. 2',
      flags: ['changed-nearby', 'directive-in-pdf'],
    },
    {
      name: 'a damaged PDF',
      after: { body: '%PDF-1.7\n', headers: { 'content-type': 'application/pdf' } },
      verdict: 'unchecked',
      reason: 'pdf-broken',
    },
    {
      name: 'more than is read',
      after: { body: `${articleWith([QUOTE])}${' '.repeat(20_000_000)}` },
      verdict: 'unchecked',
      reason: 'too-large',
    },
  ];
}
