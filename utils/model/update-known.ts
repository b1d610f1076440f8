import type * as Y from 'yjs';
import { editText } from './edit-text';
import type { StatementId } from './ids';
import { mergeWording } from './merge-wording';
import {
  placementNote,
  type ReportDocument,
  reportMaps,
  statementText,
  TAG_FIELD,
} from './report-document';
import { asString, getField, setField } from './rows';
import type { SectionContent } from './section-content';
import { commonWording, sectionOrigin, setCommonWording, setSectionOrigin } from './section-origin';
import { authorFor, type MissingContent } from './write-taken';
import { asAuthor, type TextRun, textRuns } from './yjs-internals';

/**
 * Updates rows that the document already has with the same rows of another report. A change by one
 * side is taken; if both sides changed something, both changes are kept. Returns the statements
 * that both changed. Linear.
 */
export function updateKnown(
  doc: ReportDocument,
  content: SectionContent,
  missing: MissingContent,
): StatementId[] {
  updateTitles(doc, content, missing);
  const both = updateWordings(doc, content, missing);
  updatePlacements(doc, content, missing);
  return both;
}

/** A title is a single value. If both sides changed it, the one in this report stays. */
function updateTitles(doc: Y.Doc, content: SectionContent, missing: MissingContent): void {
  const { sections } = reportMaps(doc);
  const isNew = new Set(missing.sections.map(({ id }) => id));
  for (const { id, title } of content.sections) {
    const origin = isNew.has(id) ? null : sectionOrigin(doc, id);
    if (origin === null || origin.takenAt >= content.from.takenAt) continue;
    if (asString(getField(sections, id, 'title')) === origin.heading) {
      setField(sections, id, 'title', title);
    }
    const { reportId, title: of, takenAt } = content.from;
    setSectionOrigin(doc, id, { ...origin, reportId, title: of, takenAt, heading: title });
  }
}

function updateWordings(
  doc: Y.Doc,
  content: SectionContent,
  missing: MissingContent,
): StatementId[] {
  const { statements } = reportMaps(doc);
  const isNew = new Set(missing.statements.map(({ id }) => id));
  const changedByBoth: StatementId[] = [];
  for (const { id, text: theirs, base } of content.statements) {
    // What was destroyed here stays destroyed.
    if (isNew.has(id) || getField(statements, id, 'purgedAt') !== undefined) continue;
    const text = statementText(doc, id);
    const mine = text.toString();
    const common = commonWording(doc, id);
    const bases = [base, common].filter((wording) => wording !== null);
    const merged = mergeWording(mine, theirs, bases);
    if (merged.both) changedByBoth.push(id);
    if (merged.text !== mine) {
      // Copies that do this separately from the same state must write the same.
      const author = authorFor(doc, JSON.stringify([id, stateOf(text), merged.text]), true);
      asAuthor(doc, author, () => editText(text, merged.text));
    }
    if (common !== null || mine !== theirs) setCommonWording(doc, id, theirs);
  }
  return changedByBoth;
}

/** Tags and notes of both sides are kept. The position is the one in this report. */
function updatePlacements(
  doc: ReportDocument,
  content: SectionContent,
  missing: MissingContent,
): void {
  const { placements } = reportMaps(doc);
  const isNew = new Set(missing.placements.map(({ clipId }) => clipId));
  for (const { clipId, tags, note: theirs } of content.placements) {
    if (!isNew.has(clipId)) {
      for (const tag of tags) if (tag !== '') setField(placements, clipId, TAG_FIELD + tag, true);
    }
    const note = placementNote(doc, clipId);
    const mine = note.toString();
    if (theirs === '' || mine === theirs) continue;
    const words = mine === '' ? theirs : mergeWording(mine, theirs, []).text;
    const author = authorFor(doc.notes, JSON.stringify([clipId, stateOf(note), words]), true);
    asAuthor(doc.notes, author, () => editText(note, words));
  }
}

/**
 * Returns every letter that a text has or had, by its author. The result is the same in all copies
 * of one state.
 */
function stateOf(text: Y.Text): string {
  const runs: TextRun[] = [];
  for (const { client, start, end, deleted } of textRuns(text)) {
    const last = runs.at(-1);
    // Independent of how Yjs has split them.
    if (last?.client === client && last.end === start && last.deleted === deleted) {
      runs[runs.length - 1] = { ...last, end };
    } else runs.push({ client, deleted, start, end });
  }
  // All versions need the same order of fields, because the author's id is computed from it.
  return JSON.stringify(runs, ['client', 'deleted', 'start', 'end']);
}
