import * as z from 'zod/mini';

/**
 * What the user allowed for verifying one report, beyond fetching its public pages, and which of
 * them are not to be fetched.
 */
export const ReadingOptionsSchema = z.object({
  /**
   * Whether pages that fetching does not decide are opened in a window, in the user's own session.
   */
  render: z.catch(z.boolean(), false),
  /** Hosts on this machine or its network that may be read, as `URL.hostname` spells them. */
  privateHosts: z.catch(z.array(z.string().check(z.maxLength(300))), []),
  /** Match patterns of the public sites that the user unticked and has not ticked again. */
  leftOut: z.catch(z.array(z.string().check(z.maxLength(300))), []),
});
export type ReadingOptions = z.infer<typeof ReadingOptionsSchema>;

export const NO_READING_OPTIONS: ReadingOptions = { render: false, privateHosts: [], leftOut: [] };
