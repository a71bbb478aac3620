import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError, bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';

export type Incident = Schemas['Incident'];
export type Clock = Schemas['IncidentDuty'];

/** An incident, and the version that a change of it names. */
export interface ReadIncident {
  readonly incident: Incident;
  readonly ifMatch: string;
}

/** What a dialog about an incident takes. */
export interface IncidentDialogProps {
  readonly read: ReadIncident;
  readonly close: () => void;
  readonly done: () => void;
}

export const incidentsKey = ['incidents'];

/** One incident, and the version that a change of it names. */
export function useIncident(incidentId: string) {
  const client = useClient();
  return useQuery({
    queryKey: [...incidentsKey, incidentId],
    queryFn: async (): Promise<ReadIncident> => {
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
  const readAgain = () => queries.invalidateQueries({ queryKey: incidentsKey });
  return useMutation({
    mutationFn: call,
    onSuccess: async (output) => {
      await readAgain();
      done(output);
    },
    // Somebody else changed it: the page shows what they did, under the dialog with what is written in it.
    onError: (error) =>
      error instanceof ProblemError && error.outcome.slug === 'precondition-failed'
        ? readAgain()
        : undefined,
  });
}

/** A change of the incident as it was read last. */
export function useIncidentChange({ read, done }: Pick<IncidentDialogProps, 'read' | 'done'>) {
  const client = useClient();
  return useIncidentCall(async (body: Schemas['IncidentChange']) => {
    const path = { incidentId: read.incident.incidentId };
    const call = { path, body, ifMatch: read.ifMatch };
    return bodyOf(await client.patch('/v1/incidents/{incidentId}', call));
  }, done);
}
