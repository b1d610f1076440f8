import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { downloadBlob, eachAtOnce, uploadBlob } from '@/entrypoints/background/team/transfer-blobs';
import { failure } from '@/utils/model/failure';
import { err, ok } from '@/utils/model/result';
import { type CuttingProxy, startCuttingProxy } from '../../fixtures/cutting-proxy';
import { startTeamServer, type TeamServer } from '../../fixtures/team-server';
import { must } from '../storage/sample-evidence';

/* Blobs between the extension and the team's real server, over connections that break. */

let server: TeamServer;
let proxy: CuttingProxy;

beforeEach(async () => {
  server = await startTeamServer();
  proxy = await startCuttingProxy(server.port);
});
afterEach(async () => {
  await proxy.close();
  await server.remove();
});

const asking = () => ({
  address: `http://127.0.0.1:${proxy.port}`,
  token: server.owner.token,
});

function newBytes(size: number) {
  const bytes = new Uint8Array(randomBytes(size));
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex') };
}

const uploadCalls = () => proxy.calls.filter((call) => call.includes('/v1/uploads/'));
const offsets = () => uploadCalls().map((call) => /offset=(\d+)/.exec(call)?.[1] ?? 'look');

describe('an upload', () => {
  test('is sent in pieces; a small one in one call', async () => {
    const [large, small] = [newBytes(2_400_000), newBytes(1_000)];
    must(await uploadBlob(asking(), large.hash, large.bytes));
    expect(offsets()).toEqual(['look', '0', '1000000', '2000000']);
    proxy.calls.length = 0;
    must(await uploadBlob(asking(), small.hash, small.bytes));
    expect(offsets()).toEqual(['0']);
    for (const { bytes, hash } of [large, small]) {
      expect(must(await downloadBlob(asking(), hash))).toEqual(bytes);
    }
  });

  test('that was cut goes on where the server has it, not from its beginning', async () => {
    const { bytes, hash } = newBytes(2_400_000);
    proxy.cutAfter(1_500_000);
    must(await uploadBlob(asking(), hash, bytes));
    const sent = offsets();
    expect(sent.slice(0, 3)).toEqual(['look', '0', '1000000']);
    // Some of the second piece has arrived before the connection broke.
    const [again = 0] = sent
      .slice(3)
      .filter((each) => each !== 'look')
      .map(Number);
    expect(again).toBeGreaterThan(1_000_000);
    expect(again).toBeLessThan(2_000_000);
    expect(must(await downloadBlob(asking(), hash))).toEqual(bytes);
  });

  test('goes on after the worker and the server were stopped', async () => {
    const { bytes, hash } = newBytes(2_400_000);
    proxy.cutAfter(1_500_000);
    const cut = uploadBlob(asking(), hash, bytes);
    await expect.poll(() => offsets().includes('1000000')).toBe(true);
    proxy.block(true);
    expect(await cut).toMatchObject({ ok: false, error: { code: 'team_no_answer' } });
    await server.stop();
    await server.start();
    proxy.block(false);
    proxy.calls.length = 0;
    must(await uploadBlob(asking(), hash, bytes));
    const [look, first] = offsets();
    expect(look).toBe('look');
    expect(Number(first)).toBeGreaterThanOrEqual(1_000_000);
    expect(must(await downloadBlob(asking(), hash))).toEqual(bytes);
  });

  test('of a small blob that was cut goes on, too', async () => {
    const { bytes, hash } = newBytes(600_000);
    proxy.cutAfter(300_000);
    must(await uploadBlob(asking(), hash, bytes));
    expect(offsets()[0]).toBe('0');
    const [, again = 0] = offsets()
      .filter((each) => each !== 'look')
      .map(Number);
    expect(again).toBeGreaterThan(0);
    expect(must(await downloadBlob(asking(), hash))).toEqual(bytes);
  });

  test('of what the team has already sends nothing', async () => {
    const { bytes, hash } = newBytes(1_400_000);
    must(await uploadBlob(asking(), hash, bytes));
    proxy.calls.length = 0;
    must(await uploadBlob(asking(), hash, bytes));
    expect(offsets()).toEqual(['look']);
  });

  test('ends with the reason when the team has no room', async () => {
    await server.remove();
    const { NO_LIMITS } = await import('@/server/limits');
    const teamBytes = { ...NO_LIMITS.teamBytes, blob_bytes: 1_000 };
    server = await startTeamServer({ ...NO_LIMITS, teamBytes });
    await proxy.close();
    proxy = await startCuttingProxy(server.port);
    const { bytes, hash } = newBytes(2_000);
    expect(await uploadBlob(asking(), hash, bytes)).toEqual(err(failure('team_full')));
    expect(offsets()).toEqual(['0']);
  });
});

