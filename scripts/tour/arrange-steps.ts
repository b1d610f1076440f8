import {
  addSection,
  cardOf,
  moveClip,
  renameReport,
  sectionOf,
  writeStatement,
} from './panel-acts';
import {
  LEVEL,
  LEVELS_SECTION,
  OUTLOOK,
  REPORT_TITLE,
  SNOW,
  SNOW_SECTION,
  STATEMENT,
} from './sample';
import type { TourStep } from './stage';

export const SECTION_STEPS: readonly TourStep[] = [
  {
    title: 'Name the report in the panel, and give it two sections',
    async run({ panel }) {
      await panel.bringToFront();
      await renameReport(panel, REPORT_TITLE);
      await addSection(panel, LEVELS_SECTION);
      await addSection(panel, SNOW_SECTION);
      return `“${REPORT_TITLE}”: ${LEVELS_SECTION}, ${SNOW_SECTION}`;
    },
  },
];

export const ARRANGE_STEPS: readonly TourStep[] = [
  {
    title: 'Open the side panel from the popup',
    async run({ extension, tab }) {
      const popup = await extension.triggerAction(tab);
      // The panel replaces the popup, so the click may get no answer.
      const [panel] = await Promise.all([
        extension.sidePanel(),
        popup
          .locator('.popup-foot button')
          .last()
          .click()
          .catch((error: unknown) => {
            if (!popup.isClosed()) throw error;
          }),
      ]);
      for (const quote of [LEVEL, OUTLOOK, SNOW]) await cardOf(panel, quote).waitFor();
      await panel.close();
      return 'the three clips are there';
    },
  },
  {
    title: `Move two clips to “${LEVELS_SECTION}”`,
    async run({ panel }) {
      await panel.bringToFront();
      await moveClip(panel, LEVEL, LEVELS_SECTION);
      await moveClip(panel, OUTLOOK, LEVELS_SECTION);
      for (const [quote, section] of [
        [LEVEL, LEVELS_SECTION],
        [OUTLOOK, LEVELS_SECTION],
        [SNOW, SNOW_SECTION],
      ] as const) {
        await sectionOf(panel, section).locator('.quote', { hasText: quote }).waitFor();
      }
      return 'each stands in its section';
    },
  },
  {
    title: 'Write a statement that cites them',
    async run({ panel }) {
      await writeStatement(panel, LEVELS_SECTION, STATEMENT, [LEVEL, OUTLOOK]);
      return `“${STATEMENT}”, 2 citations`;
    },
  },
];
