import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';

export type Incident = Schemas['Incident'];

export const incidentsKey = ['incidents'];

/** One incident, and the version that a change of it names. */
export function useIncident(incidentId: string) {
  const client = useClient();
  return useQuery({
    queryKey: [...incidentsKey, incidentId],
    queryFn: async () => {
      const outcome = await client.get('/v1/incidents/{incidentId}', { path: { incidentId } });
      return { incident: bodyOf(outcome), ifMatch: outcome.headers.get('etag') ?? '*' };
    },
  });
}

/** A call about an incident; everything about it is read again after it. */
export function useIncidentCall<Input, Output>(
  call: (input: Input) => Promise<Output>,
  done: (output: Output) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: call,
    onSuccess: async (output) => {
      await queries.invalidateQueries({ queryKey: incidentsKey });
      done(output);
    },
  });
}
