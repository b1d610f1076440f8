import { followSettings, readSettings } from './settings';

/** Gives a page the density of lists that the user chose, now and whenever it changes. */
export function showDensity(page: HTMLElement): void {
  const show = () =>
    void readSettings().then(({ density }) => {
      page.dataset['density'] = density;
    });
  followSettings(show);
  show();
}
