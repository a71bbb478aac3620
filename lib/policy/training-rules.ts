import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { approximateDays } from '../../lambda/value/duration.ts';
import type { Finding } from './problem.ts';
import { suggest } from './suggest.ts';

/** Rules of training sets that the shape of single fields cannot say. */
export const trainingFindings = ({ trainingSets, purposes }: PolicyDocument): Finding[] =>
  Object.entries(trainingSets).flatMap(([id, { expires, lineage }]): Finding[] => {
    const path = ['trainingSets', id];
    const purpose = Object.hasOwn(purposes, id) ? purposes[id] : undefined;
    if (purpose === undefined) {
      return [
        {
          ...{ path, at: 'key' },
          message: `\`${id}\` is not a purpose of this policy.`,
          remedy: suggest(id, Object.keys(purposes)),
        },
      ];
    }
    return [
      ...(purpose.obligations.includes('aggregate-only')
        ? [
            {
              ...{ path, at: 'key' as const },
              message: `Only figures about many people may leave \`${id}\` (aggregate-only): no record would ever be in a set.`,
              remedy: 'Remove it here, or the obligation there.',
            },
          ]
        : []),
      ...(approximateDays(lineage) < approximateDays(expires)
        ? [
            {
              path: [...path, 'lineage'],
              message: 'A set would be there for longer than is remembered whose data it has.',
              remedy: `Write ${expires} or longer.`,
            },
          ]
        : []),
    ];
  });
