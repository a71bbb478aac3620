import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf, pages } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { PlaceHold, ReleaseHold, holdsKey } from '../holds/hold-dialogs.tsx';
import { useKeyActions } from '../keys/keys.tsx';
import { useLanguage } from '../language.ts';
import { ListTable } from '../list/list-table.tsx';
import { SelectField } from '../form/select-field.tsx';
import type { ScreenProps } from '../screen-props.ts';

type Hold = Schemas['Hold'];

/** What is exempt from deletion, of which person, and why. */
export function Holds({ settings }: ScreenProps) {
  const { words } = useLanguage();
  const { holds: said } = words;
  const client = useClient();
  const [state, setState] = useState<Hold['state']>('open');
  const [show, setShow] = useState<'facts' | 'person'>('facts');
  const [dialog, setDialog] = useState<'place' | Hold>();
  const [done, setDone] = useState<readonly string[]>([]);
  useKeyActions([{ keys: 'n', label: said.place, run: () => setDialog('place') }]);
  const holds = useQuery({
    queryKey: [...holdsKey, state, show],
    staleTime: 60_000,
    queryFn: async () => {
      const items: Hold[] = [];
      const all = pages((cursor) => client.get('/v1/holds', { query: { state, cursor, show } }));
      for await (const page of all) items.push(...bodyOf(page).items);
      return items;
    },
  });
  const end = (lines: readonly string[]) => {
    setDialog(undefined);
    setDone(lines);
  };
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <p className="quiet">{said.recorded}</p>
      {show === 'facts' && (
        <div className="buttons no-print">
          <Button onPress={() => setShow('person')}>{said.show}</Button>
        </div>
      )}
      <Outcome tone="good">
        {done.length > 0 && done.map((line) => <p key={line}>{line}</p>)}
      </Outcome>
      <div className="buttons no-print">
        <Button tone="main" onPress={() => setDialog('place')}>
          {said.place}
        </Button>
      </div>
      <SelectField
        label={said.state}
        value={state}
        options={(['open', 'released'] as const).map((one) => [one, said.states[one]] as const)}
        choose={setState}
      />
      <Answer to={holds}>
        {(items) =>
          items.length === 0 ? <p>{said.none}</p> : <HoldTable holds={items} release={setDialog} />
        }
      </Answer>
      {dialog === 'place' && <PlaceHold close={() => setDialog(undefined)} done={end} />}
      {typeof dialog === 'object' && (
        <ReleaseHold hold={dialog} close={() => setDialog(undefined)} done={end} />
      )}
    </Screen>
  );
}

function HoldTable(props: {
  readonly holds: readonly Hold[];
  readonly release: (hold: Hold) => void;
}) {
  const { words, texts, format } = useLanguage();
  const { holds: said } = words;
  const data = ({ categories }: Hold) =>
    categories === undefined
      ? said.everything
      : format.list(categories.map((one) => texts.categories[one]?.title ?? one));
  return (
    <ListTable
      caption={said.caption}
      rows={props.holds}
      keyOf={({ holdId }) => holdId}
      columns={[
        { head: said.matter, cell: ({ matter }) => matter ?? said.noMatter },
        {
          head: said.person,
          cell: ({ subject }) =>
            subject === undefined
              ? said.hidden
              : format.list(subject.identities.map(({ value }) => value)),
        },
        { head: said.categories, cell: data },
        { head: said.placed, cell: ({ placedAt }) => format.day(placedAt) },
        {
          head: said.act,
          cell: (hold) =>
            hold.state === 'open' ? (
              <Button
                tone="danger"
                aria-label={said.releaseOf(hold.matter ?? said.noMatter)}
                onPress={() => props.release(hold)}
              >
                {said.release}
              </Button>
            ) : (
              said.states.released
            ),
        },
      ]}
      csv={{
        name: 'holds',
        // Without the person and the matter: a file leaves the place where they are encrypted.
        columns: [
          { head: 'holdId', value: ({ holdId }) => holdId },
          { head: said.state, value: ({ state }) => state },
          { head: said.categories, value: ({ categories = [] }) => categories.join(' ') },
          { head: said.placed, value: ({ placedAt }) => placedAt },
          { head: said.releasedAt, value: ({ releasedAt }) => releasedAt },
        ],
      }}
    />
  );
}
