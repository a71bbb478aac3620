import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { useCategoryTitle } from '../request/systems.tsx';
import { CorrectionForm } from './correction-form.tsx';
import type { Correcting } from './correcting.ts';
import type { DetailsProps } from './details-props.ts';
import type { DraftCorrection } from './draft.ts';
import { NextStep } from './next-step.tsx';

/** What is wrong and what it should say: one correction or several. */
export function Corrections(props: DetailsProps) {
  const { record } = props.wish;
  const client = useClient();
  const named = useQuery({
    queryKey: ['records', 'one', record],
    queryFn: async () =>
      record === undefined
        ? null
        : bodyOf(await client.get('/v1/me/records/{recordId}', { path: { recordId: record } })),
  });
  return (
    <Answer to={named}>
      {(entry) => <Several {...props} first={entry === null ? {} : { entry, way: 'entry' }} />}
    </Answer>
  );
}

function Several({ draft, done, first }: DetailsProps & { readonly first: Partial<Correcting> }) {
  const { words } = useLanguage();
  const phrases = words.requests.corrections;
  const [list, setList] = useState(draft.corrections);
  const [current, setCurrent] = useState<DraftCorrection | 'nothing' | 'unfinished'>('nothing');
  // A new one begins with an empty form.
  const [number, setNumber] = useState(0);
  const [isTried, setTried] = useState(false);
  const written = typeof current === 'string' ? [] : [current];
  const isReady = current !== 'unfinished' && (list.length > 0 || written.length > 0);
  const begin = () => {
    setTried(typeof current === 'string');
    if (typeof current === 'string') return;
    setList([...list, current]);
    setCurrent('nothing');
    setNumber(number + 1);
  };
  const go = () => {
    setTried(true);
    if (isReady) done({}, { corrections: [...list, ...written] });
  };
  return (
    <>
      {list.length > 0 && (
        <section>
          <h2>{phrases.list}</h2>
          <CorrectionList
            of={list}
            remove={(index) => setList(list.filter((_, at) => at !== index))}
          />
        </section>
      )}
      <CorrectionForm
        key={number}
        first={number === 0 && list.length === 0 ? first : {}}
        onChange={setCurrent}
        error={isTried && !isReady ? phrases.missing : undefined}
      />
      <div className="buttons">
        <Button onPress={begin}>{phrases.add}</Button>
      </div>
      <NextStep onPress={go} />
    </>
  );
}

interface CorrectionListProps {
  readonly of: readonly DraftCorrection[];
  readonly remove?: (index: number) => void;
}

export function CorrectionList({ of, remove }: CorrectionListProps) {
  const { words, format } = useLanguage();
  const phrases = words.requests.corrections;
  const titleOf = useCategoryTitle();
  const textOf = (correction: DraftCorrection): string => {
    const category = titleOf(correction.category);
    if (correction.kind === 'every') {
      return phrases.summaryEvery(category, correction.change.detail, correction.change.value);
    }
    if (correction.content === undefined) return phrases.summaryRemove(category);
    const changes = correction.changes.map(({ detail, value }) => phrases.becomes(detail, value));
    return phrases.summaryOne(category, format.list(changes));
  };
  return (
    <ol>
      {of.map((correction, index) => (
        <li key={textOf(correction)}>
          {textOf(correction)}{' '}
          {remove !== undefined && (
            <Button
              aria-label={phrases.removeItem(format.number(index + 1))}
              onPress={() => remove(index)}
            >
              {phrases.removeShort}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
