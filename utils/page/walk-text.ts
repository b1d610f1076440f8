import { isBlank } from './collapse-space';
import { isFormField, readFormField } from './form-field';
import {
  type ElementLayout,
  isUnsearched,
  type LayoutPolicy,
  showsUnsearchedText,
  type TextStyle,
} from './layout-policy';
import { ELEMENT, isText, type PageTree, parentElementOf } from './page-tree';
import { type FinishedText, TextAssembler, type TextSetting } from './text-assembler';
import { markOf } from './text-marks';
import { ComingAttributes, WalkFrame } from './walk-frame';

export interface WalkOptions<N extends object, E extends N> {
  readonly tree: PageTree<N, E>;
  readonly policy: LayoutPolicy<E>;
  readonly skip: ((element: E) => boolean) | null;
}

const PLAIN_STYLE: TextStyle = { visible: true, whiteSpace: 'collapse' };
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** https://drafts.csswg.org/css-pseudo/#first-letter-pseudo, the usual cases of it. */
const FIRST_LETTER = /^\s*\p{P}*[\p{L}\p{N}\p{S}]\p{M}*\p{P}*/u;

/**
 * Walks the flat tree of a page (open shadow roots, slotted nodes) once, without
 * recursion, and assembles the text that a text directive is searched in.
 * Linear in the nodes.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document
 */
class TextWalk<N extends object, E extends N> {
  readonly assembler = new TextAssembler<N>();
  /** The open ones that the walk went through. */
  readonly shadowRoots: N[] = [];
  private readonly tree: PageTree<N, E>;
  private readonly coming: ComingAttributes<N, E>;
  /** Of every depth; `depth` says which is the walk's. */
  private readonly frames: WalkFrame<N, E>[] = [];
  private depth = 0;
  private frame: WalkFrame<N, E>;
  private flows = 0;
  /** The block that the next text begins, until its first letter was looked at. */
  private blockElement: E | null = null;

  constructor(
    root: N,
    private readonly options: WalkOptions<N, E>,
  ) {
    const { tree } = options;
    this.tree = tree;
    this.coming = new ComingAttributes(tree);
    const element = tree.typeOf(root) === ELEMENT ? (root as E) : null;
    const around = element === null ? tree.hostOf(root) : parentElementOf(tree, element);
    this.frame = new WalkFrame();
    this.frame.element = around;
    this.frame.language = languageAround(tree, around);
    this.frame.list = element === null ? Array.from(tree.childrenOf(root)) : [element];
    this.frames.push(this.frame);
    this.coming.expect(root);
  }

  run(): void {
    let node: N | null = this.frame.list?.[0] ?? null;
    for (;;) {
      if (node === null) {
        if (this.depth === 0) return;
        node = this.leave();
        continue;
      }
      if (this.tree.typeOf(node) === ELEMENT) {
        const inside: N | null = this.enter(node as E);
        if (inside !== null) {
          node = inside;
          continue;
        }
      } else if (isText(this.tree, node)) {
        this.addText(node);
      }
      node = this.nextOf(node);
    }
  }

  private nextOf(node: N): N | null {
    const { frame } = this;
    if (frame.list === null) return this.tree.nextSiblingOf(node);
    frame.index++;
    return frame.list[frame.index] ?? null;
  }

  private leave(): N | null {
    const { assembler, frame } = this;
    if (frame.mark !== null) assembler.addMark(frame.mark, frame.amountBefore);
    if (frame.layout === 'block') assembler.endBlock();
    else if (frame.layout === 'isolated' && !frame.endedBefore) {
      if (assembler.amount === frame.amountBefore) assembler.reopenBlock();
    }
    const { element } = frame;
    this.depth--;
    this.frame = this.frames[this.depth] ?? frame;
    return element === null ? null : this.nextOf(element);
  }

  /** The first child to walk; null where there is nothing to walk inside. */
  private enter(element: E): N | null {
    const { assembler, frame, tree } = this;
    const { policy, skip } = this.options;
    if (skip?.(element)) return null;
    const localName = tree.nameOf(element);
    const shadowRoot = tree.shadowRootOf(element);
    if (localName === 'br') {
      assembler.addLineBreak(element, frame);
      return null;
    }
    const inert = this.coming.read(element, 'inert') !== null;
    if (isFormField(localName)) {
      if (!inert) this.addField(element);
      return null;
    }
    // The children of a host are those of its shadow tree; of a slot, what is assigned to it.
    const assigned = localName === 'slot' ? tree.assignedNodesOf(element) : null;
    const list = assigned === null || assigned.length === 0 ? null : assigned;
    const first = list?.[0] ?? tree.firstChildOf(shadowRoot ?? element);
    if (first === null || inert || isUnsearched(tree, element, localName)) {
      this.separate(element);
      return null;
    }
    const layout = this.layoutOf(element);
    if (layout === 'none') return null;
    if (layout !== 'inline' && !policy.isContentSearched(element)) {
      if (layout === 'block') assembler.endBlock();
      return null;
    }
    const inSvg = tree.namespaceOf(element) === SVG_NAMESPACE;
    if (inSvg && /^(?:title|desc|metadata)$/.test(localName)) return null;
    if (shadowRoot !== null) {
      this.coming.expect(shadowRoot);
      this.shadowRoots.push(shadowRoot);
    }
    const next = this.push(element, layout);
    // Terms don't cross the border of a shadow tree, which no range could span.
    const bordered = list !== null || shadowRoot !== null;
    next.flow = layout === 'isolated' || bordered ? ++this.flows : frame.flow;
    next.passedOver = this.passedOver(element, localName, layout);
    next.language = this.coming.read(element, 'lang') ?? frame.language;
    next.textless = inSvg ? isTextless(localName, frame) : frame.textless;
    next.list = list;
    next.mark = markOf(tree, element, localName);
    if (layout === 'block') assembler.endBlock();
    if (layout !== 'inline') this.blockElement = element;
    return first;
  }

