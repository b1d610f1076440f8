import * as z from 'zod/mini';

/**
 * The user's answer to the question whether to keep something of a private window: this once, or
 * everything of the site until the private windows are closed. No message is sent for a no.
 */
export const PrivateAnswerSchema = z.enum(['once', 'site']);
export type PrivateAnswer = z.infer<typeof PrivateAnswerSchema>;
