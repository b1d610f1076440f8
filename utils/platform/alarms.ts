import { browser } from './browser';

/** Wakes a stopped worker while work is left. Chrome's shortest period is half a minute. */
export function onAlarm(name: string, listener: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) listener();
  });
}

export async function startAlarm(name: string): Promise<void> {
  await browser.alarms.create(name, { periodInMinutes: 0.5 });
}

/** Fires once. `when`: milliseconds since 1970; a past time means now. */
export async function setAlarm(name: string, when: number): Promise<void> {
  await browser.alarms.create(name, { when });
}

export async function stopAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name);
}
