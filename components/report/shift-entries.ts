import { i18n } from '#i18n';
import type { MenuEntry } from '@/components/ui/Menu';
import type { Direction } from './panel-context';

/** Returns the menu entries that move the entry at `at`, of `length`, among its neighbours. */
export function shiftEntries(
  at: number,
  length: number,
  shift: (direction: Direction) => void,
): MenuEntry[] {
  return [
    {
      label: i18n.t('move_up'),
      icon: 'up',
      disabled: at === 0,
      onSelect: () => shift('up'),
    },
    {
      label: i18n.t('move_down'),
      icon: 'down',
      disabled: at === length - 1,
      onSelect: () => shift('down'),
    },
  ];
}
