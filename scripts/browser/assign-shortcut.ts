import type { ExtensionBrowser } from './launch-extension';

interface DeveloperPrivate {
  updateExtensionCommand(update: {
    extensionId: string;
    commandName: string;
    keybinding: string;
  }): Promise<void>;
  getExtensionInfo(id: string): Promise<{
    commands: readonly { readonly name: string; readonly keybinding: string }[];
  }>;
}

/**
 * Assigns a keyboard shortcut, as the user would on chrome://extensions/shortcuts.
 * @throws If the browser refuses it.
 */
export async function assignShortcut(
  { context, extensionId }: Pick<ExtensionBrowser, 'context' | 'extensionId'>,
  commandName: string,
  keybinding: string,
): Promise<void> {
  const page = await context.newPage();
  try {
    await page.goto('chrome://extensions/shortcuts');
    const assigned = await page.evaluate(
      async (update) => {
        const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
        await developerPrivate.updateExtensionCommand(update);
        const { commands } = await developerPrivate.getExtensionInfo(update.extensionId);
        return commands.find((command) => command.name === update.commandName)?.keybinding ?? '';
      },
      { extensionId, commandName, keybinding },
    );
    if (assigned === '')
      throw new Error(`The browser did not take ${keybinding} for ${commandName}.`);
  } finally {
    await page.close();
  }
}
