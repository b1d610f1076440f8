import { matchShortcut } from '@/utils/model/match-shortcut';
import { LIBRARY_SHORTCUTS } from '@/utils/model/shortcuts';

/**
 * Runs the shortcuts of a result list under a search field. The arrow up goes from the first result
 * to the field. Escape goes to the field, and from the empty field back.
 */
export function moveAmongResults(
  event: KeyboardEvent,
  field: HTMLInputElement | null,
  onBack: () => void,
): void {
  if (event.defaultPrevented) return;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target === null || field === null || target.closest('dialog, [role=menu]') !== null) return;
  const inField = target === field;
  const result = target.closest<HTMLElement>('[data-result]');
  const others = target.matches('select, input, textarea') && !inField;
  const command = matchShortcut(event, LIBRARY_SHORTCUTS);
  switch (command) {
    case 'next':
    case 'previous': {
      if (!inField && result === null) return;
      const list = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
      const results = [...(list?.querySelectorAll<HTMLElement>('[data-result]') ?? [])];
      const at = result === null ? -1 : results.indexOf(result);
      const next = at + (command === 'next' ? 1 : -1);
      if (next >= 0 && next < results.length) results[next]?.focus();
      else if (next === -1 && !inField) field.focus();
      else return;
      break;
    }
    case 'back':
      if (others) return;
      if (!inField) field.focus();
      else if (field.value === '') onBack();
      else return;
      break;
    case 'field':
      // The key types nothing into a select.
      if (inField || target.matches('input, textarea')) return;
      field.focus();
      break;
    case null:
      return;
  }
  event.preventDefault();
}
