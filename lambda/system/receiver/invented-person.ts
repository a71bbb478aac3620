import { randomUUID } from 'node:crypto';
import type { IdentifierType, PersonIdentifier } from '../model/connector.ts';

/** Reserved for examples (RFC 2606), and 0100 numbers are in no plan of Germany: it is no one. */
export const inventedIdentifier = (type: IdentifierType): PersonIdentifier => ({
  type,
  value: {
    'user-id': `nobody-${randomUUID()}`,
    email: `nobody-${randomUUID()}@example.com`,
    phone: '+49100000000',
    'device-id': `nobody-${randomUUID()}`,
  }[type],
});
