import { describe, expect, test } from 'vitest';
import {
  type BackupPlan,
  BackupPlanSchema,
  DEFAULT_BACKUP_PLAN,
  daysWithoutBackup,
  deviceFile,
  isOtherDevice,
  nextBackup,
} from '@/utils/model/backup-plan';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 25, 12);
const ago = (days: number) => new Date(NOW - days * DAY).toISOString();
const plan = (part: Partial<BackupPlan>): BackupPlan => ({ ...DEFAULT_BACKUP_PLAN, ...part });

describe('the next automatic backup', () => {
  test.each<[string, Partial<BackupPlan>, number | null]>([
    ['never comes where it is off', { lastAt: ago(400) }, null],
    ['is due at once where there was none', { automatic: 'downloads' }, NOW],
    [
      'comes a week after the last',
      { automatic: 'downloads', every: 7, lastAt: ago(2) },
      NOW + 5 * DAY,
    ],
    [
      'is overdue after the browser was closed',
      { automatic: 'folder', lastAt: ago(9) },
      NOW - 2 * DAY,
    ],
    [
      'is tried again an hour after it failed',
      { automatic: 'folder', lastAt: ago(9), failedAt: ago(0) },
      NOW + 3_600_000,
    ],
    [
      'is due at once where a clock that was ahead wrote the last',
      { automatic: 'folder', lastAt: ago(-400) },
      NOW,
    ],
    [
      'waits for no failure of a time to come',
      { automatic: 'folder', lastAt: ago(9), failedAt: ago(-400) },
      NOW - 2 * DAY,
    ],
    [
      'waits for its day where an older one failed',
      { automatic: 'folder', every: 30, lastAt: ago(1), failedAt: ago(20) },
      NOW + 29 * DAY,
    ],
  ])('%s', (_name, part, due) => {
    expect(nextBackup(plan(part), NOW)).toBe(due);
  });
});

describe('the reminder', () => {
  test.each<[string, Partial<BackupPlan>, string | null, number | null]>([
    ['says nothing of an empty library', {}, null, null],
    ['says nothing before its time', { remindAfter: 14 }, ago(13), null],
    ['counts from the oldest report', { remindAfter: 14 }, ago(14), 14],
    ['counts from the last backup', { remindAfter: 14, lastAt: ago(3) }, ago(100), null],
    ['says how old the last backup is', { remindAfter: 7, lastAt: ago(8.5) }, ago(100), 8],
    ['is silent where it is off', { remindAfter: 0, lastAt: ago(900) }, ago(1000), null],
    ['waits as long again after "later"', { remindAfter: 7, remindedAt: ago(6) }, ago(40), null],
    [
      'comes back after that, with the whole time',
      { remindAfter: 7, remindedAt: ago(7) },
      ago(40),
      40,
    ],
  ])('%s', (_name, part, oldest, days) => {
    expect(daysWithoutBackup(plan(part), oldest, NOW)).toBe(days);
  });
});

test('an invalid stored field gets its default, and the others stay', () => {
  const stored = { automatic: 'folder', every: 2, lastAt: 'yesterday', device: '../../x' };
  expect(BackupPlanSchema.parse(stored)).toEqual(plan({ automatic: 'folder' }));
});

test('a device distinguishes its own file from the others’ and from other files', () => {
  const names = [
    'pincite-0a1b2c3d.pincite',
    'pincite-ffffffff.pincite',
    'pincite-2026.pincite',
    'a.txt',
  ];
  expect(deviceFile('0a1b2c3d')).toBe(names[0]);
  expect(names.filter((name) => isOtherDevice(name, '0a1b2c3d'))).toEqual([names[1]]);
});
