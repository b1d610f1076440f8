import { browser } from './browser';

/** Asks for the permission. Call it inside the click, before any await: Firefox refuses it later. */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['notifications'] }).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
}

/** Shows a notice of the system, in the place of one of that id; nothing where it may not. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  if (!(await browser.permissions.contains({ permissions: ['notifications'] }))) return;
  await browser.notifications.create(id, {
    type: 'basic',
    title,
    message,
    iconUrl: browser.runtime.getURL('/icon/128.png'),
  });
}

/**
 * Hears which notice was clicked. Without the permission the browser has no such event, so it is
 * listened to once that is given; a worker that is woken by a click has it from its start.
 */
export function onNotificationClick(listener: (id: string) => void): void {
  const clicked = (id: string) => {
    void browser.notifications.clear(id);
    listener(id);
  };
  const listen = () => {
    // Not there without the permission, whatever its type says.
    const api: typeof browser.notifications | undefined = browser.notifications;
    if (api !== undefined && !api.onClicked.hasListener(clicked))
      api.onClicked.addListener(clicked);
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}
