import type { PageFacts } from '@/utils/verify/page-facts';

/** The facts of an ordinary page that was read at its own address. */
export function factsOf(url: string, fields: Partial<PageFacts> = {}): PageFacts {
  return {
    requestedUrl: url,
    finalUrl: url,
    status: 200,
    contentType: 'text/html',
    headers: {},
    title: '',
    headings: [],
    text: '',
    counts: {
      forms: 0,
      passwordInputs: 0,
      emailInputs: 0,
      textInputs: 0,
      buttons: 0,
      links: 0,
      scripts: 0,
      images: 0,
      emptyMounts: 0,
    },
    noscriptLength: 0,
    embeds: [],
    robots: '',
    refresh: null,
    accessibleForFree: null,
    gateMarkers: 0,
    consentLength: 0,
    snapshotLength: null,
    ...fields,
  };
}
