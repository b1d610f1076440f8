import en from '../../../locales/en.json';
import fr from '../../../locales/fr.json';

/*
 * Import this before any component. The messages come from the extension API, which a test page
 * does not have.
 */

type Message = string | Readonly<Record<string, string>>;
const CATALOGUES: Record<'en' | 'fr', Readonly<Record<string, Message>>> = { en, fr };
let language: 'en' | 'fr' = 'en';

export function useLanguage(next: 'en' | 'fr'): void {
  language = next;
}

function getMessage(name: string, substitutions: readonly string[] = []): string {
  const message = CATALOGUES[language][name];
  if (message === undefined) throw new Error(`No message is called ${name}.`);
  const text = typeof message === 'string' ? message : Object.values(message).join(' | ');
  return text.replace(/\$(\d)/g, (_match, place: string) => {
    const value = substitutions[Number(place) - 1];
    if (value === undefined) throw new Error(`${name} wants $${place}.`);
    return value;
  });
}

const extension = { runtime: { id: 'test' }, i18n: { getMessage } };
// Both global names of the API: see utils/platform/runtime.ts.
Object.assign(globalThis, { browser: extension, chrome: extension });
