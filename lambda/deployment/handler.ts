import { openPlatform } from '../platform/platform.ts';
import { policyChange } from './needs.ts';
import { recordPolicyChange } from './record-policy-change.ts';

const platform = openPlatform(policyChange);

/** CloudFormation calls it, and waits for a response at the address in the event. */
export const handler = (event: unknown) => recordPolicyChange(platform, event);
