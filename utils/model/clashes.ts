import * as Y from 'yjs';
import { restoreCitations, textBehind } from './declined-changes';
import {
  type DocumentChange,
  type DocumentState,
  type FieldChange,
  isOriginOfWords,
  isWording,
  placeOf,
  rowOf,
} from './document-changes';
import { editText } from './edit-text';
import { notesChangedByBoth, statementsChangedByBoth } from './read-again';
import { isNoteName, type ReportDocument } from './report-document';
import { parseStatementText } from './statement-text';
import { groupRuns, knowsEntry, runsWithin, type TextRun, textRuns } from './yjs-internals';

/*
 * Yjs merges two versions of a text letter by letter. Where two people changed the same words, the
 * result is a mixture that nobody wrote. Pincite finds such a text, and takes the whole text of one
 * side.
 */

/** A text that both sides changed, as each side had it before the merge. */
export interface SplitText {
  /** Name of the text in the Yjs document. */
  readonly name: string;
  readonly mine: Version;
  readonly theirs: Version;
}

interface Version {
  readonly words: string;
  /** The letters of the text by their authors, without the deleted ones. */
  readonly letters: ReadonlyMap<number, readonly TextRun[]>;
  /** The clock of each author whose changes this side knows. */
  readonly clocks: ReadonlyMap<number, number>;
}

/** Returns the statements and notes that both sides changed. Call it before the merge. */
export function splitTexts(mine: ReportDocument, theirs: ReportDocument): SplitText[] {
  const statements = [mine, theirs, statementsChangedByBoth(mine, theirs)] as const;
  const notes = [mine.notes, theirs.notes, notesChangedByBoth(mine, theirs)] as const;
  return [statements, notes].flatMap(([a, b, names]) => {
    if (names.length === 0) return [];
    const clocks = [a, b].map((doc) => Y.decodeStateVector(Y.encodeStateVector(doc)));
    const all = names.map((name) => ({
      name,
      mine: versionOf(a.getText(name), clocks[0]),
      theirs: versionOf(b.getText(name), clocks[1]),
    }));
    // An emptied text is a deletion, about which Pincite asks as such.
    return all.filter((each) => each.mine.words !== '' && each.theirs.words !== '');
  });
}

function versionOf(text: Y.Text, clocks: Version['clocks'] = new Map()): Version {
  const letters = groupRuns([...textRuns(text)].filter(({ deleted }) => !deleted));
  return { words: text.toString(), letters, clocks };
}

/**
 * Whether the merged text mixes two versions. Costs n log n in the letters that are left and in the
 * deleted runs, however long these say that they are.
 */
export function isMixed(doc: ReportDocument, { name, mine, theirs }: SplitText): boolean {
  const text = textOf(doc, name);
  const merged = text.toString();
  if (merged === mine.words || merged === theirs.words) return false;
  const known = new Set([...wordsOf(mine.words), ...wordsOf(theirs.words)]);
  if ([...wordsOf(merged)].some((word) => !known.has(word))) return true;
  return placesOf(text, mine, theirs).some(isOfBoth);
}

/**
 * What happened at one place, between two letters that neither side changed: `M` and `T` for letters
 * that my side and their side inserted, `m` and `t` for letters that they deleted, `b` for letters
 * that both deleted or that were deleted before.
 */
type Place = string;

function placesOf(text: Y.Text, mine: Version, theirs: Version): Place[] {
  const places: Place[] = [];
  let place = '';
  for (const run of textRuns(text)) {
    for (const part of partsOf(run, mine, theirs)) {
      const [isMine, isTheirs] = [mine, theirs].map(
        ({ clocks }) => part.start < clockIn(clocks, part),
      );
      const [isLeft, isLeftThere] = [mine, theirs].map(
        ({ letters }) => runsWithin(letters.get(part.client), part).length > 0,
      );
      if (part.deleted && isLeftThere) place += 'm';
      else if (part.deleted && isLeft) place += 't';
      else if (isMine && isTheirs && part.deleted) place += 'b';
      else if (isMine && isTheirs) {
        places.push(place);
        place = '';
      } else if (!part.deleted) place += isMine ? 'M' : 'T';
    }
  }
  return [...places, place];
}

const clockIn = (clocks: Version['clocks'], { client }: TextRun): number => clocks.get(client) ?? 0;

/** Parts a run so that each side knows, and still has, all letters of a part or none of them. */
function partsOf(run: TextRun, ...sides: readonly Version[]): TextRun[] {
  const cuts = sides
    .flatMap(({ letters, clocks }) => [
      clockIn(clocks, run),
      ...runsWithin(letters.get(run.client), run).flatMap(({ start, end }) => [start, end]),
    ])
    .filter((at) => run.start < at && at < run.end)
    .sort((a, b) => a - b);
  const edges = [...new Set([run.start, ...cuts, run.end])];
  return edges.slice(1).map((end, at) => ({ ...run, start: edges[at] ?? end, end }));
}

