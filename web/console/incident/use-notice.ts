import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { incidentsKey } from './use-incident.ts';

export type Notice = Schemas['IncidentNotice'];

/** A notice with what it says. */
export function useNotice(incidentId: string, noticeId: string) {
  const client = useClient();
  return useQuery({
    queryKey: [...incidentsKey, incidentId, 'notices', noticeId],
    queryFn: async () => {
      const path = { incidentId, noticeId };
      return bodyOf(await client.get('/v1/incidents/{incidentId}/notices/{noticeId}', { path }));
    },
  });
}
