import { Link } from 'wouter';
import { useLanguage } from '../language.ts';
import { DueTag } from '../list/due-tag.tsx';
import { dueOf } from '../list/due.ts';
import { ListTable } from '../list/list-table.tsx';
import type { Selection } from '../list/list-table.tsx';
import { lawsOf } from './filters.ts';
import { shortId } from './short-id.ts';
import type { Summary } from './filters.ts';
import { wordOf } from '../../app/known.ts';

export function QueueTable(props: {
  readonly requests: readonly Summary[];
  readonly now: number;
  readonly selection: Selection<Summary>;
}) {
  const { words, texts, format } = useLanguage();
  const { queue, terms } = words;
  const laws = (request: Summary) =>
    format.list(lawsOf(request).map((law) => texts.laws[law]?.short ?? law));
  return (
    <ListTable
      caption={queue.caption}
      rows={props.requests}
      keyOf={({ requestId }) => requestId}
      selection={props.selection}
      columns={[
        {
          head: queue.columns.request,
          cell: ({ requestId, kind }) => (
            <>
              <Link href={`/requests/${requestId}`}>{wordOf(terms.kind, kind)}</Link>{' '}
              <span className="quiet small">{shortId(requestId)}</span>
            </>
          ),
        },
        {
          head: queue.columns.due,
          cell: ({ dueAt, clock }) => (
            <>
              <span className="day">{format.shortDay(dueAt)}</span>{' '}
              <DueTag due={dueOf(dueAt, clock.state, props.now)} />
            </>
          ),
        },
        { head: queue.columns.law, cell: laws },
        { head: queue.columns.state, cell: (request) => <State request={request} /> },
        {
          head: queue.columns.received,
          cell: ({ receivedAt }) => <span className="day">{format.shortDay(receivedAt)}</span>,
        },
      ]}
      csv={{
        name: 'requests',
        columns: [
          { head: queue.csv.requestId, value: ({ requestId }) => requestId },
          { head: queue.csv.kind, value: ({ kind }) => kind },
          { head: queue.csv.status, value: ({ status }) => status },
          { head: queue.csv.waitingFor, value: ({ waitingFor }) => waitingFor },
          { head: queue.csv.law, value: (request) => lawsOf(request).join(' ') },
          { head: queue.csv.receivedAt, value: ({ receivedAt }) => receivedAt },
          { head: queue.csv.dueAt, value: ({ dueAt }) => dueAt },
          { head: queue.csv.clock, value: ({ clock }) => clock.state },
        ],
      }}
    />
  );
}

/** What it waits for, from us or from others. */
function State({ request }: { readonly request: Summary }) {
  const { queue, terms } = useLanguage().words;
  const { status, waitingFor, approvals } = request;
  if (waitingFor === 'approval' && approvals !== undefined && approvals.needed > 1) {
    return queue.approvals(approvals.given, approvals.needed);
  }
  if (waitingFor !== undefined) return wordOf(terms.waiting, waitingFor);
  return status === 'in-progress' || status === 'received'
    ? queue.nothing
    : wordOf(terms.status, status);
}
