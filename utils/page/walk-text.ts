import { isBlank, isCollapsible } from './collapse-space';
import { firstLetterOf, LetterBlocks } from './first-letter';
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
const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';
const MATHML_NAMESPACE = 'http://www.w3.org/1998/Math/MathML';
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * Walks the flat tree of a page (open shadow roots, slotted nodes) once, without recursion, and
 * assembles the text in which browsers search for a text directive. Linear in the number of nodes.
 * https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document
 */
class TextWalk<N extends object, E extends N> {
  readonly assembler = new TextAssembler<N>();
  /** The open shadow roots that the walk entered. */
  readonly shadowRoots: N[] = [];
  readonly #tree: PageTree<N, E>;
  readonly #policy: LayoutPolicy<E>;
  readonly #skip: WalkOptions<N, E>['skip'];
  readonly #coming: ComingAttributes<N, E>;
  /** The frames by depth. `#depth` is the depth of the current frame, `#frame`. */
  readonly #frames: WalkFrame<N, E>[] = [];
  #depth = 0;
  #frame: WalkFrame<N, E>;
  /** The number of the last line box: see `TextSetting.flow`. */
  #flows = 0;
  /** Number of `isolated` elements around the current node. */
  #isolatedDepth = 0;
  /** The starts and ends of inline elements since the last text node. */
  #passed: (readonly [E, GeneratedPart])[] = [];
  readonly #letters: LetterBlocks<N, E>;
  /** Whether the last text node is a separate box. A text directly after it shares this box. */
  #isCombining = false;

  constructor(root: N, { tree, policy, skip }: WalkOptions<N, E>) {
    this.#tree = tree;
    this.#policy = policy;
    this.#skip = skip;
    this.#coming = new ComingAttributes(tree);
    this.#letters = new LetterBlocks(tree, policy);
    const element = tree.typeOf(root) === ELEMENT ? (root as E) : null;
    const around = element === null ? tree.hostOf(root) : parentElementOf(tree, element);
    this.#frame = new WalkFrame();
    this.#frame.element = around;
    this.#frame.language = languageAround(tree, around);
    this.#frame.list = element === null ? Array.from(tree.childrenOf(root)) : [element];
    this.#frames.push(this.#frame);
    this.#coming.expect(root);
  }

  run(): void {
    let node: N | null = this.#frame.list?.[0] ?? null;
    for (;;) {
      if (node === null) {
        if (this.#depth === 0) return;
        node = this.#leave();
        continue;
      }
      if (this.#tree.typeOf(node) === ELEMENT) {
        const inside: N | null = this.#enter(node as E);
        if (inside !== null) {
          node = inside;
          continue;
        }
      } else if (isText(this.#tree, node)) {
        this.#addText(node);
      }
      node = this.#nextOf(node);
    }
  }

  #nextOf(node: N): N | null {
    const frame = this.#frame;
    if (frame.list === null) return this.#tree.nextSiblingOf(node);
    frame.index++;
    return frame.list[frame.index] ?? null;
  }

  #leave(): N | null {
    const { assembler } = this;
    const frame = this.#frame;
    if (frame.mark !== null) assembler.addMark(frame.mark, frame.amountBefore);
    const { element } = frame;
    this.#depth--;
    const around = this.#frames[this.#depth] ?? frame;
    this.#frame = around;
    const isEmpty = assembler.amount === frame.amountBefore;
    // The closed part of a `details` begins after its summary.
    if (element !== null && around.summary === element && around.isClosed) {
      around.closed = assembler.amount;
    }
    switch (frame.layout) {
      case 'block':
        assembler.endBlock();
        around.foreign = true;
        break;
      case 'isolated':
        if (frame.boxes || !isEmpty) this.#interrupt();
        else {
          if (!frame.endedBefore) assembler.reopenBlock();
          if (frame.isHidden) assembler.joinLines();
          else if (element !== null && !around.items) this.#addAtom(element);
        }
        break;
      case 'inline':
        // Another line box in an inline element separates texts: in Chromium, a term that begins after
        // this line box must end in the inline element.
        if (frame.foreign) this.#interrupt();
        else if (element !== null && !assembler.isBetweenBlocks)
          this.#passed.push([element, '::after']);
        break;
      case 'contents':
        if (frame.foreign) around.foreign = true;
        if (around.items) around.flow = frame.flow;
    }
    if (frame.layout === 'isolated') this.#isolatedDepth--;
    this.#isCombining = false;
    if (frame.boxes || !isEmpty) around.boxes = true;
    if (frame.layout === 'isolated' || frame.layout === 'block') {
      this.#splitItems(around, element);
      this.#letters.leave();
    }
    return element === null ? null : this.#nextOf(element);
  }

