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
import { Release } from '../learning/release.tsx';
import type { ScreenProps } from '../screen-props.ts';

const everything = 'all';

/** What is published about many people, with how exact it is. */
export function Aggregates({ settings }: ScreenProps) {
  const { words, texts } = useLanguage();
  const { aggregates: said } = words.learning;
  const client = useClient();
  const measures = Object.entries(texts.measures);
  const [measure, setMeasure] = useState(measures[0]?.[0] ?? '');
  const [by, setBy] = useState(everything);
  const [period, setPeriod] = useState('');
  const [asked, setAsked] = useState({ measure, period, by });
  const release = useQuery({
    queryKey: ['aggregates', asked],
    enabled: asked.measure !== '',
    queryFn: async () => {
      const query = {
        measure: asked.measure,
        ...(asked.period !== '' && { period: asked.period }),
        ...(asked.by !== everything && { by: asked.by }),
      };
      return bodyOf(await client.get('/v1/aggregates', { query }));
    },
  });
  const dimensions = texts.measures[measure]?.dimensions ?? [];
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      {measures.length === 0 ? (
        <p>{said.noMeasure}</p>
      ) : (
        <form
          className="filters"
          onSubmit={(event) => {
            event.preventDefault();
            setAsked({ measure, period: period.trim(), by });
          }}
        >
          <SelectField
            label={said.measure}
            value={measure}
            options={measures.map(([id, { title }]) => [id, title] as const)}
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
      {asked.measure !== '' && (
        <AnswerIfThere to={release} none={said.none}>
          {(one) => <Release of={one} />}
        </AnswerIfThere>
      )}
      <WhatIsWrong error={release.error} />
    </Screen>
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
