import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf, pages } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { DueTag } from '../list/due-tag.tsx';
import { dueOf } from '../list/due.ts';
import { ListTable } from '../list/list-table.tsx';
import { shortId } from '../queue/short-id.ts';
import type { ScreenProps } from '../screen-props.ts';
import { InformedDialog, sourcesKey } from '../source/informed-dialog.tsx';

type Uninformed = Schemas['UninformedPerson'];

/** GDPR Art. 14: who has still to be informed, by random ids. */
export function Sources({ settings }: ScreenProps) {
  const { words, texts, format } = useLanguage();
  const { sources: said } = words;
  const client = useClient();
  const [now] = useState(() => Date.now());
  const [open, setOpen] = useState<Uninformed>();
  const [isDone, setDone] = useState(false);
  const people = useQuery({
    queryKey: sourcesKey,
    queryFn: async () => {
      const items: Uninformed[] = [];
      const all = pages((cursor) => client.get('/v1/governance/sources', { query: { cursor } }));
      for await (const page of all) items.push(...bodyOf(page).items);
      return items;
    },
  });
  const nameOf = (recipient: string) => texts.recipients[recipient]?.name ?? recipient;
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <Outcome tone="good">{isDone && <p>{said.done}</p>}</Outcome>
      <Answer to={people}>
        {(items) =>
          items.length === 0 ? (
            <p>{said.none}</p>
          ) : (
            <ListTable
              caption={said.caption}
              rows={items}
              keyOf={({ subjectId, recipient }) => `${subjectId} ${recipient}`}
              columns={[
                {
                  head: said.person,
                  cell: ({ subjectId }) => <code>{shortId(subjectId)}</code>,
                },
                { head: said.from, cell: ({ recipient }) => nameOf(recipient) },
                {
                  head: said.by,
                  cell: ({ informBy }) => (
                    <>
                      <DueTag due={dueOf(`${informBy}T23:59:59Z`, 'running', now)} />{' '}
                      {format.day(informBy)}
                    </>
                  ),
                },
                {
                  head: said.act,
                  cell: (one) => (
                    <Button
                      aria-label={said.actOf(`${shortId(one.subjectId)}, ${nameOf(one.recipient)}`)}
                      onPress={() => setOpen(one)}
                    >
                      {said.act}
                    </Button>
                  ),
                },
              ]}
              csv={{
                name: 'sources',
                columns: [
                  { head: 'subjectId', value: ({ subjectId }) => subjectId },
                  { head: 'recipient', value: ({ recipient }) => recipient },
                  { head: 'informBy', value: ({ informBy }) => informBy },
                ],
              }}
            />
          )
        }
      </Answer>
      {open !== undefined && (
        <InformedDialog
          person={open}
          close={() => setOpen(undefined)}
          done={() => {
            setOpen(undefined);
            setDone(true);
          }}
        />
      )}
    </Screen>
  );
}
