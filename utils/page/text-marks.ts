import type { TextMarkKind } from '@/utils/text/text-model';

/** Longer, and what is raised is no mark of a note. */
const MAX_NOTE = 24;
const NOTE_IN_BRACKETS = /^\s*(?:\[[^\]\s]{1,8}\][\s,]*)+$/u;

function isNote(element: Element): boolean {
  const text = element.textContent ?? '';
  if (text.trim().length === 0 || text.length > MAX_NOTE) return false;
  if (NOTE_IN_BRACKETS.test(text)) return true;
  return element.closest('a[href]') !== null || element.querySelector('a[href]') !== null;
}

function markOfStyle(style: string): TextMarkKind | null {
  if (/text-decoration(?:-line)?\s*:[^;]*line-through/iu.test(style)) return 'struck';
  if (/vertical-align\s*:\s*super/iu.test(style)) return 'raised';
  return /vertical-align\s*:\s*sub/iu.test(style) ? 'lowered' : null;
}

/**
 * What an element's setting says of its text, by its tag and its inline style alone: a page
 * must be marked the same on the user's tab and as a parsed document, where no stylesheet is
 * known. What only a stylesheet raises or strikes out is not marked.
 */
export function markOf(element: Element, localName: string): TextMarkKind | null {
  switch (localName) {
    case 'sup':
      return isNote(element) ? 'note' : 'raised';
    case 'sub':
      return 'lowered';
    case 's':
    case 'strike':
    case 'del':
      return 'struck';
    case 'mi':
    case 'mn':
    case 'mrow': {
      if (element.previousElementSibling === null) return null;
      const around = element.parentElement?.localName;
      if (around === 'msup') return 'raised';
      return around === 'msub' ? 'lowered' : null;
    }
    default: {
      const style = element.hasAttribute('style') ? element.getAttribute('style') : null;
      return style === null ? null : markOfStyle(style);
    }
  }
}
