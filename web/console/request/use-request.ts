import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import type { Client } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { queueKey } from '../queue/use-queue.ts';

export type StaffRequest = Schemas['RequestOfPerson'];

const keyOf = (requestId: string, show: 'facts' | 'person') => ['request', requestId, show];

/** One request, without who asks. */
export function useRequest(requestId: string) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(requestId, 'facts'),
    queryFn: () => readRequest(client, requestId, 'facts'),
    // Each read is entered in the ledger and in the activity of the person: staff load it again.
    staleTime: 60_000,
  });
}

/** Who asks and what they wrote: each read is recorded, so it is read once, when staff ask for it. */
export function usePersonOf(requestId: string, isWanted: boolean) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(requestId, 'person'),
    queryFn: () => readRequest(client, requestId, 'person'),
    enabled: isWanted,
    staleTime: Infinity,
    gcTime: 0,
  });
}

export async function readRequest(
  client: Client,
  requestId: string,
  show: 'facts' | 'person',
): Promise<StaffRequest> {
  const call = { path: { requestId }, query: { show } };
  return bodyOf(await client.get('/v1/requests/{requestId}', call));
}

/** A call that changes a request; the request and the queue are read again after it. */
export function useChange<Input>(requestId: string, call: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keyOf(requestId, 'facts') });
      void queries.invalidateQueries({ queryKey: queueKey });
    },
  });
}
