import { compileRules, RuleError } from '../../lambda/text/rules.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Finding } from './problem.ts';

/** Patterns are compiled as the functions compile them. */
export const textFindings = ({ texts: { patterns } }: PolicyDocument): Finding[] =>
  patterns.flatMap((rule, index): Finding[] => {
    try {
      compileRules({ patterns: [rule] });
      return [];
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      return [
        {
          path: ['texts', 'patterns', index, 'pattern'],
          message: 'This is no pattern of RE2, or it matches nothing.',
          remedy:
            'Write it as github.com/google/re2/wiki/Syntax says; there are no back-references.',
        },
      ];
    }
  });
