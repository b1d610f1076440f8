import type { ExtensionBrowser } from '@/scripts/browser/launch-extension';

/**
 * Closes every tab but one, which becomes blank, and deletes the library, all settings, and the
 * names of other people's keys. A user who deletes everything keeps these names.
 */
export async function makeAsNew({ context, openExtensionPage }: ExtensionBrowser): Promise<void> {
  const [first, ...others] = context.pages();
  for (const page of others) await page.close();
  await first?.goto('about:blank');
  const page = await openExtensionPage('manifest.json');
  const problem = await page.evaluate(async () => {
    const ask = (call: string, payload: object) =>
      chrome.runtime.sendMessage({ to: 'background', call, payload });
    const marked = await ask('library.mark', {});
    const erased = marked.ok ? await ask('library.erase', marked.value) : marked;
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('pincite');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const clearing = opening.result.transaction('people', 'readwrite');
        clearing.objectStore('people').clear();
        clearing.onerror = () => reject(clearing.error);
        clearing.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    });
    await chrome.storage.local.clear();
    await chrome.storage.session.clear();
    // Pages keep edits here that they could not send.
    localStorage.clear();
    return erased.ok ? null : erased.error;
  });
  if (problem !== null) throw new Error(`The library can't be emptied: ${JSON.stringify(problem)}`);
  await page.close();
}
