import { type CaptureReplies, captureRequests } from './protocol/capture-calls';
import { type HighlightReplies, highlightRequests } from './protocol/highlight-calls';
import { type LibraryReplies, libraryRequests } from './protocol/library-calls';
import { type ReportReplies, reportRequests } from './protocol/report-calls';
import { type ReviewReplies, reviewRequests } from './protocol/review-calls';
import { type RunReplies, runRequests } from './protocol/run-calls';
import { type TeamReplies, teamRequests } from './protocol/team-calls';

/**
 * Every message between the extension's parts is a call: its name, the schema of its request
 * and the type of its reply stand together in one of the files `protocol/*-calls.ts`. A request
 * is parsed with its schema before a handler sees it; a reply is a Result made by our own code.
 * Messages are JSON in Chrome, so bytes travel as base64.
 *
 * | from | to | calls | sent by | answered in |
 * |---|---|---|---|---|
 * | pages of the extension | background | those joined here | `client.ts` | `serve-pages.ts` |
 * | clipper | background | `clipper-calls.ts` | `client-clipper.ts` | `serve-clipper.ts` |
 * | highlighter | background | `highlight-calls.ts` | `client-highlighter.ts` | `serve-highlights.ts` |
 * | background | clipper in a tab | `tab-calls.ts` | `platform/clipper.ts` | `clipper/index.ts` |
 * | background | offscreen document | `offscreen-calls.ts` | `client-offscreen.ts` | `offscreen/main.ts` |
 * | background | every open page | `change.ts`, a broadcast | `platform/changes.ts` | `client.ts` |
 */
export const pageRequests = {
  ...captureRequests,
  ...highlightRequests,
  ...reportRequests,
  ...reviewRequests,
  ...runRequests,
  ...libraryRequests,
  ...teamRequests,
} as const;

export type PageReplies = CaptureReplies &
  HighlightReplies &
  ReportReplies &
  ReviewReplies &
  RunReplies &
  LibraryReplies &
  TeamReplies;
