import type { i18n as catalogue } from '#i18n';
import { catalogueMessage } from '@/utils/platform/runtime';

/** The texts that this page has asked for, by key and arguments. */
const known = new Map<string, string>();

/** Reads a text as `@wxt-dev/i18n` does: a number chooses between one and several. */
function read(name: string, ...given: readonly (number | readonly unknown[])[]): string {
  const count = given.find((each) => typeof each === 'number');
  const values = given.find((each) => typeof each === 'object') ?? given;
  const [one = '', several = one] = catalogueMessage(name, values.map(String)).split(' | ');
  return count === 1 ? one : several;
}

const text = (...asked: Parameters<typeof read>): string => {
  const key = JSON.stringify(asked);
  try {
    const found = read(...asked);
    known.set(key, found);
    return found;
  } catch {
    return known.get(key) ?? known.get(GONE) ?? '';
  }
};

const UNREACHABLE = 'failure_background_unreachable';
const GONE = JSON.stringify([UNREACHABLE]);

/**
 * The catalogue of an injected script. When the extension is updated, the script in an open page
 * loses the browser's catalogue. It then returns a text as it was before, and for a text that it
 * has not asked for before, the sentence that the background did not answer.
 */
export const i18n = { t: text as typeof catalogue.t };

// Asked for while the extension is there.
text(UNREACHABLE);
