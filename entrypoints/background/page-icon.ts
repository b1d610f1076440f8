import { iconUrl } from '@/utils/model/source-icon';
import { drawPageIcon, iconOfTab } from '@/utils/platform/page-icon';
import { sameSite } from './same-site';
import { withinTime } from './within-time';

/** The icons that are being drawn, by tab and page. All clips of one act get the same. */
const drawing = new Map<string, Promise<string | null>>();

/**
 * Returns the icon of the page at `url` in a tab, as a PNG in base64, or null. Only the copy that
 * the browser already has is read, so nothing is requested: docs/adr/0057-icons-are-kept-at-capture.md.
 */
export async function readPageIcon(tabId: number | undefined, url: string): Promise<string | null> {
  if (tabId === undefined) return null;
  const key = `${tabId} ${url}`;
  const known = drawing.get(key);
  const icon = known ?? withinTime(draw(tabId, url)).finally(() => drawing.delete(key));
  drawing.set(key, icon);
  return icon;
}

/** A frame of another site is clipped without an icon, because the tab's icon is not its own. */
async function draw(tabId: number, url: string): Promise<string | null> {
  const before = await iconOfTab(tabId);
  if (before === null || !sameSite(before.page, url) || !mayRead(before.icon, url)) return null;
  const drawn = await drawPageIcon(tabId, before.icon);
  // The tab may show another site by now.
  const isSame = sameSite((await iconOfTab(tabId))?.page, url);
  return isSame && iconUrl(drawn ?? undefined) !== null ? drawn : null;
}

/** The browser's copy can be read of an icon of the page's own site, or one in the page itself. */
function mayRead(icon: string, url: string): boolean {
  return icon.startsWith('data:image/') || (/^https?:/i.test(icon) && sameSite(icon, url));
}
