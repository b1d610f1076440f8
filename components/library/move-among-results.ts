/**
 * The keys of a result list under a search field. The arrow keys move through the list, and from
 * the first result to the field. `/` goes to the field. Escape goes to the field, and from the
 * empty field back.
 */
export function moveAmongResults(
  event: KeyboardEvent,
  field: HTMLInputElement | null,
  onBack: () => void,
): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target === null || field === null || target.closest('dialog, [role=menu]') !== null) return;
  const inField = target === field;
  const result = target.closest<HTMLElement>('[data-result]');
  const others = target.matches('select, input, textarea') && !inField;
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      if (!inField && result === null) return;
      const list = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
      const results = [...(list?.querySelectorAll<HTMLElement>('[data-result]') ?? [])];
      const at = result === null ? -1 : results.indexOf(result);
      const next = at + (event.key === 'ArrowDown' ? 1 : -1);
      if (next >= 0 && next < results.length) results[next]?.focus();
      else if (next === -1 && !inField) field.focus();
      else return;
      break;
    }
    case 'Escape':
      if (others) return;
      if (!inField) field.focus();
      else if (field.value === '') onBack();
      else return;
      break;
    case '/':
      if (inField || others) return;
      field.focus();
      break;
    default:
      return;
  }
  event.preventDefault();
}
