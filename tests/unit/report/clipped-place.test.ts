import { expect, test } from 'vitest';
import { clippedPlace } from '@/utils/report/clipped-place';

const at = (time: number | null, permalink: string | null = null) => ({
  locator: { page: null, time, permalink },
});
const WATCH = 'https://www.youtube.com/watch?v=a1';

test.each([
  ['a page', at(null), 'https://e.example/a?b', 'https://e.example/a?b'],
  [
    'a comment of a thread',
    at(null, 'https://e.example/a?b#comment-12'),
    'https://e.example/a?b',
    'https://e.example/a?b#comment-12',
  ],
  [
    'a comment, clipped by a link with a directive',
    at(null, 'https://e.example/a#c:~:text=x'),
    'https://e.example/a#:~:text=y',
    'https://e.example/a#c',
  ],
  [
    'a comment of a page whose fragment names the page',
    at(null, 'https://e.example/#c12'),
    'https://e.example/#/threads/4',
    'https://e.example/#/threads/4',
  ],
  [
    'a post whose fragment names a page of its own',
    at(null, 'https://e.example/#/posts/12'),
    'https://e.example/',
    'https://e.example/',
  ],
  [
    'a post whose fragment names a page in the older way',
    at(null, 'https://e.example/#!posts/12'),
    'https://e.example/',
    'https://e.example/',
  ],
  [
    'a post with a page of its own, where the words were never looked for',
    at(null, 'https://e.example/posts/12'),
    'https://e.example/feed',
    'https://e.example/feed',
  ],
  [
    'a post of another site',
    at(null, 'https://other.example/feed#c12'),
    'https://e.example/feed',
    'https://e.example/feed',
  ],
  ['a post that is no address', at(null, 'c12'), 'https://e.example/', 'https://e.example/'],
  ['a second of a film', at(75.9), WATCH, `${WATCH}&t=75s`],
  ['a second, clipped from the film at another', at(75), `${WATCH}&t=3s`, `${WATCH}&t=75s`],
  ['a film by its short address', at(75), 'https://youtu.be/a1', 'https://youtu.be/a1?t=75s'],
  ['a film elsewhere', at(75), 'https://vimeo.com/12', 'https://vimeo.com/12#t=75s'],
  ['a recording on any site', at(75), 'https://e.example/talk', 'https://e.example/talk'],
  ['a page of a film’s site', at(75), 'https://youtube.com/about', 'https://youtube.com/about'],
  ['a host that only ends alike', at(75), 'https://xvimeo.com/1', 'https://xvimeo.com/1'],
])('the link of a clip leads to its place: %s', (_name, clip, url, place) => {
  expect(clippedPlace(clip, url)).toBe(place);
});
