import { isBlank, isCollapsible } from './collapse-space';
import { createLetterBlocks, firstLetterOf } from './first-letter';
import { isFormField, readFormField } from './form-field';
import {
  type ElementLayout,
  type GeneratedPart,
  HTML_NAMESPACE,
  isUnsearched,
  isUntilFound,
  type LayoutPolicy,
  showsUnsearchedText,
  type TextStyle,
} from './layout-policy';
import { markOf } from './mark-of';
import { ELEMENT, isText, type PageTree, parentElementOf } from './page-tree';
import { createTextAssembler, type FinishedText, type TextSetting } from './text-assembler';
import { WalkFrame } from './walk-frame';

export interface WalkOptions<N extends object, E extends N> {
  readonly tree: PageTree<N, E>;
  readonly policy: LayoutPolicy<E>;
  readonly skip: ((element: E) => boolean) | null;
}

const PLAIN_STYLE: TextStyle = { visible: true, whiteSpace: 'collapse' };
const MATHML_NAMESPACE = 'http://www.w3.org/1998/Math/MathML';
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

export interface AssembledText<N extends object> extends FinishedText<N> {
  /** The shadow roots that the walk entered. */
  readonly shadowRoots: readonly N[];
}

/**
 * Assembles the text below `root`, which is an element, a document or a shadow root: the text in
 * which browsers search for a text directive. Walks the flat tree of the page (shadow roots,
 * slotted nodes) once, without recursion. Linear in the number of nodes.
 *
 * The walk is a function with local variables and not a class, because minified scripts are smaller
 * without `this`. The scripts are injected into pages.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document
 */
