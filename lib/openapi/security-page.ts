import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { table, withSection } from './page-section.ts';

/** SECURITY.md with the worst case of each function: what it can do if it is hijacked. */
export const withWorstCases = (page: string, functions: readonly FunctionFacts[]): string =>
  withSection(
    page,
    'functions',
    table(
      ['function', 'worst case'],
      functions.map(({ name, worstCase }) => [`\`${name}\``, worstCase]),
    ),
  );
