import type { JudgedClip } from '@/utils/verify/judge-quote';

/** A clip with a quote and other fields of its pin. */
export function clipOf(quote: string | null, pin: Partial<JudgedClip['pin']> = {}): JudgedClip {
  return {
    pin: {
      quote,
      selectors: { quote: null, position: null },
      directive: null,
      directiveAsWritten: null,
      ...pin,
    },
  };
}
