import { isBlank, isCollapsible } from './collapse-space';
import { isFormField, readFormField } from './form-field';
import {
  type ElementLayout,
  type GeneratedPart,
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
  /** Number of `isolated` elements around the current node. */
  private isolatedDepth = 0;
  /** The edges of inline elements after the pending white space. */
  private passed: (readonly [E, GeneratedPart])[] = [];
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
    const { element } = frame;
    this.depth--;
    const around = this.frames[this.depth] ?? frame;
    this.frame = around;
    const isEmpty = assembler.amount === frame.amountBefore;
    switch (frame.layout) {
      case 'block':
        assembler.endBlock();
        around.foreign = true;
        break;
      case 'isolated':
        if (frame.boxes || !isEmpty) this.interrupt();
        else {
          if (!frame.endedBefore) assembler.reopenBlock();
          if (frame.isHidden) assembler.joinLines();
          else if (element !== null && !around.items) this.addAtom(element);
        }
        break;
      case 'inline':
        // Chromium looks for the end of a term in the smallest element around the start of the term
        // that has no content of another line box before the start.
        if (frame.foreign) this.interrupt();
        else if (element !== null && assembler.isBehindSpace)
          this.passed.push([element, '::after']);
        break;
      case 'contents':
        if (frame.foreign) around.foreign = true;
    }
    if (frame.layout === 'isolated') this.isolatedDepth--;
    if (frame.boxes || !isEmpty) around.boxes = true;
    // The texts before and after an item form separate items.
    if (around.items && frame.layout !== 'inline') around.flow = ++this.flows;
    return element === null ? null : this.nextOf(element);
  }

  /** Records content here that belongs to another line box. */
  private interrupt(): void {
    this.assembler.endBlock();
    this.frame.foreign = true;
    this.frame.boxes = true;
  }

  /**
   * Records a box that separates the text around an `isolated` element, unless the box is hidden or
   * is an item.
   */
  private noteBox(element: E): void {
    const { frame } = this;
    const { policy } = this.options;
    // The parts of a drawing belong to the line of the drawing.
    if (frame.boxes || frame.items || frame.textless || this.isolatedDepth === 0) return;
    if (policy.textStyleOf(element).visible) frame.boxes = true;
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
      if (this.isolatedDepth > 0) frame.boxes = true;
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
    const unsearched = isUnsearched(tree, element, localName);
    if (first === null || inert || unsearched) {
      this.separate(element, localName, inert || unsearched);
      return null;
    }
    let layout = this.layoutOf(element);
    if (layout === 'none') return null;
    const hasBox = layout !== 'contents';
    if (hasBox) this.noteBox(element);
    // For a hidden block inside an inline element, the search sees only the visible descendants.
    const isHidden = layout === 'block' && frame.inLine && !policy.textStyleOf(element).visible;
    if (isHidden) layout = 'isolated';
    if (hasBox && layout !== 'inline' && !policy.isContentSearched(element)) {
      if (layout === 'block') this.interrupt();
      else assembler.passOver();
      return null;
    }
    const inSvg = tree.namespaceOf(element) === SVG_NAMESPACE;
    if (inSvg && /^(?:title|desc|metadata)$/.test(localName)) return null;
    if (shadowRoot !== null) {
      this.coming.expect(shadowRoot);
      this.shadowRoots.push(shadowRoot);
    }
    if (layout === 'inline' && assembler.isBehindSpace) this.passed.push([element, '::before']);
    const { inLine } = frame;
    const next = this.push(element, layout);
    next.inLine = layout === 'inline' || (layout === 'contents' && inLine);
    next.isHidden = isHidden;
    next.flow = layout === 'isolated' ? ++this.flows : frame.flow;
    next.items = layout === 'isolated' ? policy.hasItems(element) : !hasBox && frame.items;
    next.passedOver = this.passedOver(element, localName, layout);
    next.language = this.coming.read(element, 'lang') ?? frame.language;
    next.textless = inSvg ? isTextless(localName, frame) : frame.textless;
    next.list = list;
    next.mark = markOf(tree, element, localName);
    if (layout === 'block') assembler.endBlock();
    if (layout === 'block' || layout === 'isolated') this.blockElement = element;
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
    frame.foreign = false;
    frame.boxes = false;
    if (layout === 'isolated') this.isolatedDepth++;
    this.frame = frame;
    return frame;
  }

  /** Between blocks it makes no difference whether a block stands in the flow. */
  private layoutOf(element: E): ElementLayout {
    const { assembler, frame } = this;
    const { policy } = this.options;
    const layout = policy.layoutOf(element);
    if (layout !== 'block') return layout;
    // A table part outside a table creates its own table. Inside an inline element this table is
    // inline.
    if (frame.items || (frame.inLine && policy.isTablePart(element))) return 'isolated';
    const matters = !assembler.isBetweenBlocks || frame.layout !== 'block';
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
    if (outer === 'clipped' || layout === 'inline' || layout === 'contents') return outer;
    if (this.options.policy.isClipped(element)) return 'clipped';
    const closed = localName === 'details' && !this.tree.hasAttribute(element, 'open');
    return closed || hidden ? 'closed' : outer;
  }

  /** Handles an element whose content is not searched. It matters only between two texts. */
  private separate(element: E, localName: string, unsearched: boolean): void {
    const { assembler, frame } = this;
    const shows = showsUnsearchedText(this.tree, element);
    const isEdge = unsearched || frame.layout === 'block';
    if (!shows && assembler.isBetweenBlocks && isEdge && this.isolatedDepth === 0) return;
    const layout = this.layoutOf(element);
    if (layout === 'none') return;
    // Browsers ignore images and similar elements, like hidden elements. A canvas counts as a box.
    const isBox = layout !== 'contents' && (!unsearched || localName === 'canvas');
    if (isBox) this.noteBox(element);
    else assembler.passOver();
    if (layout === 'block') this.separateBlock(element, isBox);
    else if (isBox && (layout === 'isolated' || localName === 'canvas')) this.addAtom(element);
    else if (isBox && assembler.isBehindSpace) {
      this.passed.push([element, '::before'], [element, '::after']);
    }
    if (shows) assembler.addBarrier();
  }

  /**
   * Handles a block without text. Inside an inline element the block is a line break, but the
   * search ignores the block when it is hidden.
   */
  private separateBlock(element: E, isBox: boolean): void {
    const { assembler, frame } = this;
    if (frame.inLine && !(isBox && this.options.policy.textStyleOf(element).visible)) {
      assembler.joinLines();
      return;
    }
    assembler.endBlock();
    frame.foreign = true;
  }

  /**
   * Adds an inline box. Unless the box is hidden, the white space after it does not collapse with
   * the white space before it.
   */
  private addAtom(element: E): void {
    const { assembler } = this;
    if (!assembler.isBehindSpace || this.options.policy.isOutOfFlow(element)) return;
    if (this.options.policy.textStyleOf(element).visible) assembler.keepNextSpace();
  }

  private addField(element: E): void {
    const { assembler, frame } = this;
    const { policy } = this.options;
    const { kind, preformatted, text } = readFormField(this.tree, element);
    const layout = policy.layoutOf(element);
    if (layout === 'none') return;
    this.noteBox(element);
    if (layout === 'block') assembler.endBlock();
    const { visible } = policy.textStyleOf(element);
    const isPlainBox = kind === 'silent' || (kind === 'button' && text.trim() === '');
    if (isPlainBox) this.addAtom(element);
    else if (visible) this.interrupt();
    if (kind === 'browser') assembler.addBarrier();
    if (text.trim() === '' || !visible) return;
    const setting: TextSetting = {
      flow: ++this.flows,
      language: frame.language,
      passedOver: kind === 'separate' ? 'field' : frame.passedOver,
    };
    assembler.addText(element, text, 0, preformatted ? 'preserve' : 'collapse', setting);
    this.interrupt();
  }

  private addText(node: N): void {
    const { assembler, frame } = this;
    const data = this.tree.dataOf(node);
    if (frame.textless || data === '') return;
    // The indentation between elements: whatever its style, it is not rendered.
    if (assembler.dropsSpace(frame) && isBlank(data)) {
      const hasBox = this.isolatedDepth > 0 && !frame.items && !frame.boxes;
      if (hasBox && this.textStyle().whiteSpace === 'preserve') frame.boxes = true;
      return;
    }
    const { visible, whiteSpace } = this.textStyle();
    if (!visible) return;
    if (this.passed.length > 0) this.passEdges(data);
    const from = this.blockElement === null ? 0 : this.splitFirstLetter(node, data, whiteSpace);
    assembler.addText(node, from === 0 ? data : data.slice(from), from, whiteSpace, frame);
  }

  /**
   * Handles white space that continues after element edges. When CSS generates content at such an
   * edge, the search sees two separate white spaces.
   */
  private passEdges(data: string): void {
    const { assembler, passed } = this;
    if (assembler.isBehindSpace && isCollapsible(data.charCodeAt(0))) {
      const { policy } = this.options;
      if (passed.some(([element, part]) => policy.showsContent(element, part))) {
        assembler.keepNextSpace();
      }
    }
    this.passed = [];
  }

  private textStyle(): TextStyle {
    const { frame } = this;
    if (frame.textStyle === null) {
      const { element } = frame;
      frame.textStyle = element === null ? PLAIN_STYLE : this.options.policy.textStyleOf(element);
    }
    return frame.textStyle;
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

/**
 * Assembles the text below `root`, which is an element, a document or a shadow root. See
 * `TextWalk`.
 */
export function assembleText<N extends object, E extends N>(
  root: N,
  options: WalkOptions<N, E>,
): AssembledText<N> {
  const walk = new TextWalk(root, options);
  walk.run();
  return { ...walk.assembler.finish(), shadowRoots: walk.shadowRoots };
}
