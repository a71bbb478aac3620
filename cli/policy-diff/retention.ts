import { exportedKinds } from '../../lambda/request/model/request.ts';
import type { ExportedKind } from '../../lambda/request/model/request.ts';
import { directionOf, moved } from './moved.ts';
import type { Direction, LocatedChange, Moved, MovedPeriod } from './moved.ts';
import { pairs, pointer } from '../../lib/policy/leaves.ts';
import { approximateDays } from '../../lambda/value/duration.ts';
import { durationSeconds } from '../../lambda/value/duration.ts';
import type { Policy, WithholdingGround } from '../../lambda/policy/schema.ts';
import { listed, sentences } from './lists.ts';
import type { OfPurpose } from './uses.ts';

export type RetentionChange =
  | ({
      readonly kind: 'retention-changed';
      /** Categories of the purpose; `longest` are those that no other purpose keeps longer. */
      readonly categories: readonly string[];
      readonly longest: readonly string[];
    } & OfPurpose &
      MovedPeriod)
  | ({
      readonly kind: 'withholding-changed';
    } & OfPurpose &
      Moved<WithholdingGround | undefined>)
  | ({
      readonly kind: 'consent-validity-changed';
      readonly direction: Direction;
    } & OfPurpose &
      Moved<string | undefined>)
  | ({
      readonly kind: 'evidence-retention-changed';
      readonly evidence: keyof Policy['evidence'];
    } & MovedPeriod)
  | ({
      readonly kind: 'export-retention-changed';
      readonly request: ExportedKind;
    } & MovedPeriod);

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
  exportedKinds.flatMap((request) => {
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

export function retentionWords(change: RetentionChange): string {
  switch (change.kind) {
    case 'retention-changed':
      return sentences(
        `Data of ${change.purpose} is kept ${change.direction}: ${change.to} instead of ${change.from}.`,
        change.longest.length === 0
          ? 'For none of its categories is this the longest period.'
          : `It is the longest period of ${listed(change.longest)}.`,
        `Touches records of ${listed(change.categories)}, those stored already included;`,
        '`custos retention plan` counts them.',
      );
    case 'withholding-changed':
      if (change.to === undefined) {
        return sentences(
          `Records of ${change.purpose} no longer outlive an erasure.`,
          'What earlier erasures have withheld stays until its end.',
        );
      }
      return change.from === undefined
        ? sentences(
            `Records of ${change.purpose} outlive an erasure (${change.to}), those stored already`,
            'included, until their period ends. Certificates say so.',
          )
        : `Records of ${change.purpose} are withheld on ${change.to} instead of ${change.from}.`;
    case 'consent-validity-changed':
      return sentences(
        `A consent to ${change.purpose} is good for ${showValidity(change.to)} instead of`,
        `${showValidity(change.from)}. Consents given already keep their end.`,
      );
    case 'evidence-retention-changed':
      return sentences(
        `Evidence of ${change.evidence === 'consent' ? 'consents' : 'requests'} is kept`,
        `${change.direction}: ${change.to} instead of ${change.from}. Evidence written already`,
        'keeps its end.',
      );
    case 'export-retention-changed':
      return sentences(
        `A finished ${change.request} export can be downloaded for ${change.to} instead of ${change.from};`,
        'those that are finished keep their end.',
      );
  }
}

const showValidity = (period: string | undefined): string =>
  period ?? 'as long as its evidence is kept';
