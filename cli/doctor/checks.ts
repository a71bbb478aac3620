import { bootstrap } from './bootstrap.ts';
import type { Check } from './check.ts';
import { clock } from './clock.ts';
import { concurrency } from './concurrency.ts';
import { durable } from './durable.ts';
import { gatewayAccount } from './gateway-account.ts';
import { identity } from './identity.ts';
import { mail } from './mail.ts';
import { serviceQuotas } from './quotas.ts';
import { signingKeys } from './signing-keys.ts';
import { stacks } from './stacks.ts';

/** Every check, in the order in which they are told; the first says whether anybody can ask. */
export const checks: readonly [Check, ...Check[]] = [
  identity,
  clock,
  durable,
  signingKeys,
  concurrency,
  serviceQuotas,
  gatewayAccount,
  mail,
  bootstrap,
  stacks,
];
