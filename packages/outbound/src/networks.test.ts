import { expect, test } from 'vitest';
import { mayConnect, networkOf } from './networks.ts';

const REFUSED = {
  'this network': ['0.0.0.0', '0.1.2.3', '::'],
  loopback: ['127.0.0.1', '127.255.255.254', '::1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1', 'fec0::1'],
  'link-local': ['169.254.0.1', 'fe80::1', 'fe80::1%eth0'],
  'carrier-grade NAT': ['100.64.0.1', '100.127.255.254'],
  metadata: ['169.254.169.254', '169.254.170.2', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
  multicast: ['224.0.0.1', '239.255.255.250', 'ff02::1'],
  'broadcast and reserved': ['255.255.255.255', '240.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1'],
  'reserved in IPv6': [
    '2001:db8::1',
    '3fff::1',
    '100::1',
    '5f00::1',
    '4000::1',
    '2001:2::1',
    '2001:20::1',
    '2001:10::1',
  ],
  'IPv4 inside IPv6': [
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '::7f00:1',
    '::ffff:0:127.0.0.1',
  ],
  NAT64: ['64:ff9b::127.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::10.0.0.1'],
  '6to4 and its relays': ['2002:7f00:1::', '2002:808:808::1', '192.88.99.1'],
  Teredo: ['2001:0:7f00:1::1', '2001::1'],
  'no address': ['', 'localhost', 'shop.example', '1.2.3.4.5', '127.0.0.1/8'],
  'other spellings of loopback': ['0177.0.0.1', '0x7f.0.0.1', '0x7f000001', '2130706433', '127.1', '017700000001'],
};

for (const [what, addresses] of Object.entries(REFUSED)) {
  test(`refused: ${what}`, () => {
    expect(addresses.filter((address) => mayConnect(address, []))).toEqual([]);
  });
}

test('public addresses are taken', () => {
  const taken = [
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '2606:4700::1111',
  ];
  expect(taken.filter((address) => !mayConnect(address, []))).toEqual([]);
});

test('a network that the operator allows is taken, and nothing beside it', () => {
  const allowed = ['10.1.0.0/16', '192.168.7.7', 'fd00:1::/32']
    .map((text) => networkOf(text))
    .filter((one) => one !== undefined);
  const taken = (address: string) => mayConnect(address, allowed);
  expect(['10.1.2.3', '192.168.7.7', 'fd00:1::5', '8.8.8.8'].every(taken)).toBe(true);
  expect(['10.2.0.1', '192.168.7.8', 'fd00:2::5', '::ffff:10.1.2.3', '127.0.0.1'].some(taken)).toBe(false);
});

test('what is no network is told from one', () => {
  expect(
    ['10.0.0.0/33', '10.0.0/8', 'all', '*', '', '10.0.0.0-10.0.0.9', 'fe80::1%eth0'].map(
      (text) => networkOf(text)?.[1],
    ),
  ).toEqual(Array.from({ length: 7 }));
});
