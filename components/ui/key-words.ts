import { i18n } from '#i18n';

/** The keys of the tables that have another name in another language. */
const NAMED_KEYS = {
  Shift: 'keyname_shift',
  Escape: 'keyname_escape',
  Enter: 'keyname_enter',
  Space: 'keyname_space',
  Backspace: 'keyname_backspace',
  Delete: 'keyname_delete',
  Home: 'keyname_home',
  End: 'keyname_end',
} as const;

/** Returns a key, as the tables and the browser write it, in the words of the user's language. */
export function keyWords(key: string): string {
  return key
    .split('+')
    .map((part) =>
      Object.hasOwn(NAMED_KEYS, part) ? i18n.t(NAMED_KEYS[part as keyof typeof NAMED_KEYS]) : part,
    )
    .join('+');
}
