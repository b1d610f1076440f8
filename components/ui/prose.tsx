import { type ComponentChildren, cloneElement, isValidElement, toChildArray } from 'preact';
import { isWebAddress } from '@/utils/model/url';
import type { Nodes, Root } from '@/utils/report/markup/mdast';
import { isTooDeep, parseMarkdown } from '@/utils/report/markup/parse-blocks';
import { shorten } from '@/utils/text/shorten';
import { raiseNoteMarks } from './note-marks';
import './ui.css';

/*
 * While Markdown is parsed, a citation is a number between two noncharacters. Markdown ignores
 * them, so they stay wherever text stays. The parentheses around them are punctuation, like the
 * brackets of a mark, so that emphasis opens and closes beside a citation as it does in the text.
 */
const OPEN = '⸨\uFDD0';
const CLOSE = '\uFDD1⸩';
const CITATION = /⸨\uFDD0(\d{1,9})\uFDD1⸩/u;
/** Text without Markdown contains none of these. */
const SIGNS = /[*_`~[\]<>&|\\#]|https?:|www\.|\n[ \t]*\S/u;
/** Punctuation that stays on the line of the chip before it. */
const CLINGS = /^[\u00A0\u202F]?[.,;:!?…)\]»”’]+/u;

/** A block with more UTF-16 units is not parsed as Markdown but shown as written. */
const MAX_PROSE = 100_000;

/** Puts the number of a citation into Markdown. */
export function markCitation(index: number): string {
  return `${OPEN}${index.toString()}${CLOSE}`;
}

/**
 * Parses the Markdown of a block once for all renderings. Returns null if it has no Markdown, or
 * too much.
 */
export function readProse(markdown: string): Root | null {
  if (markdown.length > MAX_PROSE) return null;
  return SIGNS.test(markdown) && !isTooDeep(markdown) ? parseMarkdown(markdown) : null;
}

/** Renders the chip of a citation. */
type Chip = (index: number) => ComponentChildren;

/**
 * Renders the Markdown of a block: emphasis, code, links that are not citations, lists, tables.
 * HTML is always shown as text, and so is anything that cannot be parsed in reasonable time.
 */
export function drawProse(prose: Root | null, markdown: string, chip: Chip): ComponentChildren {
  const words = (text: string) => drawWords(text, chip);
  return prose === null ? (
    <p>{words(shorten(markdown, MAX_PROSE))}</p>
  ) : (
    drawAll(prose.children, markdown, words)
  );
}

/** Renders chips in text. The punctuation after a chip stays on its line. */
function drawWords(text: string, chip: Chip): ComponentChildren {
  if (!text.includes(OPEN)) return text;
  const parts: ComponentChildren[] = [];
  let last: number | null = null;
  text.split(CITATION).forEach((part, at) => {
    if (at % 2 === 1) {
      if (last !== null) parts.push(chip(last));
      last = Number(part);
      return;
    }
    const clings = last === null ? '' : (CLINGS.exec(part)?.[0] ?? '');
    if (last !== null && (clings !== '' || part !== '')) {
      const drawn = chip(last);
      parts.push(clings === '' ? drawn : nowrap(drawn, clings));
      last = null;
    }
    if (part.length > clings.length) parts.push(part.slice(clings.length));
  });
  if (last !== null) parts.push(chip(last));
  return parts;
}

function nowrap(drawn: ComponentChildren, clings: string): ComponentChildren {
  return (
    <span class="cite-run">
      {drawn}
      {clings}
    </span>
  );
}

type Words = (text: string) => ComponentChildren;

function drawAll(nodes: readonly Nodes[], source: string, words: Words): ComponentChildren {
  return keyed(withShifted(nodes, source).map((child) => drawNode(child, source, words)));
}

/** Joins `<sup>`, a text and `</sup>`, three nodes of a parsed block, to one text. */
function withShifted(nodes: readonly Nodes[], source: string): readonly Nodes[] {
  if (!nodes.some(isTag)) return nodes;
  const out: Nodes[] = [];
  for (let at = 0; at < nodes.length; at += 1) {
    const [open, inner, close] = nodes.slice(at, at + 3);
    if (open === undefined) continue;
    const isShifted = isTag(open) && inner?.type === 'text' && close !== undefined && isTag(close);
    if (!isShifted) {
      out.push(open);
      continue;
    }
    out.push({
      type: 'text',
      value: `${sourceOf(open, source)}${inner.value}${sourceOf(close, source)}`,
    });
    at += 2;
  }
  return out;
}

function isTag(node: Nodes): boolean {
  return node.type === 'html' && /^<\/?su[bp]>$/u.test(node.value);
}

/** Gives each child its position as its key, because the children never change places. */
function keyed(children: readonly ComponentChildren[]): ComponentChildren {
  return children.flatMap((child, at) =>
    toChildArray(child).map((one, within) =>
      isValidElement(one)
        ? cloneElement(one, { key: `${at.toString()}.${within.toString()}` })
        : one,
    ),
  );
}

function drawNode(node: Nodes, source: string, words: Words): ComponentChildren {
  const draw = (child: Nodes) => drawNode(child, source, words);
  const inside = () => ('children' in node ? drawAll(node.children, source, words) : null);
  switch (node.type) {
    case 'text':
      return raiseNoteMarks(node.value, words);
    case 'paragraph':
      return <p>{inside()}</p>;
    case 'heading':
      return (
        <p>
          <strong>{inside()}</strong>
        </p>
      );
    case 'emphasis':
      return <em>{inside()}</em>;
    case 'strong':
      return <strong>{inside()}</strong>;
    case 'delete':
      return <s>{inside()}</s>;
    case 'inlineCode':
      return <code>{words(node.value)}</code>;
    case 'code':
      return <pre>{words(node.value)}</pre>;
    case 'break':
      return <br />;
    case 'link':
      return isWebAddress(node.url) ? (
        <a href={node.url} target="_blank" rel="noopener noreferrer">
          {inside()}
        </a>
      ) : (
        inside()
      );
    case 'image':
      return words(node.alt ?? '');
    case 'blockquote':
      return <blockquote>{inside()}</blockquote>;
    case 'list':
      return node.ordered === true ? (
        <ol start={node.start ?? 1}>{inside()}</ol>
      ) : (
        <ul>{inside()}</ul>
      );
    case 'listItem':
      return <li>{inside()}</li>;
    case 'table': {
      const [head, ...rows] = node.children;
      return (
        <div class="prose-table">
          <table>
            <thead>{head && drawRow(head, 'th', source, words)}</thead>
            <tbody>{keyed(rows.map((row) => drawRow(row, 'td', source, words)))}</tbody>
          </table>
        </div>
      );
    }
    case 'thematicBreak':
      return <hr />;
    case 'footnoteReference':
      return <sup>{node.label ?? node.identifier}</sup>;
    case 'footnoteDefinition': {
      const [first, ...more] = node.children;
      const number = <sup>{node.label ?? node.identifier}</sup>;
      if (first?.type !== 'paragraph') return keyed([number, ...node.children.map(draw)]);
      const opening = (
        <p>
          {number} {drawAll(first.children, source, words)}
        </p>
      );
      return keyed([opening, ...more.map(draw)]);
    }
    default:
      return words(sourceOf(node, source));
  }
}

function drawRow(
  row: Extract<Nodes, { type: 'tableRow' }>,
  Cell: 'th' | 'td',
  source: string,
  words: Words,
): ComponentChildren {
  return (
    <tr>
      {keyed(row.children.map((cell) => <Cell>{drawAll(cell.children, source, words)}</Cell>))}
    </tr>
  );
}

function sourceOf(node: Nodes, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}
