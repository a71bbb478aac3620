import { useInfiniteQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { groupOf, sentenceOf } from '../activity/sentence.ts';
import type { Group } from '../activity/sentence.ts';
import { useLanguage } from '../language.ts';
import type { ScreenProps } from '../screen-props.ts';

/** What was done with the data of the person; staff appear by their role (CJEU C-579/21). */
export function Activity({ settings }: ScreenProps) {
  const { words } = useLanguage();
  const { activity } = words;
  const client = useClient();
  const id = useId();
  const [group, setGroup] = useState<Group | 'all'>('all');
  const list = useInfiniteQuery({
    queryKey: ['activity'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) =>
      bodyOf(await client.get('/v1/me/activity', { query: { limit: 50, cursor } })),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const all = list.data?.pages.flatMap(({ items }) => items);
  const shown = all?.filter(({ kind }) => group === 'all' || groupOf[kind] === group);
  return (
    <Screen title={activity.title} site={settings.name} lead={activity.lead}>
      <div className="field">
        <label htmlFor={id}>{activity.show}</label>
        <select
          id={id}
          value={group}
          onChange={({ currentTarget }) => setGroup(currentTarget.value as Group | 'all')}
        >
          {Object.entries(activity.groups).map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
      </div>
      {list.error !== null && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <p role="status">{words.app.loading}</p>}
      {shown?.length === 0 && (
        <Message>
          <p>{all?.length === 0 ? activity.none : activity.noneOfGroup}</p>
        </Message>
      )}
      {shown !== undefined && shown.length > 0 && (
        <ul className="events">
          {shown.map((event) => (
            <Event key={event.activityId} event={event} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {words.app.more}
        </Button>
      )}
    </Screen>
  );
}

/** Counts are of a whole UTC day; everything else has a time. */
const ofDays = new Set(['records-stored', 'use-permitted', 'text-restored', 'retention-deletion']);

function Event({ event }: { readonly event: Schemas['Activity'] }) {
  const { words, texts, format } = useLanguage();
  const { at, kind, codes, ledger } = event;
  return (
    <li>
      <time dateTime={at} className="quiet small">
        {ofDays.has(kind) ? format.day(at.slice(0, 10)) : format.time(at)}
      </time>
      <p>{sentenceOf(kind, codes, { words, texts, format })}</p>
      {ledger !== undefined && (
        <details>
          <summary className="small quiet">{words.activity.proof}</summary>
          <p className="small">{words.activity.ledger(ledger.entryId)}</p>
        </details>
      )}
    </li>
  );
}
