import type { TeamReplies, teamRequests } from '@/utils/messaging/protocol/team-calls';
import type { Handlers } from '@/utils/messaging/server';
import type { AbsentText } from '@/utils/model/evidence';
import type { SnapshotId } from '@/utils/model/ids';
import { ok } from '@/utils/model/result';
import type { ShareInclude } from '@/utils/model/team';
import { setAlarm, stopAlarm } from '@/utils/platform/alarms';
import { broadcastChange, broadcastUpdates, followBroadcasts } from '@/utils/platform/changes';
import { mayAskTeam } from '@/utils/platform/permissions';
import { teamDatabase } from '@/utils/storage/team-store';
import { now, useLibrary } from './open-library';
import { createMembership } from './team/membership';
import { createTeamSync } from './team/team-sync';

/** Fires while reports are shared, to fetch what others changed. */
export const TEAM_ALARM = 'pincite-team';
const CATCH_UP_MS = 5 * 60_000;

const database = teamDatabase();
const membership = createMembership({ database, mayAsk: mayAskTeam, now });
const sync = createTeamSync({
  ...{ database, useLibrary, mayAsk: mayAskTeam, now: Date.now },
  onUpdates: (reportId, updates) => {
    broadcastUpdates(reportId, updates);
    broadcastChange({ kind: 'reports' });
    void useLibrary((library) => library.compactReport(reportId));
  },
  onEvidence: (reportId, clipIds) => broadcastChange({ kind: 'evidence', reportId, clipIds }),
  // Pages read the reviews of their report again.
  onReviews: () => broadcastChange({ kind: 'people' }),
  onState: (reportId) => broadcastChange({ kind: 'team', reportId }),
});

/**
 * Follows what this worker and the pages tell each other, and sends what concerns shared reports. Asks
 * no server, and opens no database, unless a team was joined.
 */
export function followShared(): void {
  followBroadcasts((change) => {
    if (change.kind === 'report-update') void sync.noticeUpdates(change.reportId, change.updates);
    const isRun = change.kind === 'run' && change.progress.state === 'finished';
    const isRecord = change.kind === 'evidence' || change.kind === 'reviews' || isRun;
    if (isRecord) void sync.noticeEvidence(change.reportId);
  });
  void catchUpTeams();
}

/** Exchanges all shared reports with their servers, and sets the alarm for the next time. */
export async function catchUpTeams(): Promise<void> {
  if (!(await sync.hasShares())) return stopAlarm(TEAM_ALARM);
  await setAlarm(TEAM_ALARM, Date.now() + CATCH_UP_MS);
  await sync.catchUp();
}

/** Leaves all teams and deletes their tokens, because the library was deleted. */
export async function leaveAllTeams(): Promise<void> {
  sync.stop();
  await membership.leaveAll();
  await sync.reload();
}

/**
 * Downloads the text of a page that is only on a team's server. After a server that did not answer,
 * fails without asking for a while.
 */
export const fetchTeamText = (text: AbsentText) => sync.fetchText(text, false);

/** Returns the length of such a text, in UTF-16 units; null if no team is known to have it. */
export const lengthOfTeamText = (id: SnapshotId) => sync.lengthOfText(id);

/** What goes of a report that came from a team: nothing of this browser but passages and checks. */
const OF_A_FETCHED_REPORT: ShareInclude = {
  ...{ snapshots: false, notes: false, signedInText: false, checks: true, images: false },
};

/** What the extension's own pages may ask about teams. */
export const teamHandlers: Handlers<typeof teamRequests, TeamReplies> = {
  'team.look': ({ link }) => membership.look(link),
  'team.join': async ({ link, name, device }) => {
    const joined = await membership.join(link, name, device);
    if (!joined.ok) return joined;
    await sync.reload();
    await sync.bindKey(joined.value.id);
    return joined;
  },
  'team.list': membership.list,
  'team.people': ({ teamId }) => membership.people(teamId),
  'team.leave': async ({ teamId }) => {
    const left = await membership.leave(teamId);
    if (!left.ok) return left;
    await sync.reload();
    await catchUpTeams();
    return ok({});
  },
  'team.share': async (share) => {
    const shared = await sync.share(share);
    if (!shared.ok) return shared;
    await catchUpTeams();
    broadcastChange({ kind: 'team', reportId: share.reportId });
    return ok({});
  },
  'team.unshare': async ({ reportId }) => {
    const ended = await sync.unshare(reportId);
    if (!ended.ok) return ended;
    broadcastChange({ kind: 'team', reportId });
    return ok({});
  },
  'team.delete': async ({ reportId }) => {
    const deleted = await sync.deleteShared(reportId);
    if (!deleted.ok) return deleted;
    broadcastChange({ kind: 'team', reportId });
    return ok({});
  },
  'team.shareOf': async ({ reportId }) => {
    const share = await sync.shareOf(reportId);
    return ok({ share: share && { teamId: share.teamId, include: share.include } });
  },
  'team.watch': async ({ reportId, at }) => {
    const state = await sync.watch(reportId, at);
    return ok({ state, people: sync.peopleIn(reportId) });
  },
  'team.unwatch': async ({ reportId }) => {
    await sync.unwatch(reportId);
    return ok({});
  },
  'team.retry': async ({ reportId }) => {
    await sync.retry(reportId);
    broadcastChange({ kind: 'team', reportId });
    return ok({});
  },
  'team.leftOut': ({ reportId }) => sync.leftOutOf(reportId),
  'team.textsToCome': async (of) => {
    const texts = await sync.textsToCome(of);
    return texts.ok ? ok({ texts: texts.value }) : texts;
  },
  'team.fetchText': async (text) => {
    const fetched = await sync.fetchText(text, true);
    return fetched.ok ? ok({}) : fetched;
  },
  'team.fetch': async ({ teamId }) => {
    const reports = await membership.reports(teamId);
    if (!reports.ok) return reports;
    const known = new Set(await sync.reportsOf(teamId));
    const fresh = reports.value.filter((id) => !known.has(id));
    for (const reportId of fresh) {
      const shared = await sync.share({ reportId, teamId, include: OF_A_FETCHED_REPORT });
      if (!shared.ok) return shared;
    }
    await catchUpTeams();
    return ok({ reports: fresh.length });
  },
};
