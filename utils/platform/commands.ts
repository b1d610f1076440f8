import {
  BROWSER_COMMANDS,
  type BrowserCommand,
  type BrowserKeys,
  commandName,
} from '../model/shortcuts';
import { browser } from './browser';
import { activeTab } from './tabs';

/** The tab in which a shortcut was pressed. */
export interface PressedIn {
  readonly tabId: number;
  readonly windowId: number | undefined;
}

/**
 * Runs the shortcuts of the browser. If the browser tells the tab, a command runs at once, because
 * it may do only then what needs a gesture of the user.
 */
export function onCommands(
  runs: Readonly<Record<BrowserCommand, (pressedIn: PressedIn) => void>>,
): void {
  browser.commands.onCommand.addListener(
    (pressed: string, tab?: { id?: number | undefined; windowId?: number | undefined }) => {
      const run = new Map(Object.entries(runs)).get(pressed);
      if (run === undefined) return;
      if (tab?.id !== undefined) {
        run({ tabId: tab.id, windowId: tab.windowId });
        return;
      }
      void activeTab().then((active) => {
        if (active !== null) run(active);
      });
    },
  );
}

/** Returns the current keys of the browser's shortcuts. */
export async function readBrowserKeys(): Promise<BrowserKeys> {
  const assigned = await browser.commands.getAll();
  const keyOf = (command: BrowserCommand): string | null => {
    const name = commandName(command, import.meta.env.BROWSER === 'firefox' ? 'firefox' : 'chrome');
    return assigned.find((each) => each.name === name)?.shortcut || null;
  };
  return Object.fromEntries(
    BROWSER_COMMANDS.map((command) => [command, keyOf(command)]),
  ) as unknown as BrowserKeys;
}
