import * as z from 'zod/mini';
import type { AbsentText } from '@/utils/model/evidence';
import { idSchema } from '@/utils/model/ids';
import {
  type JoinedTeam,
  type LeftOutItem,
  type Look,
  MOST_TEAM_NAME,
  type PresentPerson,
  type ShareInclude,
  ShareIncludeSchema,
  type ShareState,
  type TeamId,
  type TeamMembers,
  TextsOfSchema,
} from '@/utils/model/team';
import { short } from './bounds';
import { Empty, type Nothing } from './envelope';

/** The link of an invitation, as a person pastes it. */
const Link = short(2_000);
const teamId = idSchema<'team'>();
const reportId = idSchema<'report'>();

/** The calls about the teams of this browser. Each but `team.list` asks a server. */
export const teamRequests = {
  /** Returns what an invitation is for, without using it up. */
  'team.look': z.object({ link: Link }),
  'team.join': z.object({ link: Link, name: short(MOST_TEAM_NAME), device: short(MOST_TEAM_NAME) }),
  'team.list': Empty,
  'team.people': z.object({ teamId }),
  'team.leave': z.object({ teamId }),
  /** Begins to share a report, or changes what of it goes. */
  'team.share': z.object({ teamId, reportId, include: ShareIncludeSchema }),
  /** Ends the sharing. The copies here and on the server stay. */
  'team.unshare': z.object({ reportId }),
  /** Deletes a report from the server for everybody, and ends the sharing. The copy here stays. */
  'team.delete': z.object({ reportId }),
  /** Returns with which team a report is shared, and what of it goes. */
  'team.shareOf': z.object({ reportId }),
  /**
   * Sent while a page shows a report, with the statement where its user is. The connection stays
   * open for less than a minute after.
   */
  'team.watch': z.object({ reportId, at: z.nullable(idSchema<'statement'>()) }),
  /** The page no longer shows the report. */
  'team.unwatch': z.object({ reportId }),
  /** Tries again what the server refused. */
  'team.retry': z.object({ reportId }),
  /** Returns what of a report stays here because the server does not accept it. */
  'team.leftOut': z.object({ reportId }),
  /** Returns the texts of pages that are on a team's server and not in this library. */
  'team.textsToCome': TextsOfSchema,
  /** Downloads such a text, which a clip or its check names, and stores it. */
  'team.fetchText': z.object({ clipId: idSchema<'clip'>(), snapshotId: idSchema<'snapshot'>() }),
  /** Begins to share the reports of a team that this library does not have. */
  'team.fetch': z.object({ teamId }),
} as const;

export interface TeamReplies {
  'team.look': Look;
  'team.join': JoinedTeam;
  'team.list': readonly JoinedTeam[];
  'team.people': TeamMembers;
  'team.leave': Nothing;
  'team.share': Nothing;
  'team.unshare': Nothing;
  'team.delete': Nothing;
  'team.shareOf': {
    readonly share: { readonly teamId: TeamId; readonly include: ShareInclude } | null;
  };
  'team.watch': {
    readonly state: ShareState | null;
    readonly people: readonly PresentPerson[];
  };
  'team.unwatch': Nothing;
  'team.retry': Nothing;
  'team.leftOut': { readonly items: readonly LeftOutItem[] };
  'team.textsToCome': { readonly texts: readonly AbsentText[] };
  'team.fetchText': Nothing;
  'team.fetch': { readonly reports: number };
}
