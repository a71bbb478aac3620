import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useLanguage } from '../language.ts';
import { ListTable } from '../list/list-table.tsx';
import { PlainTable } from '../list/plain-table.tsx';
import type { ScreenProps } from '../screen-props.ts';

const sweepsKey = ['sweeps'];

/** What is stored, and whether it ends when it should. */
export function Retention({ settings }: ScreenProps) {
  const { words, texts, format } = useLanguage();
  const { retention: said } = words.governance;
  const client = useClient();
  const report = useQuery({
    queryKey: ['retention'],
    queryFn: async () => bodyOf(await client.get('/v1/governance/retention')),
  });
  const numbers = ['records', 'due', 'late', 'suspended', 'withheld'] as const;
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <Answer to={report}>
        {({ categories, computedAt }) => (
          <>
            <p>
              {computedAt === undefined ? said.notCounted : said.counted(format.time(computedAt))}
            </p>
            {categories.length > 0 && (
              <ListTable
                caption={said.caption}
                rows={categories}
                keyOf={({ category }) => category}
                columns={[
                  {
                    head: said.category,
                    cell: ({ category }) => texts.categories[category]?.title ?? category,
                  },
                  ...numbers.map((name) => ({
                    head: said[name],
                    cell: (row: (typeof categories)[number]) =>
                      name === 'late' && row.late > 0 ? (
                        <span className="tag bad">{format.number(row.late)}</span>
                      ) : (
                        format.number(row[name])
                      ),
                  })),
                  { head: said.deleted, cell: ({ deleted }) => format.number(deleted.retention) },
                ]}
                csv={{
                  name: 'retention',
                  columns: [
                    { head: said.category, value: ({ category }) => category },
                    ...numbers.map((name) => ({
                      head: said[name],
                      value: (row: (typeof categories)[number]) => row[name],
                    })),
                    { head: said.deleted, value: ({ deleted }) => deleted.retention },
                  ],
                }}
              />
            )}
          </>
        )}
      </Answer>
      <Sweeps />
    </Screen>
  );
}

function Sweeps() {
  const { words, format } = useLanguage();
  const { retention: said } = words.governance;
  const client = useClient();
  const queries = useQueryClient();
  const [isConfirming, setConfirming] = useState(false);
  const sweeps = useQuery({
    queryKey: sweepsKey,
    queryFn: async () => bodyOf(await client.get('/v1/governance/retention/sweeps')).items,
  });
  const sweep = useMutation({
    mutationFn: async () => bodyOf(await client.post('/v1/governance/retention/sweeps')),
    onSuccess: async () => {
      setConfirming(false);
      await queries.invalidateQueries({ queryKey: sweepsKey });
    },
  });
  return (
    <section aria-labelledby="sweeps">
      <h2 id="sweeps">{said.sweeps}</h2>
      <p>{said.sweepsLead}</p>
      <Outcome tone="good">{sweep.isSuccess && <p>{said.started}</p>}</Outcome>
      <Answer to={sweeps}>
        {(items) =>
          items.length === 0 ? (
            <p>{said.noSweeps}</p>
          ) : (
            <PlainTable
              caption={said.sweeps}
              csv="sweeps"
              isTitled
              heads={[said.begun, said.state, said.people, said.seen, said.changed, said.removed]}
              rows={items.map(({ sweepId, startedAt, state, ...counts }) => [
                sweepId,
                <time key="begun" dateTime={startedAt}>
                  {format.time(startedAt)}
                </time>,
                said.states[state],
                counts.people,
                counts.seen,
                counts.changed,
                counts.deleted,
              ])}
            />
          )
        }
      </Answer>
      <div className="buttons no-print">
        <Button onPress={() => setConfirming(true)}>{said.sweep}</Button>
      </div>
      <ConfirmDialog
        title={said.sweep}
        isOpen={isConfirming}
        close={() => setConfirming(false)}
        isDanger
        happens={<p>{said.sweepHappens}</p>}
        isPending={sweep.isPending}
        error={sweep.error}
        run={() => sweep.mutate()}
      />
    </section>
  );
}
