import { auditTrails } from './audit.ts';
import { bootstrap } from './bootstrap.ts';
import type { Check } from './check.ts';
import { clock } from './clock.ts';
import { concurrency } from './concurrency.ts';
import { defaultBus } from './event-bus.ts';
import { deployRole } from './deploy-role.ts';
import { durable } from './durable.ts';
import { gatewayAccount } from './gateway-account.ts';
import { identity } from './identity.ts';
import { leftBehind } from './left-behind.ts';
import { logPolicies } from './log-policies.ts';
import { mail } from './mail.ts';
import { quarantines } from './quarantines.ts';
import { serviceQuotas } from './quotas.ts';
import { signingKeys } from './signing-keys.ts';
import { stackPolicy } from './stack-policy.ts';
import { stacks } from './stacks.ts';
import { trail } from './trail.ts';

/** Every check, in the order in which they are shown; the first says whether anyone can ask. */
export const checks: readonly [Check, ...Check[]] = [
  identity,
  clock,
  durable,
  signingKeys,
  concurrency,
  serviceQuotas,
  gatewayAccount,
  trail,
  auditTrails,
  defaultBus,
  logPolicies,
  bootstrap,
  deployRole,
  stacks,
  stackPolicy,
  leftBehind,
  quarantines,
  mail,
];
