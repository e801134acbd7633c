import { isIP } from 'node:net';
import { Fault } from '@proofsheet/domain';
import { mayConnect, type Network } from './networks.ts';

const MOST_CHARACTERS = 2048;

/** Ports above 1023 that belong to something else than HTTP: those that browsers refuse, and databases. */
const OTHER_PORTS = new Set([
  1719, 1720, 1723, 2049, 3306, 3659, 4045, 4190, 5060, 5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10080, 11211, 27017,
]);

/**
 * The address as it may be called, as far as it tells by itself; what a name leads to is known when it is looked up. `URL`
 * reads octal, hexadecimal, decimal and shortened addresses as everybody does, so they are checked as what they are.
 */
export function targetOf(address: string | URL, allowed: readonly Network[]): URL {
  const url = URL.parse(`${address}`);
  if (!url) throw refusal('is not an address: give protocol, host and path, as https://shop.example/hooks');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refusal('must begin with https:// or http://');
  if (url.href.length > MOST_CHARACTERS) throw refusal(`may have at most ${MOST_CHARACTERS} characters`);
  if (url.username !== '' || url.password !== '') throw refusal('may hold no user name and no password');
  if (!isHttpPort(url.port)) throw refusal('must name port 80, 443 or one above 1023 that serves HTTP');
  const literal = literalOf(url.hostname);
  if (literal !== undefined && !mayConnect(literal, allowed)) throw notPublic();
  url.hash = '';
  return url;
}

/** The numeric address that a host spells out. A name below localhost is one, too: it never leaves the machine. */
export function literalOf(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(bare) !== 0) return bare;
  return /(^|\.)localhost\.?$/i.test(hostname) ? '127.0.0.1' : undefined;
}

/** Says the same for every address that is not public, and never which one it was: that would map a network. */
export function notPublic(): Fault {
  return refusal('leads to an address that is not public');
}

function refusal(message: string): Fault {
  return new Fault('url_not_allowed', `The address ${message}.`, { fields: [{ field: undefined, message }] });
}

function isHttpPort(port: string): boolean {
  if (port === '' || port === '80' || port === '443') return true;
  return Number(port) > 1023 && !OTHER_PORTS.has(Number(port));
}
