import { expect, test } from 'vitest';
import { hasContact } from '../../lambda/value/contact-in-text.ts';

test.each([
  'Mail of ada@example.org was read',
  'Mail of <Ada.Lovelace+x@Mail.Example.CO.UK>',
  'mailto:ada@example.org',
  'jörg@bücher.example',
  'ada＠example.org',
  'ada@example.орг',
  'ada (at) example.org',
  'ada [at] example.org',
  'Call +49 30 1234567',
  'Call +4930123456',
  'Call 0049 (30) 123-45-67',
  'Call (030) 1234567',
  'Call 030/123 45 67',
  'Call 01512 3456789',
  'Call 555-123-4567 back',
  'Call (212) 555-0100',
  'Call 212.555.0100',
  'Call ＋49 30 1234567',
  'Call +٤٩ ٣٠ ١٢٣٤٥٦٧',
])('a text has an address or a number of a person: %s', (text) => {
  expect(hasContact(text)).toBe(true);
});

test.each([
  'Service token used from an unknown network',
  'A client read 4,000 records in 60 minutes',
  'Read on 2026-11-24 from 05:00:00 to 07:30',
  'Read at 2026-11-24T05:00:00+01:00',
  'Read on 01.12.2026 and 24/11/2026',
  'Function record-api of account 111122223333',
  'arn:aws:iam::111122223333:role/Custos-prod-record-api',
  'Incident 0193f1c0-6b20-7a11-8c3d-4e5f60718297',
  'Request 01930000-1111-7222-8333-444455556666',
  'Calls from 192.0.2.1:8443 and 2001:db8::1',
  'CVE-2026-0123456 in pkg@1.2.3',
  'Key 5f0c7a2b9d3e4f60718293a4b5c6d7e8',
  'Ticket INC-0012345 of 20261124',
  'Posts by @custos on 3 of 12 shards',
])('and another one has none: %s', (text) => {
  expect(hasContact(text)).toBe(false);
});
