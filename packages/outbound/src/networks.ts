import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [address: Address, bits: number];

/** The only part of IPv6 from which public addresses are given out; tunnels and reserved blocks lie inside it, too. */
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3');

/** Addresses that look public and lead to the services of the cloud that the machine runs in. */
const CLOUD_SERVICES = [ipaddr.parseCIDR('168.63.129.16/32')];

/** For addresses that no user has a say in. */
export const ANYWHERE: readonly Network[] = [ipaddr.parseCIDR('0.0.0.0/0'), ipaddr.parseCIDR('::/0')];

/** `10.0.0.0/8`, or one address, in full; undefined where it is neither. Bits behind the prefix do not count. */
export function networkOf(text: string): Network | undefined {
  const [base = '', bits] = text.split('/');
  const family = isIP(base);
  if (family === 0 || base.includes('%')) return undefined;
  const cidr = bits === undefined ? `${base}/${family === 4 ? 32 : 128}` : text;
  return ipaddr.isValidCIDR(cidr) ? ipaddr.parseCIDR(cidr) : undefined;
}

/**
 * Whether a connection to this address may be made: it is public, or in a network that the operator allows. Refused are
 * also addresses that carry another one inside (IPv4-mapped, NAT64, 6to4, Teredo), whatever it is.
 */
export function mayConnect(address: string, allowed: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  return isPublic(parsed) || allowed.some((network) => contains(network, parsed));
}

/** By what is given out, and not by a list of what is not: a block that nobody thought of is refused. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6') return contains(PUBLIC_IPV6, address);
  return !CLOUD_SERVICES.some((network) => contains(network, address));
}

function contains([network, bits]: Network, address: Address): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}
