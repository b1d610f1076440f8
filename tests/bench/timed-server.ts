import { createServer } from 'node:http';

/** Serves made pages by host name, and records when a client waited for it. */
export interface TimedServer {
  readonly port: number;
  replace(url: string, answer: string | { readonly body?: string | Uint8Array }): void;
  /**
   * The time from the arrival of a request for a served page to the end of its response, in
   * milliseconds since 1970, oldest first.
   */
  readonly waits: { readonly from: number; readonly to: number }[];
  close(): Promise<void>;
}

/** `filler` is put before the end of every page, and `delayMs` before every answer. */
export async function startTimedServer(filler: string, delayMs: number): Promise<TimedServer> {
  const bodies = new Map<string, string>();
  const waits: { from: number; to: number }[] = [];
  const server = createServer((request, response) => {
    const from = Date.now();
    // The browser uses this server as its proxy, so `request.url` is a whole URL.
    const body = bodies.get(request.url ?? '');
    // The browser also asks for updates of its own parts through its proxy.
    if (body !== undefined) response.on('finish', () => waits.push({ from, to: Date.now() }));
    setTimeout(() => {
      response.writeHead(body === undefined ? 404 : 200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(body?.replace('</article>', () => `${filler}</article>`));
    }, delayMs);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    port: address.port,
    replace: (url, answer) => {
      bodies.set(url, typeof answer === 'string' ? answer : String(answer.body ?? ''));
    },
    waits,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
