import { afterEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { injectClipper } from '@/utils/platform/tabs';

interface Injection {
  readonly files?: readonly string[];
  readonly func?: () => unknown;
  readonly injectImmediately?: boolean;
}

afterEach(() => vi.unstubAllGlobals());

test.each(['interactive', 'complete'])(
  'a page that is parsed and %s gets the clipper at once',
  async (readyState) => {
    const scripts = stubPage({ readyState });
    expect(await injectClipper(7, 0)).toEqual({ ok: true, value: undefined });
    expect(scripts).toContainEqual(expect.objectContaining({ files: ['/clipper.js'] }));
    expect(scripts.every(({ injectImmediately }) => injectImmediately)).toBe(true);
  },
);

test('a page that is not parsed yet is not asked for clips before it is', async () => {
  const parsed = Promise.withResolvers<void>();
  stubPage({
    readyState: 'loading',
    addEventListener: (type: string, hear: () => void) => {
      if (type === 'DOMContentLoaded') void parsed.promise.then(hear);
    },
  });
  const done = vi.fn();
  const injected = injectClipper(7, 0).then(done);
  await new Promise((resolve) => setTimeout(resolve));
  expect(done).not.toHaveBeenCalled();
  parsed.resolve();
  await injected;
  expect(done).toHaveBeenCalledWith({ ok: true, value: undefined });
});

/** Runs injected functions against such a document. Returns the scripts that are injected. */
function stubPage(document: object): readonly Injection[] {
  const scripts: Injection[] = [];
  vi.stubGlobal('document', document);
  Object.assign(fakeBrowser.scripting, {
    executeScript: async (script: Injection) => {
      scripts.push(script);
      return [{ result: await script.func?.() }];
    },
  });
  return scripts;
}
