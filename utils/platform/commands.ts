import { browser } from './browser';
import { activeTab } from './tabs';

/** Calls the listener with the tab in which a keyboard command was pressed. */
export function onCommand(name: string, listener: (tabId: number) => void): void {
  browser.commands.onCommand.addListener((pressed: string, tab?: { id?: number | undefined }) => {
    if (pressed !== name) return;
    if (tab?.id !== undefined) {
      listener(tab.id);
      return;
    }
    void activeTab().then((active) => {
      if (active !== null) listener(active.tabId);
    });
  });
}

/** Returns the current keys of a command, or null if it has none. */
export async function shortcutOf(name: string): Promise<string | null> {
  const command = (await browser.commands.getAll()).find((candidate) => candidate.name === name);
  return command?.shortcut ? command.shortcut : null;
}
