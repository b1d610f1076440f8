import { expect, test } from 'vitest';
import { isPrivateAddress, isStandIn, vetUrl } from '@/utils/verify/vet-url';

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://127.0.0.1./',
  'http://１２７.0.0.1/',
  'http://127。0。0。1/',
  'http://0/',
  'http://0x0/',
  'http://127.0.1/',
  'http://127.65535/',
  'http://0x7F.1/',
  'http://00000177.0x0.0.01/',
  'http://%31%32%37.0.0.1/',
  'http://①②⑦.0.0.1/',
  'http://10.0xffffff/',
  'http://0300.0250.0.1/',
  'http://3232235777/',
  'http://0xa9fea9fe/latest/meta-data/',
  'http://10.1.2.3/',
  'http://100.64.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1:8080/admin',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[0:0::0:1]/',
  'http://[0000:0000:0000:0000:0000:0000:0000:0001]/',
  'http://[::FFFF:0A00:0001]/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::0.0.0.1]/',
  'http://[64:ff9b:1::8.8.8.8]/',
  'http://[64:ff9b::a9fe:a9fe]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:1::1]/',
  'http://[febf:ffff::1]/',
  'http://[fdff::]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:0:10.0.0.1]/',
  'http://[::192.168.0.1]/',
  'http://[64:ff9b::10.0.0.1]/',
  'http://[2002:c0a8:1::]/',
  'http://[fc00::1]/',
  'http://[fd12:3456::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://localhost:3000/',
  'http://LOCALHOST./',
  'http://app.localhost/',
  'http://printer.local/',
  'http://db.internal/',
  'http://nas.home.arpa/',
  'http://router/',
])('refuses %s as private', (url) => {
  const vetted = vetUrl(url);
  expect(vetted.ok).toBe(false);
  if (!vetted.ok) expect(vetted.error.reason).toBe('private-address');
});

test.each([
  'javascript:alert(1)',
  'data:text/html,hello',
  'file:///etc/passwd',
  'ftp://example.com/',
  'blob:https://example.com/1',
  'chrome://settings',
  'https://user@example.com/',
  'https://user:secret@example.com/',
  'https://',
  'not a url',
])('refuses %s as no address to fetch', (url) => {
  const vetted = vetUrl(url);
  expect(vetted.ok).toBe(false);
  if (!vetted.ok) expect(vetted.error.reason).toBe('scheme-not-allowed');
});

test.each([
  'https://example.com/a?b#c',
  'http://news.example/story',
  'http://172.32.0.1/',
  'http://172.15.255.255/',
  'http://192.169.0.1/',
  'http://11.0.0.1/',
  'http://100.128.0.1/',
  'http://[2606:4700::1111]/',
  'http://[::ffff:8.8.8.8]/',
  'http://[2002:808:808::]/',
  'http://mylocal.example/',
  'http://localhost.example.com/',
  'http://xn--bcher-kva.example/',
])('accepts %s', (url) => {
  expect(vetUrl(url).ok).toBe(true);
});

test('accepts a private host that the user allowed, and no other', () => {
  const options = { allowedPrivateHosts: new Set(['192.168.1.1']) };
  expect(vetUrl('http://192.168.1.1/wiki', options).ok).toBe(true);
  expect(vetUrl('http://0xc0a80101/wiki', options).ok).toBe(true);
  expect(vetUrl('http://192.168.1.2/wiki', options).ok).toBe(false);
  expect(vetUrl('file://192.168.1.1/wiki', options).ok).toBe(false);
});

test.each([
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.9',
  '192.168.178.1',
  '169.254.169.254',
  '100.100.100.100',
  '::1',
  '::',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  '::ffff:192.168.0.1',
  '::ffff:c0a8:1',
  '64:ff9b::10.0.0.1',
  '2002:a00:1::1',
  // Tests of networks, discarded packets, documentation, segment routing, and what is not given out.
  '198.18.0.1',
  '198.19.255.254',
  '2001:2::1',
  '100::1',
  '3fff::1',
  '5f00::1',
  '4000::1',
])('treats %s as a private address', (ip) => {
  expect(isPrivateAddress(ip)).toBe(true);
});

test.each([
  '93.184.216.34',
  '172.32.0.1',
  '192.169.0.1',
  '2606:2800:220:1::1',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2001:4860:4860::8888',
  '2003:e0::1',
  '3ffe::1',
  '',
  'no address',
])('does not treat %s as a private address', (ip) => {
  expect(isPrivateAddress(ip)).toBe(false);
});

test.each([
  ['198.18.0.1', true],
  ['198.19.255.254', true],
  ['198.20.0.1', false],
  ['10.0.0.1', false],
  ['::ffff:198.18.0.1', false],
  ['', false],
])('says whether a proxy may use %s for a public name: %s', (ip, expected) => {
  expect(isStandIn(ip)).toBe(expected);
});
