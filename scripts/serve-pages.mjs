// Serves the sample pages on loopback, by host name. A browser sees them as http://name.example/…
// if it uses this server as its proxy, or if the names resolve to this server. These pages lack the
// browser features that plain http pages lack. Dependency-free: it runs before the install.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Answer What a page answers instead of its file.
 * @property {number} [status] 200 unless given.
 * @property {Record<string, string>} [headers]
 * @property {string | Uint8Array} [body] Empty unless given.
 * @property {string} [redirectTo] Answers with a Location; the status is then 302 unless given.
 * @property {number} [delayMs] Waits before it answers.
 * @property {() => Promise<void>} [when] Asked at each request: it is answered once this comes true.
 * @property {boolean} [drop] Closes the connection without an answer.
 * @property {number} [everyMs] Sends the body in pieces of 1,000 bytes, with so many milliseconds between.
 * @property {boolean} [endless] Sends the body again and again until the asker hangs up.
 * @property {number} [cutAfter] Closes the connection after so many bytes of the body.
 * @property {Answer} [later] The answer from the second request on.
 */

/**
 * @typedef {object} PageServer
 * @property {number} port
 * @property {readonly string[]} urls Every sample page, as http://name.example/path.
 * @property {{method: string, url: string, headers: import('node:http').IncomingHttpHeaders}[]} requests
 *   Every request so far, oldest first; tests empty it with `requests.length = 0`.
 * @property {(url: string) => string} read The file behind a URL; throws where there is none.
 * @property {(url: string, answer: string | Answer) => void} replace A string is the new body,
 *   served as HTML. Holds for the URL's path with or without a query until it is restored.
 * @property {(url?: string) => void} restore One page, or all of them.
 * @property {() => Promise<void>} close
 */

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.pdf': 'application/pdf',
};

/** Where the sample pages live: one folder per host, one file per page. */
export const SAMPLE_PAGES = fileURLToPath(new URL('../tests/fixtures/pages', import.meta.url));

/** @param {string} folder */
function readPages(folder) {
  /** @type {Map<string, {body: Buffer, type: string}>} */
  const pages = new Map();
  for (const host of readdirSync(folder, { withFileTypes: true })) {
    if (!host.isDirectory()) continue;
    const hostFolder = path.join(folder, host.name);
    for (const name of readdirSync(hostFolder)) {
      const extension = path.extname(name);
      const type = TYPES[extension];
      if (type === undefined) continue;
      const page = extension === '.html' ? name.slice(0, -extension.length) : name;
      const body = readFileSync(path.join(hostFolder, name));
      pages.set(`${host.name}/${page === 'index' ? '' : page}`, { body, type });
    }
  }
  return pages;
}

/** Host and path of a URL, the key that pages and replacements are found by. @param {string} url */
function keyOf(url) {
  const { hostname, pathname } = new URL(url);
  return `${hostname}${pathname}`;
}

const PIECE = 1_000;

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Answer} answer
 */
async function sendBody(response, { body = '', everyMs = 0, endless = false, cutAfter }) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (cutAfter !== undefined) {
    response.write(bytes.subarray(0, cutAfter), () => response.destroy());
    return;
  }
  if (everyMs === 0 && !endless) {
    response.end(bytes);
    return;
  }
  const step = endless ? bytes.length : PIECE;
  async function* pieces() {
    for (let at = 0; endless || at < bytes.length; at = endless ? 0 : at + step) {
      yield bytes.subarray(at, at + step);
      if (everyMs > 0) await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
  // Whoever asked may hang up before the end.
  await pipeline(pieces, response).catch(() => undefined);
}

/**
 * @param {{folder?: string, port?: number}} [options] `port` 0, any free one, unless given.
 * @returns {Promise<PageServer>}
 */
export async function servePages({ folder = SAMPLE_PAGES, port = 0 } = {}) {
  const pages = readPages(folder);
  /** @type {Map<string, Answer>} */
  const replaced = new Map();
  /** @type {PageServer['requests']} */
  const requests = [];

  const server = createServer((request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    // A browser that uses this server as its proxy asks for the whole URL.
    const asked = request.url ?? '/';
    const url = asked.startsWith('http://') ? asked : `http://${host}${asked}`;
    if (!URL.canParse(url)) {
      response.writeHead(400).end();
      return;
    }
    if (asked === url && !new URL(url).hostname.endsWith('.example')) {
      request.socket.destroy();
      return;
    }
    const key = keyOf(url);
    requests.push({ method: request.method ?? 'GET', url, headers: request.headers });
    const answer = replaced.get(key);
    if (answer?.later !== undefined) replaced.set(key, answer.later);
    if (answer === undefined) {
      const page = pages.get(key);
      if (page === undefined) {
        response.writeHead(404, { 'content-type': TYPES['.html'] });
        response.end('<!doctype html><title>Not found</title><p>There is no such page.</p>');
      } else {
        response.writeHead(200, { 'content-type': page.type, 'cache-control': 'no-store' });
        response.end(request.method === 'HEAD' ? undefined : page.body);
      }
      return;
    }
    const give = () => {
      if (answer.drop) {
        request.socket.destroy();
        return;
      }
      const location = answer.redirectTo === undefined ? {} : { location: answer.redirectTo };
      response.writeHead(answer.status ?? (answer.redirectTo === undefined ? 200 : 302), {
        'content-type': TYPES['.html'],
        'cache-control': 'no-store',
        ...location,
        ...answer.headers,
      });
      if (request.method === 'HEAD') response.end();
      else void sendBody(response, answer);
    };
    if (answer.when) void answer.when().then(give);
    else if (answer.delayMs) setTimeout(give, answer.delayMs);
    else give();
  });

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('The page server has no port.');

  return {
    port: address.port,
    urls: [...pages.keys()].sort().map((key) => `http://${key}`),
    requests,
    read(url) {
      const page = pages.get(keyOf(url));
      if (page === undefined)
        throw new Error(`No sample page at ${url}; see tests/fixtures/pages.`);
      return page.body.toString('utf8');
    },
    replace(url, answer) {
      replaced.set(keyOf(url), typeof answer === 'string' ? { body: answer } : answer);
    },
    restore(url) {
      if (url === undefined) replaced.clear();
      else replaced.delete(keyOf(url));
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
}
