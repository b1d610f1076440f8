import { once } from 'node:events';
import { type CallToolResult, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod';
import {
  type AnsweringPorts,
  checkReport,
  cite,
  findPassages,
  NOTICE,
  verifyQuote,
} from './answer-questions';
import { describeInThread, judgeInThread } from './judge-in-thread';
import type { ReadingPorts } from './read-pages';
import { sessionRequests } from './session-requests';

/*
 * A server of the Model Context Protocol on the standard input and output, so that a program that
 * writes can cite only what is on a page. https://modelcontextprotocol.io/specification
 */

export interface ServerOptions {
  readonly version: string;
  /** The working folder. */
  readonly folder: string;
  readonly allowedHosts: ReadonlySet<string>;
  request(url: string, signal: AbortSignal | undefined): ReturnType<ReadingPorts['request']>;
}

const Url = z.string().max(8_192).describe('The address of a web page, http or https');
const Quote = z.string().min(1).max(10_000).describe('The words, exactly as you would quote them');
const beside = (where: string) =>
  z
    .string()
    .max(500)
    .optional()
    .describe(`The text directly ${where} the words, if the page has them in several places`);
const Context = { prefix: beside('before'), suffix: beside('after') };

const INSTRUCTIONS = `Verify each quotation with verify_quote before you write it, and link to it with the link that you get. A quote with “stands”: false must not be written as a quotation. ${NOTICE}`;

/** Serves until the standard input ends. What was not answered by then is not answered any more. */
export async function serveMcp(options: ServerOptions): Promise<void> {
  const over = new AbortController();
  const requestIn = sessionRequests(options.request);

  const answer = async (
    { mcpReq }: ServerContext,
    make: (ports: AnsweringPorts) => Promise<Record<string, unknown>>,
  ): Promise<CallToolResult> => {
    const signal = AbortSignal.any([mcpReq.signal, over.signal]);
    const token = mcpReq._meta?.progressToken;
    let sent: Promise<unknown> = Promise.resolve();
    const said = await make({
      folder: options.folder,
      allowedHosts: options.allowedHosts,
      keepsTexts: false,
      signal,
      request: requestIn(signal),
      judge: (page, returnsText) => judgeInThread(page, returnsText, signal),
      describe: (page) => describeInThread(page, signal),
      onRead: (progress, total) => {
        if (token === undefined) return;
        const params = { progressToken: token, progress, total };
        const progressed = { method: 'notifications/progress', params } as const;
        sent = sent.then(() => mcpReq.notify(progressed)).catch(() => undefined);
      },
    });
    await sent;
    return { content: [{ type: 'text', text: JSON.stringify(said) }], structuredContent: said };
  };

  const create = () => {
    const { version } = options;
    const server = new McpServer({ name: 'pincite', version }, { instructions: INSTRUCTIONS });
    server.registerTool(
      'verify_quote',
      {
        title: 'Verify a quote',
        description:
          'Reads a web page and judges whether it has these words. Returns the verdict, what differs, and a link that leads to the words.',
        inputSchema: z.strictObject({ url: Url, quote: Quote, ...Context }),
        annotations: READS,
      },
      ({ url, quote, prefix = '', suffix = '' }, context) =>
        answer(context, (ports) => verifyQuote(url, { exact: quote, prefix, suffix }, ports)),
    );
    server.registerTool(
      'cite',
      {
        title: 'Cite words of a page',
        description:
          'Returns a link that is proved to lead to these words of a web page, and the quotation with its link in Markdown.',
        inputSchema: z.strictObject({ url: Url, words: Quote, ...Context }),
        annotations: READS,
      },
      ({ url, words, prefix = '', suffix = '' }, context) =>
        answer(context, (ports) => cite(url, { exact: words, prefix, suffix }, ports)),
    );
    server.registerTool(
      'find_passages',
      {
        title: 'Find passages for a claim',
        description:
          'Returns the sentences of a web page that are closest to a claim, each with its link, and with the figures, dates and names of the claim that it does not have.',
        inputSchema: z.strictObject({
          claim: z.string().min(1).max(5_000).describe('One sentence that the page should support'),
          url: Url,
        }),
        annotations: READS,
      },
      ({ claim, url }, context) => answer(context, (ports) => findPassages(url, claim, ports)),
    );
    server.registerTool(
      'check_report',
      {
        title: 'Check a report',
        description:
          'Judges every citation of a report on its page, and returns those that do not pass. Give the Markdown of the report, or a file in the working folder.',
        inputSchema: z.strictObject({
          markdown: z.string().max(2_000_000).optional().describe('The report'),
          file: z.string().max(4_096).optional().describe('A report in the working folder'),
          strict: z.boolean().optional().describe('Whether links without words fail too'),
        }),
        annotations: READS,
      },
      ({ markdown = null, file = null, strict = false }, context) =>
        answer(context, (ports) => checkReport({ markdown, file, strict }, ports)),
    );
    return server;
  };

  const handle = serveStdio(create);
  // If the standard input is a file, it ends but is not closed.
  await Promise.race(['end', 'close'].map((event) => once(process.stdin, event)));
  over.abort();
  await handle.close();
}

/** Hints for all tools: no tool changes anything, and every tool reads pages of the web. */
const READS = { readOnlyHint: true, openWorldHint: true } as const;
