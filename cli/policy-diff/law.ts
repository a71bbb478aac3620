import { clockChanges } from './clocks.ts';
import type { ClockChange } from './clocks.ts';
import type { LocatedChange, Moved, MovedPeriod } from './moved.ts';
import { listChange, pairs, pointer } from '../../lib/policy/leaves.ts';
import { basisIn, demandOf } from './uses.ts';
import { durationDirection } from './retention.ts';
import { jurisdictionAt } from '../../lambda/policy/jurisdictions.ts';
import type { JurisdictionLaw } from '../../lambda/policy/law.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import { listed, sentences } from './lists.ts';

type RequestKind = keyof Policy['requests'];

export type GateChange =
  | ({ readonly kind: 'approval-changed'; readonly request: RequestKind } & Moved<boolean>)
  | ({
      readonly kind: 'recent-authentication-changed';
      readonly request: RequestKind;
    } & MovedPeriod)
  | ({ readonly kind: 'staff-authentication-changed' } & MovedPeriod);

/** What people lose who come under another law. */
interface Taken {
  /** Some purpose asks less of them than before. */
  readonly wider: boolean;
  /** Rights that the law before gave; absent where it gave none more. */
  readonly lost?: readonly string[];
}

export type LawChange =
  | { readonly kind: 'jurisdiction-added' | 'jurisdiction-removed'; readonly jurisdiction: string }
  | ({ readonly kind: 'default-jurisdiction-changed' } & Taken & Moved<JurisdictionId>)
  | ({
      /** People who declared these residences come under another law. */
      readonly kind: 'residences-moved';
      readonly residences: readonly string[];
    } & Taken &
      Moved<JurisdictionId>)
  | ClockChange
  | {
      readonly kind: 'right-added' | 'right-removed';
      readonly jurisdiction: string;
      readonly right: string;
    }
  | ({ readonly kind: 'time-zone-changed' } & Moved<string>)
  | {
      readonly kind: 'holidays-changed';
      readonly added: readonly string[];
      readonly removed: readonly string[];
    };

/** What a request has to pass before it is carried out, and staff before they act on a person. */
export const gateChanges = (from: Policy, to: Policy): LocatedChange<GateChange>[] => [
  ...requestGateChanges(from, to),
  ...staffGateChanges(from, to),
];

function staffGateChanges(from: Policy, to: Policy): LocatedChange<GateChange>[] {
  const ages = { from: from.staff.recentAuthentication, to: to.staff.recentAuthentication };
  if (ages.from === ages.to) return [];
  const direction = durationDirection(ages.from, ages.to);
  return [
    {
      change: { kind: 'staff-authentication-changed', direction, ...ages },
      at: [pointer('staff', 'recentAuthentication')],
    },
  ];
}

function requestGateChanges(from: Policy, to: Policy): LocatedChange<GateChange>[] {
  const kinds = Object.keys(to.requests) as (keyof Policy['requests'])[];
  return kinds.flatMap((request) => {
    const [before, after] = [from.requests[request], to.requests[request]];
    const at = (field: string) => [pointer('requests', request, field)];
    const ages = { from: before.recentAuthentication, to: after.recentAuthentication };
    const approvals = { from: before.approval, to: after.approval };
    const changes: LocatedChange<GateChange>[] = [];
    if (approvals.from !== approvals.to) {
      changes.push({
        change: { kind: 'approval-changed', request, ...approvals },
        at: at('approval'),
      });
    }
    if (ages.from !== ages.to) {
      const direction = durationDirection(ages.from, ages.to);
      changes.push({
        change: { kind: 'recent-authentication-changed', request, direction, ...ages },
        at: at('recentAuthentication'),
      });
    }
    return changes;
  });
}

/** Which law applies to which people, and what rights it gives them. */
export function lawChanges(from: Policy, to: Policy): LocatedChange<LawChange>[] {
  const { added, removed, common } = pairs<JurisdictionLaw>(from.law, to.law);
  return [
    ...added.map(([jurisdiction]): LocatedChange<LawChange> => ({
      change: { kind: 'jurisdiction-added', jurisdiction },
      at: [pointer('law', jurisdiction)],
    })),
    ...removed.map(([jurisdiction]): LocatedChange<LawChange> => ({
      change: { kind: 'jurisdiction-removed', jurisdiction },
      at: [pointer('law', jurisdiction)],
    })),
    ...common.flatMap(([jurisdiction, before, after]) => [
      ...rightChanges(jurisdiction, before, after),
      ...clockChanges(jurisdiction, before, after),
    ]),
    ...residenceChanges(from, to),
    ...calendarChanges(from, to),
  ];
}

function rightChanges(
  jurisdiction: string,
  before: JurisdictionLaw,
  after: JurisdictionLaw,
): LocatedChange<LawChange>[] {
  const { added, removed } = listChange(rightsOf(before), rightsOf(after));
  const changeOf =
    (kind: 'right-added' | 'right-removed') =>
    (right: string): LocatedChange<LawChange> => ({
      change: { kind, jurisdiction, right },
      at: [pointer('law', jurisdiction, 'rights', right)],
    });
  return [...added.map(changeOf('right-added')), ...removed.map(changeOf('right-removed'))];
}