export function assembleText<N extends object, E extends N>(
  root: N,
  { tree, policy, skip }: WalkOptions<N, E>,
): AssembledText<N> {
  const assembler = createTextAssembler<N>();
  /** The shadow roots that the walk entered. */
  const shadowRoots: N[] = [];
  /** The elements with an attribute that the walk reads. Most pages have few. */
  const noted = new Set<N>();
  let current = new WalkFrame<N, E>();
  /** The number of the last line box: see `TextSetting.flow`. */
  let flows = 0;
  /** Number of `isolated` elements around the current node. */
  let isolatedDepth = 0;
  /** The starts and ends of inline elements since the last text node. */
  let edges: (readonly [E, GeneratedPart])[] = [];
  const letters = createLetterBlocks(tree, policy);
  /** Whether the element that the walk enters or leaves is inert. */
  let isCurrentInert = false;
  /** Whether the last text node is a separate box. A text directly after it shares this box. */
  let isCombining = false;
  /** Whether the search does not find the text that follows in the line. */
  let isLost = false;

  /** Notes the elements with such an attribute in a tree that the walk is about to enter. */
  function noteAttributes(top: N): void {
    noted.add(top);
    for (const element of tree.select(top, '[lang], [inert], [hidden]')) noted.add(element);
  }

  function nextOf(node: N): N | null {
    const frame = current;
    if (frame.list === null) return tree.nextSiblingOf(node);
    if (frame.index++ === 0 && frame.hasSummary) {
      // The content of a `details` after its summary is a block.
      interrupt();
      frame.inLine = false;
      if (frame.isClosed) frame.closed = assembler.amount;
    }
    return frame.list[frame.index] ?? null;
  }

  function leave(): N | null {
    const frame = current;
    if (frame.mark !== null) assembler.addMark(frame.mark, frame.amountBefore);
    const { element } = frame;
    const around = frame.outer ?? frame;
    current = around;
    isCurrentInert = frame.inert;
    const isLegend = around.box.legend === element;
    const isEmpty = assembler.amount === frame.amountBefore;
    const hasContent = frame.boxes || !isEmpty;
    // In a block, it does not matter whether a separate line box is hidden.
    const inLine = (frame.layout === 'isolated' ? around : frame).layout !== 'block';
    const isOpaque = hasContent && inLine && !textStyleIn(frame).visible;
    switch (frame.layout) {
      case 'block':
        assembler.endBlock();
        // In a drawing, an empty block ends no term.
        around.foreign ||= hasContent || !around.textless;
        break;
      case 'isolated':
        if (isOpaque) addHiddenBreak();
        else if (hasContent) interrupt();
        else {
          if (!frame.endedBefore) assembler.reopenBlock();
          if (frame.isHidden) joinLines();
          else if (element !== null && !isLegend) addAtom(element);
        }
        break;
      case 'inline':
        // Another line box in an inline element separates texts: in Chromium, a term that begins after
        // this line box must end in the inline element.
        if (isOpaque) addHiddenBreak();
        else if (frame.foreign) interrupt();
        else if (element !== null) passEdge(element, '::after');
        break;
      case 'contents':
        // An element without a box ends no term, so the element around it does.
        around.foreign ||= frame.foreign || (isOpaque && !isEmpty);
        if (around.items) around.flow = frame.flow;
        around.isAfterText = frame.isAfterText;
        if (element !== null) passContents(element, '::after');
    }
    if (frame.hasSummary) assembler.endBlock();
    if (frame.layout === 'isolated') isolatedDepth--;
    if (frame.layout !== 'contents') isCombining = false;
    else if (frame.list === null) divideCombined();
    if (hasContent && !isOpaque) around.boxes = true;
    if (frame.layout === 'isolated' || frame.layout === 'block') {
      isLost = false;
      if (!isLegend) splitItems(around, element);
      letters.leave();
    } else around.isAfterInline ||= frame.isAfterInline;
    return element === null ? null : nextOf(element);
  }

  /**
   * Starts a new item for the text after `element` when the frame lays its children out as items.
   * An element that is in a line of an anonymous box, or out of the flow there, does not start a new
   * item.
   */
  function splitItems(frame: WalkFrame<N, E>, element: E | null): void {
    if (!frame.items || element === null) return;
    const isInLine = () => policy.isOutOfFlow(element) || policy.layoutOf(element) === 'isolated';
    if (!isWrapped(element) || !isInLine()) frame.flow = ++flows;
  }

  /** Records content here that belongs to another line box. */
  function interrupt(): void {
    assembler.endBlock();
    current.foreign = true;
    current.boxes = true;
  }

  /**
   * Records a box that separates the text around an `isolated` element, unless the box is hidden or
   * is an item.
   */
  function noteBox(element: E): void {
    const frame = current;
    if (frame.veil === assembler.amount && isVisible(element)) assembler.endBlock();
    // The parts of a drawing belong to the line of the drawing.
    if (frame.boxes || frame.textless || isolatedDepth === 0) return;
    if (frame.items && !isWrapped(element)) return;
    if (isVisible(element)) frame.boxes = true;
  }

  /** Returns whether a child of the current element is in an anonymous box, and not itself an item. */
  function isWrapped(element: E): boolean {
    const { element: container } = current.box;
    return container !== null && policy.isWrapped(container, element);
  }

  /** Returns whether an element is the legend of a `fieldset`, which is beside the content. */
  function takesLegend(element: E, localName: string): boolean {
    if (localName !== 'legend' || policy.isOutOfFlow(element)) return false;
    const fieldset = current.box;
    if (fieldset.element === null || tree.nameOf(fieldset.element) !== 'fieldset') return false;
    fieldset.legend ??= element;
    return fieldset.legend === element;
  }

  function isVisible(element: E): boolean {
    return !isCurrentInert && policy.textStyleOf(element).visible;
  }

  /** Enters an element. Returns the first child to walk, or null when the content is skipped. */
  function enter(element: E): N | null {
    const frame = current;
    if (skip?.(element)) return null;
    const localName = tree.nameOf(element);
    const shadowRoot = tree.shadowRootOf(element);
    // Without anything to show, an `object` shows the text between its tags.
    const isFallback =
      localName === 'object' && !isNamed(element) && showsUnsearchedText(tree, element, localName);
    const isNoted = noted.has(element);
    isCurrentInert =
      frame.inert ||
      isFallback ||
      (isNoted &&
        tree.hasAttribute(element, 'inert') &&
        tree.namespaceOf(element) === HTML_NAMESPACE);
    // Browsers that run scripts do not give a box to a `noscript`.
    if (localName === 'noscript' && policy.layoutOf(element) !== 'contents') return null;
    if (localName === 'embed' && !isNamed(element)) return null;
    if (localName === 'br') {
      addLineBreak(element);
      return null;
    }
    if (isFormField(localName)) {
      if (policy.isContentSearched(element)) addField(element);
      else separate(element, localName, true);
      letters.note(element);
      return null;
    }
    // The walk reads the shadow tree of a host instead of the children of the host, and the nodes
    // assigned to a slot instead of the children of the slot.
    const assigned = localName === 'slot' ? tree.assignedNodesOf(element) : null;
    let list = assigned === null || assigned.length === 0 ? null : assigned;
    let summary: E | undefined;
    const isDetails = localName === 'details';
    if (isDetails) {
      // Without a `summary`, browsers show a label of their own.
      const children = Array.from(tree.childrenOf(element));
      summary = children.find(
        (node): node is E => tree.typeOf(node) === ELEMENT && tree.nameOf(node as E) === 'summary',
      );
      // The first `summary` is shown first, wherever it is.
      if (summary !== undefined) list = [...new Set([summary, ...children])];
    }
    const first = list?.[0] ?? tree.firstChildOf(shadowRoot ?? element);
    const unsearched = !isFallback && isUnsearched(tree, element, localName);
    if (first === null || unsearched) {
      separate(element, localName, unsearched);
      return null;
    }
    let layout = layoutOf(element, localName);
    if (layout === 'none') return null;
    const isMarked = layout === 'marked';
    if (layout === 'marked') layout = 'inline';
    // A browser shows the content of a `details` as a block, but its summary can stay inline.
    const isBlock = isDetails && (summary === undefined || policy.layoutOf(summary) === 'block');
    if (isBlock && (layout === 'inline' || layout === 'contents')) layout = 'block';
    const hasBox = layout !== 'contents';
    if (hasBox && layout !== 'inline' && !policy.isContentSearched(element)) {
      const isPart = policy.isTablePart(element);
      separate(element, localName, !isPart);
      if (isPart && tree.selectFirst(element, 'br, textarea') !== null) assembler.endBlock();
      return null;
    }
    if (hasBox) noteBox(element);
    if (hasBox) isCombining = false;
    else if (list === null) divideCombined();
    // For a hidden block inside an inline element, the search sees only the visible descendants.
    const isHidden = layout === 'block' && frame.inLine && !isVisible(element);
    if (isHidden) {
      passEdges('');
      layout = 'isolated';
    }
    const namespace = tree.namespaceOf(element);
    const inMath = namespace === MATHML_NAMESPACE;
    const inSvg = namespace === SVG_NAMESPACE;
    if (inSvg && /^(?:title|desc|metadata)$/.test(localName)) return null;
    if (shadowRoot !== null) {
      noteAttributes(shadowRoot);
      shadowRoots.push(shadowRoot);
    }
    if (isMarked) passEdge(element, '::marker');
    if (layout === 'inline') passEdge(element, '::before');
    else if (layout === 'contents') passContents(element, '::before');
    const { inLine } = frame;
    const isInert = isCurrentInert;
    const isBeside = frame.box.legend === element;
    const next = push(element, layout);
    next.box = hasBox ? next : frame.box;
    next.boxes = isBeside && isVisible(element);
    next.inert = isInert;
    next.inLine = layout === 'inline' || (hasBox ? !isBlock && policy.isRuby(element) : inLine);
    next.isHidden = isHidden;
    next.flow = layout === 'isolated' ? ++flows : frame.flow;
    next.holdsItems = hasBox ? layout !== 'inline' && policy.hasItems(element) : frame.holdsItems;
    next.items = next.holdsItems && (hasBox ? layout === 'isolated' : frame.items);
    // A fieldset puts its content into another box, which is the container.
    if (localName === 'fieldset') next.holdsItems = false;
    // A hidden block in a line ends no term.
    next.hasSummary =
      summary !== undefined && !isHidden && (isVisible(element) || !(hasBox || inLine));
    next.isClosed = isDetails && !tree.hasAttribute(element, 'open');
    setPassedOver(next, frame);
    next.language = (isNoted ? tree.attributeOf(element, 'lang') : null) ?? frame.language;
    const outer = frame.element;
    const isMath = outer !== null && tree.namespaceOf(outer) === MATHML_NAMESPACE;
    const isInherited = frame.textless && !isMath;
    next.textless = inSvg || inMath ? isTextless(localName, frame) : isInherited;
    next.list = list;
    next.mark = markOf(tree, element, localName);
    if (layout === 'block') assembler.endBlock();
    // No first letter of an outer block is in ruby, or in a block inside an inline element.
    if (layout === 'block' && (inLine || next.inLine)) letters.clear();
    if (layout === 'block' || layout === 'isolated') {
      letters.enter(element, layout === 'isolated' && !isBeside);
    }
    if (isDetails && summary === undefined) {
      // The label of the browser comes first.
      addBarrier(element, frame.closed);
      letters.clear();
    }
    if (localName === 'optgroup') {
      addOwnText(element, tree.attributeOf(element, 'label') ?? '');
      letters.clear();
    }
    return first;
  }

  /**
   * Adds a `br`. A `br` that is not rendered separates the text too, but does not replace white
   * space.
   */
  function addLineBreak(element: E): void {
    const frame = current;
    letters.note(element);
    if (frame.inert && tree.closest(element, 'object')) {
      joinLines();
      return;
    }
    if (!isCombining && assembler.dropsSpace(frame)) {
      if (isolatedDepth > 0) addHiddenBreak();
      return;
    }
    passEdges('');
    const layout = policy.layoutOf(element);
    if (layout === 'none' || layout === 'contents') assembler.endBlock();
    else if (isCombining) assembler.addLineBreak(element, settingOf(flows), true);
    else {
      // A line break that preserves white space keeps the white space before it.
      if (policy.textStyleOf(element).whiteSpace === 'preserve') assembler.addBox();
      assembler.addLineBreak(element, frame, isInRuby());
    }
  }

  /**
   * Separates the text here without a box: for a line break in a box, and for what is visible in a
   * hidden element.
   */
  function addHiddenBreak(): void {
    assembler.endBlock();
    for (let frame: WalkFrame<N, E> | null = current; frame !== null; frame = frame.outer) {
      frame.endedBefore = true;
    }
  }

  /** Records that the browser shows something here that it does not search. */
  function addBarrier(element: E, closed = current.closed): void {
    if (current.passedOver === 'clipped' && !policy.escapesClip(element)) return;
    // What is closed has no parts that the browser makes.
    if (
      policy.textStyleOf(element).visible &&
      policy.isContentSearched(element) &&
      !isClosed(element)
    )
      assembler.addBarrier(closed);
  }

  function push(element: E, layout: WalkFrame<N, E>['layout']): WalkFrame<N, E> {
    const frame = new WalkFrame<N, E>();
    frame.outer = current;
    frame.element = element;
    frame.layout = layout;
    frame.amountBefore = assembler.amount;
    frame.endedBefore = assembler.isBetweenBlocks;
    if (layout === 'block' || layout === 'isolated') isLost = false;
    else frame.veil = textStyleIn(frame).visible ? current.veil : frame.amountBefore;
    frame.isAfterInline = layout === 'inline';
    frame.isAfterText = layout === 'contents' && current.isAfterText;
    if (layout === 'isolated') isolatedDepth++;
    current = frame;
    return frame;
  }

  /**
   * Returns the layout of an element. A `block` that is out of the flow becomes `isolated`. Between
   * two blocks this makes no difference, so the method does not ask for the flow there.
   */
  function layoutOf(element: E, localName: string): ElementLayout {
    const frame = current;
    const layout = policy.layoutOf(element);
    if (layout === 'none' || layout === 'contents') return layout;
    frame.isAfterPart = false;
    frame.isAfterText = false;
    if (layout !== 'block') return layout;
    if (takesLegend(element, localName)) return 'isolated';
    // A table part outside a table creates its own table. Inside an inline element this table is
    // inline.
    frame.isAfterPart = frame.inLine && policy.isTablePart(element);
    if (frame.items || frame.isAfterPart) return 'isolated';
    const matters = !assembler.isBetweenBlocks || frame.layout !== 'block';
    if (!matters || !policy.isOutOfFlow(element)) return layout;
    const around = frame.layout === 'block' ? frame.element : null;
    const splits = around !== null && policy.hasItems(around) && !policy.isWrapped(around, element);
    return splits ? layout : 'isolated';
  }

  /**
   * Sets whether the content of an element is clipped or closed. See `passedOver` and `closed` of
   * `TextBlock`.
   */
  function setPassedOver(next: WalkFrame<N, E>, around: WalkFrame<N, E>): void {
    const { element, layout } = next;
    next.closed = around.closed;
    next.passedOver = around.passedOver;
    if (element === null) return;
    if (layout === 'inline' || layout === 'contents') return;
    if ((next.isClosed && !next.hasSummary) || (noted.has(element) && isClosed(element))) {
      next.closed = assembler.amount;
    }
    const isClipped = next.passedOver !== null && !policy.escapesClip(element);
    next.passedOver = isClipped || policy.isClipped(element) ? 'clipped' : null;
  }

  /** Returns whether `hidden="until-found"` closes an element. */
  function isClosed(element: E): boolean {
    return isUntilFound(tree, element) && policy.isContentHidden(element);
  }

  /**
   * Handles an element whose content is not searched. The element may separate the text before it
   * from the text after it.
   */
  function separate(element: E, localName: string, unsearched: boolean): void {
    const frame = current;
    letters.note(element);
    const shows = showsUnsearchedText(tree, element, localName);
    const isEdge = (unsearched && localName !== 'canvas') || frame.layout === 'block';
    if (!shows && assembler.isBetweenBlocks && isEdge && isolatedDepth === 0) return;
    const layout = layoutOf(element, localName);
    if (layout === 'none') return;
    // A `wbr` has no box, whatever its style.
    if (localName === 'wbr') {
      passEdges(' ');
      assembler.passOver();
      assembler.addBreakOpportunity(frame);
      return;
    }
    if (layout !== 'contents') isCombining = false;
    if (frame.box.legend === element) {
      if (!unsearched && isVisible(element)) interrupt();
      return;
    }
    // The search ignores images and similar elements, as it ignores hidden elements. But a canvas
    // counts as a box.
    const isBox = layout !== 'contents' && (!unsearched || localName === 'canvas');
    // In a line, these are empty inline elements.
    const isPlain =
      (layout === 'inline' || layout === 'marked') && /^(?:hr|meter)$/.test(localName);
    if (isBox) noteBox(element);
    else if (layout === 'contents' && shows) addAtom(element);
    else if (layout !== 'contents') {
      assembler.passOver();
      if (layout !== 'block') {
        if (!isPlain) addAtom(element);
        frame.isAfterInline ||= !policy.isOutOfFlow(element);
      }
    }
    if (layout === 'block' || layout === 'isolated') splitItems(frame, element);
    if (layout === 'block') separateBlock(element, isBox);
    else if (isBox && (layout === 'isolated' || localName === 'canvas')) addAtom(element);
    else if (isBox || isPlain) {
      if (layout === 'marked') passEdge(element, '::marker');
      passEdge(element, '::before');
      passEdge(element, '::after');
    }
    if (shows) addBarrier(element);
  }

  /** Returns whether an `embed` or an `object` names something to show. */
  function isNamed(element: E): boolean {
    return ['src', 'data', 'type'].some((name) => tree.attributeOf(element, name));
  }

  /**
   * Handles a block without text. Inside an inline element the block is a line break, but the
   * search ignores the block when it is hidden.
   */
  function separateBlock(element: E, isBox: boolean): void {
    const frame = current;
    const isSearched = () => isVisible(element) && policy.isContentSearched(element);
    if (frame.inLine && !(isBox && isSearched())) {
      joinLines();
      return;
    }
    assembler.endBlock();
    frame.foreign ||= !frame.textless;
  }

  /** Adds a block in a line that the search ignores. */
  function joinLines(): void {
    if (assembler.dropsSpace(current)) return;
    passEdges('');
    assembler.joinLines();
  }

  /**
   * Adds an inline box, after which white space does not collapse with the white space before it. The
   * search skips a hidden box.
   */
  function addAtom(element: E): void {
    const hasEdges = edges.length > 0;
    if (assembler.dropsSpace(current) || policy.isOutOfFlow(element)) return;
    if (current.items && !isWrapped(element)) return;
    assembler.addBreakOpportunity(null);
    if (!(assembler.isBehindSpace || hasEdges)) return;
    if (hasEdges) passEdges('');
    assembler.addBox();
    if (!isVisible(element)) assembler.passOver();
  }

  function addField(element: E): void {
    const frame = current;
    const layout = layoutOf(element, 'input');
    if (layout === 'none') return;
    const { kind, text } = readFormField(tree, element, policy.showsImage);
    noteBox(element);
    isCombining = false;
    const visible = isVisible(element);
    if (layout === 'block') separateBlock(element, true);
    // Chromium ends an empty text area, and each line of a text area, with a line break.
    const isArea = tree.nameOf(element) === 'textarea';
    if (isArea && !visible && /^$|\n/.test(tree.textOf(element))) addHiddenBreak();
    // Chromium loses the rest of the line after the label of an image button that puts it into a box.
    const loses = layout === 'isolated' && policy.isWrapped(element, element);
    const isInLine =
      kind === 'image' && visible && !frame.holdsItems && (loses || layout === 'inline');
    if (isInLine) {
      passEdges('x');
      letters.clear();
    } else if (visible && kind !== 'silent') interrupt();
    else if (layout !== 'block') addAtom(element);
    const isInertText = isCurrentInert && kind !== 'separate' && /\S/.test(text);
    const isUnknown = isInLine || kind === 'browser' || (kind === 'image' && text === '');
    if (isUnknown || isInertText) addBarrier(element);
    if (layout === 'block' || layout === 'isolated') splitItems(frame, element);
    // Chromium joins the label to the words beside it, unless the line is in an anonymous block.
    if (isInLine) assembler.addUnknownWord(frame);
    else if (visible) {
      const passedOver =
        (!policy.escapesClip(element) && frame.passedOver) ||
        (kind === 'separate' ? 'field' : null);
      const closed = isClosed(element) ? assembler.amount : frame.closed;
      letters.enter(element, false);
      addOwnText(element, text, passedOver, closed);
      letters.leave();
    }
    isLost = isInLine && loses;
  }

  /** Adds text that an element shows in a separate box, for example its value or its label. */
  function addOwnText(
    element: E,
    text: string,
    passedOver = current.passedOver,
    closed = current.closed,
  ): void {
    if (!/\S/.test(text)) return;
    const setting = { ...settingOf(++flows), passedOver, closed };
    const localName = tree.nameOf(element);
    const whiteSpace = localName === 'textarea' ? 'preserve' : 'collapse';
    const isOption = localName.startsWith('opt');
    const from = isOption ? splitFirstLetter(element, text, whiteSpace, setting) : 0;
    assembler.addText(element, text.slice(from), from, whiteSpace, setting);
    interrupt();
  }

  function addText(node: N): void {
    const frame = current;
    const data = tree.dataOf(node);
    if (frame.textless || data === '') return;
    const isSpace = isBlank(data);
    // Browsers render white space beside an item only after text.
    if (isSpace && !frame.isAfterText && frame.holdsItems) return;
    // They do not render white space at the start of a block, whatever its style.
    if (isSpace && assembler.dropsSpace(frame)) {
      if (isolatedDepth > 0 && !frame.boxes && !frame.inert) {
        const { visible, whiteSpace } = textStyleIn(frame);
        // After an image, generated content or the like, the white space is in a line, too.
        const isGenerated = () =>
          frame.layout === 'isolated' &&
          /^s/.test(policy.generatedContentOf(frame.element as E, '::before'));
        const isRendered = whiteSpace !== 'collapse' || frame.isAfterInline || isGenerated();
        frame.boxes = visible && isRendered;
      }
      return;
    }
    const { isCombined, visible, whiteSpace } = textStyleIn(frame);
    const isFirst = frame.layout === 'contents' && frame.amountBefore === assembler.amount;
    if (isSpace && isFirst && whiteSpace === 'collapse' && !policy.rendersSpace(node)) return;
    // Browsers do not render white space directly after a table part.
    if (isSpace && frame.isAfterPart && whiteSpace === 'collapse') return;
    frame.isAfterPart = false;
    frame.isAfterText = true;
    passEdges(data);
    if (!visible || frame.inert || isLost) {
      if (/\S/.test(data)) {
        letters.clear();
        if (visible && frame.passedOver !== 'clipped') assembler.addBarrier(frame.closed);
      }
      assembler.addHidden(data, whiteSpace, frame);
      return;
    }
    if (isCombined === true) {
      addCombined(node, data, whiteSpace);
      return;
    }
    if (whiteSpace !== 'collapse' && data.includes('\n') && isInRuby()) {
      addUnbroken(node, data, whiteSpace, frame);
      return;
    }
    const from = splitFirstLetter(node, data, whiteSpace, frame);
    assembler.addText(node, data.slice(from), from, whiteSpace, frame);
  }

  /** Adds a text in which browsers replace line breaks with spaces. */
  function addUnbroken(
    node: N,
    data: string,
    whiteSpace: TextStyle['whiteSpace'],
    setting: TextSetting,
  ): void {
    const shown = whiteSpace === 'preserve' ? whiteSpace : 'collapse';
    assembler.addText(node, data.replace(/\n/g, ' '), 0, shown, setting);
  }

  /** Returns whether the current node is in a line of ruby text, which has no line breaks. */
  function isInRuby(): boolean {
    for (let frame = current; frame.inLine && frame.outer !== null; frame = frame.outer) {
      const { element, layout } = frame;
      if (layout !== 'contents' && element !== null && policy.isRuby(element)) return true;
      if (layout === 'block' || layout === 'isolated') return false;
    }
    return false;
  }

  /**
   * Adds a text that is combined into the width of one vertical letter. Such texts share one box when
   * they directly follow one another.
   */
  function addCombined(node: N, data: string, whiteSpace: TextStyle['whiteSpace']): void {
    const frame = current;
    if (!isCombining) {
      interrupt();
      flows++;
    } else if (frame.layout === 'contents' && frame.list === null) divideCombined();
    addUnbroken(node, data, whiteSpace, settingOf(flows));
    isCombining = true;
    frame.foreign = true;
    frame.boxes = true;
  }

  /**
   * Records that no term crosses the edge of an element without a box, and that no word starts or ends
   * there. Combined letters on both sides of the edge share a box only if their styles are equal.
   */
  function divideCombined(): void {
    if (isCombining) assembler.addUnknownWord(settingOf(flows));
  }

  /** Returns the setting of text here that is in a line box of its own. */
  function settingOf(flow: number): TextSetting {
    const { closed, language, passedOver } = current;
    return { flow, language, passedOver, closed };
  }

  /** Records the start or end of an element in a line, where CSS may generate content. */
  function passEdge(element: E, part: GeneratedPart): void {
    if (!assembler.dropsSpace(current)) edges.push([element, part]);
  }

  /**
   * Handles the start or end of an element without a box, where CSS may generate content. Between
   * items such content is an item, and between blocks it may be a block.
   */
  function passContents(element: E, part: GeneratedPart): void {
    const frame = current;
    if (assembler.isBetweenBlocks) return;
    const content = policy.generatedContentOf(element, part);
    if (content !== 'none' && frame.items) frame.flow = ++flows;
    else if (content === 'line' && !frame.inLine) assembler.endBlock();
    else passEdge(element, part);
  }

  /**
   * Handles the white space around the edges of elements, where CSS may generate content. Between
   * two words without white space, such content makes no difference.
   */
  function passEdges(data: string): void {
    if (edges.length === 0) return;
    const passed = edges;
    edges = [];
    if (assembler.isBetweenBlocks) return;
    const isSpace = isCollapsible(data.charCodeAt(0));
    if (!isSpace && !assembler.isBehindSpace) return;
    for (const [element, part] of passed) {
      if (assembler.isAfterBreakOpportunity && policy.hasEdges(element)) {
        assembler.addBreakOpportunity(null);
      }
      const content = policy.generatedContentOf(element, part);
      if (content === 'line') assembler.joinLines();
      else if (content === 'break') assembler.addHidden('\u200b', 'collapse', current);
      else if (content !== 'none') assembler.addBox();
      if (content === 'spaced') assembler.swallowSpace();
      if (assembler.isAfterBox && !policy.textStyleOf(element).visible) assembler.passOver();
    }
  }

  function textStyleIn(frame: WalkFrame<N, E>): TextStyle {
    if (frame.textStyle === null) {
      const { element } = frame;
      frame.textStyle = element === null ? PLAIN_STYLE : policy.textStyleOf(element);
    }
    return frame.textStyle;
  }

  /**
   * Adds the first letter of a text separately when this letter floats. Returns the offset of the
   * rest of the text, or 0 when no letter floats.
   */
  function splitFirstLetter(
    node: N,
    data: string,
    whiteSpace: TextStyle['whiteSpace'],
    setting: TextSetting,
  ): number {
    const block = letters.take(data);
    if (block === null || (block !== node && isAfterContent(block))) return 0;
    const letter = firstLetterOf(data);
    const shown = letter.trimStart();
    const from = letter.length - shown.length;
    if (letter === '' || (whiteSpace !== 'collapse' && data.slice(0, from).includes('\n')))
      return 0;
    // The search passes over a clipped text together with its first letter.
    if (setting.passedOver === null) assembler.addUnsearchable(node, shown, from, setting);
    return letter.length;
  }

  /**
   * Returns whether CSS generates content at the start of an element between the current text and
   * `block`, or of `block` itself. Such content comes before the first letter.
   */
  function isAfterContent(block: E): boolean {
    for (let frame = current; frame.element !== null && frame.outer !== null; frame = frame.outer) {
      const { element } = frame;
      if (policy.generatedContentOf(element, '::before') !== 'none') return true;
      if (element === block) return false;
    }
    return false;
  }
  const element = tree.typeOf(root) === ELEMENT ? (root as E) : null;
  const around = element === null ? tree.hostOf(root) : parentElementOf(tree, element);
  current.element = around;
  current.holdsItems = around !== null && policy.hasItems(around);
  const speaking = around && tree.closest(around, '[lang]');
  current.language = (speaking && tree.attributeOf(speaking, 'lang')) ?? '';
  current.list = element === null ? Array.from(tree.childrenOf(root)) : [element];
  noteAttributes(root);
  let node: N | null = current.list?.[0] ?? null;
  for (;;) {
    if (node === null) {
      if (current.outer === null) break;
      node = leave();
      continue;
    }
    if (tree.typeOf(node) === ELEMENT) {
      const inside: N | null = enter(node as E);
      if (inside !== null) {
        node = inside;
        continue;
      }
    } else if (isText(tree, node)) {
      addText(node);
    }
    node = nextOf(node);
  }

  return { ...assembler.finish(), shadowRoots };
}

function isTextless(localName: string, around: { readonly textless: boolean }): boolean {
  if (localName === 'svg' || localName === 'math') return true;
  return !/^(?:text|foreignObject|m[inos]|mtext)$/.test(localName) && around.textless;
}
