/*
 * Measures the document that a Yjs update (format 1) would create, before Pincite creates any of
 * it. A few bytes can describe a structure that fills the memory or takes hours to sort, so Pincite
 * applies updates from other people's files only within a budget.
 */

/** The total content of the updates of one report. */
export interface UpdateLoad {
  readonly bytes: number;
  /** Number of sessions that wrote content. Yjs treats each session as an author. */
  readonly clients: number;
  /** Number of pieces of content, and of gaps between them. */
  readonly structs: number;
  /** Number of texts and map fields: each has its own order. */
  readonly lists: number;
  /** Number of plain values, including nested values. */
  readonly values: number;
  /** Maximum nesting depth of plain values. */
  readonly depth: number;
  /** Number of deleted ranges. */
  readonly deletions: number;
  /**
   * Number of nested types, embedded objects and formats; a document counts as too many. Pincite
   * writes none of these.
   */
  readonly foreign: number;
  /** Maximum number of steps to sort the lists: the sum of the squares of their lengths. */
  readonly ordering: number;
  /** Maximum number of array positions to move when pieces are split. */
  readonly cutting: number;
}

const MAX_DEPTH = 32;
const MOST_FOREIGN = 1_000;

/**
 * The limits. A report with 100,000 citations uses about a tenth of the maximum number of structs, a
 * seventh of the maximum number of lists, and a third of the maximum number of bytes. The limits
 * that grow with the number of bytes allow about 20 bytes of memory per byte.
 */
const LIMITS: Readonly<Record<keyof UpdateLoad, (load: UpdateLoad) => number>> = {
  bytes: () => 400_000_000,
  clients: () => 50_000,
  structs: ({ bytes }) => Math.min(8_000_000, 10_000 + bytes / 4),
  lists: ({ bytes }) => 10_000 + bytes / 24,
  values: ({ bytes }) => 10_000 + bytes / 4,
  depth: () => MAX_DEPTH,
  deletions: () => 2_000_000,
  foreign: () => MOST_FOREIGN,
  ordering: ({ structs }) => 400_000_000 + 200 * structs,
  cutting: () => 20_000_000_000,
};

/** Returns the part of the budget that these updates exceed, or null. */
export function exceededPart(load: UpdateLoad): keyof UpdateLoad | null {
  const parts = Object.keys(LIMITS) as (keyof UpdateLoad)[];
  return parts.find((part) => load[part] > LIMITS[part](load)) ?? null;
}

const NO_LOAD: UpdateLoad = {
  ...{ bytes: 0, clients: 0, structs: 0, lists: 0, values: 0, depth: 0, deletions: 0, foreign: 0 },
  ...{ ordering: 0, cutting: 0 },
};

function limitsOf(load: UpdateLoad): UpdateLoad {
  const limits = Object.entries(LIMITS).map(([part, limit]) => [part, limit(load)]);
  return { ...NO_LOAD, ...Object.fromEntries(limits) };
}

class Malformed extends Error {}
/** A count exceeded its limit, so the rest need not be read. */
class Exceeded extends Error {}

/** The node of all lists whose beginning is in none of the updates. */
const OUTSIDE = 0;
/** The numbers that Yjs uses for the content types of an item. */
const CONTENT = { deleted: 1, json: 2, binary: 3, string: 4, embed: 5, any: 8 } as const;

/** The structs of one client, sorted by clock before they are searched. */
interface Client {
  readonly starts: number[];
  readonly ends: number[];
  readonly nodes: number[];
  sorted: boolean;
  cuts: number;
}

/**
 * Measures the updates of one report. Returns null when an update is invalid. Creates none of the
 * content. n log n in the number of structs. https://github.com/yjs/yjs/blob/main/INTERNALS.md
 */
export function measureUpdates(updates: Iterable<Uint8Array>): UpdateLoad | null {
  const counter = createCounter();
  try {
    for (const update of updates) counter.read(update);
    counter.settle();
  } catch (error) {
    if (error instanceof Malformed) return null;
    if (!(error instanceof Exceeded)) throw error;
  }
  return counter.load();
}

