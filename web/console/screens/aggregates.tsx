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
import { Release } from '../learning/release.tsx';
import type { ScreenProps } from '../screen-props.ts';

const everything = 'all';

/** What is published about many people, with how exact it is. */
export function Aggregates({ settings }: ScreenProps) {
  const { aggregates: said } = useLanguage().words.learning;
  const client = useClient();
  const measures = useQuery({
    queryKey: ['measures'],
    queryFn: async () => bodyOf(await client.get('/v1/aggregates/measures')).items,
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <Answer to={measures}>
        {(items) => (items.length === 0 ? <p>{said.noMeasure}</p> : <Releases of={items} />)}
      </Answer>
    </Screen>
  );
}

function Releases({ of }: { readonly of: Schemas['Measures']['items'] }) {
  const { aggregates: said } = useLanguage().words.learning;
  const client = useClient();
  const [measure, setMeasure] = useState(of[0]?.measure ?? '');
  const [by, setBy] = useState(everything);
  const [asked, setAsked] = useState({ measure, period: '', by });
  const release = useQuery({
    queryKey: ['aggregates', asked],
    queryFn: async () => {
      const query = {
        measure: asked.measure,
        ...(asked.period !== '' && { period: asked.period }),
        ...(asked.by !== everything && { by: asked.by }),
      };
      return bodyOf(await client.get('/v1/aggregates', { query }));
    },
  });
  const dimensions = of.find((one) => one.measure === measure)?.dimensions ?? [];
  return (
    <>
      <ChoosePeriod show={(period) => setAsked({ measure, period, by })}>
        <SelectField
          label={said.measure}
          value={measure}
          options={of.map((one) => [one.measure, one.title] as const)}
          choose={(chosen) => {
            setMeasure(chosen);
            setBy(everything);
          }}
        />
        <SelectField
          label={said.by}
          value={by}
          options={[
            [everything, said.everything],
            ['', said.total],
            ...combinations(dimensions).map((some) => [some.join(','), some.join(', ')] as const),
          ]}
          choose={setBy}
        />
      </ChoosePeriod>
      <AnswerIfThere to={release} none={said.none}>
        {(one) => <Release of={one} />}
      </AnswerIfThere>
      <WhatIsWrong error={release.error} />
    </>
  );
}

/** One, two and more of them together, in their order. */
const combinations = (of: readonly string[]): readonly (readonly string[])[] =>
  of
    .reduce<readonly (readonly string[])[]>(
      (sets, one) => [...sets, ...sets.map((set) => [...set, one])],
      [[]],
    )
    .filter((set) => set.length > 0)
    .toSorted((one, other) => one.length - other.length);
