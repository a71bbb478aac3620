import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { OneOf } from '../../app/components/choices.tsx';
import { Message } from '../../app/components/message.tsx';
import { TextArea } from '../../app/components/text-area.tsx';
import { useLanguage } from '../language.ts';
import type { DetailsProps } from './details-props.ts';
import { NextStep } from './next-step.tsx';

/** Which decision of a machine a person should look at again, and why. */
export function AutomatedDecision(props: DetailsProps) {
  const { fresh } = useLanguage().words.requests;
  const client = useClient();
  const decisions = useQuery({
    queryKey: ['automated-decisions'],
    queryFn: async () =>
      bodyOf(await client.get('/v1/me/automated-decisions', { query: { limit: 100 } })).items,
  });
  return (
    <Answer to={decisions}>
      {(items) =>
        items.length === 0 ? (
          <Message>{fresh.noDecisions}</Message>
        ) : (
          <Chosen {...props} items={items} />
        )
      }
    </Answer>
  );
}

interface ChosenProps extends DetailsProps {
  readonly items: readonly Schemas['AutomatedDecision'][];
}

function Chosen({ wish, draft, done, items }: ChosenProps) {
  const { words, format } = useLanguage();
  const { fresh } = words.requests;
  const [decision, setDecision] = useState(wish.decision);
  const [reason, setReason] = useState(draft.reason);
  const [isTried, setTried] = useState(false);
  const noReason = reason.trim() === '';
  const go = () => {
    setTried(true);
    if (decision !== undefined && !noReason) done({ decision }, { reason });
  };
  return (
    <>
      <OneOf
        legend={fresh.decision}
        value={decision}
        onChange={setDecision}
        error={isTried && decision === undefined ? fresh.decisionMissing : undefined}
        options={items.map(({ automatedDecisionId, system, outcome, mainFactors, at }) => [
          automatedDecisionId,
          <span key={automatedDecisionId}>
            {fresh.decisionItem(system, outcome.value, format.day(at))}
            <span className="quiet small block">{fresh.factors(format.list(mainFactors))}</span>
          </span>,
        ])}
      />
      <TextArea
        label={fresh.reason['human-review']}
        value={reason}
        onChange={setReason}
        maxLength={2_000}
        error={isTried && noReason ? fresh.reasonMissing : undefined}
      />
      <NextStep onPress={go} />
    </>
  );
}