describe('a download', () => {
  const upload = async (size: number) => {
    const blob = newBytes(size);
    must(await uploadBlob(asking(), blob.hash, blob.bytes));
    proxy.calls.length = 0;
    return blob;
  };

  test('that was cut asks again only for the piece that did not come', async () => {
    const { bytes, hash } = await upload(2_400_000);
    proxy.cutAfter(1_500_000);
    expect(must(await downloadBlob(asking(), hash))).toEqual(bytes);
    expect(proxy.calls).toHaveLength(4);
  });

  test('without a server ends with a sentence, after a few tries', async () => {
    const { hash } = await upload(10);
    proxy.block(true);
    expect(await downloadBlob(asking(), hash)).toMatchObject({
      ...{ ok: false, error: { code: 'team_no_answer' } },
    });
  });

  test('of other bytes than the hash names is refused', async () => {
    const { bytes, hash } = await upload(1_500_000);
    const file = path.join(server.folder, 'blobs', hash.slice(0, 2), hash);
    writeFileSync(
      file,
      bytes.map((each, at) => (at === 1_200_000 ? each + 1 : each)),
    );
    expect(await downloadBlob(asking(), hash)).toEqual(err(failure('team_damaged')));
  });

  test.each([
    ['another place than it asked for', 'bytes 5-6/100', 'team_not_server'],
    ['no bytes', 'bytes 0-0/100', 'team_not_server'],
    ['more bytes than any blob has', 'bytes 0-999999/99999999999', 'team_too_large'],
    ['a size that is no number', 'bytes 0-9/*', 'team_not_server'],
  ])('from a server that answers with %s ends', async (name, range, code) => {
    const odd = createServer((asked, response) => {
      const [, at = 0] = /bytes=(\d+)/.exec(asked.headers.range ?? '') ?? [];
      const isEndless = name.startsWith('more');
      const said = isEndless ? `bytes ${at}-1/99999999999` : range;
      response.writeHead(206, { 'Content-Range': said });
      response.end(name === 'no bytes' ? '' : Buffer.alloc(isEndless ? 9_000_000 : 2));
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(odd.address() as AddressInfo).port}`;
    const came = await downloadBlob({ address, token: 'x' }, '0'.repeat(64));
    expect(came).toMatchObject({ ok: false, error: { code } });
    odd.closeAllConnections();
    await new Promise((resolve) => odd.close(resolve));
  });

  test('from a server or proxy that sends no parts has all bytes', async () => {
    const { bytes, hash } = newBytes(1_200_000);
    const plain = createServer((_, response) => response.end(bytes));
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    expect(must(await downloadBlob({ address, token: 'x' }, hash))).toEqual(bytes);
    plain.closeAllConnections();
    await new Promise((resolve) => plain.close(resolve));
  });
});

test('many transfers go three at once, and stop at the first that fails', async () => {
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  const act = async (item: number) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return item === 6 ? err(failure('team_full')) : ok(undefined);
  };
  const items = Array.from({ length: 20 }, (_, at) => at);
  expect(await eachAtOnce(items, act)).toEqual(err(failure('team_full')));
  expect(most).toBe(3);
  expect(begun.length).toBeLessThan(12);
  expect(await eachAtOnce([], act)).toEqual(ok(undefined));
});
