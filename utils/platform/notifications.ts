import { browser } from './browser';

/**
 * Asks for the permission. Call it inside the click handler, before any await, because Firefox
 * refuses it later.
 */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['notifications'] }).catch((cause: unknown) => {
    console.warn('permissions.request', cause);
    return false;
  });
}

/**
 * Shows a system notification, in place of one with the same id. Shows nothing without the
 * permission.
 */
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
 * Calls the listener with the id of a clicked notification. Without the permission the browser has
 * no such event, so the listener is added when the permission is granted. A worker that a click
 * wakes has it from its start.
 */
export function onNotificationClick(listener: (id: string) => void): void {
  const clicked = (id: string) => {
    void browser.notifications.clear(id);
    listener(id);
  };
  const listen = () => {
    // Missing without the permission, although the type says otherwise.
    const api: typeof browser.notifications | undefined = browser.notifications;
    if (api !== undefined && !api.onClicked.hasListener(clicked))
      api.onClicked.addListener(clicked);
  };
  listen();
  browser.permissions.onAdded.addListener(listen);
}
