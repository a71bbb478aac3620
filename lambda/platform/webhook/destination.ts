import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { EgressError } from './egress-error.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';

/** All addresses of a host, IPv4 and IPv6. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** What may be called. */
export interface EgressRules {
  /** `host` or `host:port`, as in the policy. */
  readonly hosts: readonly string[];
  /** On the stage `local`: a receiver under development runs on this machine, maybe without TLS. */
  readonly allowsLoopback: boolean;
  readonly resolve: Resolve;
}

/** A host, and the addresses that were checked: the connection goes to one of them. */
export interface Destination {
  readonly url: URL;
  readonly addresses: readonly string[];
}

/**
 * Every address of the name has to be public, not one of them: which one the connection would take
 * is not decided here.
 *
 * @throws EgressError
 */
export async function checkedDestination(url: URL, rules: EgressRules): Promise<Destination> {
  if (!rules.hosts.includes(url.host)) throw new EgressError('host-not-declared');
  const isSecure = url.protocol === 'https:';
  if (!isSecure && !(rules.allowsLoopback && url.protocol === 'http:')) {
    throw new EgressError('not-https');
  }
  const addresses = await addressesOf(url, rules.resolve);
  for (const address of addresses) {
    const isHere = rules.allowsLoopback && isLoopbackAddress(address);
    if (!isHere && !(isSecure && isPublicAddress(address))) {
      throw new EgressError('address-not-public');
    }
  }
  return { url, addresses };
}

async function addressesOf({ hostname }: URL, resolve: Resolve): Promise<readonly string[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal) !== 0) return [literal];
  // RFC 6761 section 6.3: no name server is asked.
  if (/(^|\.)localhost$/.test(hostname)) return ['127.0.0.1', '::1'];
  try {
    const addresses = await resolve(hostname);
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw new EgressError('name-not-resolved', { cause });
  }
  throw new EgressError('name-not-resolved');
}

/**
 * Asks name servers directly: a file on the machine cannot name another address.
 *
 * @param servers those of the machine when absent
 */
export function openResolver(servers?: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return async (hostname) => {
    const outcomes = await Promise.allSettled([
      resolver.resolve4(hostname),
      resolver.resolve6(hostname),
    ]);
    const addresses = outcomes.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const failure = outcomes.find((each) => each.status === 'rejected' && !isAbsent(each.reason));
    // A server that is silent about one family may know an address that is not public.
    if (failure?.status === 'rejected') throw failure.reason;
    return addresses;
  };
}

/** The name has no address of this family. */
const isAbsent = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENODATA' || error.code === 'ENOTFOUND');
