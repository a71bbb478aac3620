import * as z from 'zod';

/* Who may call the API, from where and how often, without a token. */

const webOrigin = z
  .string()
  .refine(
    (value) =>
      /^https?:\/\/[a-z0-9.:[\]-]+$/.test(value) &&
      URL.canParse(value) &&
      new URL(value).origin === value &&
      (value.startsWith('https://') ||
        ['localhost', '127.0.0.1', '[::1]'].includes(new URL(value).hostname)),
    {
      error: 'must be an origin such as https://privacy.example.com: https, a host, no path',
    },
  );
export const cors = z.strictObject({
  origins: z
    .array(webOrigin)
    .max(20)
    .default([])
    .describe(
      'Origins whose pages may call the API from a browser; none when empty. The gateway names the first one in what it refuses by itself.',
    ),
});

const network = z.union([z.cidrv4(), z.cidrv6()], {
  error:
    'must be a network such as 203.0.113.0/24 or 2001:db8::/32; of one address: 203.0.113.9/32',
});
const calls = (usual: number) => z.int().min(1).max(1_000_000).default(usual);
export const publicRequests = z.strictObject({
  callsPerHour: z
    .strictObject({
      perClient: calls(20).describe(
        'Of one network address; of IPv6 of the first 64 bits. Many people can share one.',
      ),
      inAll: calls(5_000).describe('Of all clients together.'),
    })
    .prefault({})
    .describe('Requests without an account in an hour; one more is answered 429.'),
  proxies: z
    .array(network)
    .max(50)
    .default([])
    .describe(
      'Networks of your proxies in front of the API: what they call for is counted for the client that they name last in X-Forwarded-For. Without one the header is ignored, since anyone can write it.',
    ),
});
