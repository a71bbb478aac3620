import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { Facts } from '../../app/components/facts.tsx';
import { useLanguage } from '../language.ts';
import { AssessDialog, questions } from './assess-dialog.tsx';
import type { ReadIncident } from './use-incident.ts';

/** The risk as staff decided it, from which answers, and why. */
export function Assessment(props: {
  readonly read: ReadIncident;
  readonly done: (text: string) => void;
}) {
  const { read, done } = props;
  const { words, format } = useLanguage();
  const { breach: said, incidents } = words;
  const [isAssessing, setAssessing] = useState(false);
  const { assessment, state } = read.incident;
  const act = assessment === undefined ? said.assess.act : said.assess.again;
  return (
    <>
      {assessment === undefined ? (
        <p>{said.assess.none}</p>
      ) : (
        <Facts
          of={[
            [said.assess.decided, incidents.risk[assessment.risk]],
            [said.assess.proposed, incidents.risk[assessment.proposed]],
            [
              said.assess.reasons,
              <span key="reasons" className="as-written">
                {assessment.reasons}
              </span>,
            ],
            [said.assess.at, format.time(assessment.at)],
            ...questions.map((question) => {
              const answers: Readonly<Record<string, string>> = said.answers[question];
              return [said.questions[question], answers[assessment.answers[question]]] as const;
            }),
          ]}
        />
      )}
      {state !== 'closed' && (
        <div className="buttons no-print">
          <Button onPress={() => setAssessing(true)}>{act}</Button>
        </div>
      )}
      {isAssessing && (
        <AssessDialog
          title={act}
          read={read}
          close={() => setAssessing(false)}
          done={() => {
            setAssessing(false);
            done(said.assess.done);
          }}
        />
      )}
    </>
  );
}
