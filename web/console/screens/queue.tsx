import { useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Answer } from '../../app/components/answer.tsx';
import { Button } from '../../app/components/button.tsx';
import { Message, Outcome } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { useKeyActions } from '../keys/keys.tsx';
import { useLanguage } from '../language.ts';
import { dueOf, isSoon } from '../list/due.ts';
import { filtersFrom, lawsOf } from '../queue/filters.ts';
import type { Kind } from '../queue/filters.ts';
import { FilterFields, SavedFilterList, filterField } from '../queue/filter-fields.tsx';
import { BulkApprove } from '../queue/bulk-approve.tsx';
import type { BulkOutcome } from '../queue/bulk-approve.tsx';
import { QueueTable } from '../queue/queue-table.tsx';
import { shortId } from '../queue/short-id.ts';
import { mostOfStatus, useQueue } from '../queue/use-queue.ts';
import type { ScreenProps } from '../screen-props.ts';
import { ErasuresPaused } from '../request/erasures-paused.tsx';
import { wordOf } from '../../app/known.ts';

/** What there is to do, the first due first. */
export function Queue({ settings }: ScreenProps) {
  const { words, format } = useLanguage();
  const { queue: said, terms } = words;
  const [search, setSearch] = useSearchParams();
  const kinds = Object.keys(terms.kind) as Kind[];
  const filters = filtersFrom(search, kinds);
  const { queue, shown } = useQueue(filters);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isApproving, setApproving] = useState(false);
  const [outcome, setOutcome] = useState<BulkOutcome>();
  const chosen = shown
    .filter(({ requestId }) => selected.has(requestId))
    .map(({ requestId }) => requestId);
  const [now] = useState(() => Date.now());
  const choose = (next: URLSearchParams) => setSearch(next, { replace: true });
  useKeyActions([
    {
      keys: '/',
      label: said.keys.search,
      run: () => document.getElementById(filterField)?.focus(),
    },
    {
      keys: 'a',
      label: said.keys.approve,
      run: () => setApproving(chosen.length > 0),
    },
  ]);
  const dues = shown.map(({ dueAt, clock }) => dueOf(dueAt, clock.state, now));
  const count = (those: readonly unknown[]) => format.number(those.length);
  return (
    <Screen title={said.title} site={settings.name} lead={said.lead}>
      <div className="buttons no-print">
        <Link href="/requests/on-behalf" className="button">
          {words.behalf.open}
        </Link>
      </div>
      <FilterFields
        filters={filters}
        kinds={kinds}
        laws={[
          ...new Set([
            ...(queue.data?.items ?? []).flatMap(lawsOf),
            ...(filters.law === undefined ? [] : [filters.law]),
          ]),
        ].sort()}
        choose={choose}
      />
      <ErasuresPaused />
      <SavedFilterList filters={filters} choose={choose} />
      <Answer to={queue}>
        {({ isCut }) => (
          <>
            <p role="status">
              {shown.length === 0
                ? said.none
                : said.summary(
                    count(shown),
                    count(dues.filter(({ kind }) => kind === 'overdue')),
                    count(dues.filter(isSoon)),
                  )}
            </p>
            <Outcome tone={outcome?.failed.length === 0 ? 'good' : 'warning'}>
              {outcome && <Approved outcome={outcome} />}
            </Outcome>
            {isCut && <Message>{said.more(format.number(mostOfStatus))}</Message>}
            {chosen.length > 0 && (
              <div className="selection no-print">
                <span role="status">{said.selected(chosen.length, count(chosen))}</span>
                <Button tone="main" onPress={() => setApproving(true)}>
                  {said.approve}
                </Button>
              </div>
            )}
            {isApproving && (
              <BulkApprove
                requestIds={chosen}
                close={() => setApproving(false)}
                done={(came) => {
                  setApproving(false);
                  setSelected(new Set());
                  setOutcome(came);
                }}
              />
            )}
            {shown.length > 0 && (
              <QueueTable
                requests={shown}
                now={now}
                selection={{
                  has: ({ requestId }) => selected.has(requestId),
                  toggle: ({ requestId }) => {
                    const next = new Set(selected);
                    if (!next.delete(requestId)) next.add(requestId);
                    setSelected(next);
                  },
                  isPossible: ({ waitingFor }) => waitingFor === 'approval',
                  label: ({ kind, requestId }) =>
                    said.select(`${wordOf(terms.kind, kind)} ${shortId(requestId)}`),
                }}
              />
            )}
          </>
        )}
      </Answer>
    </Screen>
  );
}

function Approved({ outcome: { approved, failed } }: { readonly outcome: BulkOutcome }) {
  const { words, format } = useLanguage();
  const { bulk } = words.queue;
  const all = approved.length + failed.length;
  return (
    <>
      <p>{bulk.done(format.number(approved.length), format.number(all))}</p>
      {failed.length > 0 && (
        <p>
          {bulk.failed} {format.list(failed.map(shortId))}
        </p>
      )}
    </>
  );
}