/** Whether both replaced the same words, or one wrote within words that the other deleted. */
function isOfBoth(place: Place): boolean {
  if (['M', 'T', 'b'].every((what) => place.includes(what))) return true;
  return isWithin('T', 'm', place) || isWithin('M', 't', place);
}

function isWithin(inserted: string, deleted: string, place: Place): boolean {
  return place.slice(place.indexOf(deleted), place.lastIndexOf(deleted) + 1).includes(inserted);
}

/** Takes the whole text of the file, with its citations. */
export function takeWhole(doc: ReportDocument, names: Iterable<string>, file: DocumentState): void {
  for (const name of names) {
    const after = file.texts.get(name) ?? '';
    editText(textOf(doc, name), after);
    if (!isNoteName(name)) restoreCitations(doc, [after], file);
  }
}

function textOf(doc: ReportDocument, name: string): Y.Text {
  return (isNoteName(name) ? doc.notes : doc).getText(name);
}

/**
 * Returns the titles and other wordings that both sides changed, each without knowing of the other's
 * change. Yjs keeps only one of the two. Call it before the merge.
 */
export function splitWordings(mine: ReportDocument, theirs: ReportDocument): WordingPlace[] {
  const places = WORDING_MAPS.flatMap((map) =>
    [...mine.getMap(map).keys()].map((key) => ({ map, key })),
  );
  return places.filter((place) => {
    if (!isWording(place)) return false;
    const { map, key } = place;
    const [a, b] = [mine.getMap(map), theirs.getMap(map)];
    const [was, now] = [a.get(key), b.get(key)];
    // A file of another person can have something else than text there.
    if (typeof was !== 'string' || typeof now !== 'string' || was === now) return false;
    return !knowsEntry(theirs, a, key) && !knowsEntry(mine, b, key);
  });
}

const WORDING_MAPS = ['report', 'sections'] as const;
type WordingPlace = Pick<FieldChange, 'key'> & { readonly map: (typeof WORDING_MAPS)[number] };

/** Replaces these wordings by those of the file. Returns their places, as `placeOf` names them. */
export function takeWordings(
  doc: ReportDocument,
  places: readonly WordingPlace[],
  theirs: ReportDocument,
): string[] {
  doc.transact(() => {
    for (const { map, key } of places) doc.getMap(map).set(key, theirs.getMap(map).get(key));
  });
  return places.map(({ map, key }) => `${map} ${key}`);
}

/**
 * Returns the place of a wording that both sides changed, as `placeOf` names it; null for other
 * changes.
 */
export function clashingPlace(change: DocumentChange): string | null {
  if (change.kind !== 'clashes') return null;
  return change.type === 'text' || isWording(change) ? placeOf(change) : null;
}

/** Makes the changes at these places, and those that belong to them, clashes. */
export function withClashes(
  changes: readonly DocumentChange[],
  places: ReadonlySet<string>,
  before: DocumentState,
): DocumentChange[] {
  if (places.size === 0) return [...changes];
  return changes.map((change) => {
    const behind = textBehind(change, before) ?? headingBehind(change);
    return places.has(behind ?? placeOf(change)) ? { ...change, kind: 'clashes' } : change;
  });
}

/** Returns the place of the heading whose origin in a file this change records; null for other changes. */
function headingBehind(change: DocumentChange): string | null {
  if (change.type === 'text' || change.map !== 'sections' || !isOriginOfWords(change)) return null;
  return `sections ${rowOf(change.key)}/title`;
}

/** Marks that may stand around a word and are no part of it. */
const AROUND = new Set('.,;:!?…«»“”„"‘’\'()[]{}');

/**
 * Returns the words of a text, without its citations. A figure is one word with its groups of digits
 * and with the word after it, because the words alone could make a figure that nobody wrote.
 */
export function wordsOf(text: string): ReadonlySet<string> {
  const written = parseStatementText(text)
    .map((segment) => (segment.type === 'text' ? segment.text : ' '))
    .join('');
  const words = new Set<string>();
  let figure = '';
  for (const part of written.split(/\s/)) {
    const word = bare(part);
    if (word === '') continue;
    if (/\d/.test(word) || !/\p{L}/u.test(word)) figure += `${word} `;
    else {
      words.add(figure + word);
      figure = '';
    }
  }
  if (figure !== '') words.add(figure);
  return words;
}

function bare(word: string): string {
  let [start, end] = [0, word.length];
  while (start < end && AROUND.has(word.charAt(start))) start += 1;
  while (start < end && AROUND.has(word.charAt(end - 1))) end -= 1;
  return word.slice(start, end);
}
