import { isFormField, readFormField } from './form-field';
import {
  isUnsearched,
  type LayoutPolicy,
  showsUnsearchedText,
  type TextStyle,
} from './layout-policy';
import { TextAssembler, type TextPiece, type TextSetting } from './text-assembler';

export interface WalkOptions {
  readonly policy: LayoutPolicy;
  readonly skip: (element: Element) => boolean;
}

/** What the walk is inside of. */
interface Frame extends TextSetting {
  /** Null for a document itself. */
  readonly element: Element | null;
  readonly layout: 'inline' | 'isolated' | 'block';
  /** Inside an SVG but outside its text elements. */
  readonly textless: boolean;
  /** The children, where they aren't siblings: a slot's assigned nodes. */
  readonly list: readonly Node[] | null;
  index: number;
  /** How much text there was on entering, and whether a block had just ended. */
  readonly amountBefore: number;
  readonly endedBefore: boolean;
  textStyle: TextStyle | null;
}

const PLAIN_STYLE: TextStyle = { visible: true, whiteSpace: 'collapse' };
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** https://drafts.csswg.org/css-pseudo/#first-letter-pseudo, the usual cases of it. */
const FIRST_LETTER = /^\s*\p{P}*[\p{L}\p{N}\p{S}]\p{M}*\p{P}*/u;

/** The children of a host are those of its shadow tree; of a slot, what is assigned to it. */
function flatChildren(element: Element): { first: Node | null; list: readonly Node[] | null } {
  if (element.shadowRoot !== null) return { first: element.shadowRoot.firstChild, list: null };
  if (element.localName === 'slot') {
    const list = (element as HTMLSlotElement).assignedNodes();
    if (list.length > 0) return { first: list[0] ?? null, list };
  }
  return { first: element.firstChild, list: null };
}

/**
 * Walks the flat tree of a page (open shadow roots, slotted nodes) once, without
 * recursion, and assembles the text that a text directive is searched in.
 * Linear in the nodes.
 *
 * https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document
 */
class TextWalk {
  readonly assembler = new TextAssembler();
  private readonly stack: Frame[] = [];
  private frame: Frame;
  private flows = 0;
  /** The block that the next text begins, until its first letter was looked at. */
  private blockElement: Element | null = null;

  constructor(
    root: Node,
    private readonly options: WalkOptions,
  ) {
    // By type, not by class: the root may belong to another window.
    const element = root.nodeType === Node.ELEMENT_NODE ? (root as Element) : null;
    const host = (root as Partial<ShadowRoot>).host ?? null;
    const around = element?.parentElement ?? host;
    this.frame = {
      element: around,
      layout: 'block',
      flow: 0,
      passedOver: null,
      language: around?.closest('[lang]')?.getAttribute('lang') ?? '',
      textless: false,
      list: element === null ? Array.from(root.childNodes) : [element],
      index: 0,
      amountBefore: 0,
      endedBefore: true,
      textStyle: null,
    };
  }

  run(): TextAssembler {
    let node: Node | null = this.frame.list?.[0] ?? null;
    for (;;) {
      if (node === null) {
        const parent = this.stack.pop();
        if (parent === undefined) return this.assembler;
        node = this.leave(parent);
      } else if (node.nodeType === Node.TEXT_NODE) {
        this.addText(node as Text);
        node = this.nextOf(node);
      } else {
        const inside: Node | null =
          node.nodeType === Node.ELEMENT_NODE ? this.enter(node as Element) : null;
        node = inside ?? this.nextOf(node);
      }
    }
  }

  private nextOf(node: Node): Node | null {
    const { frame } = this;
    if (frame.list === null) return node.nextSibling;
    frame.index++;
    return frame.list[frame.index] ?? null;
  }

  private leave(parent: Frame): Node | null {
    const { assembler, frame } = this;
    if (frame.layout === 'block') assembler.endBlock();
    const silent = assembler.amount === frame.amountBefore;
    if (frame.layout === 'isolated' && silent && !frame.endedBefore) assembler.reopenBlock();
    this.frame = parent;
    return frame.element === null ? null : this.nextOf(frame.element);
  }

