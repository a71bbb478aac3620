import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';

/** The policy that is shipped. Nothing can change it, so files that share modules load it once. */
export const examplePolicy = loadPolicyOrThrow('policy');
