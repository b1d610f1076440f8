import { expect, test } from 'vitest';
import { liveTree } from '@/utils/page/live-tree';
import { createTextModel } from '@/utils/page/page-text-model';
import { createParsedPolicy } from '@/utils/page/parsed-policy';

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', '<p>The river <b>rose</b> overnight.</p>', []],
  ['an exponent', '<p>10<sup>2</sup> hectares</p>', ['raised 2']],
  ['an index', '<p>CO<sub>2</sub> in the lake</p>', ['lowered 2']],
  [
    'words struck out',
    '<p>is <s>not at all</s> safe, <del>never</del></p>',
    ['struck not at all', 'struck never'],
  ],
  [
    'a block struck out',
    '<div><del><p>Not so.</p><p>Nor so.</p></del></div>',
    ['struck Not so.\nNor so.'],
  ],
  ['what is marked twice', '<p><s>10<sup>2</sup></s></p>', ['struck 102', 'raised 2']],
  ['white space around it', '<p>the <s> old </s> dam</p>', ['struck old']],
  ['a linked footnote', '<p>the sea<sup><a href="#n1">1</a></sup></p>', ['note 1']],
  ['a footnote in brackets', '<p>the sea<sup>[12]</sup></p>', ['note [12]']],
  [
    'a linked line raised',
    '<p>the sea <sup><a href="#n1">and all that is in it now</a></sup></p>',
    ['raised and all that is in it now'],
  ],
  [
    'an inline style',
    '<p>10<span style="vertical-align: super">2</span>, <span style="color: red; text-decoration: line-through">not</span></p>',
    ['raised 2', 'struck not'],
  ],
  [
    'an exponent in mathematics',
    '<p><math><msup><mi>x</mi><mn>2</mn></msup></math></p>',
    ['raised 2'],
  ],
  ['what is hidden', '<p>10<sup hidden>2</sup></p>', []],
];

test.each(CASES)('marks %s, on the page and in a parsed document', (_name, html, expected) => {
  const host = document.createElement('div');
  host.innerHTML = html;
  document.body.append(host);
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const models = [
    createTextModel(host),
    createTextModel(parsed, { policy: createParsedPolicy(liveTree) }),
  ];
  for (const { marks, text } of models) {
    const found = (marks ?? []).map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`);
    expect(found).toEqual(expected);
  }
  host.remove();
});
