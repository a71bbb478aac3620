import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { ActivityTables } from '../activity/activity-tables.tsx';
import { daysBetween } from '../activity/tally.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';
import { dayBefore } from '../list/day-before.ts';
import { readAll } from '../list/read-all.ts';
import type { ScreenProps } from '../screen-props.ts';

/** A quarter: a longer time takes too many calls. */
const mostDays = 92;

/** How often staff read and acted. The time is in the address. */
export function Activity({ settings }: ScreenProps) {
  const { words, format } = useLanguage();
  const { activity: said } = words;
  const [search, setSearch] = useSearchParams();
  const [week] = useState(() => ({ from: dayBefore(6), to: dayBefore(-1) }));
  const asked = { from: search.get('from') ?? week.from, to: search.get('to') ?? week.to };
  const [from, setFrom] = useState(asked.from);
  const [to, setTo] = useState(asked.to);
  const days = daysBetween(asked.from, asked.to);
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <p>{said.nobody}</p>
      <form
        className="filters no-print"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch({ from, to }, { replace: true });
        }}
      >
        <TextField label={said.from} type="date" isRequired value={from} set={setFrom} />
        <TextField label={said.to} type="date" isRequired value={to} set={setTo} />
        <Button type="submit">{said.show}</Button>
      </form>
      {days > 0 && days <= mostDays ? (
        <Counts of={asked} />
      ) : (
        <div role="alert">
          <Message tone="bad">{said.tooLong(format.number(mostDays))}</Message>
        </div>
      )}
    </Screen>
  );
}

function Counts({ of }: { readonly of: { readonly from: string; readonly to: string } }) {
  const { activity: said } = useLanguage().words;
  const client = useClient();
  const counts = useQuery({
    queryKey: ['staff-activity', of.from, of.to],
    staleTime: 60_000,
    queryFn: async () => {
      const times = { from: `${of.from}T00:00:00Z`, to: `${of.to}T00:00:00Z` };
      const { items } = await readAll(
        async (cursor) =>
          bodyOf(await client.get('/v1/ledger/staff', { query: { ...times, cursor } })),
        Infinity,
      );
      return items;
    },
  });
  return (
    <Answer to={counts}>
      {(items) =>
        items.length === 0 ? (
          <p role="status">{said.none}</p>
        ) : (
          <>
            <ActivityTables counts={items} time={of} />
            <p className="no-print">
              <Link href={`/ledger?${new URLSearchParams({ type: 'staff', ...of }).toString()}`}>
                {said.entries}
              </Link>
            </p>
          </>
        )
      }
    </Answer>
  );
}
