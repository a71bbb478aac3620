import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { ProofCheck } from '../governance/proof-check.tsx';
import { useLanguage } from '../language.ts';
import { dayBefore } from '../list/day-before.ts';
import { ListTable } from '../list/list-table.tsx';
import { readAll } from '../list/read-all.ts';
import type { ScreenProps } from '../screen-props.ts';
import { wordOf } from '../../app/known.ts';

type Entry = Schemas['LedgerEntry'];
type Choice = 'all' | 'staff' | Entry['type'];

const most = 1_000;
const staffTypes = ['staff.read', 'staff.acted'] as const;

/** Entries of a time, by type; those of staff by what they did. The search is in the address. */
export function Ledger({ settings }: ScreenProps) {
  const { words, format } = useLanguage();
  const { ledger: said } = words.governance;
  const client = useClient();
  const [search, setSearch] = useSearchParams();
  const types = Object.entries(words.ledgerTypes) as [Entry['type'], string][];
  const choices: readonly Choice[] = ['all', 'staff', ...types.map(([one]) => one)];
  const type = choices.find((one) => one === search.get('type')) ?? 'all';
  const [chosen, setChosen] = useState<Choice>(type);
  const [from, setFrom] = useState(search.get('from') ?? dayBefore(1));
  const [to, setTo] = useState(search.get('to') ?? dayBefore(-1));
  const asked = { from: search.get('from') ?? from, to: search.get('to') ?? to };
  const entries = useQuery({
    queryKey: ['ledger', type, asked.from, asked.to],
    staleTime: 60_000,
    queryFn: async () => {
      const times = { from: `${asked.from}T00:00:00Z`, to: `${asked.to}T00:00:00Z` };
      const types = type === 'all' ? [undefined] : type === 'staff' ? staffTypes : [type];
      const found = await Promise.all(
        types.map((one) =>
          readAll(async (cursor) => {
            const query = { ...times, limit: 100, cursor, ...(one && { type: one }) };
            return bodyOf(await client.get('/v1/ledger/entries', { query }));
          }, most),
        ),
      );
      const items = found.flatMap((page) => page.items);
      return {
        items: items.sort((one, other) => (one.entryId < other.entryId ? -1 : 1)),
        isCut: found.some(({ isCut }) => isCut),
      };
    },
  });
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <form
        className="filters no-print"
        onSubmit={(event) => {
          event.preventDefault();
          setSearch({ type: chosen, from, to }, { replace: true });
        }}
      >
        <SelectField
          label={said.type}
          value={chosen}
          options={choices.map((one) => [
            one,
            one === 'all' ? said.all : one === 'staff' ? said.staff : words.ledgerTypes[one],
          ])}
          choose={setChosen}
        />
        <TextField label={said.from} type="date" isRequired value={from} set={setFrom} />
        <TextField label={said.to} type="date" isRequired value={to} set={setTo} />
        <Button type="submit">{said.search}</Button>
      </form>
      <Answer to={entries}>
        {({ items, isCut }) => (
          <>
            {isCut && <Message>{said.most(format.number(most))}</Message>}
            {items.length === 0 ? <p role="status">{said.none}</p> : <Entries of={items} />}
          </>
        )}
      </Answer>
      <p className="quiet small">{said.proof}</p>
    </Screen>
  );
}

const codesOf = ({ codes }: Entry): string =>
  Object.entries(codes)
    .map(([name, value]) => `${name}: ${[value].flat().map(String).join(' ')}`)
    .join(', ');

function Entries({ of }: { readonly of: readonly Entry[] }) {
  const { words, format } = useLanguage();
  const { ledger: said } = words.governance;
  return (
    <ListTable
      caption={said.caption}
      rows={of}
      keyOf={({ entryId }) => entryId}
      columns={[
        { head: said.at, cell: ({ at }) => format.time(at) },
        {
          head: said.type,
          cell: ({ type }) => (
            <>
              {wordOf(words.ledgerTypes, type)} <code className="quiet small block">{type}</code>
            </>
          ),
        },
        { head: said.codes, cell: (entry) => <span className="breaks">{codesOf(entry)}</span> },
        { head: said.proofs.head, cell: (entry) => <ProofCheck entry={entry} /> },
      ]}
      csv={{
        name: 'ledger',
        columns: [
          { head: 'entryId', value: ({ entryId }) => entryId },
          { head: said.at, value: ({ at }) => at },
          { head: said.type, value: ({ type }) => type },
          { head: said.codes, value: codesOf },
          { head: said.policy, value: ({ policyVersion }) => policyVersion },
          { head: said.number, value: ({ index }) => index },
        ],
      }}
    />
  );
}
