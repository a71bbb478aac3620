import { intakeLimits, pendingRequests } from '../intake/table.ts';
import { mails } from '../mail/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { requests } from '../request/table.ts';

/** It looks no one up: the address is in the request, pending or open, that the mail is about. */
export const mailDelivery = {
  name: 'mail-delivery',
  area: 'requests',
  entry: 'lambda/delivery/stream.ts',
  purpose:
    'Writes mail to people about their requests, and the codes with which they confirm one without an account',
  worstCase:
    'writes to people in the name of the operator; reads their addresses, what requests say and follow-up tokens; opens no record',
  trigger: {
    kind: 'stream',
    sources: [
      { table: mails, changes: ['INSERT', 'MODIFY'] },
      { table: pendingRequests, changes: ['INSERT'] },
    ],
    retries: 10,
  },
  needs: [
    { table: mails, actions: ['get', 'update'] },
    { table: requests, actions: ['get'] },
    { table: subjectKeys, actions: ['get'] },
    { table: pendingRequests, actions: ['get', 'update'] },
    { table: intakeLimits, actions: ['increment'] },
    { keyring: ['unwrap', 'hmac-follow-up'] },
    { mail: ['send'] },
    { followUp: 'link' },
  ],
  timeoutSeconds: 120,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const deliveryFunctions: readonly FunctionFacts[] = [mailDelivery];
