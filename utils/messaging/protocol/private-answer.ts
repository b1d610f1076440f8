import * as z from 'zod/mini';

/**
 * What the user answered to the question whether anything of a private window is to be kept: this
 * once, or all of this site until the private windows are closed. A no is never sent.
 */
export const PrivateAnswerSchema = z.enum(['once', 'site']);
export type PrivateAnswer = z.infer<typeof PrivateAnswerSchema>;
