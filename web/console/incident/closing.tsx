import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import type { Clock, Incident } from './use-incident.ts';

const isUnsettled = ({ state }: Clock) =>
  state === 'running' || state === 'overdue' || state === 'waiting';

/** Laws whose authority was informed, and not of all: GDPR Art. 33(4). */
function inPart({ informed }: Incident): readonly string[] {
  const phases = new Map<string, Set<string>>();
  for (const { jurisdiction, duty, phase } of informed) {
    if (duty !== 'authority') continue;
    phases.set(jurisdiction, (phases.get(jurisdiction) ?? new Set()).add(phase));
  }
  return [...phases].filter(([, given]) => !given.has('concluding')).map(([law]) => law);
}

/** Whether the API would close it, as far as the page knows: containments are chosen beside it. */
export const isReady = (incident: Incident): boolean =>
  incident.assessment !== undefined &&
  !incident.clocks.some(isUnsettled) &&
  inPart(incident).length === 0;

/** What is still to be done, one by one. */
export function BeforeClosing({ incident }: { readonly incident: Incident }) {
  const { words, texts } = useLanguage();
  const { breach, incidents } = words;
  const { closing: said } = breach;
  if (isReady(incident)) return null;
  const lawOf = (law: string) => texts.laws[law]?.short ?? law;
  const dutyOf = ({ duty, jurisdiction }: Clock) =>
    breach.duty.of(incidents.clocks.duties[duty] ?? duty, lawOf(jurisdiction));
  return (
    <Message tone="warning">
      <p>{said.first}</p>
      <ul>
        {incident.assessment === undefined && <li>{said.assessment}</li>}
        {incident.clocks.filter(isUnsettled).map((clock) => (
          <li key={`${clock.jurisdiction} ${clock.duty}`}>
            {clock.duty === 'assessment'
              ? said.toAssess(dutyOf(clock))
              : said.unsettled(dutyOf(clock))}
          </li>
        ))}
        {inPart(incident).map((law) => (
          <li key={law}>{said.inPart(lawOf(law))}</li>
        ))}
      </ul>
    </Message>
  );
}

/** A freeze that no one remembers denies people their service: what stays is said. */
export function StayInForce(props: {
  readonly incident: Incident;
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
}) {
  const { incident, chosen, choose } = props;
  const { breach, incidents } = useLanguage().words;
  const inForce = incident.containments.items.filter(
    ({ state }) => state !== 'failed' && state !== 'undone',
  );
  if (inForce.length === 0) return null;
  return (
    <fieldset className="plain">
      <legend>{breach.closing.stay}</legend>
      <p className="quiet small">{breach.closing.stayHelp}</p>
      {inForce.map(({ containmentId, action }) => (
        <label key={containmentId} className="check">
          <input
            type="checkbox"
            required
            checked={chosen.includes(containmentId)}
            onChange={({ currentTarget: { checked } }) =>
              choose(
                checked
                  ? [...chosen, containmentId]
                  : chosen.filter((one) => one !== containmentId),
              )
            }
          />
          {incidents.contain.actions[action]}
        </label>
      ))}
    </fieldset>
  );
}
