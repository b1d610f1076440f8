import { describe, expect, test } from 'vitest';
import { followHops, type HopAnswer, type SeenRedirect } from '@/utils/verify/follow-hops';

const NOT_SEEN = Symbol('not seen');

/** A web of redirects. Unlisted addresses answer with their own name. */
function web(
  redirects: Record<string, string | null | typeof NOT_SEEN>,
  refused: readonly string[] = [],
  answering: Record<string, string> = {},
) {
  const contacted: string[] = [];
  return {
    contacted,
    ports: {
      contact: async (url: string): Promise<HopAnswer<string>> => {
        contacted.push(url);
        return url in redirects ? { kind: 'redirect' } : { kind: 'read', value: url };
      },
      location: (url: string): SeenRedirect => {
        const location = redirects[url] ?? null;
        return location === NOT_SEEN ? { kind: 'unseen' } : { kind: 'seen', location };
      },
      privateAddress: async (url: string) => answering[new URL(url).hostname] ?? null,
      granted: async (url: string) => !refused.includes(new URL(url).hostname),
    },
  };
}

describe('followHops', () => {
  test('reads through redirects, relative ones too', async () => {
    const { ports } = web({
      'http://a.example/': 'https://a.example/x',
      'https://a.example/x': '/y#part',
    });
    expect(await followHops('http://a.example/', ports)).toEqual({
      kind: 'read',
      value: 'https://a.example/y',
      finalUrl: 'https://a.example/y',
    });
  });

  test('follows a redirect that the page itself contains, and vets its target', async () => {
    const sent: Record<string, string> = {
      'https://a.example/': '/b#part',
      'https://c.example/': 'http://192.168.0.1/admin',
    };
    const { ports } = web({});
    const contact = async (url: string): Promise<HopAnswer<string>> =>
      url in sent ? { kind: 'redirect', location: sent[url] ?? '' } : { kind: 'read', value: url };
    const location = () => {
      throw new Error('The page itself gave the target.');
    };
    expect(await followHops('https://a.example/', { ...ports, contact, location })).toEqual({
      kind: 'read',
      value: 'https://a.example/b',
      finalUrl: 'https://a.example/b',
    });
    expect(await followHops('https://c.example/', { ...ports, contact, location })).toMatchObject({
      kind: 'failed',
      reason: 'private-address',
    });
  });

  test.each([
    ['a private address', 'http://192.168.0.1/admin', 'private-address'],
    ['a loopback name', 'http://localhost:8080/', 'private-address'],
    ['a file', 'file:///etc/passwd', 'scheme-not-allowed'],
    ['an address with credentials', 'https://user:word@b.example/', 'scheme-not-allowed'],
    ['a host that was not granted', 'https://other.example/', 'redirects-to-ungranted'],
  ])('never contacts %s that a page redirects to', async (_name, target, reason) => {
    const { ports, contacted } = web({ 'https://a.example/': target }, ['other.example']);
    const answer = await followHops('https://a.example/', ports);
    expect(answer).toMatchObject({ kind: 'failed', reason });
    expect(contacted).toEqual(['https://a.example/']);
  });

  test.each([
    ['a host', 'https://b.example/x', [], 'b.example'],
    [
      'an address with http, if https was granted',
      'http://b.example/x',
      ['https://b.example'],
      'http://b.example',
    ],
    [
      'an address with https, if http was granted',
      'https://b.example/x',
      ['http://b.example'],
      'https://b.example',
    ],
  ])('names %s as the target that was not granted', async (_name, target, allowed, detail) => {
    const { ports } = web({ 'https://a.example/': target });
    const origins = ['https://a.example', ...allowed];
    const granted = async (url: string) => origins.includes(new URL(url).origin);
    expect(await followHops('https://a.example/', { ...ports, granted })).toMatchObject({
      reason: 'redirects-to-ungranted',
      detail,
    });
  });

  test('does not read a page when a private address answers for its public name', async () => {
    const { ports } = web({}, [], { 'a.example': '192.168.0.7' });
    expect(await followHops('http://a.example/', ports)).toEqual({
      kind: 'failed',
      reason: 'private-address',
      detail: 'a.example (192.168.0.7)',
      finalUrl: null,
    });
  });

  test('does not read the target of a redirect when a private address answers for it', async () => {
    const redirects = { 'http://a.example/': 'http://b.example/admin' };
    const { ports } = web(redirects, [], { 'b.example': '::1' });
    expect(await followHops('http://a.example/', ports)).toEqual({
      kind: 'failed',
      reason: 'private-address',
      detail: 'b.example (::1)',
      finalUrl: 'http://b.example/admin',
    });
  });

  test.each([
    ['over https, because the certificate shows the owner of the name', 'https://a.example/', []],
    ['when the user allowed its host', 'http://a.example/', ['a.example']],
  ])('reads a page from a private address %s', async (_name, url, allowed) => {
    const { ports } = web({}, [], { 'a.example': '10.0.0.5' });
    const answer = await followHops(url, ports, new Set(allowed));
    expect(answer).toEqual({ kind: 'read', value: url, finalUrl: url });
  });

  test('contacts nothing where the first address was not granted', async () => {
    const { ports, contacted } = web({}, ['a.example']);
    expect(await followHops('https://a.example/', ports)).toMatchObject({
      reason: 'no-permission',
      detail: 'a.example',
    });
    expect(contacted).toEqual([]);
  });

  test('gives up on a loop', async () => {
    const { ports, contacted } = web({ 'https://a.example/': '/b', 'https://a.example/b': '/' });
    expect(await followHops('https://a.example/', ports)).toMatchObject({
      kind: 'failed',
      reason: 'too-many-redirects',
    });
    expect(contacted).toHaveLength(2);
  });

  test('gives up on a chain without end', async () => {
    const contacted: string[] = [];
    const answer = await followHops('https://a.example/0', {
      contact: async (url) => {
        contacted.push(url);
        return { kind: 'redirect' };
      },
      location: (url) => {
        return { kind: 'seen', location: `/${Number(new URL(url).pathname.slice(1)) + 1}` };
      },
      privateAddress: async () => null,
      granted: async () => true,
    });
    expect(answer).toMatchObject({ reason: 'too-many-redirects' });
    expect(contacted).toHaveLength(11);
  });

  test('does not guess where a redirect leads when that cannot be seen', async () => {
    const { ports } = web({ 'https://a.example/': NOT_SEEN });
    expect(await followHops('https://a.example/', ports)).toMatchObject({
      kind: 'failed',
      reason: 'redirect-unseen',
      detail: null,
    });
  });

  test('a redirect without a target ends there', async () => {
    const { ports, contacted } = web({
      'https://a.example/': '/b',
      'https://a.example/b': null,
    });
    expect(await followHops('https://a.example/', ports)).toEqual({
      kind: 'failed',
      reason: 'redirect-nowhere',
      detail: null,
      finalUrl: 'https://a.example/b',
    });
    expect(contacted).toHaveLength(2);
  });
});
