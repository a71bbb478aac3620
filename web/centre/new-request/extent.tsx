import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { OneOf, SomeOf } from '../../app/components/choices.tsx';
import { useLanguage } from '../language.ts';
import type { DetailsProps } from './details-props.ts';
import { NextStep } from './next-step.tsx';
import type { WishedKind } from './wish.ts';

interface ExtentProps extends DetailsProps {
  readonly of: 'categories' | 'purposes';
}

/** All, or some of it: kinds of data, or uses. */
export function Extent({ wish, done, of }: ExtentProps) {
  const { fresh } = useLanguage().words.requests;
  const [chosen, setChosen] = useState<readonly string[]>(wish[of]);
  const [all, setAll] = useState(wish[of].length === 0);
  const [isMissing, setMissing] = useState(false);
  const go = () => {
    const missing = !all && chosen.length === 0;
    setMissing(missing);
    if (!missing) done({ [of]: all ? [] : chosen });
  };
  const error = isMissing && !all && chosen.length === 0 ? fresh.chooseSome[of] : undefined;
  const some = { legend: fresh.which[of], values: chosen, onChange: setChosen, error };
  return (
    <>
      <OneOf
        legend={fresh.scope}
        options={[
          ['all', fresh.all[of]],
          ['some', fresh.some[of]],
        ]}
        value={all ? 'all' : 'some'}
        onChange={(value) => setAll(value === 'all')}
      />
      {!all &&
        (of === 'categories' ? <Categories {...some} /> : <Purposes kind={wish.kind} {...some} />)}
      <NextStep onPress={go} />
    </>
  );
}

type Some = Omit<Parameters<typeof SomeOf>[0], 'options'>;

function Categories(props: Some) {
  const { texts } = useLanguage();
  const options = Object.entries(texts.categories).map(([id, { title }]) => [id, title] as const);
  return <SomeOf {...props} options={options} />;
}

function Purposes({ kind, ...props }: Some & { readonly kind: WishedKind }) {
  const { texts } = useLanguage();
  const client = useClient();
  const consents = useQuery({
    queryKey: ['consents'],
    queryFn: async () => bodyOf(await client.get('/v1/me/consents')).items,
  });
  return (
    <Answer to={consents}>
      {(items) => (
        <SomeOf
          {...props}
          options={items
            .filter((consent) => isAbout(kind, consent))
            .map(({ purpose }) => [purpose, texts.purposes[purpose]?.title ?? purpose] as const)}
        />
      )}
    </Answer>
  );
}

const isAbout = (kind: WishedKind, { basis, state }: Schemas['Consent']): boolean => {
  if (basis === undefined) return false;
  if (kind === 'withdraw-consent') return state === 'given';
  return kind !== 'objection' || ['legitimate-interests', 'public-task', 'notice'].includes(basis);
};
