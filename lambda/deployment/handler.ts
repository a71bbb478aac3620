import { openPlatform } from '../platform/platform.ts';
import { policyChange } from './needs.ts';
import { recordPolicyChange } from './record-policy-change.ts';

const platform = openPlatform(policyChange);

/** Called by CloudFormation, which waits for an answer at an address that it gives. */
export const handler = (event: unknown) => recordPolicyChange(platform, event);
