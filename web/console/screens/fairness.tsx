import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { WhatIsWrong } from '../form/what-is-wrong.tsx';
import { useLanguage } from '../language.ts';
import { AnswerIfThere } from '../learning/answer-if-there.tsx';
import { FairnessReport } from '../learning/fairness-report.tsx';
import { fairnessKey } from '../learning/review-dialog.tsx';
import type { ScreenProps } from '../screen-props.ts';

/** Whether systems that decide about people treat groups alike. */
export function Fairness({ settings }: ScreenProps) {
  const { words, texts } = useLanguage();
  const { fairness: said } = words.learning;
  const client = useClient();
  const systems = Object.entries(texts.fairness.systems);
  const [system, setSystem] = useState(systems[0]?.[0] ?? '');
  const [period, setPeriod] = useState('');
  const [asked, setAsked] = useState({ system, period });
  const report = useQuery({
    queryKey: [...fairnessKey, asked],
    enabled: asked.system !== '',
    queryFn: async () => {
      const query = { system: asked.system, ...(asked.period !== '' && { period: asked.period }) };
      return bodyOf(await client.get('/v1/fairness', { query }));
    },
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      {systems.length === 0 ? (
        <p>{said.noSystem}</p>
      ) : (
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            setAsked({ system, period: period.trim() });
          }}
        >
          <SelectField
            label={said.system}
            value={system}
            options={systems.map(([id, { title }]) => [id, title] as const)}
            choose={setSystem}
          />
          <TextField
            label={words.learning.period}
            help={words.learning.periodHelp}
            maxLength={10}
            value={period}
            set={setPeriod}
          />
          <Button type="submit">{words.learning.show}</Button>
        </form>
      )}
      {asked.system !== '' && (
        <AnswerIfThere to={report} none={said.none}>
          {(one) => <FairnessReport key={one.reportId} of={one} />}
        </AnswerIfThere>
      )}
      <WhatIsWrong error={report.error} />
    </Screen>
  );
}
