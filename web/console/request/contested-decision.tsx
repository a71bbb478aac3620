import type { Schemas } from '../../app/api.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { useLanguage } from '../language.ts';

/** What a system decided, what counted most, and how it works: for who reviews it. */
export function ContestedDecision({
  decision,
}: {
  readonly decision: Schemas['ContestedDecision'] | undefined;
}) {
  const { words, format } = useLanguage();
  const { decision: said, corrections } = words.request;
  if (decision === undefined) return <p className="quiet">{corrections.hidden}</p>;
  if (decision.state === 'ended') return <p>{said.ended}</p>;
  const { outcome, mainFactors, logic, reviewableUntil } = decision;
  return (
    <Facts
      of={[
        [said.system, decision.system],
        [
          said.outcome,
          `${outcome.value}${outcome.favourable === undefined ? '' : ` (${said.favourable(outcome.favourable)})`}`,
        ],
        [
          said.factors,
          <ul key="factors">
            {mainFactors.map((factor) => (
              <li key={factor}>{factor}</li>
            ))}
          </ul>,
        ],
        [said.logic, logic],
        [said.at, format.time(decision.at)],
        [said.until, reviewableUntil && format.day(reviewableUntil)],
      ]}
    />
  );
}
