import { isDeepStrictEqual } from 'node:util';
import type { IncidentPatch } from './patch.ts';
import type { Incident } from './incident.ts';
import type { TimelineCodes, TimelineKind } from './timeline.ts';

export type ChangeEvent = {
  readonly [Kind in TimelineKind]: { readonly kind: Kind; readonly codes: TimelineCodes[Kind] };
}[TimelineKind];

/** Facts that have no event of their own. */
const plain = [
  'title',
  'description',
  'kinds',
  'categories',
  'occurredFrom',
  'occurredTo',
  'noticedAt',
  'awareAt',
  'determinedAt',
  'jurisdictions',
  'effects',
  'measures',
] as const satisfies readonly (keyof Incident)[];

/** What the timeline says of a change, in the order of work. */
export function eventsOf(
  before: Incident,
  after: Incident,
  { note, delays = [], decisions = [] }: IncidentPatch,
): readonly ChangeEvent[] {
  const fields = plain.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const ended = before.decisions.filter(
    (old) =>
      !after.decisions.some((each) => isOn(each, old)) &&
      !decisions.some((each) => isOn(each, old)),
  );
  return [
    ...(fields.length > 0 ? [{ kind: 'changed', codes: { fields } } as const] : []),
    ...(after.assessment && after.assessment !== before.assessment
      ? [
          {
            kind: 'assessed',
            codes: {
              risk: after.assessment.risk,
              proposed: after.assessment.proposed,
              reasons: after.assessment.reasons,
            },
          } as const,
        ]
      : []),
    ...ended.map(
      ({ jurisdiction, duty }) =>
        ({ kind: 'decision-ended', codes: { jurisdiction, duty } }) as const,
    ),
    ...decisions.map(
      ({ jurisdiction, duty, outcome, ground, reasons }) =>
        ({ kind: 'decided', codes: { jurisdiction, duty, outcome, ground, reasons } }) as const,
    ),
    ...delays.map((codes) => ({ kind: 'delay-explained', codes }) as const),
    ...after.informed
      .slice(before.informed.length)
      .map(
        ({ jurisdiction, duty, phase, at }) =>
          ({ kind: 'informed', codes: { jurisdiction, duty, phase, at } }) as const,
      ),
    ...(after.phase === before.phase
      ? []
      : [{ kind: 'phase-changed', codes: { from: before.phase, to: after.phase } } as const]),
    ...(after.state === before.state
      ? []
      : [{ kind: 'state-changed', codes: { from: before.state, to: after.state } } as const]),
    ...(note === undefined ? [] : [{ kind: 'noted', codes: { text: note } } as const]),
  ];
}

const isOn = (
  one: { readonly jurisdiction: string; readonly duty: string },
  other: { readonly jurisdiction: string; readonly duty: string },
): boolean => one.jurisdiction === other.jurisdiction && one.duty === other.duty;
