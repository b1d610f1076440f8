import { connect, type Socket } from 'node:net';

/**
 * A client for Marionette, Firefox's protocol for automation. Messages have the form `length:json`;
 * a command is `[0, id, name, parameters]`, its answer `[1, id, error, result]`.
 * https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */
export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (answer: { error: unknown; result: unknown }) => void>();
  #buffer = Buffer.alloc(0);
  #lastId = 0;
  #closed: Error | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('Firefox closed the connection.')));
  }

  /**
   * Connects as soon as Firefox listens on the port.
   * @param timeoutMs How long the start may take.
   */
  static async connect(port: number, timeoutMs = 90_000): Promise<Marionette> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      try {
        return new Marionette(await open(port));
      } catch (error) {
        if (Date.now() > deadline) {
          throw new Error(`Firefox did not listen on port ${port} in time.`, { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Sends one command. @throws With Firefox's own message, if it answers with an error. */
  async send(name: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
    if (this.#closed !== null) throw this.#closed;
    const id = ++this.#lastId;
    const body = Buffer.from(JSON.stringify([0, id, name, parameters]), 'utf8');
    const answered = new Promise<{ error: unknown; result: unknown }>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    this.#socket.write(Buffer.concat([Buffer.from(`${body.length}:`), body]));
    const { error, result } = await answered;
    if (error !== null) throw new Error(`${name}: ${inWords(error)}`);
    return typeof result === 'object' && result !== null && 'value' in result
      ? result.value
      : result;
  }

  /**
   * Runs a function body in the current page, or in the browser itself after `setContext` was
   * called with `chrome`. It may return a promise, and must return JSON.
   * @param script Reads its arguments from `arguments`.
   */
  run(script: string, ...args: unknown[]): Promise<unknown> {
    return this.send('WebDriver:ExecuteScript', { script, args });
  }

  setContext(context: 'content' | 'chrome'): Promise<unknown> {
    return this.send('Marionette:SetContext', { value: context });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      if (colon < 0) return;
      const start = colon + 1;
      const end = start + Number(this.#buffer.toString('latin1', 0, colon));
      if (!Number.isInteger(end)) {
        this.#fail(new Error('Firefox sent what is no Marionette message.'));
        return;
      }
      if (this.#buffer.length < end) return;
      const message: unknown = JSON.parse(this.#buffer.toString('utf8', start, end));
      this.#buffer = this.#buffer.subarray(end);
      // The first message is a greeting, which is an object. Answers are arrays.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      this.#waiting.get(id)?.({ error: error ?? null, result });
      this.#waiting.delete(id);
    }
  }

  #fail(error: Error): void {
    this.#closed ??= error;
    for (const settle of this.#waiting.values()) {
      settle({ error: { message: error.message }, result: null });
    }
    this.#waiting.clear();
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

function inWords(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : JSON.stringify(error);
}
