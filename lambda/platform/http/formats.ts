import type * as z from 'zod';

/** What to send where a format of zod does not fit: each with an example that does. */
export const remedies = {
  date: 'send a date such as 2026-03-01',
  datetime: 'send a date and time in UTC such as 2026-03-01T09:30:00Z',
  time: 'send a time such as 09:30:00',
  duration: 'send a duration of ISO 8601 such as P30D',
  uuid: 'send an id such as 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60',
  guid: 'send an id such as 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60',
  email: 'send an e-mail address such as ada@example.org',
  url: 'send a URL such as https://example.org/privacy',
  ipv4: 'send an IPv4 address such as 192.0.2.1',
  ipv6: 'send an IPv6 address such as 2001:db8::1',
  cidrv4: 'send an IPv4 network such as 192.0.2.0/24',
  cidrv6: 'send an IPv6 network such as 2001:db8::/32',
  e164: 'send a telephone number such as +491511234567',
  base64: 'send text in Base64 such as aGVsbG8=',
  base64url: 'send text in Base64url such as aGVsbG8',
} as const satisfies Readonly<Partial<Record<z.core.$ZodStringFormats, string>>>;

/** Never repeats the input. */
export function remedyOfFormat({
  format,
  pattern,
}: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidStringFormat>): string {
  const known = Object.entries(remedies).find(([name]) => name === format);
  if (known !== undefined) return known[1];
  return format === 'regex' && pattern !== undefined
    ? `send text that matches ${pattern}`
    : 'send a value that the contract allows';
}
