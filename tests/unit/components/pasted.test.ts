import { describe, expect, test } from 'vitest';
import { claimAt } from '@/components/report/claim-at';
import { findPasted } from '@/components/report/find-pasted';
import { pastedParts } from '@/components/report/pasted-blocks';
import type { ClipView } from '@/components/state/clip-view';
import { type CitationId, newId } from '@/utils/model/ids';
import { citationToken } from '@/utils/model/statement-text';
import { readCitedMarkdown } from '@/utils/report/read-markdown';

const PLACE = { reportId: newId<'report'>(), sectionId: newId<'section'>() };

function paste(markdown: string, views: readonly ClipView[] = []) {
  const read = readCitedMarkdown(markdown, {
    filedUnder: { reportId: newId<'report'>(), sectionId: null },
    now: '2026-05-02T09:41:00.000Z',
    newId,
  });
  if (!read.ok) throw new Error(read.error.code);
  return pastedParts({ ...read.value, damage: [] }, PLACE, views);
}

const held = (url: string, binnedAt: string | null = null) =>
  ({
    clip: { id: newId<'clip'>(), locator: { page: null, time: null, permalink: null } },
    source: { url },
    pin: { directive: { start: 'a few', end: 'words' } },
    binnedAt,
  }) as ClipView;

describe('pasted Markdown', () => {
  test('becomes blocks in their order, a heading a bold line even where nothing stands in it', () => {
    const { blocks } = paste('Intro.\n\n# One\n\n## Two *2*\n\n- a\n- b\n');
    expect(blocks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'paragraph: Intro.',
      'paragraph: **One**',
      'paragraph: **Two 2**',
      'item: a',
      'item: b',
    ]);
  });

  test('brings evidence, filed where it was pasted, for links that lead nowhere known', () => {
    const { clips, sources, pins, citations } = paste(
      'A ([T](https://a.example/#:~:text=x)). B ([T](https://b.example/)).',
    );
    expect(clips.map(({ filedUnder }) => filedUnder)).toEqual([PLACE, PLACE]);
    expect(sources.map(({ url }) => url)).toEqual(['https://a.example/', 'https://b.example/']);
    expect(pins.map(({ directive }) => directive?.start ?? null)).toEqual(['x', null]);
    expect(citations.map(({ clipId }) => clipId)).toEqual(clips.map(({ id }) => id));
  });

  test.each<[string, string, string | null, boolean]>([
    ['the same passage', 'https://a.example/#:~:text=a%20few,words', null, true],
    ['another passage of the page', 'https://a.example/#:~:text=other', null, false],
    ['the page alone', 'https://a.example/', null, false],
    ['a clip in the bin', 'https://a.example/#:~:text=a%20few,words', '2026-05-01', false],
  ])('cites a clip that is here for a link to it: %s', (_name, url, binnedAt, known) => {
    const view = held('https://a.example/', binnedAt);
    const { citations, clips, sources, pins } = paste(`A ([T](${url})).`, [view]);
    expect(citations[0]?.clipId === view.clip.id).toBe(known);
    expect([clips, sources, pins].map(({ length }) => length)).toEqual(
      known ? [0, 0, 0] : [1, 1, 1],
    );
  });
});

describe('pasted words', () => {
  const statementId = newId<'statement'>();
  test.each<[string, string, number, string, number | null]>([
    ['stand where they were pasted', 'ab link cd', 3, 'link', 3],
    ['moved along with what was written before them', 'abXX link cd', 3, 'link', 5],
    ['were changed', 'ab liXnk cd', 3, 'link', null],
    ['stand in two other places', 'link link', 3, 'link', null],
    ['are none', 'abc', 1, '', null],
  ])('%s', (_name, text, at, words, expected) => {
    expect(findPasted(text, { statementId, at, words })).toBe(expected);
  });
});

describe('the sentence at the caret', () => {
  const linkedId = newId<'citation'>();
  const token = citationToken(newId<'citation'>());
  const text = `Winter held on ${token}. The north rose.`;
  test.each<[string, string, number, string]>([
    ['in a sentence with a citation', text, 10, 'Winter held on.'],
    ['behind its full stop', text, text.indexOf('.') + 1, 'Winter held on.'],
    ['at the end of the statement', text, text.length, 'The north rose.'],
    ['in no words', '', 0, ''],
    ['behind the mark of a note', 'It fell.[^4] The **north** rose.', 20, 'The north rose.'],
    [
      'with words that are a link',
      `Here ${citationToken(linkedId)} fell. The north rose.`,
      3,
      'Here the level fell.',
    ],
  ])('%s', (_name, words, offset, expected) => {
    const linked = (id: CitationId) => (id === linkedId ? 'the level' : '');
    expect(claimAt(words, offset, linked)).toBe(expected);
  });
});
