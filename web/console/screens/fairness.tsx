import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { SelectField } from '../form/select-field.tsx';
import { WhatIsWrong } from '../form/what-is-wrong.tsx';
import { useLanguage } from '../language.ts';
import { AnswerIfThere } from '../learning/answer-if-there.tsx';
import { ChoosePeriod } from '../learning/choose-period.tsx';
import { FairnessReport } from '../learning/fairness-report.tsx';
import { fairnessKey } from '../learning/review-dialog.tsx';
import type { ScreenProps } from '../screen-props.ts';

/** Whether systems that decide about people treat groups alike. */
export function Fairness({ settings }: ScreenProps) {
  const { fairness: said } = useLanguage().words.learning;
  const client = useClient();
  const systems = useQuery({
    queryKey: ['monitored-systems'],
    queryFn: async () => bodyOf(await client.get('/v1/fairness/systems')).items,
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <Answer to={systems}>
        {(items) => (items.length === 0 ? <p>{said.noSystem}</p> : <Reports of={items} />)}
      </Answer>
    </Screen>
  );
}

function Reports({ of }: { readonly of: Schemas['MonitoredSystems']['items'] }) {
  const { fairness: said } = useLanguage().words.learning;
  const client = useClient();
  const [system, setSystem] = useState(of[0]?.system ?? '');
  const [asked, setAsked] = useState({ system, period: '' });
  const report = useQuery({
    queryKey: [...fairnessKey, asked],
    queryFn: async () => {
      const query = { system: asked.system, ...(asked.period !== '' && { period: asked.period }) };
      return bodyOf(await client.get('/v1/fairness', { query }));
    },
  });
  const attributes = of.find((one) => one.system === asked.system)?.attributes ?? [];
  return (
    <>
      <ChoosePeriod show={(period) => setAsked({ system, period })}>
        <SelectField
          label={said.system}
          value={system}
          options={of.map((one) => [one.system, one.title] as const)}
          choose={setSystem}
        />
      </ChoosePeriod>
      <AnswerIfThere to={report} none={said.none}>
        {(one) => <FairnessReport key={one.reportId} of={one} attributes={attributes} />}
      </AnswerIfThere>
      <WhatIsWrong error={report.error} />
    </>
  );
}
