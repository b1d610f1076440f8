import * as z from 'zod/mini';
import { type Failure, failure } from './failure';
import { idSchema, type StatementId } from './ids';
import { err, ok, type Result } from './result';

/*
 * What the extension knows about a team and its server. Everything that a server sends is parsed by
 * one of these schemas, which limit its size (docs/adr/0061).
 */

/** The version of the server's calls that this extension speaks. */
export const TEAM_PROTOCOL = 1;

/**
 * The kinds of data that go to the server of a team, in the words of Firefox, which asks the user for
 * them (docs/adr/0061): the name and the device of the member, the token, the addresses of cited
 * pages, and their words, texts and images.
 */
export const TEAM_DATA = [
  'personallyIdentifyingInfo',
  'authenticationInfo',
  'browsingActivity',
  'websiteContent',
] as const;

/** What a member may do, from the least to the most. */
export const TEAM_ROLES = ['reader', 'writer', 'reviewer', 'owner'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

/** Maximum length of a name in a team, in UTF-16 units. */
export const MOST_TEAM_NAME = 200;
const Name = z.string().check(z.maxLength(MOST_TEAM_NAME));
const TeamId = idSchema<'team'>();
const MemberId = idSchema<'member'>();
const DeviceId = idSchema<'device'>();
export type TeamId = z.infer<typeof TeamId>;

export interface Invitation {
  /** The address of the server, without a slash at its end. */
  readonly address: string;
  readonly secret: string;
}

/**
 * Reads the link of an invitation, as a person pastes it. Without encryption, only a server on this
 * computer is accepted.
 */
export function readInvitation(text: string): Result<Invitation, Failure> {
  const link = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  const secret = link?.hash.slice(1) ?? '';
  const isHttp = link?.protocol === 'https:' || link?.protocol === 'http:';
  const isJoin = link?.pathname.endsWith('/join') === true && link.username === '';
  if (link === null || !isHttp || !isJoin || !/^[\w-]{43}$/.test(secret)) {
    return err(failure('team_link_wrong'));
  }
  if (link.protocol === 'http:' && !isLoopback(link.hostname)) {
    return err(failure('team_link_unsafe'));
  }
  return ok({ address: link.origin + link.pathname.slice(0, -'/join'.length), secret });
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

export const HealthSchema = z.object({
  ok: z.literal(true),
  protocol: z.exactOptional(z.int()),
});

/** What an invitation is for. */
export const LookSchema = z.object({ teamId: TeamId, team: Name, role: z.enum(TEAM_ROLES) });
export type Look = z.infer<typeof LookSchema>;

export const JoinedSchema = z.object({
  token: z.string().check(z.regex(/^[\w-]{43}$/)),
  teamId: TeamId,
  memberId: MemberId,
  deviceId: DeviceId,
  role: z.enum(TEAM_ROLES),
  /** Milliseconds since 1970. */
  expiresAt: z.int(),
});

export const MembersSchema = z
  .array(
    z.object({
      id: MemberId,
      name: Name,
      role: z.enum(TEAM_ROLES),
      devices: z.array(z.object({ id: DeviceId, name: Name })).check(z.maxLength(1_000)),
    }),
  )
  .check(z.maxLength(10_000));
export type TeamMembers = z.infer<typeof MembersSchema>;

/** The keys with which members sign reviews, also of former members, whose reviews stay. */
export const MemberKeysSchema = z
  .array(z.object({ author: z.string().check(z.maxLength(100)), memberId: MemberId, name: Name }))
  .check(z.maxLength(20_000));

/** A team that this browser has joined, as pages see it: without the token. */
export interface JoinedTeam {
  readonly id: TeamId;
  readonly name: string;
  readonly address: string;
  readonly memberId: string;
  readonly role: TeamRole;
  /** ISO 8601 UTC. */
  readonly joinedAt: string;
}

/** What of a report goes to a team besides its passages, as in a bundle. */
export const ShareIncludeSchema = z.object({
  snapshots: z.boolean(),
  notes: z.boolean(),
  signedInText: z.boolean(),
  checks: z.boolean(),
  images: z.boolean(),
});
export type ShareInclude = z.infer<typeof ShareIncludeSchema>;

/** Which texts of pages are meant: see the fields of a bundle. Null for all reports, or all teams. */
export const TextsOfSchema = z.object({
  teamId: z.nullable(TeamId),
  reportId: z.nullable(idSchema<'report'>()),
  sectionIds: z.nullable(z.array(idSchema<'section'>()).check(z.maxLength(10_000))),
  checks: z.boolean(),
  signedIn: z.boolean(),
});
export type TextsOf = z.infer<typeof TextsOfSchema>;

/** How many records of a report were deleted. */
export const DeletedSchema = z.object({ records: z.int().check(z.gte(0)) });

export const ReportsSchema = z.object({
  reports: z.array(idSchema<'report'>()).check(z.maxLength(100_000)),
});

/**
 * Why a record stays here. `conflict`: the team has another record with its id. `deleted`: the team
 * has deleted it. `invalid`: the server finds it wrong. `forbidden`: the role of a review's author is
 * too low. `unknown_key`: no member has the key of a review. `unsigned`: a review from a version that
 * did not sign. `reader`: what somebody changed who may only read.
 */
export const LEFT_OUT_REASONS = [
  'conflict',
  'deleted',
  'invalid',
  'forbidden',
  'unknown_key',
  'unsigned',
  'reader',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];
/** How many records stay here, by reason. */
export type LeftOut = Readonly<Partial<Record<LeftOutReason, number>>>;

/** Maximum number of people that are shown in a report. */
const MOST_PRESENT = 200;

/** Where the clients of a document are, as the server says it. Only the server knows the member. */
export const PlacesSchema = z
  .array(
    z.object({
      clientId: z.int(),
      memberId: MemberId,
      at: z.nullable(idSchema<'statement'>()),
      /** Whether the member looks at the report now. */
      here: z.boolean(),
    }),
  )
  .check(z.maxLength(MOST_PRESENT));
export type Places = z.infer<typeof PlacesSchema>;

/** Somebody who is in a shared report now. */
export interface PresentPerson {
  readonly memberId: string;
  readonly name: string;
  /** The statement where they are. */
  readonly at: StatementId | null;
}

/** A record that stays here: why, of which kind it is, and words by which the user knows it. */
export interface LeftOutItem {
  readonly reason: LeftOutReason;
  readonly store: string;
  readonly words: string;
}

/**
 * How far a shared report and its server are the same. `leftOut`: what the server does not accept,
 * so that it stays in this browser. `waiting`: the number of edits and records that the server does
 * not have yet. `since`: ISO 8601 UTC.
 */
export type ShareState = {
  readonly teamId: TeamId;
  readonly team: string;
  /** What this member may do in the team. */
  readonly role: TeamRole;
  readonly leftOut: LeftOut;
} & (
  | { readonly kind: 'synced' }
  | { readonly kind: 'waiting'; readonly waiting: number }
  | { readonly kind: 'offline'; readonly since: string; readonly waiting: number }
  | { readonly kind: 'refused'; readonly failure: Failure; readonly receives: boolean }
);
