import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from '../../app/api.tsx';
import { Answer } from '../../app/components/answer.tsx';
import { ConfirmDialog } from '../../app/components/confirm-dialog.tsx';
import { useLanguage } from '../language.ts';
import { approve } from '../request/act.ts';
import { readRequest } from '../request/use-request.ts';
import type { StaffRequest } from '../request/use-request.ts';
import { shortId } from './short-id.ts';
import { queueKey } from './use-queue.ts';
import { wordOf } from '../../app/known.ts';

/** What came of each. */
export interface BulkOutcome {
  readonly approved: readonly string[];
  readonly failed: readonly string[];
}

/** Approves several requests, and says before which of them are for somebody else, and why. */
export function BulkApprove(props: {
  readonly requestIds: readonly string[];
  readonly close: () => void;
  readonly done: (outcome: BulkOutcome) => void;
}) {
  const { requestIds, close, done } = props;
  const { words, format } = useLanguage();
  const { bulk } = words.queue;
  const client = useClient();
  const queries = useQueryClient();
  const read = useQuery({
    queryKey: ['bulk', ...requestIds],
    queryFn: () => Promise.all(requestIds.map((id) => readRequest(client, id, 'facts'))),
    staleTime: 0,
    gcTime: 0,
  });
  const mine = (read.data ?? []).filter(mayApprove);
  const others = (read.data ?? []).filter((request) => !mayApprove(request));
  const run = useMutation({
    mutationFn: async (): Promise<BulkOutcome> => {
      const approved: string[] = [];
      const failed: string[] = [];
      // One after another: each may start an erasure, and the API limits how many begin at a time.
      for (const { requestId } of mine) {
        const outcome = await approve(client, requestId);
        (outcome.kind === 'answer' ? approved : failed).push(requestId);
      }
      return { approved, failed };
    },
    onSuccess: async (outcome) => {
      await queries.invalidateQueries({ queryKey: queueKey });
      done(outcome);
    },
  });
  return (
    <ConfirmDialog
      title={bulk.title(mine.length, format.number(mine.length))}
      confirm={words.queue.approve}
      isOpen
      close={close}
      isDanger
      happens={<p>{bulk.happens}</p>}
      canConfirm={mine.length > 0}
      isPending={run.isPending}
      error={run.error}
      run={() => run.mutate()}
    >
      <Answer to={read}>
        {() => (
          <>
            {mine.length === 0 ? <p>{bulk.none}</p> : <Listed title={bulk.yours} of={mine} />}
            {others.length > 0 && <Listed title={bulk.others} of={others} />}
          </>
        )}
      </Answer>
    </ConfirmDialog>
  );
}

const mayApprove = ({ acts }: StaffRequest): boolean =>
  acts.approve !== undefined && acts.approve.obstacle === undefined;

function Listed({ title, of }: { readonly title: string; readonly of: readonly StaffRequest[] }) {
  const { words, format } = useLanguage();
  const { bulk } = words.queue;
  const detail = (request: StaffRequest): string => {
    const { acts, approvals, kind, concerns = [] } = request;
    if (acts.approve === undefined) return bulk.gone;
    const { obstacle } = acts.approve;
    if (obstacle !== undefined) return words.terms.obstacle[obstacle];
    const { given = 0, needed = 1 } = approvals ?? {};
    const isLast = given + 1 >= needed;
    const count = concerns.reduce((sum, each) => sum + each.count, 0);
    const erased = isLast && kind === 'erasure' ? [bulk.erased(format.number(count))] : [];
    return [isLast ? bulk.last : bulk.notLast, ...erased].join(', ');
  };
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {of.map((request) => (
          <li key={request.requestId}>
            {wordOf(words.terms.kind, request.kind)} {shortId(request.requestId)}: {detail(request)}
          </li>
        ))}
      </ul>
    </>
  );
}
