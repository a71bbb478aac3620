import type { RetentionChange } from './change.ts';
import { directionOf, moved } from './moved.ts';
import type { Direction, LocatedChange } from './moved.ts';
import { pairs, pointer } from '../../lib/policy/leaves.ts';
import { approximateDays } from '../../lambda/policy/fields.ts';
import { durationSeconds } from '../../lambda/policy/periods.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

/** What is kept longer or shorter: data, consents, evidence and exports. */
export function retentionChanges(from: Policy, to: Policy): LocatedChange<RetentionChange>[] {
  const { common } = pairs(from.purposes, to.purposes);
  return [
    ...common.flatMap(([purpose, before, after]): LocatedChange<RetentionChange>[] => {
      const at = (field: string) => [pointer('purposes', purpose, field)];
      const changes: LocatedChange<RetentionChange>[] = [];
      if (before.retention !== after.retention) {
        const { categories, retention } = after;
        const period = moved(before.retention, retention);
        const longest = categories.filter((category) => isLongest(to, category, retention));
        changes.push({
          change: { kind: 'retention-changed', purpose, categories, longest, ...period },
          at: at('retention'),
        });
      }
      if (before.withhold?.ground !== after.withhold?.ground) {
        changes.push({
          change: {
            kind: 'withholding-changed',
            purpose,
            from: before.withhold?.ground,
            to: after.withhold?.ground,
          },
          at: at('withhold'),
        });
      }
      if (before.consentValidity !== after.consentValidity) {
        changes.push({
          change: {
            kind: 'consent-validity-changed',
            purpose,
            from: before.consentValidity,
            to: after.consentValidity,
            // Without a period of its own a consent lasts as long as its evidence is kept.
            direction: directionOf(
              approximateDays(before.consentValidity ?? from.evidence.consent.retention),
              approximateDays(after.consentValidity ?? to.evidence.consent.retention),
            ),
          },
          at: at('consentValidity'),
        });
      }
      return changes;
    }),
    ...evidenceChanges(from, to),
    ...exportChanges(from, to),
  ];
}

const isLongest = ({ purposes }: Policy, category: string, retention: string): boolean =>
  Object.values(purposes)
    .filter(({ categories }) => categories.includes(category))
    .every((purpose) => approximateDays(purpose.retention) <= approximateDays(retention));

const evidenceChanges = (from: Policy, to: Policy): LocatedChange<RetentionChange>[] =>
  (['consent', 'request'] as const).flatMap((evidence) => {
    const [before, after] = [from.evidence[evidence].retention, to.evidence[evidence].retention];
    return before === after
      ? []
      : [
          {
            change: { kind: 'evidence-retention-changed', evidence, ...moved(before, after) },
            at: [pointer('evidence', evidence, 'retention')],
          },
        ];
  });

const exportChanges = (from: Policy, to: Policy): LocatedChange<RetentionChange>[] =>
  (['access', 'portability'] as const).flatMap((request) => {
    const [before, after] = [from.requests[request], to.requests[request]];
    return before.exportRetention === after.exportRetention
      ? []
      : [
          {
            change: {
              kind: 'export-retention-changed',
              request,
              ...moved(before.exportRetention, after.exportRetention),
            },
            at: [pointer('requests', request, 'exportRetention')],
          },
        ];
  });

/** Of durations of hours, minutes and seconds. */
export const durationDirection = (from: string, to: string): Direction =>
  directionOf(durationSeconds(from), durationSeconds(to));
