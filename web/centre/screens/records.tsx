import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Message, Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { Entry } from '../records/entry.tsx';
import { contains } from '../records/entry-text.ts';
import type { ScreenProps } from '../screen-props.ts';

/** Everything that is stored about a person, one by one, newest first. */
export function Records({ settings }: ScreenProps) {
  const { words, texts } = useLanguage();
  const { records } = words;
  const [category, setCategory] = useState('');
  const id = useId();
  return (
    <Screen title={records.title} site={settings.name} lead={records.lead}>
      <div className="field">
        <label htmlFor={id}>{records.kind}</label>
        <select
          id={id}
          value={category}
          onChange={({ currentTarget }) => setCategory(currentTarget.value)}
        >
          <option value="">{records.all}</option>
          {Object.entries(texts.categories).map(([name, { title }]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <Entries key={category} category={category === '' ? undefined : category} />
    </Screen>
  );
}

function Entries({ category }: { readonly category: string | undefined }) {
  const { words, locale, format } = useLanguage();
  const { records } = words;
  const client = useClient();
  const [wanted, setWanted] = useState('');
  const [said, setSaid] = useState('');
  const id = useId();
  const list = useInfiniteQuery({
    queryKey: ['records', category],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) =>
      bodyOf(await client.get('/v1/me/records', { query: { category, cursor } })),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  // Beside what is shown already: an entry that is being corrected or deleted stays.
  const failure = list.error !== null && (
    <Failure
      error={list.error}
      retry={() => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
    />
  );
  if (list.data === undefined) {
    return failure || <p role="status">{words.app.loading}</p>;
  }
  const all = list.data.pages.flatMap(({ items }) => items);
  if (all.length === 0) return <Message>{records.none}</Message>;
  const shown = new Set(all.filter(({ content }) => contains(content, wanted, locale)));
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{records.search}</label>
        <input
          id={id}
          type="search"
          value={wanted}
          aria-describedby={`${id}-help`}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
        <span id={`${id}-help`} className="quiet small">
          {records.searchHelp}
        </span>
      </div>
      <Outcome tone="good">{said !== '' && <p>{said}</p>}</Outcome>
      <p role="status">{records.found(shown.size, format.number(shown.size))}</p>
      {shown.size === 0 && <Message>{records.noneFound}</Message>}
      {all.map((record) => (
        // Not taken away: a search ends no deletion that is under way, and loses nothing typed.
        <div key={record.recordId} hidden={!shown.has(record)}>
          <Entry record={record} done={setSaid} />
        </div>
      ))}
      {failure}
      {list.hasNextPage && (
        <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {words.app.more}
        </Button>
      )}
    </>
  );
}
