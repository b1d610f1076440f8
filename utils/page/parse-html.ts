import {
  html,
  InsertionMode,
  Parser,
  type ParserOptions,
  type TreeAdapter,
  type TreeAdapterTypeMap,
} from 'parse5';
import { ELEMENT, TEXT } from './page-tree';
import { checkLimit } from './parse-limits';
import {
  appendNode,
  COMMENT,
  childNodes,
  FRAGMENT,
  insertNode,
  type ParsedAttribute,
  ParsedDocument,
  ParsedElement,
  ParsedNode,
  removeNode,
} from './parsed-node';

const { TAG_ID } = html;
/** Beyond this number of open elements, Blink's parser adds a new element beside its parent. */
const BLINK_DEPTH = 512;

type Parsed = TreeAdapterTypeMap<
  ParsedNode,
  ParsedNode,
  ParsedNode,
  ParsedDocument,
  ParsedNode,
  ParsedElement,
  ParsedNode,
  ParsedNode,
  ParsedElement,
  ParsedNode
>;

/** Creates the nodes of `parsed-node.ts` for parse5, and checks the limits. */
function createAdapter(): TreeAdapter<Parsed> {
  let elements = 0;
  const insertText = (parent: ParsedNode, text: string, before: ParsedNode | null) => {
    const neighbour = before === null ? parent.last : before.previous;
    if (neighbour?.type === TEXT) neighbour.data += text;
    else insertNode(parent, new ParsedNode(TEXT, text), before);
  };
  return {
    createDocument: () => new ParsedDocument(),
    createDocumentFragment: () => new ParsedNode(FRAGMENT),
    createElement(name, namespace, attributes) {
      elements += 1;
      checkLimit('elements', elements);
      checkLimit('attributes', attributes.length);
      return new ParsedElement(name, namespace, attributes as ParsedAttribute[]);
    },
    createCommentNode: (data) => new ParsedNode(COMMENT, data),
    createTextNode: (value) => new ParsedNode(TEXT, value),
    appendChild: appendNode,
    insertBefore: insertNode,
    detachNode: removeNode,
    insertText: (parent, text) => insertText(parent, text, null),
    insertTextBefore: insertText,
    adoptAttributes(recipient, attributes) {
      const known = new Set(recipient.attributes.map(({ name }) => name));
      recipient.attributes.push(...attributes.filter(({ name }) => !known.has(name)));
    },
    setTemplateContent: (template, content) => {
      template.content = content;
    },
    getTemplateContent: (template) => template.content ?? template,
    setDocumentMode: (document, mode) => {
      document.quirks = mode === html.DOCUMENT_MODE.QUIRKS;
    },
    getDocumentMode: (document) =>
      document.quirks ? html.DOCUMENT_MODE.QUIRKS : html.DOCUMENT_MODE.NO_QUIRKS,
    // Nothing reads the document type.
    setDocumentType: () => undefined,
    getDocumentTypeNodeName: () => '',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    isDocumentTypeNode: (_node): _node is ParsedNode => false,
    isTextNode: (node): node is ParsedNode => node.type === TEXT,
    isCommentNode: (node): node is ParsedNode => node.type === COMMENT,
    isElementNode: (node): node is ParsedElement => node.type === ELEMENT,
    getFirstChild: (node) => node.first,
    getChildNodes: childNodes,
    getParentNode: (node) => node.parent,
    getAttrList: (element) => element.attributes as ReturnType<TreeAdapter['getAttrList']>,
    getTagName: (element) => element.name,
    getNamespaceURI: (element) => element.namespace as html.NS,
    getTextNodeContent: (node) => node.data,
    getCommentNodeContent: (node) => node.data,
    setNodeSourceCodeLocation: () => undefined,
    getNodeSourceCodeLocation: () => undefined,
    updateNodeSourceCodeLocation: () => undefined,
  };
}

type Stack = Parser<Parsed>['openElements'];
type StartTag = Parameters<Parser<Parsed>['_startTagOutsideForeignContent']>[0];
type AttachElement = Parameters<Parser<Parsed>['_attachElementToTree']>;

/** The insertion modes that parse5 still has for the content of a `select`. */
const SELECT_MODES: ReadonlySet<InsertionMode> = new Set([
  InsertionMode.IN_SELECT,
  InsertionMode.IN_SELECT_IN_TABLE,
]);

