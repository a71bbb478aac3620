import type { Policy } from '../../policy/schema.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { IncidentPatch } from './patch.ts';
import { clocksOf } from './clocks.ts';
import type { IncidentClock } from './clocks.ts';
import type { Incident, IncidentState, KnownIncident } from './incident.ts';
import { phases } from './incident.ts';
import type { FieldError } from './times.ts';

const next: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  open: ['assessing', 'notifying', 'closed'],
  assessing: ['notifying', 'closed'],
  notifying: ['assessing', 'closed'],
  closed: ['assessing'],
};

/** What was done moves an incident on; staff can also say where it is. */
export function stateAfter({ state }: Incident, patch: IncidentPatch): IncidentState {
  if (patch.state !== undefined) return patch.state;
  if (state === 'closed') return state;
  const informs =
    (patch.informed ?? []).length > 0 ||
    (patch.decisions ?? []).some(({ outcome }) => outcome === 'notify');
  if (informs) return 'notifying';
  return state === 'open' && patch.assessment ? 'assessing' : state;
}

export function stateErrors(before: Incident, patch: IncidentPatch): readonly FieldError[] {
  const { state = before.state, note: _note, ...facts } = patch;
  const errors: FieldError[] = [];
  if (state !== before.state && !next[before.state].includes(state)) {
    errors.push({
      pointer: '/state',
      message: `${before.state} can become ${next[before.state].join(', ')}`,
    });
  }
  const isChanged = Object.keys(facts).length > 0;
  if (before.state === 'closed' && state === 'closed' && isChanged) {
    errors.push({
      pointer: '/state',
      message: 'the incident is closed: send assessing to open it again',
    });
  }
  const { phase } = patch;
  if (phase !== undefined && phases.indexOf(phase) < phases.indexOf(before.phase)) {
    if (before.state !== 'closed' || state === 'closed') {
      errors.push({ pointer: '/phase', message: `the phase is ${before.phase} already` });
    }
  }
  return errors;
}

/** An incident is closed once its risk is assessed and every duty is met, or decided against. */
export function closingErrors(
  incident: KnownIncident,
  policy: Policy,
  now: EpochMilliseconds,
): readonly FieldError[] {
  const clocks = clocksOf(incident, policy, now);
  return [
    ...(incident.assessment === undefined
      ? [{ pointer: '/assessment', message: 'assess the risk before you close the incident' }]
      : []),
    ...clocks.filter(isUnsettled).map(({ jurisdiction, duty, state }) => ({
      pointer: '/state',
      message: `${jurisdiction} ${duty} is ${state}: record when it was met, or decide against it on a ground`,
    })),
    ...unfinished(incident).map((jurisdiction) => ({
      pointer: '/informed',
      message: `the authority of ${jurisdiction} was informed in part: record the concluding information (GDPR Art. 33(4))`,
    })),
  ];
}

const isUnsettled = ({ state }: IncidentClock): boolean =>
  state === 'running' || state === 'overdue' || state === 'waiting';

function unfinished({ informed }: Incident): readonly string[] {
  const toAuthorities = informed.filter(({ duty }) => duty === 'authority');
  const concluded = toAuthorities.filter(({ phase }) => phase === 'concluding');
  return [...new Set(toAuthorities.map(({ jurisdiction }) => jurisdiction))].filter(
    (each) => !concluded.some(({ jurisdiction }) => jurisdiction === each),
  );
}
