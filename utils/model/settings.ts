import * as z from 'zod/mini';
import { idSchema } from './ids';

/** How much of a clip the lists of clips show. */
export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/**
 * The settings of this browser that pages and the background share, each under its own key in
 * `storage.local`. Every field has a default for what is not stored or does not parse.
 * utils/platform/settings.ts reads and writes them.
 */
export const SettingsSchema = z.object({
  /** The report and the section for new clips. */
  currentReportId: z.catch(z.nullable(idSchema<'report'>()), null),
  currentSectionId: z.catch(z.nullable(idSchema<'section'>()), null),
  /** The name of the person who uses this browser; '' until the person gives a name. */
  reviewer: z.catch(z.string(), ''),
  density: z.catch(z.enum(DENSITIES), 'compact'),
  /** Whether hints also ask about what stands between the figures and the names of a claim. */
  betweenHints: z.catch(z.boolean(), true),
});
export type Settings = z.infer<typeof SettingsSchema>;