/** Insertion modes in which the tags of a `select` follow the rules of the body. */
const BODY_MODES: ReadonlySet<InsertionMode> = new Set([
  InsertionMode.IN_BODY,
  InsertionMode.IN_CELL,
  InsertionMode.IN_CAPTION,
  InsertionMode.IN_TABLE,
  InsertionMode.IN_TABLE_BODY,
  InsertionMode.IN_ROW,
]);

/**
 * The parser of parse5, with three rules that Chromium's parser has and parse5 lacks:
 * - Blink limits the depth of the tree.
 * - Since 2025, the standard has no insertion mode for the content of a `select`.
 * - A `template` ends the table scope. https://html.spec.whatwg.org/multipage/parsing.html
 *
 * The class overrides methods that parse5 marks as internal. `tests/browser/page/parse-parity.test.ts`
 * compares its trees with those of Chromium, so that a new version of parse5 is noticed.
 */
class PageParser extends Parser<Parsed> {
  /** Whether the parser opened a `select`. Most pages have none, and then need no search for one. */
  #hadSelect = false;
  /** The insertion mode in which the last `select` was inserted. */
  #modeOfSelect = InsertionMode.IN_BODY;
  #hasLimits = false;

  override _attachElementToTree(
    element: ParsedElement,
    location: AttachElement[1],
    place: AttachElement[2],
  ): void {
    if (element.name === 'select') this.#modeOfSelect = this.insertionMode;
    const { depth } = this.openElements;
    if (depth <= BLINK_DEPTH || place.beforeElement !== null || place.parent.parent === null) {
      super._attachElementToTree(element, location, place);
      return;
    }
    checkLimit('depth', depth);
    super._attachElementToTree(element, location, { ...place, parent: place.parent.parent });
  }

