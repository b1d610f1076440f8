import type { Page } from '@playwright/test';
import { HIGHEST, WEIR, WINTER } from './lake-report';
import { addSection, answerName, answerPlace, choose, chooseByKey, itemWith } from './panel';

/** One kind of edit, made like a person in the panel. */
interface Edit {
  readonly name: string;
  readonly act: (panel: Page) => Promise<void>;
  /** Everything that the panel shows after it. */
  readonly shown: readonly string[];
  /** Text of the exported Markdown after it. The export must also differ from the one before. */
  readonly exported: readonly string[];
  /** Text that the Markdown must no longer contain. */
  readonly gone?: readonly string[];
  /** Number of undo steps. The default is 1. */
  readonly steps?: number;
  /**
   * Whether it is the first of its kind. The others are undone and redone only together, or each
   * with PINCITE_LONG=1.
   */
  readonly isOfNewKind?: boolean;
}

/**
 * Every kind of edit of a report. Each is made on the result of those before it, starting from
 * `lakeReport`.
 */
export const EDITS: readonly Edit[] = [
  {
    name: 'create a section',
    isOfNewKind: true,
    act: (panel) => addSection(panel, 'Levels'),
    shown: ['Lakes in spring', '# Levels', '# Inbox', `> ${HIGHEST}`, `> ${WEIR}`, `> ${WINTER}`],
    exported: ['## Levels\n'],
  },
  {
    name: 'create a section in it',
    act: async (panel) => {
      await choose(panel, 'Actions on “Levels”', 'Add a subsection');
      await answerName(panel, 'Northern basin');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      '# Inbox',
      `> ${HIGHEST}`,
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: ['## Levels\n\n### Northern basin\n'],
  },
  {
    name: 'create a section after it',
    act: (panel) => addSection(panel, 'Causes'),
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      '# Causes',
      '# Inbox',
      `> ${HIGHEST}`,
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: ['### Northern basin\n\n## Causes\n'],
  },
  {
    name: 'rename a section',
    isOfNewKind: true,
    act: async (panel) => {
      await choose(panel, 'Actions on “Causes”', 'Rename…');
      await answerName(panel, 'What drove them');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      '# What drove them',
      '# Inbox',
      `> ${HIGHEST}`,
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: ['## What drove them\n'],
    gone: ['Causes'],
  },
  {
    name: 'move a section up, by key',
    isOfNewKind: true,
    act: async (panel) => {
      await panel
        .getByRole('button', { name: 'What drove them', exact: true })
        .press('Alt+ArrowUp');
    },
    shown: [
      'Lakes in spring',
      '# What drove them',
      '# Levels',
      '## Northern basin',
      '# Inbox',
      `> ${HIGHEST}`,
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: ['## What drove them\n\n## Levels\n\n### Northern basin\n'],
  },
  {
    name: 'move a section down, by its menu',
    act: (panel) => choose(panel, 'Actions on “What drove them”', 'Move down'),
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      '# What drove them',
      '# Inbox',
      `> ${HIGHEST}`,
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: ['### Northern basin\n\n## What drove them\n'],
  },
  {
    name: 'move a section into another',
    isOfNewKind: true,
    act: async (panel) => {
      await choose(panel, 'Actions on “What drove them”', 'Move to…');
      await answerPlace(panel, 'Levels');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      '## What drove them',
      '# Inbox',
      `> ${HIGHEST}`,
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: ['### Northern basin\n\n### What drove them\n'],
  },
  {
    name: 'move a clip from the inbox into a section, by key',
    isOfNewKind: true,
    act: async (panel) => {
      await chooseByKey(itemWith(panel, HIGHEST), 'Move to…');
      await answerPlace(panel, 'Northern basin');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: [`### Northern basin\n\n> “${HIGHEST}”`],
  },
  {
    name: 'move another clip after it',
    act: async (panel) => {
      await choose(itemWith(panel, WINTER), 'Actions on this clip', 'Move to…');
      await answerPlace(panel, 'Northern basin');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      `> ${WINTER}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR}`,
    ],
    exported: [`> “${WINTER}”`],
  },
  {
    name: 'move a clip up, by key',
    act: async (panel) => {
      await itemWith(panel, WINTER).press('Alt+ArrowUp');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${WINTER}`,
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR}`,
    ],
    exported: [`### Northern basin\n\n> “${WINTER}”`],
  },
  {
    name: 'move a clip back into the inbox',
    act: async (panel) => {
      await choose(itemWith(panel, WINTER), 'Actions on this clip', 'Move to…');
      await answerPlace(panel, 'Inbox');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR}`,
      `> ${WINTER}`,
    ],
    exported: [`### Northern basin\n\n> “${HIGHEST}”`],
  },
  {
    name: 'write a note',
    isOfNewKind: true,
    act: async (panel) => {
      const item = itemWith(panel, WEIR);
      await item.getByRole('button', { name: 'Note', exact: true }).click();
      await panel.keyboard.type('ask the weir keeper');
      await panel.keyboard.press('Control+Enter');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper)`,
      `> ${WINTER}`,
    ],
    exported: ['\nNote: ask the weir keeper\n'],
  },
  {
    name: 'edit the note',
    act: async (panel) => {
      const item = itemWith(panel, WEIR);
      await item.getByRole('button', { name: 'Note', exact: true }).click();
      await panel.keyboard.type(', again');
      await item.getByRole('button', { name: 'Done' }).click();
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
      `> ${WINTER}`,
    ],
    exported: ['\nNote: ask the weir keeper, again\n'],
  },
  {
    name: 'write a statement',
    isOfNewKind: true,
    act: async (panel) => {
      await panel.getByRole('button', { name: 'Write a statement – Levels' }).click();
      await panel.keyboard.type('The north rose while the south stood still');
      await panel.keyboard.press('Escape');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '- The north rose while the south stood still',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
      `> ${WINTER}`,
    ],
    exported: ['## Levels\n\nThe north rose while the south stood still\n'],
    // The statement is one step and its text another.
    steps: 2,
  },
  {
    name: 'cite two clips in it',
    isOfNewKind: true,
    act: async (panel) => {
      const item = itemWith(panel, 'The north rose');
      await item.getByRole('button', { name: 'Edit', exact: true }).click();
      await panel.keyboard.press('End');
      await panel.keyboard.press('Control+k');
      const dialog = panel.getByRole('dialog');
      await dialog.getByRole('checkbox', { name: HIGHEST }).check();
      await dialog.getByRole('checkbox', { name: WEIR }).check();
      await dialog.getByRole('button', { name: 'Cite 2 clips' }).click();
      await panel.getByRole('button', { name: 'Done' }).click();
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '- The north rose while the south stood still [A] [B]',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
      `> ${WINTER}`,
    ],
    exported: ['The north rose while the south stood still ([Monthly bulletin, April 2026'],
    gone: [`> “${HIGHEST}”`, `> “${WEIR}”`],
  },
  {
    name: 'edit the statement',
    act: async (panel) => {
      const item = itemWith(panel, 'The north rose');
      await item.getByRole('button', { name: 'Edit', exact: true }).click();
      await panel.keyboard.press('Control+Home');
      await panel.keyboard.type('In April: ');
      await panel.keyboard.press('Escape');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '- In April: The north rose while the south stood still [A] [B]',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
      `> ${WINTER}`,
    ],
    exported: ['In April: The north rose while the south stood still ([Monthly'],
  },
  {
    name: 'remove a citation',
    isOfNewKind: true,
    act: async (panel) => {
      const item = itemWith(panel, 'The north rose');
      await item.getByRole('button', { name: 'Edit', exact: true }).click();
      await panel.getByRole('button', { name: 'Remove citation B' }).click();
      await panel.getByRole('button', { name: 'Done' }).click();
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '- In April: The north rose while the south stood still [A]',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
      `> ${WINTER}`,
    ],
    exported: [`> “${WEIR}”`],
    gone: [`> “${HIGHEST}”`],
  },
  {
    name: 'move a statement into another section',
    act: async (panel) => {
      await chooseByKey(itemWith(panel, 'The north rose'), 'Move to…');
      await answerPlace(panel, 'What drove them');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '- In April: The north rose while the south stood still [A]',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
      `> ${WINTER}`,
    ],
    exported: ['### What drove them\n\nIn April: The north rose'],
  },
  {
    name: 'delete a clip, by key',
    isOfNewKind: true,
    act: async (panel) => {
      await itemWith(panel, WINTER).press('Delete');
    },
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '- In April: The north rose while the south stood still [A]',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
    ],
    exported: [],
    gone: [WINTER],
  },
  {
    name: 'delete a statement',
    act: (panel) =>
      choose(itemWith(panel, 'The north rose'), 'Actions on this statement', 'Delete'),
    shown: [
      'Lakes in spring',
      '# Levels',
      '## Northern basin',
      `> ${HIGHEST}`,
      '## What drove them',
      '# Inbox',
      `> ${WEIR} (ask the weir keeper, again)`,
    ],
    exported: [`> “${HIGHEST}”`],
    gone: ['The north rose'],
  },
  {
    name: 'delete a section with what is in it',
    isOfNewKind: true,
    act: (panel) => choose(panel, 'Actions on “Levels”', 'Delete'),
    shown: ['Lakes in spring', '# Inbox', `> ${WEIR} (ask the weir keeper, again)`],
    exported: [],
    gone: ['Levels', 'Northern basin', HIGHEST],
  },
  {
    name: 'change the title and the language',
    isOfNewKind: true,
    act: async (panel) => {
      await choose(panel, 'Report actions', 'Title and language…');
      await answerName(panel, 'Les lacs au printemps', 'French');
    },
    shown: ['Les lacs au printemps', '# Inbox', `> ${WEIR} (ask the weir keeper, again)`],
    exported: ['# Les lacs au printemps\n', '## À classer\n', `> «\u00A0${WEIR}\u00A0»`],
    gone: ['Lakes in spring'],
  },
];
