import { BlockList, isIP } from 'node:net';
import type { Policy } from '../../policy/schema.ts';
import { viewerHeader } from './contract.ts';
import { headerOf } from './headers.ts';

type CalledEvent = Parameters<typeof headerOf>[0] & {
  readonly requestContext: { readonly identity: { readonly sourceIp: string } };
};

/**
 * The network address of the client: the one that called; through the pages' own origin that of the
 * browser; or, where a proxy of the policy called, the one that the proxy names. Each proxy adds the address that called it at the end of the header,
 * so what is before the first address that is no proxy's was written by anyone (RFC 7239 section 8.1).
 */
export function clientAddressOf(
  event: CalledEvent,
  { publicRequests: { proxies } }: Pick<Policy, 'publicRequests'>,
): string {
  const viewer = plain(headerOf(event, viewerHeader) ?? '');
  if (isIP(viewer) !== 0) return viewer;
  let client = event.requestContext.identity.sourceIp;
  if (proxies.length === 0) return client;
  const ours = networks(proxies);
  const named = (headerOf(event, 'x-forwarded-for') ?? '').split(',').map(plain).reverse();
  for (const address of named) {
    if (!ours.check(client, familyOf(client)) || isIP(address) === 0) break;
    client = address;
  }
  return client;
}

function networks(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/');
    list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** IPv4 as such, also where a proxy writes it as IPv6 (RFC 4291 section 2.5.5.2). */
const plain = (text: string): string => text.trim().replace(/^::ffff:(?=\d+\.)/i, '');
