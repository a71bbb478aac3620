import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { withWords } from '../../cli/policy-diff-shown.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

/** The changes as programs read them, without their words. */
export const changesOf = (from: Policy, to: Policy) =>
  withWords(diffPolicies(from, to)).changes.map(({ words: _words, ...change }) => change);
