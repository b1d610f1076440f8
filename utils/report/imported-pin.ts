import { parseFragmentDirective, type TextDirective } from '@/utils/fragment/text-directive';
import type { Pin } from '@/utils/model/evidence';

/**
 * A pin made by importing a report, with only a directive. The directive is parsed from its text at
 * each access, because the parsed terms would take more memory than the rest.
 */
class ImportedPin implements Pin {
  readonly by = 'import';
  readonly quote = null;
  readonly id: Pin['id'];
  readonly clipId: Pin['clipId'];
  readonly madeAt: string;
  readonly selectors: Pin['selectors'];
  readonly directiveAsWritten: string;
  readonly noDirectiveReason: Pin['noDirectiveReason'];

  constructor(pin: Pin, written: string) {
    this.id = pin.id;
    this.clipId = pin.clipId;
    this.madeAt = pin.madeAt;
    this.selectors = pin.selectors;
    this.directiveAsWritten = written;
    this.noDirectiveReason = pin.noDirectiveReason;
  }

  get directive(): TextDirective | null {
    return readDirective(this.directiveAsWritten);
  }
}

/** Returns the same pin with less memory, if it contains only the directive as written. */
export function asImportedPin(pin: Pin): Pin {
  const { by, quote, selectors, marks, directive, directiveAsWritten: written } = pin;
  if (by !== 'import' || quote !== null || marks !== undefined || written === null) return pin;
  if (pin.order !== undefined) return pin;
  if (selectors.quote !== null || selectors.position !== null) return pin;
  return isSame(directive, readDirective(written)) ? new ImportedPin(pin, written) : pin;
}

function readDirective(written: string): TextDirective | null {
  return parseFragmentDirective(`#:~:${written}`)[0] ?? null;
}

function isSame(a: TextDirective | null, b: TextDirective | null): boolean {
  if (a === null || b === null) return a === b;
  return (['prefix', 'start', 'end', 'suffix'] as const).every((term) => a[term] === b[term]);
}