  /** The first child to walk; null where there is nothing to walk inside. */
  private enter(element: Element): Node | null {
    const { assembler, frame } = this;
    const { policy, skip } = this.options;
    if (skip(element)) return null;
    const { localName } = element;
    if (localName === 'br') {
      assembler.addLineBreak(element, frame);
      return null;
    }
    if (isFormField(element)) {
      this.addField(element);
      return null;
    }
    const { first, list } = flatChildren(element);
    if (first === null || isUnsearched(element)) {
      this.separate(element);
      return null;
    }
    const layout = policy.layoutOf(element);
    if (layout === 'none') return null;
    if (layout !== 'inline' && !policy.isContentSearched(element)) {
      if (layout === 'block') assembler.endBlock();
      return null;
    }
    const inSvg = element.namespaceURI === SVG_NAMESPACE;
    if (inSvg && /^(?:title|desc|metadata)$/.test(localName)) return null;
    const bordered = list !== null || element.shadowRoot !== null;
    this.stack.push(frame);
    this.frame = {
      element,
      layout,
      // Terms don't cross the border of a shadow tree, which no range could span.
      flow: layout === 'isolated' || bordered ? ++this.flows : frame.flow,
      passedOver: this.passedOver(element, layout),
      language: element.getAttribute('lang') ?? frame.language,
      textless: inSvg ? this.isTextless(localName) : frame.textless,
      list,
      index: 0,
      amountBefore: assembler.amount,
      endedBefore: assembler.isBetweenBlocks,
      textStyle: null,
    };
    if (layout === 'block') assembler.endBlock();
    if (layout !== 'inline') this.blockElement = element;
    return first;
  }

  /** What is behind a closed `details` is found, and passed over between terms. */
  private passedOver(element: Element, layout: Frame['layout']): Frame['passedOver'] {
    const { frame } = this;
    const outer =
      element.localName === 'summary' ? (this.stack.at(-2)?.passedOver ?? null) : frame.passedOver;
    const closed = element.localName === 'details' && !element.hasAttribute('open');
    if (outer === 'clipped' || layout === 'inline') return outer;
    if (this.options.policy.isClipped(element)) return 'clipped';
    return closed || element.hasAttribute('hidden') ? 'closed' : outer;
  }

  private isTextless(localName: string): boolean {
    if (localName === 'svg') return true;
    return localName !== 'text' && localName !== 'foreignObject' && this.frame.textless;
  }

  /** An element whose text is not searched: it only matters if it stands between texts. */
  private separate(element: Element): void {
    const { assembler } = this;
    const shows = showsUnsearchedText(element);
    if (!shows && assembler.isBetweenBlocks) return;
    const layout = this.options.policy.layoutOf(element);
    if (layout === 'block') assembler.endBlock();
    if (shows && layout !== 'none') assembler.addBarrier();
  }

  private addField(element: Element): void {
    const { assembler, frame } = this;
    const { policy } = this.options;
    const { kind, preformatted, text } = readFormField(element);
    if (kind === 'silent' || element.hasAttribute('inert')) return;
    if (policy.layoutOf(element) === 'none') return;
    if (kind === 'separate') assembler.endBlock();
    if (kind === 'browser') assembler.addBarrier();
    if (text.trim() === '' || !policy.textStyleOf(element).visible) return;
    const style: TextStyle = { visible: true, whiteSpace: preformatted ? 'preserve' : 'collapse' };
    const setting: TextSetting = {
      flow: ++this.flows,
      language: frame.language,
      passedOver: kind === 'separate' ? 'field' : frame.passedOver,
    };
    assembler.addText({ node: element, data: text, from: 0 }, style, setting);
    if (kind === 'separate') assembler.endBlock();
  }

  private addText(node: Text): void {
    const { assembler, frame, options } = this;
    const { data } = node;
    if (frame.textless || data === '') return;
    if (frame.textStyle === null) {
      const { element } = frame;
      frame.textStyle = element === null ? PLAIN_STYLE : options.policy.textStyleOf(element);
    }
    const style = frame.textStyle;
    if (!style.visible) return;
    const piece = this.splitFirstLetter({ node, data, from: 0 }, style);
    assembler.addText(piece, style, frame);
  }

  /** What remains of a text whose first letter floats apart from it. */
  private splitFirstLetter(piece: TextPiece, style: TextStyle): TextPiece {
    const block = this.blockElement;
    if (block === null || !/\S/.test(piece.data)) return piece;
    this.blockElement = null;
    const letter = FIRST_LETTER.exec(piece.data)?.[0] ?? '';
    if (letter === '' || !this.options.policy.hasFloatingFirstLetter(block)) return piece;
    const shown = letter.trimStart();
    const from = piece.from + letter.length;
    const apart = { ...piece, data: shown, from: from - shown.length };
    if (style.whiteSpace === 'collapse') this.assembler.addUnsearchable(apart, this.frame);
    else this.assembler.addText(apart, style, this.frame);
    return { ...piece, data: piece.data.slice(letter.length), from };
  }
}

/** The assembled text below `root`; see `TextWalk`. */
export function assembleText(root: Node, options: WalkOptions): TextAssembler {
  return new TextWalk(root, options).run();
}
