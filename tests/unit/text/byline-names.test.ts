import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namesInByline } from '@/utils/text/byline-names';
import { cpuTime } from '../cpu-time';

test.each<readonly [byline: string, ...names: string[]]>([
  // As saved news pages have them.
  ['Nathan Willis March 25, 2015', 'Nathan Willis'],
  ['by Lucas Nolan 22 Dec 2016 651', 'Lucas Nolan'],
  ['Joe Wee Monday, February 29, 2016 @ 11:10 PM UTC', 'Joe Wee'],
  ['By GILLIAN MOHNEY March 11, 2015 3:46 PM', 'GILLIAN MOHNEY'],
  ['Last Updated: January 7, 2025'],
  ['1:39 PM ET'],
  ['Jul 17, 2014'],
  ['před 2 hodinami'],
  ['3 hours ago'],
  ['Written by Rob Ewaschuk Edited by Betsy Beyer', 'Rob Ewaschuk'],
  ['Martin Untersinger (avec Damien Leloup et Morgane Tual)', 'Martin Untersinger'],
  ['By Stella Kim and Jennifer Jett', 'Stella Kim', 'Jennifer Jett'],
  ['Seattle Times business reporter'],
  ['eHow Contributor'],
  ['More by CC7567'],
  ['View my portfolio'],
  ['Follow @erinmcunningham'],
  ['X'],
  ['651'],
  // Names with roles, places and dates in other forms and languages.
  ['March 25, 2015 by Nathan Willis', 'Nathan Willis'],
  ['Nathan Willis | 2015-03-25', 'Nathan Willis'],
  ['Nathan Willis · 25/03/2015 à 14h05', 'Nathan Willis'],
  ['Par Jeanne Dupont le 3 mars 2025', 'Jeanne Dupont'],
  ['Par Jeanne Dupont, publié le 1er mars 2025 à 10h12', 'Jeanne Dupont'],
  ['Von Karl Meier, 5. März 2024', 'Karl Meier'],
  ['Ann Field, Staff Writer', 'Ann Field'],
  ['Ann Field Staff Writer', 'Ann Field'],
  ['Ann Field, The Lake Times', 'Ann Field'],
  ['Ann Field - Senior Editor', 'Ann Field'],
  ['Ann Field, Bo Marsh and Cy Reed', 'Ann Field', 'Bo Marsh', 'Cy Reed'],
  ['Ann Field, Bo Marsh, and Cy Reed', 'Ann Field', 'Bo Marsh', 'Cy Reed'],
  ['Jeanne Dupont et Karl Meier', 'Jeanne Dupont', 'Karl Meier'],
  ['Field, Ann', 'Ann Field'],
  ['Martin Luther King, Jr.', 'Martin Luther King, Jr.'],
  ['Ann Field ann@lake.example', 'Ann Field'],
  // What is one author stays one.
  ['April May', 'April May'],
  ['Mark Mars', 'Mark Mars'],
  ['Augustine Sunday-Dezember', 'Augustine Sunday-Dezember'],
  ['Reuters', 'Reuters'],
  ['Contributors to Wikimedia projects', 'Contributors to Wikimedia projects'],
  ['Department of Health and Human Services', 'Department of Health and Human Services'],
  ['Johnson & Johnson', 'Johnson & Johnson'],
  ['Organization for Transformative Works', 'Organization for Transformative Works'],
  ['jnovo22', 'jnovo22'],
  ['肖春芳', '肖春芳'],
  ['Aleš Vávra', 'Aleš Vávra'],
])('%s', (byline, ...names) => {
  expect(namesInByline(byline)).toEqual(names);
});

test('a name beside any date, time or role is the name alone', () => {
  const names = fc.constantFrom('Ann Field', 'Gina Roberts-Grey', 'Jean-Luc de Meyer', 'Bo Marsh');
  const before = fc.constantFrom('', 'By ', 'Written by ', 'Par ', 'Posted by ');
  const after = fc.constantFrom(
    ...['', ' March 25, 2015', ' 25 March 2015 10:12', ', 2015-03-25', ' | Updated 3 hours ago'],
    ...[', Staff Writer', ' • Senior correspondent', ' Monday, June 1, 2020 at 9:05 am EST'],
  );
  fc.assert(
    fc.property(before, names, after, (by, name, rest) => {
      expect(namesInByline(by + name + rest)).toEqual([name]);
    }),
  );
});

test('hostile bylines are read in linear time', () => {
  const before = cpuTime();
  for (const text of ['by '.repeat(70), '1 '.repeat(100), ', '.repeat(100), 'Mar '.repeat(50)]) {
    for (let round = 0; round < 200; round += 1) namesInByline(text);
  }
  expect(cpuTime() - before).toBeLessThan(2_000);
});
