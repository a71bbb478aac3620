import { approximateDays } from '../../lambda/value/duration.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Connector } from '../../lambda/policy/system-section.ts';
import type { Finding } from './problem.ts';

/** A month, in which most laws ask for an answer (GDPR Art. 12(3)). */
const monthDays = 31;

/** What may be meant of other stores but should be known. */
export const systemWarnings = ({ systems, purposes }: PolicyDocument): Finding[] =>
  Object.entries(systems).flatMap(([id, system]): Finding[] => {
    const path = ['systems', id];
    const used = Object.values(purposes).flatMap(({ categories }) => categories);
    const isLong = approximateDays(system.timeAllowed) > monthDays;
    return [
      ...system.categories.flatMap((category, index): Finding[] =>
        used.includes(category)
          ? []
          : [
              {
                path: [...path, 'categories', index],
                message: `The system has \`${category}\`, which no purpose uses.`,
                remedy: 'Name it in a purpose, or take it out of the system.',
              },
            ],
      ),
      ...(isLong
        ? [
            {
              path: [...path, 'timeAllowed'],
              message: `Requests wait for the system for ${system.timeAllowed}; many laws ask for an answer within a month.`,
              remedy: 'Allow at most P21D: what is late is still taken.',
            },
          ]
        : []),
      ...(system.cannot.erase === undefined && !hasSecondPath(system.connector)
        ? [
            {
              path: [...path, 'connector'],
              at: 'key' as const,
              message: 'After an erasure the system is searched again in the same way alone.',
              remedy:
                'Name a second way to find people, so that copies under another key are found.',
            },
          ]
        : []),
    ];
  });

/** Whether some part can be searched in another way. Code of the operator receives which way is asked. */
function hasSecondPath(connector: Connector): boolean {
  switch (connector.kind) {
    case 'dynamodb':
    case 'postgresql':
      return connector.tables.some(({ second }) => second !== undefined);
    case 's3':
      return connector.objects.some(({ second }) => second !== undefined);
    case 'langgraph':
      return connector.threads.second !== undefined;
    case 'lambda':
    case 'webhook':
      return true;
  }
}
