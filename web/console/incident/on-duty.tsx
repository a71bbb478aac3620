import { useLanguage } from '../language.ts';
import type { Clock, Incident } from './use-incident.ts';

/** What was decided about a duty, who was informed when, and why it was late. */
export function OnDuty(props: { readonly incident: Incident; readonly clock: Clock }) {
  const { decisions, informed, delays } = props.incident;
  const { words, format } = useLanguage();
  const { duty: said } = words.breach;
  const isOfIt = ({ jurisdiction, duty }: { jurisdiction: string; duty: string }) =>
    jurisdiction === props.clock.jurisdiction && duty === props.clock.duty;
  return (
    <>
      {decisions.filter(isOfIt).map(({ outcome, ground, reasons, publicCommunication }) => (
        <span key="decision" className="block">
          <strong>{said.decided[outcome]}</strong>
          {ground !== undefined && <span className="block">{said.grounds[ground] ?? ground}</span>}
          <span className="quiet small block as-written">{reasons}</span>
          {publicCommunication !== undefined && (
            <span className="quiet small block as-written">{publicCommunication}</span>
          )}
        </span>
      ))}
      {informed.filter(isOfIt).map(({ at, phase, reference }, index) => (
        <span key={`${at} ${index}`} className="block">
          {said.informedOn(format.time(at), said.phases[phase])}
          {reference !== undefined && (
            <span className="quiet small block">{said.file(reference)}</span>
          )}
        </span>
      ))}
      {delays.filter(isOfIt).map(({ reasons }) => (
        <span key="delay" className="block as-written">
          {said.delay(reasons)}
        </span>
      ))}
    </>
  );
}
