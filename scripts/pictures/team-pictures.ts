import { newId } from '@/utils/model/ids';
import type { JoinedTeam, PresentPerson, ShareState, TeamMembers } from '@/utils/model/team';
import { answerWith, choose, filled, openPanel, showReport } from './open-panel';
import { openOptions } from './options-pictures';
import { PICTURE_SAMPLE } from './picture-sample';
import type { PictureSet, Studio } from './studio';

const ANA = newId<'member'>();
const TEAM: JoinedTeam = {
  ...{ id: newId<'team'>(), name: 'Lake desk', address: 'https://pincite.example.org' },
  ...{ memberId: ANA, role: 'reviewer', joinedAt: '2026-04-02T08:00:00.000Z' },
};
const ABOUT = { teamId: TEAM.id, team: TEAM.name, role: TEAM.role, leftOut: {} };
const PEOPLE: readonly PresentPerson[] = ['Benoît Marchand', 'Cleo'].map((name) => ({
  ...{ memberId: newId<'member'>(), name, at: null },
}));
const MEMBERS: TeamMembers = [
  { id: ANA, name: 'Ana Weir', role: 'reviewer' as const, devices: ['Laptop', 'Office'] },
  { id: newId<'member'>(), name: 'Benoît Marchand', role: 'owner' as const, devices: ['Laptop'] },
].map((member) => ({
  ...member,
  devices: member.devices.map((name) => ({ id: newId<'device'>(), name })),
}));

/** The states of a shared report. The replies stand in for a server. */
const STATES: Readonly<Record<string, ShareState>> = {
  synced: { ...ABOUT, kind: 'synced' },
  waiting: { ...ABOUT, kind: 'waiting', waiting: 3 },
  offline: { ...ABOUT, kind: 'offline', since: '2026-05-10T08:10:00.000Z', waiting: 3 },
  'left-out': { ...ABOUT, kind: 'synced', leftOut: { conflict: 1, forbidden: 2 } },
  removed: { ...ABOUT, kind: 'refused', failure: { code: 'team_gone' }, receives: false },
  deleted: {
    ...{ ...ABOUT, kind: 'refused', failure: { code: 'team_report_deleted' }, receives: false },
  },
  full: { ...ABOUT, kind: 'refused', failure: { code: 'team_full' }, receives: true },
};

/** Pictures of a report that is shared with a team, and of the team in the settings. */
export const TEAM_PICTURES: PictureSet = {
  name: 'team',
  async take(studio) {
    for (const [name, state] of Object.entries(STATES)) {
      const people = name === 'synced' ? PEOPLE : [];
      const watched = { 'team.watch': { ok: true, value: { state, people } } };
      const panel = await openPanel(studio, watched);
      await showReport(panel, PICTURE_SAMPLE.title);
      await panel.locator('.share-line').waitFor();
      await studio.take(panel, `team-${name}`, { forced: name === 'synced' });
      await panel.close();
    }
    await takeShare(studio);
    await takeSettings(studio);
  },
};

async function takeShare(studio: Studio): Promise<void> {
  const { take, words } = studio;
  const panel = await openPanel(studio, { 'team.list': { ok: true, value: [TEAM] } });
  await showReport(panel, PICTURE_SAMPLE.title);
  await choose(panel, words.report_actions, words.share_action);
  // What is included is counted first.
  await panel.getByRole('dialog').getByRole('checkbox').first().waitFor();
  await take(panel, 'team-share', { forced: true });
  await panel.close();
}

async function takeSettings(studio: Studio): Promise<void> {
  const { take, words } = studio;
  const page = await openOptions(studio, (each) =>
    each.addInitScript(answerWith, {
      'team.list': { ok: true, value: [TEAM] },
      'team.people': { ok: true, value: MEMBERS },
    }),
  );
  await page.getByRole('link', { name: words.settings_team, exact: true }).click();
  const people = filled(words.labelled, words.team_people, TEAM.name);
  await page.getByRole('button', { name: people, exact: true }).click();
  await page.getByText('Ana Weir').waitFor();
  await take(page, 'team-settings', { forced: true });
  await page.close();
}