function residenceChanges(from: Policy, to: Policy): LocatedChange<LawChange>[] {
  const [before, after] = [from.jurisdictions, to.jurisdictions];
  const moves = new Map<string, { from: JurisdictionId; to: JurisdictionId; codes: string[] }>();
  const at: string[] = [];
  for (const code of new Set([
    ...Object.keys(before.residences),
    ...Object.keys(after.residences),
  ])) {
    if (before.residences[code] === after.residences[code]) continue;
    at.push(pointer('jurisdictions', 'residences', code));
    const [old, now] = [jurisdictionAt(from, code), jurisdictionAt(to, code)];
    const move = moves.get(`${old} ${now}`) ?? { from: old, to: now, codes: [] };
    move.codes.push(code);
    moves.set(`${old} ${now}`, move);
  }
  const changes: LocatedChange<LawChange>[] = [...moves.values()].map(({ codes, ...laws }) => ({
    change: {
      kind: 'residences-moved',
      residences: codes,
      ...takenBy(from, to, laws.from, laws.to),
      ...laws,
    },
    at,
  }));
  if (before.default === after.default) return changes;
  const laws = { from: before.default, to: after.default };
  const taken = takenBy(from, to, laws.from, laws.to);
  return [
    ...changes,
    {
      change: { kind: 'default-jurisdiction-changed', ...taken, ...laws },
      at: [pointer('jurisdictions', 'default')],
    },
  ];
}

/** What people lose who come under another law. */
function takenBy(from: Policy, to: Policy, old: JurisdictionId, now: JurisdictionId) {
  const { removed: lost } = listChange(rightsOf(from.law[old]), rightsOf(to.law[now]));
  const wider = Object.entries(to.purposes).some(
    ([id, purpose]) =>
      demandOf(basisIn(to, purpose, now)) <
      demandOf(basisIn(from, from.purposes[id] ?? { legalBasis: {} }, old)),
  );
  return { wider, ...(lost.length > 0 && { lost }) };
}

const rightsOf = (law: JurisdictionLaw | undefined): string[] => Object.keys(law?.rights ?? {});

function calendarChanges(from: Policy, to: Policy): LocatedChange<LawChange>[] {
  const [before, after] = [from.controller, to.controller];
  const days = listChange(before.holidays, after.holidays);
  return [
    ...(before.timeZone === after.timeZone
      ? []
      : [
          {
            change: {
              kind: 'time-zone-changed' as const,
              from: before.timeZone,
              to: after.timeZone,
            },
            at: [pointer('controller', 'timeZone')],
          },
        ]),
    ...(days.added.length + days.removed.length === 0
      ? []
      : [
          {
            change: { kind: 'holidays-changed' as const, ...days },
            at: [pointer('controller', 'holidays')],
          },
        ]),
  ];
}

export function lawWords(change: GateChange | LawChange): string {
  switch (change.kind) {
    case 'approval-changed':
      return change.to
        ? `Requests for ${change.request} wait for the approval of the privacy team.`
        : `Requests for ${change.request} are carried out without the approval of the privacy team.`;
    case 'recent-authentication-changed':
      return sentences(
        `For ${change.request} a person may have signed in ${change.to} ago instead of`,
        `${change.from}.`,
      );
    case 'staff-authentication-changed':
      return sentences(
        `To do what affects a person, staff may have signed in ${change.to} ago instead of`,
        `${change.from}.`,
      );
    case 'jurisdiction-added':
      return `Law ${change.jurisdiction} comes into use.`;
    case 'jurisdiction-removed':
      return `Law ${change.jurisdiction} is not in use any more: its clocks and rights no longer apply.`;
    case 'default-jurisdiction-changed':
      return sentences(
        `People without a declared residence come under ${change.to} instead of ${change.from}.`,
        lostWords(change),
      );
    case 'residences-moved':
      return change.from === change.to
        ? `Residences ${listed(change.residences)} stay under ${change.to}, declared differently.`
        : sentences(
            `People in ${listed(change.residences)} come under ${change.to} instead of ${change.from}.`,
            lostWords(change),
          );
    case 'clock-changed':
      return sentences(
        `Under ${change.jurisdiction} the clock ${change.clock} is ${change.to} instead of`,
        `${change.from}; requests that run keep theirs.`,
      );
    case 'right-added':
      return `Under ${change.jurisdiction} people have the right ${change.right}.`;
    case 'right-removed':
      return `Under ${change.jurisdiction} people no longer have the right ${change.right}.`;
    case 'time-zone-changed':
      return `Clocks and periods count civil days in ${change.to} instead of ${change.from}.`;
    case 'holidays-changed':
      return sentences(
        change.added.length > 0 && `Public holidays added: ${listed(change.added)}.`,
        change.removed.length > 0 && `Public holidays removed: ${listed(change.removed)}.`,
        'Due dates that are set stay.',
      );
  }
}

const lostWords = ({ lost }: { readonly lost?: readonly string[] }): string | false =>
  lost !== undefined && `They lose the rights ${listed(lost)}.`;
