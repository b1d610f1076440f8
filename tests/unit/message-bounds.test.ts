import { expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { HandedInSchema } from '@/utils/messaging/protocol/clip-draft';
import { clipperRequests } from '@/utils/messaging/protocol/clipper-calls';
import { highlighterRequests } from '@/utils/messaging/protocol/highlight-calls';
import { PageArticleSchema } from '@/utils/messaging/protocol/page-article';
import { PageReadingSchema, UnseenSchema } from '@/utils/messaging/protocol/page-reading';
import { newId } from '@/utils/model/ids';
import type { RawMetadata } from '@/utils/model/raw-metadata';
import { draftOf } from './draft-fixture';
import { factsOf } from './verify/facts-fixture';

/* An attacker may control the process of a page, so messages from page scripts need bounds. */

const URL_HERE = 'https://weirs.example/june';
const clipId = newId<'clip'>();
const TEXT = 'The weir is open.';
const { text: _text, ...facts } = factsOf(URL_HERE, { status: 200, headers: { server: 'weir' } });

/** One valid message of each kind, with every field that it may have. */
const METADATA = {
  metas: [['author', 'A. Weir']],
  jsonLd: ['{"@type":"Article"}'],
  titles: ['June'],
  bylines: [['By A. Weir']],
  dates: ['2026-06-01'],
  canonical: URL_HERE,
  languages: ['en'],
} satisfies RawMetadata;

const MESSAGES: readonly (readonly [string, z.ZodMiniType, unknown])[] = [
  [
    'a draft over the port of the clipper',
    HandedInSchema,
    {
      of: 1,
      draft: draftOf(TEXT, {
        metadata: METADATA,
        marks: [{ start: 0, end: 3, kind: 'raised' }],
        directive: { prefix: 'The', start: 'weir', end: 'is', suffix: 'open' },
        locator: { time: 3, permalink: URL_HERE },
        image: {
          url: `${URL_HERE}.png`,
          alt: 'A weir',
          caption: 'Open',
          width: 3,
          height: 2,
          bytes: 'AAAA',
          copy: 'file',
          why: null,
          inSight: { left: 0, top: 0, width: 3, height: 2, windowWidth: 800 },
        },
      }),
    },
  ],
  ['clip.keepBoth', clipperRequests['clip.keepBoth'], { clipIds: [clipId] }],
  ['clip.find', clipperRequests['clip.find'], { clipIds: [clipId] }],
  ['clip.undo', clipperRequests['clip.undo'], { clipId }],
  ['clip.redo', clipperRequests['clip.redo'], { clipId }],
  ['clip.panel', clipperRequests['clip.panel'], { clipId }],
  ['clip.note', clipperRequests['clip.note'], { clipId, note: 'low' }],
  ['clip.tags', clipperRequests['clip.tags'], { clipId, typed: 'low' }],
  ['clip.sections', clipperRequests['clip.sections'], { clipId }],
  ['clip.move', clipperRequests['clip.move'], { clipId, sectionId: newId<'section'>() }],
  ['highlights.list', highlighterRequests['highlights.list'], { url: URL_HERE }],
  [
    'highlights.notes',
    highlighterRequests['highlights.notes'],
    { url: URL_HERE, clipIds: [clipId] },
  ],
  ['highlights.panel', highlighterRequests['highlights.panel'], { url: URL_HERE, clipId }],
  ['highlights.shown', highlighterRequests['highlights.shown'], { url: URL_HERE, found: [clipId] }],
  [
    'the article of the page in a tab',
    PageArticleSchema,
    {
      url: URL_HERE,
      title: 'June',
      language: 'en',
      html: `<p>${TEXT}</p>`,
      parts: [{ kind: 'comments', label: 'Comments', links: 1, html: '<p>No.</p>' }],
      ownLinks: 2,
      notes: 3,
      page: {
        text: TEXT,
        blocks: [
          { start: 0, end: TEXT.length, language: 'en', passedOver: 'clipped', barriers: [3] },
        ],
        marks: [{ start: 0, end: 3, kind: 'raised' }],
        nodes: [0, TEXT.length],
      },
    },
  ],
  [
    'a reading of the page in a tab',
    PageReadingSchema,
    {
      url: URL_HERE,
      page: {
        text: TEXT,
        blocks: [
          { start: 0, end: TEXT.length, language: 'en', passedOver: 'clipped', barriers: [3] },
        ],
        marks: [{ start: 0, end: 3, kind: 'raised' }],
      },
      facts: {
        ...facts,
        contentType: 'text/html',
        headings: ['June'],
        embeds: [URL_HERE],
        refresh: '5',
        accessibleForFree: true,
        snapshotLength: 17,
      },
      metadata: METADATA,
    },
  ],
  [
    'what nobody sees of the text of a page',
    UnseenSchema,
    { unseen: [{ start: 4, end: 8 }], mayBeHidden: [{ start: 4, end: 8 }] },
  ],
];

type Path = readonly (string | number)[];

/** Returns the paths of every string, number, list and record in a value. */
function fieldsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value === 'string' || typeof value === 'number') return [path];
  if (Array.isArray(value)) {
    return [path, ...value.flatMap((each, at) => fieldsOf(each, [...path, at]))];
  }
  if (typeof value !== 'object' || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([key, each]) => fieldsOf(each, [...path, key]))];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inside, key) => Object(inside)[key], value);
}

/** Returns a copy of the value with another value at this path. */
function put(value: unknown, [key, ...path]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const inside = put(Object(value)[key], path, other);
  return Array.isArray(value)
    ? value.map((each, index) => (index === key ? inside : each))
    : { ...Object(value), [key]: inside };
}

/** Longer than any real message: the text of a page may have 24 million units. */
const LONG = 'x'.repeat(25_000_000);
const HUGE = [1e12, -1e12, Number.NaN, Number.POSITIVE_INFINITY];

function oversized(value: unknown): unknown[] {
  if (typeof value === 'string') return [LONG];
  if (typeof value === 'number') return HUGE;
  if (Array.isArray(value)) return [Array.from({ length: 1_000_001 }, () => value[0])];
  const many = Array.from({ length: 1_000 }, (_, n) => [`name${n.toString()}`, 'x'] as const);
  return [{ ...Object(value), ...Object.fromEntries(many) }];
}

const CASES = MESSAGES.flatMap(([name, schema, message]) =>
  fieldsOf(message).map((path) => ({ name, schema, message, path, field: path.join('.') || '-' })),
);

test.each(MESSAGES)('accepts the valid message %s', (_name, schema, message) => {
  expect(schema.safeParse(message).error).toBeUndefined();
});

test.each(CASES)('$name: limits the size of $field', ({ schema, message, path }) => {
  const value = at(message, path);
  for (const other of oversized(value)) {
    const read = schema.safeParse(put(message, path, other));
    // Unknown fields of an object are dropped.
    if (read.success) {
      expect(typeof value).toBe('object');
      expect(JSON.stringify(read.data).length).toBeLessThan(5_000);
    }
  }
});