function createCounter() {
  let bytes: Uint8Array = new Uint8Array();
  let at = 0;
  const count: { -readonly [Part in keyof UpdateLoad]: number } = { ...NO_LOAD };
  /** The limits for the number of bytes read so far, including the current update. */
  let most = limitsOf(count);
  const clients = new Map<number, Client>();
  /**
   * The parent node of each struct in a forest (union-find). Each tree of the forest is one list.
   */
  const parents: number[] = [OUTSIDE];
  const sizes: number[] = [0];
  /** The first node of each list, by a hash of the list's name. */
  const named = new Map<number, number>();
  /** For each item: the item, and the client and the clock of one of its neighbours. */
  const neighbours: number[] = [];
  const ranges: number[] = [];

  const byte = (): number => {
    const value = bytes[at];
    if (value === undefined) throw new Malformed();
    at += 1;
    return value;
  };
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = byte();
      value += (next & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed();
      if (next < 128) return value;
    }
  };
  const skip = (length: number): void => {
    at += length;
    if (at > bytes.length) throw new Malformed();
  };
  const skipString = (): void => skip(number());
  /** Hashes the bytes of the string, starting from `hash`. */
  const hashString = (hash: number): number => {
    const end = number() + at;
    if (end > bytes.length) throw new Malformed();
    let value = hash;
    for (; at < end; at += 1) value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193);
    return value;
  };
  /** Reads the string and returns its length in UTF-16 units. */
  const unitsOfString = (): number => {
    const end = number() + at;
    if (end > bytes.length) throw new Malformed();
    let units = 0;
    for (; at < end; at += 1) {
      const value = bytes[at] ?? 0;
      if (value >= 0xf0) units += 2;
      else if (value < 0x80 || value >= 0xc0) units += 1;
    }
    return units;
  };
  const skipAny = (depth: number): void => {
    count.values += 1;
    count.depth = Math.max(count.depth, depth);
    if (depth > MAX_DEPTH || count.values > most.values) throw new Exceeded();
    const kind = byte();
    if (kind === 125) while (byte() >= 128);
    else if (kind === 124) skip(4);
    else if (kind === 123 || kind === 122) skip(8);
    else if (kind === 119 || kind === 116) skipString();
    else if (kind === 118 || kind === 117) {
      for (let left = number(); left > 0; left -= 1) {
        if (kind === 118) skipString();
        skipAny(depth + 1);
      }
    } else if (kind < 120 || kind > 127) throw new Malformed();
  };

  /** Reads the content of an item and returns its length. */
  const readContent = (kind: number): number => {
    if (kind === CONTENT.string) return unitsOfString();
    if (kind === CONTENT.deleted) return number();
    if (kind === CONTENT.any) {
      const length = number();
      for (let left = length; left > 0; left -= 1) skipAny(1);
      return length;
    }
    if (kind === CONTENT.binary) {
      skipString();
      return 1;
    }
    count.foreign += 1;
    switch (kind) {
      case CONTENT.json: {
        const length = number();
        for (let left = length; left > 0; left -= 1) skipString();
        return length;
      }
      case CONTENT.embed:
        skipString();
        return 1;
      case 6:
        skipString();
        skipString();
        return 1;
      case 7: {
        const type = number();
        if (type === 3 || type === 5) skipString();
        return 1;
      }
      case 9:
        // No merge could compare documents that contain documents.
        count.foreign += MOST_FOREIGN;
        skipString();
        skipAny(1);
        return 1;
      default:
        throw new Malformed();
    }
  };

  const newNode = (size: number): number => {
    parents.push(parents.length);
    sizes.push(size);
    return parents.length - 1;
  };
  const rootOf = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root] ?? OUTSIDE;
    for (let step = node; step !== root; ) {
      const next = parents[step] ?? OUTSIDE;
      parents[step] = root;
      step = next;
    }
    return root;
  };
  const unite = (a: number, b: number): void => {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (one === other) return;
    const [under, over] = (sizes[one] ?? 0) < (sizes[other] ?? 0) ? [one, other] : [other, one];
    parents[under] = over;
    sizes[over] = (sizes[over] ?? 0) + (sizes[under] ?? 0);
  };

  const readItem = (info: number): number => {
    const node = newNode(1);
    let known = false;
    for (const bit of [128, 64]) {
      if ((info & bit) === 0) continue;
      known = true;
      neighbours.push(bit === 128 ? node : -node, number(), number());
    }
    if (!known) {
      let hash = 0x811c9dc5;
      if (number() === 1) hash = hashString(hash);
      else hash = Math.imul(Math.imul(hash ^ number(), 0x01000193) ^ number(), 0x01000193);
      if ((info & 32) !== 0) hash = hashString(Math.imul(hash, 0x01000193) ^ 0xff);
      const first = named.get(hash);
      if (first === undefined) {
        named.set(hash, node);
        count.lists += 1;
      } else unite(first, node);
    }
    return node;
  };

  const readClient = (): void => {
    const structs = number();
    const id = number();
    const client = clients.get(id) ?? { starts: [], ends: [], nodes: [], sorted: true, cuts: 0 };
    clients.set(id, client);
    let clock = number();
    for (let left = structs; left > 0; left -= 1) {
      const info = byte();
      const kind = info & 31;
      count.structs += 1;
      if (count.structs > most.structs || count.foreign > most.foreign) throw new Exceeded();
      const isGap = kind === 0 || kind === 10;
      const node = isGap ? -1 : readItem(info);
      const length = isGap ? number() : readContent(kind);
      if (clock < (client.ends.at(-1) ?? 0)) client.sorted = false;
      client.starts.push(clock);
      client.ends.push(clock + length);
      client.nodes.push(node);
      clock += length;
    }
  };

  const readDeletions = (): void => {
    for (let left = number(); left > 0; left -= 1) {
      const client = number();
      for (let more = number(); more > 0; more -= 1) {
        count.deletions += 1;
        if (count.deletions > most.deletions) throw new Exceeded();
        const clock = number();
        ranges.push(client, clock, clock + number());
      }
    }
  };

  /** Merges each item into the list of its neighbours, and counts the pieces that are split. */
  const settle = (): void => {
    for (const client of clients.values()) if (!client.sorted) sortClient(client);
    for (let each = 0; each < neighbours.length; each += 3) {
      const [item = 0, id = 0, clock = 0] = neighbours.slice(each, each + 3);
      const client = clients.get(id);
      const place = client === undefined ? -1 : placeOf(client, clock);
      const node = client?.nodes[place] ?? -1;
      unite(Math.abs(item), node < 0 ? OUTSIDE : node);
      if (client === undefined || place < 0) continue;
      const isCut = item > 0 ? clock + 1 !== client.ends[place] : clock !== client.starts[place];
      if (isCut) client.cuts += 1;
    }
    for (let each = 0; each < ranges.length; each += 3) {
      const [id = 0, from = 0, to = 0] = ranges.slice(each, each + 3);
      const client = clients.get(id);
      if (client === undefined) continue;
      const [first, last] = [placeOf(client, from), placeOf(client, to - 1)];
      if (first >= 0 && client.starts[first] !== from) client.cuts += 1;
      if (last >= 0 && client.ends[last] !== to) client.cuts += 1;
    }
  };

  return {
    read: (update: Uint8Array): void => {
      bytes = update;
      at = 0;
      count.bytes += bytes.length;
      most = limitsOf(count);
      for (let left = number(); left > 0; left -= 1) readClient();
      readDeletions();
    },
    settle,
    load: (): UpdateLoad => {
      let ordering = 0;
      parents.forEach((parent, node) => {
        if (parent === node) ordering += (sizes[node] ?? 0) ** 2;
      });
      let cutting = 0;
      for (const { cuts, starts } of clients.values()) cutting += cuts * (starts.length + cuts);
      return { ...count, clients: clients.size, ordering, cutting };
    },
  };
}

function sortClient(client: Client): void {
  const { starts, ends, nodes } = client;
  const order = starts.map((_, at) => at).sort((a, b) => (starts[a] ?? 0) - (starts[b] ?? 0));
  const sorted = order.map((at) => [starts[at] ?? 0, ends[at] ?? 0, nodes[at] ?? -1] as const);
  sorted.forEach(([start, end, node], at) => {
    starts[at] = start;
    ends[at] = end;
    nodes[at] = node;
  });
}

/** Index of the client's struct that contains the clock, or -1. */
function placeOf({ starts, ends }: Client, clock: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= clock) low = middle;
    else high = middle - 1;
  }
  return clock >= (starts[low] ?? Infinity) && clock < (ends[low] ?? 0) ? low : -1;
}