  private push(element: E, layout: WalkFrame<N, E>['layout']): WalkFrame<N, E> {
    this.depth++;
    let frame = this.frames[this.depth];
    if (frame === undefined) {
      frame = new WalkFrame();
      this.frames.push(frame);
    }
    frame.element = element;
    frame.layout = layout;
    frame.index = 0;
    frame.amountBefore = this.assembler.amount;
    frame.endedBefore = this.assembler.isBetweenBlocks;
    frame.textStyle = null;
    this.frame = frame;
    return frame;
  }

  /** Between blocks it makes no difference whether a block stands in the flow. */
  private layoutOf(element: E): ElementLayout {
    const { policy } = this.options;
    const layout = policy.layoutOf(element);
    const matters = layout === 'block' && !this.assembler.isBetweenBlocks;
    return matters && policy.isOutOfFlow(element) ? 'isolated' : layout;
  }

  /** What is behind a closed `details` is found, and passed over between terms. */
  private passedOver(
    element: E,
    localName: string,
    layout: WalkFrame<N, E>['layout'],
  ): WalkFrame<N, E>['passedOver'] {
    // The frame of the element is the walk's by now.
    const around = this.frames[this.depth - (localName === 'summary' ? 2 : 1)];
    const outer = around?.passedOver ?? null;
    const hidden = this.coming.read(element, 'hidden') !== null;
    if (outer === 'clipped' || layout === 'inline') return outer;
    if (this.options.policy.isClipped(element)) return 'clipped';
    const closed = localName === 'details' && !this.tree.hasAttribute(element, 'open');
    return closed || hidden ? 'closed' : outer;
  }

  /** An element whose text is not searched: it only matters if it stands between texts. */
  private separate(element: E): void {
    const { assembler } = this;
    const shows = showsUnsearchedText(this.tree, element);
    if (!shows && assembler.isBetweenBlocks) return;
    const layout = this.layoutOf(element);
    if (layout === 'block') assembler.endBlock();
    if (shows && layout !== 'none') assembler.addBarrier();
  }

  private addField(element: E): void {
    const { assembler, frame } = this;
    const { policy } = this.options;
    const { kind, preformatted, text } = readFormField(this.tree, element);
    if (kind === 'silent' || policy.layoutOf(element) === 'none') return;
    if (kind === 'separate') assembler.endBlock();
    if (kind === 'browser') assembler.addBarrier();
    if (text.trim() === '' || !policy.textStyleOf(element).visible) return;
    const setting: TextSetting = {
      flow: ++this.flows,
      language: frame.language,
      passedOver: kind === 'separate' ? 'field' : frame.passedOver,
    };
    assembler.addText(element, text, 0, preformatted ? 'preserve' : 'collapse', setting);
    if (kind === 'separate') assembler.endBlock();
  }

  private addText(node: N): void {
    const { assembler, frame } = this;
    const data = this.tree.dataOf(node);
    if (frame.textless || data === '') return;
    // The indentation between elements: whatever its style, it is not rendered.
    if (assembler.dropsSpace(frame) && isBlank(data)) return;
    if (frame.textStyle === null) {
      const { element } = frame;
      frame.textStyle = element === null ? PLAIN_STYLE : this.options.policy.textStyleOf(element);
    }
    const { visible, whiteSpace } = frame.textStyle;
    if (!visible) return;
    const from = this.blockElement === null ? 0 : this.splitFirstLetter(node, data, whiteSpace);
    assembler.addText(node, from === 0 ? data : data.slice(from), from, whiteSpace, frame);
  }

  /** Where a text goes on whose first letter floats apart from it; 0 where none does. */
  private splitFirstLetter(node: N, data: string, whiteSpace: TextStyle['whiteSpace']): number {
    const block = this.blockElement;
    if (block === null || !/\S/.test(data)) return 0;
    this.blockElement = null;
    if (!this.options.policy.hasFloatingFirstLetter(block)) return 0;
    const letter = FIRST_LETTER.exec(data)?.[0] ?? '';
    if (letter === '') return 0;
    const shown = letter.trimStart();
    const from = letter.length - shown.length;
    const { assembler, frame } = this;
    if (whiteSpace === 'collapse') assembler.addUnsearchable(node, shown, from, frame);
    else assembler.addText(node, shown, from, whiteSpace, frame);
    return letter.length;
  }
}

function languageAround<N extends object, E extends N>(
  tree: PageTree<N, E>,
  around: E | null,
): string {
  const speaking = around === null ? null : tree.closest(around, '[lang]');
  return speaking === null ? '' : (tree.attributeOf(speaking, 'lang') ?? '');
}

function isTextless(localName: string, around: { readonly textless: boolean }): boolean {
  if (localName === 'svg') return true;
  return localName !== 'text' && localName !== 'foreignObject' && around.textless;
}

export interface AssembledText<N extends object> extends FinishedText<N> {
  /** The open shadow roots that were read, too. */
  readonly shadowRoots: readonly N[];
}

/** The assembled text below `root`, an element, a document or a shadow root; see `TextWalk`. */
export function assembleText<N extends object, E extends N>(
  root: N,
  options: WalkOptions<N, E>,
): AssembledText<N> {
  const walk = new TextWalk(root, options);
  walk.run();
  return { ...walk.assembler.finish(), shadowRoots: walk.shadowRoots };
}
