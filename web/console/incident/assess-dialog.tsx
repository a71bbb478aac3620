import { useState } from 'react';
import { proposedRisk, riskQuestions, risks } from '../../../lambda/incident/model/risk.ts';
import type { Risk, RiskAnswers, RiskQuestion } from '../../../lambda/incident/model/risk.ts';
import { FormDialog } from '../form/form-dialog.tsx';
import { RadioField } from '../form/radio-field.tsx';
import { SelectField } from '../form/select-field.tsx';
import { useLanguage } from '../language.ts';
import { ReasonsField } from './reasons-field.tsx';
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
    <FormDialog
      title={title}
      close={close}
      happens={said.assess.happens}
      change={change}
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
      <ReasonsField label={said.assess.reasons} value={reasons} set={setReasons} />
    </FormDialog>
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
