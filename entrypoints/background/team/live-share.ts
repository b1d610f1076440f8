import type { Failure } from '@/utils/model/failure';
import type { ClipId, ReportId } from '@/utils/model/ids';
import type { ReportUpdate } from '@/utils/model/report-document';
import type { Result } from '@/utils/model/result';
import type { Author } from '@/utils/model/review-records';
import type { LeftOutReason, Places } from '@/utils/model/team';
import type { Library } from '@/utils/storage/library';
import type { SharedPart, ShareRow, TeamDatabase, TeamRow } from '@/utils/storage/team-store';
import type { Place, SharedDocuments } from './shared-documents';

/* What the background knows of teams and shared reports while it runs. */

export type Reply<T> = Promise<Result<T, Failure>>;

/** What the exchange with servers needs from the background. */
export interface SyncPorts {
  readonly database: TeamDatabase;
  readonly useLibrary: <T>(act: (library: Library) => Reply<T>) => Reply<T>;
  /** Whether the user allows requests to this address. */
  readonly mayAsk: (address: string) => Promise<boolean>;
  /** Called after updates that came from a server are stored. */
  readonly onUpdates: (reportId: ReportId, updates: readonly ReportUpdate[]) => void;
  /** Called after evidence that came from a server is stored. */
  readonly onEvidence: (reportId: ReportId, clipIds: readonly ClipId[]) => void;
  /** Called after reviews that came from a server are stored, and when it names other keys. */
  readonly onReviews: () => void;
  /** Called when the state of a shared report may have changed. */
  readonly onState: (reportId: ReportId) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A team with its connection, which exists only while one of its reports is open or waits. */
export interface LiveTeam {
  row: TeamRow;
  documents: SharedDocuments | null;
  isOnline: boolean;
  offlineSince: number;
  exchanging: Promise<void>;
  isDirty: boolean;
  /** Missing clips for which the feed was read again. */
  readonly askedAgain: Set<string>;
  /** Whether the server may have images that this browser does not have. */
  hasImages: boolean;
  /** Keys of images that the server did not have when they were asked for. */
  readonly lostImages: Set<string>;
  /** When the server last gave no answer to a request for a text; 0 if its last answer came. */
  silentAt: number;
  /** Whether the feed must be read from its beginning, because a report has come. */
  isIncomplete: boolean;
  /** When the server last said whose keys it knows, and the keys; 0 and none before. */
  keysReadAt: number;
  keys: ReadonlySet<Author>;
  /** The names of the members, and when the server said them. */
  names: ReadonlyMap<string, string>;
  namesReadAt: number;
  /** When the server last refused to bind this browser's key to its member; null if it did not. */
  unboundAt: number | null;
}

export interface LiveShare {
  readonly row: ShareRow;
  readonly team: LiveTeam;
  /** The parts whose edits the server has not acknowledged yet in this session. */
  readonly unsettled: Set<SharedPart>;
  isOpen: boolean;
  /** Updates that were stored here while the documents were opened. */
  early: ReportUpdate[] | null;
  watchedUntil: number;
  storing: Promise<void>;
  /** Number of records that the server lacks. */
  waitingRecords: number;
  /** The records that the server does not accept. They are sent again after a restart. */
  readonly refusedRecords: Map<string, LeftOutReason>;
  refused: Refusal | null;
  /** How often the server refused in a row. */
  refusals: number;
  /** Where the user of this browser is, and where the others are. */
  place: Place;
  others: Places;
}

export interface Refusal {
  readonly failure: Failure;
  /** When to try again by itself. */
  readonly againAt: number;
}

/** The place of somebody who does not look at the report. */
export const NOWHERE: Place = { at: null, here: false };

export function partsOf({ include }: ShareRow): readonly SharedPart[] {
  return include.notes ? ['content', 'notes'] : ['content'];
}

export function nameOf({ teamId, reportId }: ShareRow, part: SharedPart): string {
  return `${teamId}/${reportId}/${part}`;
}