  /**
   * Starts a new item for the text after `element` when the frame lays its children out as items.
   * In a table, an element that is out of the flow does not start a new item.
   */
  #splitItems(frame: WalkFrame<N, E>, element: E | null): void {
    const policy = this.#policy;
    if (!frame.items || element === null) return;
    const inTable = frame.element !== null && policy.isTable(frame.element);
    if (!inTable || !policy.isOutOfFlow(element)) frame.flow = ++this.#flows;
  }

  /** Records content here that belongs to another line box. */
  #interrupt(): void {
    this.assembler.endBlock();
    this.#frame.foreign = true;
    this.#frame.boxes = true;
  }

  /**
   * Records a box that separates the text around an `isolated` element, unless the box is hidden or
   * is an item.
   */
  #noteBox(element: E): void {
    const frame = this.#frame;
    const policy = this.#policy;
    // The parts of a drawing belong to the line of the drawing.
    if (frame.boxes || frame.textless || this.#isolatedDepth === 0) return;
    if (frame.items) {
      // In a table, an element that is not a table part is inside an anonymous cell.
      const inTable = frame.element !== null && policy.isTable(frame.element);
      if (!inTable || policy.isTablePart(element)) return;
    }
    if (policy.textStyleOf(element).visible) frame.boxes = true;
  }

  /** Enters an element. Returns the first child to walk, or null when the content is skipped. */
  #enter(element: E): N | null {
    const { assembler } = this;
    const frame = this.#frame;
    const tree = this.#tree;
    const policy = this.#policy;
    if (this.#skip?.(element)) return null;
    const localName = tree.nameOf(element);
    const shadowRoot = tree.shadowRootOf(element);
    this.#isCombining = false;
    if (localName === 'br') {
      this.#addLineBreak(element);
      return null;
    }
    const inert =
      this.#coming.read(element, 'inert') !== null && isIn(tree, element, HTML_NAMESPACE);
    if (isFormField(localName)) {
      if (!inert) this.#addField(element);
      this.#letters.note(element);
      return null;
    }
    // The walk reads the shadow tree of a host instead of the children of the host, and the nodes
    // assigned to a slot instead of the children of the slot.
    const assigned = localName === 'slot' ? tree.assignedNodesOf(element) : null;
    const list = assigned === null || assigned.length === 0 ? null : assigned;
    const first = list?.[0] ?? tree.firstChildOf(shadowRoot ?? element);
    const unsearched = isUnsearched(tree, element, localName);
    if (first === null || inert || unsearched) {
      this.#separate(element, localName, inert || unsearched);
      return null;
    }
    let layout = this.#layoutOf(element);
    if (layout === 'none') return null;
    const isMarked = layout === 'marked';
    if (layout === 'marked') layout = 'inline';
    // Browsers put the content of a `details` into a block.
    if (localName === 'details' && (layout === 'inline' || layout === 'contents')) layout = 'block';
    const hasBox = layout !== 'contents';
    if (hasBox) this.#noteBox(element);
    // For a hidden block inside an inline element, the search sees only the visible descendants.
    const isHidden = layout === 'block' && frame.inLine && !policy.textStyleOf(element).visible;
    if (isHidden) layout = 'isolated';
    if (hasBox && layout !== 'inline' && !policy.isContentSearched(element)) {
      this.#separate(element, localName, !policy.isTablePart(element));
      if (tree.selectFirst(element, 'br') !== null) this.#interrupt();
      return null;
    }
    const namespace = tree.namespaceOf(element);
    const inMath = namespace === MATHML_NAMESPACE;
    const inSvg = namespace === SVG_NAMESPACE;
    if (inSvg && /^(?:title|desc|metadata)$/.test(localName)) return null;
    if (shadowRoot !== null) {
      this.#coming.expect(shadowRoot);
      this.shadowRoots.push(shadowRoot);
    }
    if (layout === 'inline' && !assembler.isBetweenBlocks) {
      this.#passed.push([element, isMarked ? '::marker' : '::before']);
    }
    const { inLine } = frame;
    const next = this.#push(element, layout);
    next.inLine = layout === 'inline' || (layout === 'contents' && inLine);
    next.isHidden = isHidden;
    next.flow = layout === 'isolated' ? ++this.#flows : frame.flow;
    next.items = layout === 'isolated' ? policy.hasItems(element) : !hasBox && frame.items;
    next.summary = localName === 'details' ? this.#summaryOf(element) : null;
    this.#setPassedOver(next, frame, localName);
    next.language = this.#coming.read(element, 'lang') ?? frame.language;
    const isInherited = frame.textless && !isIn(tree, frame.element, MATHML_NAMESPACE);
    next.textless = inSvg || inMath ? isTextless(localName, frame) : isInherited;
    next.list = list;
    next.mark = markOf(tree, element, localName);
    if (layout === 'block') assembler.endBlock();
    if (layout === 'block' || layout === 'isolated') {
      this.#letters.enter(element, layout === 'isolated');
    }
    if (localName === 'details' && next.summary === null) this.#addBarrier(element);
    if (localName === 'optgroup')
      this.#addOwnText(element, tree.attributeOf(element, 'label') ?? '');
    return first;
  }

  /**
   * Adds a `br`. A `br` that is not rendered separates the text too, but does not replace white
   * space.
   */
  #addLineBreak(element: E): void {
    const { assembler } = this;
    const frame = this.#frame;
    if (this.#isolatedDepth > 0) frame.boxes = true;
    this.#letters.note(element);
    if (assembler.dropsSpace(frame)) return;
    const layout = this.#policy.layoutOf(element);
    if (layout === 'none' || layout === 'contents') assembler.endBlock();
    else assembler.addLineBreak(element, frame);
  }

  /**
   * Returns the first `summary` of a `details`, or null. Without a `summary`, browsers show a label
   * of their own.
   */
  #summaryOf(details: E): N | null {
    const tree = this.#tree;
    let at = tree.firstChildOf(details);
    while (at !== null && !(tree.typeOf(at) === ELEMENT && tree.nameOf(at as E) === 'summary')) {
      at = tree.nextSiblingOf(at);
    }
    return at;
  }

  /** Records that the browser shows something here that it does not search. */
  #addBarrier(element: E): void {
    const policy = this.#policy;
    if (this.#frame.passedOver === 'clipped' || !policy.textStyleOf(element).visible) return;
    if (policy.isContentSearched(element)) this.assembler.addBarrier();
  }

  #push(element: E, layout: WalkFrame<N, E>['layout']): WalkFrame<N, E> {
    this.#depth++;
    let frame = this.#frames[this.#depth];
    if (frame === undefined) {
      frame = new WalkFrame();
      this.#frames.push(frame);
    }
    frame.element = element;
    frame.layout = layout;
    frame.index = 0;
    frame.amountBefore = this.assembler.amount;
    frame.endedBefore = this.assembler.isBetweenBlocks;
    frame.textStyle = null;
    frame.foreign = false;
    frame.boxes = false;
    if (layout === 'isolated') this.#isolatedDepth++;
    this.#frame = frame;
    return frame;
  }

  /**
   * Returns the layout of an element. A `block` that is out of the flow becomes `isolated`. Between
   * two blocks this makes no difference, so the method does not ask for the flow there.
   */
  #layoutOf(element: E): ElementLayout {
    const { assembler } = this;
    const frame = this.#frame;
    const policy = this.#policy;
    const layout = policy.layoutOf(element);
    if (layout !== 'block') return layout;
    // A table part outside a table creates its own table. Inside an inline element this table is
    // inline.
    if (frame.items || (frame.inLine && policy.isTablePart(element))) return 'isolated';
    const matters = !assembler.isBetweenBlocks || frame.layout !== 'block';
    if (!matters || !policy.isOutOfFlow(element)) return layout;
    const around = frame.layout === 'block' ? frame.element : null;
    const splits = around !== null && !policy.isTable(around) && policy.hasItems(around);
    return splits ? layout : 'isolated';
  }

  /**
   * Sets whether the content of an element is clipped or closed. See `passedOver` and `closed` of
   * `TextBlock`.
   */
  #setPassedOver(next: WalkFrame<N, E>, around: WalkFrame<N, E>, localName: string): void {
    const { element, layout } = next;
    const policy = this.#policy;
    const isSummary = around.summary === element;
    next.closed = isSummary ? around.outerClosed : around.closed;
    next.outerClosed = next.closed;
    next.passedOver = around.passedOver;
    if (element === null) return;
    const hidden = this.#coming.read(element, 'hidden')?.toLowerCase() === 'until-found';
    if (layout === 'inline' || layout === 'contents') return;
    next.isClosed = localName === 'details' && !this.#tree.hasAttribute(element, 'open');
    if (next.isClosed || hidden) next.closed = this.assembler.amount;
    const isClipped = next.passedOver !== null && !policy.escapesClip(element);
    next.passedOver = isClipped || policy.isClipped(element) ? 'clipped' : null;
  }

  /**
   * Handles an element whose content is not searched. The element may separate the text before it
   * from the text after it.
   */
  #separate(element: E, localName: string, unsearched: boolean): void {
    const { assembler } = this;
    const frame = this.#frame;
    // Browsers that run scripts do not render a `noscript`.
    if (localName === 'noscript') return;
    this.#letters.note(element);
    const shows = showsUnsearchedText(this.#tree, element, localName);
    const isEdge = unsearched || frame.layout === 'block';
    if (!shows && assembler.isBetweenBlocks && isEdge && this.#isolatedDepth === 0) return;
    let layout = this.#layoutOf(element);
    if (layout === 'none') return;
    // A `wbr` is inline, whatever its style.
    if (localName === 'wbr') layout = 'inline';
    // The search ignores images and similar elements, as it ignores hidden elements. But a canvas
    // counts as a box.
    const isBox = layout !== 'contents' && (!unsearched || localName === 'canvas');
    if (isBox) this.#noteBox(element);
    else if (layout === 'contents' && shows) this.#addAtom(element);
    else assembler.passOver();
    if (layout === 'block' || layout === 'isolated') this.#splitItems(frame, element);
    if (layout === 'block') this.#separateBlock(element, isBox);
    else if (isBox && (layout === 'isolated' || localName === 'canvas')) this.#addAtom(element);
    else if (isBox && !assembler.isBetweenBlocks) {
      this.#passed.push([element, layout === 'marked' ? '::marker' : '::before']);
      this.#passed.push([element, '::after']);
    }
    if (shows) this.#addBarrier(element);
    if (localName === 'wbr') assembler.addBreakOpportunity();
  }

  /**
   * Handles a block without text. Inside an inline element the block is a line break, but the
   * search ignores the block when it is hidden.
   */
  #separateBlock(element: E, isBox: boolean): void {
    const { assembler } = this;
    const frame = this.#frame;
    const policy = this.#policy;
    const isSearched = () =>
      policy.textStyleOf(element).visible && policy.isContentSearched(element);
    if (frame.inLine && !(isBox && isSearched())) {
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
  #addAtom(element: E): void {
    const { assembler } = this;
    if (!assembler.isBehindSpace || this.#policy.isOutOfFlow(element)) return;
    if (this.#policy.textStyleOf(element).visible) assembler.keepNextSpace();
  }

  #addField(element: E): void {
    const { assembler } = this;
    const frame = this.#frame;
    const policy = this.#policy;
    const { kind, preformatted, text } = readFormField(this.#tree, element);
    const layout = this.#layoutOf(element);
    if (layout === 'none') return;
    this.#noteBox(element);
    const { visible } = policy.textStyleOf(element);
    if (layout === 'block') {
      if (frame.inLine && !visible) assembler.joinLines();
      else assembler.endBlock();
    }
    const isPlainBox = kind === 'silent' || (kind === 'button' && text.trim() === '');
    if (isPlainBox) this.#addAtom(element);
    else if (visible) this.#interrupt();
    if (kind === 'browser') this.#addBarrier(element);
    if (layout === 'block' || layout === 'isolated') this.#splitItems(frame, element);
    if (!visible) return;
    const isField = kind === 'separate' && this.#tree.nameOf(element) !== 'option';
    this.#addOwnText(element, text, preformatted, isField ? 'field' : frame.passedOver);
  }

  /** Adds text that an element shows in a separate box, for example its value or its label. */
  #addOwnText(
    element: E,
    text: string,
    preformatted = false,
    passedOver = this.#frame.passedOver,
  ): void {
    if (text.trim() === '') return;
    const { closed, language } = this.#frame;
    const setting: TextSetting = { flow: ++this.#flows, language, passedOver, closed };
    this.assembler.addText(element, text, 0, preformatted ? 'preserve' : 'collapse', setting);
    this.#interrupt();
  }

  #addText(node: N): void {
    const { assembler } = this;
    const frame = this.#frame;
    const data = this.#tree.dataOf(node);
    if (frame.textless || data === '') return;
    // Browsers do not render white space at the start of a block, whatever its style.
    if (assembler.dropsSpace(frame) && isBlank(data)) {
      const hasBox = this.#isolatedDepth > 0 && !frame.items && !frame.boxes;
      if (hasBox && this.#textStyle().whiteSpace === 'preserve') frame.boxes = true;
      return;
    }
    const { isCombined, visible, whiteSpace } = this.#textStyle();
    if (this.#passed.length > 0) this.#passEdges(data);
    if (!visible) {
      if (/\S/.test(data)) this.#letters.clear();
      assembler.addHidden(data, whiteSpace, frame);
      return;
    }
    if (isCombined === true) {
      this.#addCombined(node, data, whiteSpace);
      return;
    }
    const from = this.#splitFirstLetter(node, data, whiteSpace);
    assembler.addText(node, from === 0 ? data : data.slice(from), from, whiteSpace, frame);
  }

  /**
   * Adds a text that is combined into the width of one vertical letter. Such texts share one box when
   * they directly follow one another.
   */
  #addCombined(node: N, data: string, whiteSpace: TextStyle['whiteSpace']): void {
    const { assembler } = this;
    const frame = this.#frame;
    const outerFlow = frame.flow;
    if (!this.#isCombining) this.#interrupt();
    frame.flow = this.#isCombining ? this.#flows : ++this.#flows;
    assembler.addText(node, data, 0, whiteSpace, frame);
    frame.flow = outerFlow;
    this.#isCombining = true;
    frame.foreign = true;
    frame.boxes = true;
  }

  /**
   * Handles the white space around the edges of elements, where CSS may generate content. Between
   * two words without white space, such content makes no difference.
   */
  #passEdges(data: string): void {
    const { assembler } = this;
    const passed = this.#passed;
    this.#passed = [];
    if (assembler.isBetweenBlocks) return;
    const isSpace = isCollapsible(data.charCodeAt(0));
    if (!isSpace && !assembler.isBehindSpace) return;
    for (const [element, part] of passed) {
      const content = this.#policy.generatedContentOf(element, part);
      if (content === 'line') assembler.joinLines();
      else if (content === 'spaced') assembler.swallowSpace();
      else if (content === 'shown' && assembler.isBehindSpace) {
        assembler.holdSpace();
        if (isSpace) assembler.keepNextSpace();
      }
    }
  }

  #textStyle(): TextStyle {
    const frame = this.#frame;
    if (frame.textStyle === null) {
      const { element } = frame;
      frame.textStyle = element === null ? PLAIN_STYLE : this.#policy.textStyleOf(element);
    }
    return frame.textStyle;
  }

  /**
   * Adds the first letter of a text separately when this letter floats. Returns the offset of the
   * rest of the text, or 0 when no letter floats.
   */
  #splitFirstLetter(node: N, data: string, whiteSpace: TextStyle['whiteSpace']): number {
    const block = this.#letters.take(data);
    if (block === null || this.#isAfterContent(block)) return 0;
    const letter = firstLetterOf(data);
    const shown = letter.trimStart();
    const from = letter.length - shown.length;
    if (letter === '' || (whiteSpace !== 'collapse' && data.slice(0, from).includes('\n')))
      return 0;
    this.assembler.addUnsearchable(node, shown, from, this.#frame);
    return letter.length;
  }

  /**
   * Returns whether CSS generates content at the start of an element between the current text and
   * `block`, or of `block` itself. Such content comes before the first letter.
   */
  #isAfterContent(block: E): boolean {
    for (let depth = this.#depth; depth > 0; depth--) {
      const element = this.#frames[depth]?.element ?? null;
      if (element === null) return false;
      if (this.#policy.generatedContentOf(element, '::before') !== 'none') return true;
      if (element === block) return false;
    }
    return false;
  }
}

function languageAround<N extends object, E extends N>(
  tree: PageTree<N, E>,
  around: E | null,
): string {
  const speaking = around === null ? null : tree.closest(around, '[lang]');
  return speaking === null ? '' : (tree.attributeOf(speaking, 'lang') ?? '');
}

function isIn<N extends object, E extends N>(
  tree: PageTree<N, E>,
  element: E | null,
  namespace: string,
): boolean {
  return element !== null && tree.namespaceOf(element) === namespace;
}

function isTextless(localName: string, around: { readonly textless: boolean }): boolean {
  if (localName === 'svg' || localName === 'math') return true;
  return !/^(?:text|foreignObject|m[inos]|mtext)$/.test(localName) && around.textless;
}

export interface AssembledText<N extends object> extends FinishedText<N> {
  /** The open shadow roots that the walk entered. */
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
