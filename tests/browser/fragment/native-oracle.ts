import { serializeTextDirective, type TextDirective } from '@/utils/fragment/text-directive';
import { err, ok, type Result } from '@/utils/model/result';
import { liveTree, readClosedRoots } from '@/utils/page/live-tree';

/**
 * Native Chromium as the oracle: a page in a frame of its own, with the results of the browser's
 * own finder for text directives. Needs `--enable-blink-features=TextFragmentAPI`.
 */
interface NativeDirective {
  getMatchingRange(): Promise<Range>;
}
interface NativeFragmentDirective {
  readonly items: readonly NativeDirective[];
  createSelectorDirective(range: Range): Promise<{ toString(): string }>;
}
type OracleDocument = Document & { readonly fragmentDirective: NativeFragmentDirective };

export interface OraclePage {
  readonly document: Document;
  readonly window: Window;
  /**
   * Returns the native match of each value (the part after `text=`): a range, null for no match,
   * undefined for a value that is not a directive.
   */
  resolve(values: readonly string[]): Promise<(Range | null | undefined)[]>;
  /**
   * Returns the result of "copy link to highlight" without `text=`, or the reason why it refuses.
   */
  generate(range: Range): Promise<Result<string, string>>;
  close(): void;
}

/** Chromium uses at most sixteen directives of a URL. */
const AT_ONCE = 15;

const frames = (view: Window) =>
  new Promise<void>((done) => {
    view.requestAnimationFrame(() => view.requestAnimationFrame(() => done()));
  });

/** Prevents a saved page from running scripts and from sending requests. */
const NO_SCRIPTS =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">';

/**
 * A template with this attribute in a page becomes the closed shadow root of the element around it,
 * as a script of the page would make it. Declared closed roots are lost to a test.
 */
export const CLOSED_ROOT = 'data-closed-root';

const closedRoots = new WeakMap<Element, ShadowRoot>();
readClosedRoots((host) => closedRoots.get(host) ?? null);

/**
 * Returns a new root, or null if the element can have none: the parser moves some templates, for
 * example from a `span` into the `select` around it.
 */
function closedRootIn(host: Element): ShadowRoot | null {
  try {
    return host.attachShadow({ mode: 'closed' });
  } catch {
    return null;
  }
}

function closeRoots(tree: Document | ShadowRoot): void {
  for (const template of tree.querySelectorAll<HTMLTemplateElement>(`template[${CLOSED_ROOT}]`)) {
    const host = template.parentElement as Element;
    const root = closedRootIn(host);
    if (root === null) continue;
    root.append(template.content);
    template.remove();
    closedRoots.set(host, root);
  }
  for (const element of tree.querySelectorAll('*')) {
    const root = liveTree.shadowRootOf(element);
    if (root !== null) closeRoots(root as ShadowRoot);
  }
}

export interface OracleOptions {
  /** Whether the page must not run scripts or send requests. */
  readonly inert?: boolean;
  /**
   * Called before the page is written into its window, when no policy of the page forbids code yet.
   */
  readonly prepare?: (view: Window & typeof globalThis) => void;
}

/**
 * Frames of closed pages that ran no scripts. A new frame takes twice the processor time. A page
 * leaves nothing in its frame but what scripts made, and policies.
 */
const spareFrames: HTMLIFrameElement[] = [];
const SCRIPT = /<script|\son\w+\s*=|javascript:/iu;

function newFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  // It can be seen by nobody, so it is not drawn.
  frame.style.cssText =
    'position: fixed; inset: 0; width: 1000px; height: 700px; border: 0; opacity: 0';
  document.body.append(frame);
  return frame;
}

/** Opens a page from its HTML. */
export async function openOraclePage(
  html: string,
  options: OracleOptions = {},
): Promise<OraclePage> {
  const isReused = options.inert !== true && options.prepare === undefined && !SCRIPT.test(html);
  const spare = isReused ? spareFrames.pop() : undefined;
  // A test that draws something else on the whole page has removed it.
  const frame = spare?.isConnected === true ? spare : newFrame();
  // `open` gives the empty page the address of this one: Chromium ignores text fragments in about:,
  // blob: and srcdoc pages. A page that is loaded would take twice the processor time.
  const page = frame.contentDocument as OracleDocument;
  const view = frame.contentWindow as Window & typeof globalThis;
  options.prepare?.(view);
  // The scripts of the page have heard of it then. The state of the page is complete before.
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  page.open();
  page.write(
    options.inert === true ? html.replace(/^(\s*<!doctype[^>]*>)?/i, `$1${NO_SCRIPTS}`) : html,
  );
  page.close();
  closeRoots(page);
  await loaded;
  // An `object` shows the content between its tags only then.
  await frames(view);

  const folded = [...page.querySelectorAll('details:not([open])')];
  const untilFound = [...page.querySelectorAll('[hidden="until-found"]')];
  /**
   * A match opens the elements that hide it. Closes them again, because the next question is about
   * the original page.
   */
  const closeAgain = () => {
    for (const details of folded) details.removeAttribute('open');
    for (const element of untilFound) element.setAttribute('hidden', 'until-found');
  };

  const resolveSome = async (values: readonly string[]) => {
    closeAgain();
    const directive = values.map((value) => `text=${value}`).join('&');
    // Entries of the history would be kept for every frame.
    for (const hash of ['', `:~:${directive}`]) {
      view.location.replace(`${view.location.href.replace(/#.*/su, '')}#${hash}`);
    }
    await frames(view);
    return await Promise.all(
      page.fragmentDirective.items.map((item) =>
        item.getMatchingRange().catch((error: unknown) => {
          if (error instanceof view.DOMException && error.name === 'NotFoundError') return null;
          throw error;
        }),
      ),
    );
  };

  return {
    document: page,
    window: view,
    async resolve(values) {
      const answers: (Range | null | undefined)[] = [];
      for (let from = 0; from < values.length; from += AT_ONCE) {
        const some = values.slice(from, from + AT_ONCE);
        const distinct = new Set(some.map((value) => value.toLowerCase()));
        const found = distinct.size === some.length ? await resolveSome(some) : [];
        if (found.length === some.length) {
          answers.push(...found);
          continue;
        }
        // Invalid and repeated values have no item of their own, so each value is asked alone.
        for (const value of some) answers.push((await resolveSome([value]))[0]);
      }
      return answers;
    },
    async generate(range) {
      try {
        const directive = await page.fragmentDirective.createSelectorDirective(range);
        return ok(directive.toString().replace(/^text=/, ''));
      } catch (error) {
        return err(error instanceof view.DOMException ? error.message : String(error));
      }
    },
    close() {
      if (isReused) spareFrames.push(frame);
      else frame.remove();
    },
  };
}

/** Returns the value of a directive in the form that `resolve` takes. */
export function directiveValue(directive: TextDirective): string {
  return serializeTextDirective(directive).slice('text='.length);
}
