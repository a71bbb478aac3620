import { useQuery } from '@tanstack/react-query';
import { bodyOf } from '../../client/index.ts';
import { useClient } from '../app/api.tsx';

/** The settings of the person, to read alone: `Storage` has the version that a change names. */
export function useOwnSettings() {
  const client = useClient();
  return useQuery({
    queryKey: ['settings', 'read'],
    queryFn: async () => bodyOf(await client.get('/v1/me/settings')),
  });
}
