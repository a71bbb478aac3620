import type { FunctionFacts, KeyringAction } from '../../platform/environment.ts';

const signing: readonly KeyringAction[] = ['sign-webhooks', 'public-key-webhooks'];

/** What a function has that calls one webhook, whichever it is: `lib/system-functions.ts` names it. */
export const webhookConnector = {
  name: 'system-webhook',
  area: 'requests',
  entry: 'lambda/system/webhook/handler.ts',
  purpose: 'Calls one service of the operator or of a recipient over HTTPS',
  worstCase:
    'reads and erases what one service has of people, signs calls in the name of Custos to any address',
  trigger: { kind: 'invoked' },
  needs: [{ keyring: signing }],
  timeoutSeconds: 300,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;
