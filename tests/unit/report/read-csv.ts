/**
 * Reads RFC 4180 letter by letter.
 * @throws if a cell is not quoted, or if a row does not end correctly.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '"') throw new Error(`No quote at ${at.toString()}`);
    let cell = '';
    for (at += 1; ; at += 1) {
      if (at >= text.length) throw new Error('A cell that does not end');
      if (text[at] !== '"') cell += text[at];
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else break;
    }
    row.push(cell);
    at += 1;
    if (text[at] === ',') at += 1;
    else {
      if (text.slice(at, at + 2) !== '\r\n') throw new Error(`No end at ${at.toString()}`);
      at += 2;
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