  override _startTagOutsideForeignContent(token: StartTag): void {
    if (this.#endsInSelect(token)) return;
    const isSelect = token.tagID === TAG_ID.SELECT;
    if (!this.#hasLimits && (isSelect || token.tagID === TAG_ID.TEMPLATE)) {
      this.#hasLimits = true;
      limitScopes(this.openElements, () => this.#hadSelect);
    }
    super._startTagOutsideForeignContent(token);
    if (isSelect && SELECT_MODES.has(this.insertionMode)) {
      this.#hadSelect = true;
      this.insertionMode = this.#modeOfSelect;
    }
  }

  override _endTagOutsideForeignContent(token: StartTag): void {
    if (token.tagID !== TAG_ID.SELECT || !BODY_MODES.has(this.insertionMode)) {
      super._endTagOutsideForeignContent(token);
    } else if (this.openElements.hasInScope(TAG_ID.SELECT)) {
      this.openElements.generateImpliedEndTags();
      this.openElements.popUntilTagNamePopped(TAG_ID.SELECT);
    }
  }

  /** Applies the rules for start tags inside a `select`. Returns whether the tag is ignored. */
  #endsInSelect(token: StartTag): boolean {
    const stack = this.openElements;
    if (!this.#hadSelect || !BODY_MODES.has(this.insertionMode)) return false;
    if (!stack.hasInScope(TAG_ID.SELECT)) return false;
    switch (token.tagID) {
      case TAG_ID.SELECT:
        stack.popUntilTagNamePopped(TAG_ID.SELECT);
        return true;
      case TAG_ID.INPUT:
        stack.popUntilTagNamePopped(TAG_ID.SELECT);
        return false;
      case TAG_ID.OPTION:
        stack.generateImpliedEndTagsWithExclusion(TAG_ID.OPTGROUP);
        return false;
      case TAG_ID.OPTGROUP:
      case TAG_ID.HR:
        stack.generateImpliedEndTags();
        return false;
      default:
        return false;
    }
  }

  /** A `select` has no insertion mode of its own. The elements around it determine the mode. */
  override _resetInsertionModeForSelect(select: number): void {
    const stack = this.openElements;
    for (let at = stack.slotBelow(select); at > 0; at = stack.slotBelow(at)) {
      const tag = stack.tagIDs[at];
      const mode = tag === undefined ? undefined : MODES.get(tag);
      if (tag === TAG_ID.TEMPLATE) {
        this.insertionMode = this.tmplInsertionModeStack[0] ?? InsertionMode.IN_TEMPLATE;
        return;
      }
      if (mode !== undefined) {
        this.insertionMode = mode;
        return;
      }
    }
    this.insertionMode = InsertionMode.IN_BODY;
  }
}

const MODES: ReadonlyMap<number, InsertionMode> = new Map([
  [TAG_ID.TD, InsertionMode.IN_CELL],
  [TAG_ID.TH, InsertionMode.IN_CELL],
  [TAG_ID.TR, InsertionMode.IN_ROW],
  [TAG_ID.TBODY, InsertionMode.IN_TABLE_BODY],
  [TAG_ID.THEAD, InsertionMode.IN_TABLE_BODY],
  [TAG_ID.TFOOT, InsertionMode.IN_TABLE_BODY],
  [TAG_ID.CAPTION, InsertionMode.IN_CAPTION],
  [TAG_ID.COLGROUP, InsertionMode.IN_COLUMN_GROUP],
  [TAG_ID.TABLE, InsertionMode.IN_TABLE],
  [TAG_ID.BODY, InsertionMode.IN_BODY],
]);

/** Makes `select` end the scopes of elements, and `template` the scope of tables. */
function limitScopes(stack: Stack, hadSelect: () => boolean): void {
  const { hasInScope, hasInListItemScope, hasInButtonScope, hasNumberedHeaderInScope } = stack;
  const isBehind = (border: number, tag: number, element?: ParsedElement | null) => {
    const at = stack.indexOfTopmost(border);
    if (at < 0 || border === tag) return false;
    return at > (element == null ? stack.indexOfTopmost(tag) : stack._indexOf(element));
  };
  const { SELECT, TEMPLATE } = TAG_ID;
  const inSelect = (tag: number, element?: ParsedElement | null) =>
    hadSelect() && isBehind(SELECT, tag, element);
  const inTemplate = (tag: number) => stack.tmplCount > 0 && isBehind(TEMPLATE, tag);
  stack.hasInScope = (tag, element) =>
    !inSelect(tag, element) && hasInScope.call(stack, tag, element);
  stack.hasInListItemScope = (tag) => !inSelect(tag) && hasInListItemScope.call(stack, tag);
  stack.hasInButtonScope = (tag) => !inSelect(tag) && hasInButtonScope.call(stack, tag);
  stack.hasNumberedHeaderInScope = () =>
    (!hadSelect() || stack.indexOfTopmost(SELECT) <= stack.indexOfTopmostOf(HEADERS)) &&
    hasNumberedHeaderInScope.call(stack);
  const { hasInTableScope, hasTableBodyContextInTableScope } = stack;
  stack.hasInTableScope = (tag) => !inTemplate(tag) && hasInTableScope.call(stack, tag);
  stack.hasTableBodyContextInTableScope = () =>
    (stack.tmplCount === 0 ||
      stack.indexOfTopmost(TEMPLATE) <= stack.indexOfTopmostOf(TABLE_BODIES)) &&
    hasTableBodyContextInTableScope.call(stack);
}

const HEADERS = [TAG_ID.H1, TAG_ID.H2, TAG_ID.H3, TAG_ID.H4, TAG_ID.H5, TAG_ID.H6];
const TABLE_BODIES = [TAG_ID.TBODY, TAG_ID.TFOOT, TAG_ID.THEAD];

function options(scriptingEnabled: boolean): ParserOptions<Parsed> {
  return { scriptingEnabled, treeAdapter: createAdapter() };
}

/**
 * Parses an HTML document. Throws `OverLimit` for a page that exceeds a limit.
 * https://html.spec.whatwg.org/multipage/parsing.html
 * @param scripts Whether to read it as a browser that runs scripts: a `noscript` then contains only
 * a text. Without scripts, its tags can move words out of the `noscript`, where they seem shown.
 */
export function parseHtml(text: string, scripts = true): ParsedDocument {
  return PageParser.parse(text, options(scripts));
}

/** Parses HTML as the content of a `template`. Returns the fragment. */
export function parseHtmlFragment(text: string): ParsedNode {
  const parser = PageParser.getFragmentParser<Parsed>(null, options(false));
  parser.tokenizer.write(text, true);
  return parser.getFragment();
}
