import type * as Y from 'yjs';
import { editText } from './edit-text';
import type { StatementId } from './ids';
import { mergeWording } from './merge-wording';
import { asAuthor } from './note-author';
import { placementNote, reportMaps, statementText, TAG_FIELD } from './report-document';
import { asString, getField, setField } from './rows';
import type { SectionContent } from './section-content';
import { commonWording, sectionOrigin, setCommonWording, setSectionOrigin } from './section-origin';
import { authorFor, type MissingContent } from './write-taken';

/**
 * Brings rows that the document has already up to date with the same rows of another report:
 * what only one side changed is taken as that side has it, of what both changed both is kept.
 * Gives the statements that both changed. Linear.
 */
export function updateKnown(
  doc: Y.Doc,
  content: SectionContent,
  missing: MissingContent,
): StatementId[] {
  updateTitles(doc, content, missing);
  const both = updateWordings(doc, content, missing);
  updatePlacements(doc, content, missing);
  return both;
}

/** A heading is one value: where both sides changed it, the one here stays. */
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
      // Copies that do this apart, from the same state, must write the same.
      const author = authorFor(doc, JSON.stringify([id, stateOf(text), merged.text]), true);
      asAuthor(doc, author, () => editText(text, merged.text));
    }
    if (common !== null || mine !== theirs) setCommonWording(doc, id, theirs);
  }
  return changedByBoth;
}

/** Tags and notes of both; the place is where it was put here. */
function updatePlacements(doc: Y.Doc, content: SectionContent, missing: MissingContent): void {
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
    const author = authorFor(doc, JSON.stringify([clipId, stateOf(note), words]), true);
    asAuthor(doc, author, () => editText(note, words));
  }
}

/** Every letter that a text holds or held, by who wrote it: alike in all copies of one state. */
function stateOf(text: Y.Text): string {
  const runs: { readonly client: number; readonly deleted: boolean; start: number; end: number }[] =
    [];
  for (let item = text._start; item !== null; item = item.right) {
    const { client, clock } = item.id;
    const last = runs.at(-1);
    // However Yjs happens to have cut them.
    if (last?.client === client && last.end === clock && last.deleted === item.deleted) {
      last.end += item.length;
    } else {
      runs.push({ client, deleted: item.deleted, start: clock, end: clock + item.length });
    }
  }
  return JSON.stringify(runs);
}
