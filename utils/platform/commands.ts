import type { BrowserCommand } from '../model/shortcuts';
import { browser } from './browser';
import { activeTab } from './tabs';

/** Runs the shortcuts of the browser, each with the tab in which it was pressed. */
export function onCommands(runs: Readonly<Record<BrowserCommand, (tabId: number) => void>>): void {
  browser.commands.onCommand.addListener((pressed: string, tab?: { id?: number | undefined }) => {
    const run = new Map(Object.entries(runs)).get(pressed);
    if (run === undefined) return;
    if (tab?.id !== undefined) {
      run(tab.id);
      return;
    }
    void activeTab().then((active) => {
      if (active !== null) run(active.tabId);
    });
  });
}

/** Returns the current keys of a command, or null if it has none. */
export async function shortcutOf(name: BrowserCommand): Promise<string | null> {
  const command = (await browser.commands.getAll()).find((candidate) => candidate.name === name);
  return command?.shortcut ? command.shortcut : null;
}
