import { useState } from 'react';
import { proposedRisk, riskQuestions, risks } from '../../../lambda/incident/model/risk.ts';
import type { Risk, RiskAnswers, RiskQuestion } from '../../../lambda/incident/model/risk.ts';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { RadioField } from '../form/radio-field.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { WhatIsWrong } from '../form/what-is-wrong.tsx';
import { useLanguage } from '../language.ts';
import { useIncidentChange } from './use-incident.ts';
import type { IncidentDialogProps } from './use-incident.ts';

export const questions = Object.keys(riskQuestions) as RiskQuestion[];

type Answers = Partial<RiskAnswers>;
const isComplete = (answers: Answers): answers is RiskAnswers =>
  questions.every((question) => answers[question] !== undefined);

/** Closed questions give a proposal; staff decide. */
export function AssessDialog(props: IncidentDialogProps & { readonly title: string }) {
  const { read, title, close } = props;
  const { words } = useLanguage();
  const { breach: said, incidents } = words;
  const before = read.incident.assessment;
  const [answers, setAnswers] = useState<Answers>(before?.answers ?? {});
  const [risk, setRisk] = useState<Risk | undefined>();
  const [reasons, setReasons] = useState('');
  const change = useIncidentChange(props);
  return (
    <ConfirmDialog
      title={title}
      isOpen
      close={close}
      happens={<p>{said.assess.happens}</p>}
      isPending={change.isPending}
      error={change.error}
      run={() => {
        if (!isComplete(answers) || risk === undefined) return;
        change.mutate({ assessment: { answers, risk, reasons } });
      }}
    >
      <fieldset className="plain">
        <legend>{said.assess.factors}</legend>
        {questions.map((question) => (
          <Question
            key={question}
            question={question}
            answers={answers}
            answer={(more) => setAnswers({ ...answers, ...more })}
          />
        ))}
      </fieldset>
      <p role="status">
        {isComplete(answers) && said.assess.proposal(incidents.risk[proposedRisk(answers)])}
      </p>
      <RadioField
        legend={said.assess.risk}
        value={risk}
        options={risks.map((one) => [one, incidents.risk[one]] as const)}
        choose={setRisk}
      />
      <TextField
        label={said.assess.reasons}
        help={incidents.fields.noPerson}
        rows={3}
        maxLength={4_000}
        isRequired
        value={reasons}
        set={setReasons}
      />
      <WhatIsWrong error={change.error} />
    </ConfirmDialog>
  );
}

function Question(props: {
  readonly question: RiskQuestion;
  readonly answers: Answers;
  readonly answer: (more: Answers) => void;
}) {
  const { question, answers, answer } = props;
  const { breach: said } = useLanguage().words;
  const texts: Readonly<Record<string, string>> = said.answers[question];
  return (
    <SelectField<string>
      label={said.questions[question]}
      value={answers[question]}
      options={riskQuestions[question].map((one) => [one, texts[one] ?? one] as const)}
      choose={(chosen) => answer({ [question]: chosen })}
    />
  );
}
