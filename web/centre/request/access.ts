import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf } from '../../../client/index.ts';
import { troubleOf, useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { useLanguage } from '../language.ts';
import { isMoving } from './progress.ts';

export type Request = Schemas['Request'];
export type SubmittedRequest = Schemas['SubmittedRequest'];

/** How a person reaches one request: signed in, or with its follow-up token. */
export type Access =
  | { readonly kind: 'account'; readonly requestId: string }
  | { readonly kind: 'token'; readonly token: string };

const keyOf = (access: Access) =>
  access.kind === 'account' ? ['requests', access.requestId] : ['follow-up', access.token];

/**
 * The request; read again every few seconds while systems carry it out.
 *
 * @param isAwaited whether something else is about to change it
 */
export function useRequest(access: Access, isAwaited: (request: Request) => boolean = () => false) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(access),
    queryFn: async (): Promise<Request> =>
      access.kind === 'account'
        ? bodyOf(await client.get('/v1/me/requests/{requestId}', { path: pathOf(access) }))
        : bodyOf(await client.get('/v1/follow-up', { followUp: access.token })),
    refetchInterval: ({ state: { data, error } }) =>
      data !== undefined && (isMoving(data) || isAwaited(data)) && !isGone(error) ? 2_000 : false,
  });
}

/** What a person does about one request. */
export function useRequestActions(access: Access) {
  const client = useClient();
  const queries = useQueryClient();
  const { locale } = useLanguage();
  const account = access.kind === 'account';
  const callOff = useMutation({
    mutationFn: async (): Promise<Request> =>
      account
        ? bodyOf(await client.delete('/v1/me/requests/{requestId}', { path: pathOf(access) }))
        : bodyOf(await client.delete('/v1/follow-up', { followUp: access.token })),
    onSuccess: async (now) => {
      queries.setQueryData(keyOf(access), now);
      await queries.invalidateQueries({ queryKey: ['requests'], exact: true });
    },
  });
  const appeal = useMutation({
    mutationFn: async (reason: string): Promise<SubmittedRequest> => {
      const body = { reason, locale };
      return account
        ? bodyOf(
            await client.post('/v1/me/requests/{requestId}/appeal', { path: pathOf(access), body }),
          )
        : bodyOf(await client.post('/v1/follow-up/appeal', { followUp: access.token, body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf(access) }),
  });
  const download = useMutation({
    mutationFn: async () =>
      account
        ? bodyOf(
            await client.post('/v1/me/requests/{requestId}/download', { path: pathOf(access) }),
          )
        : bodyOf(await client.post('/v1/follow-up/download', { followUp: access.token })),
  });
  return { callOff, appeal, download };
}

const pathOf = ({ requestId }: { readonly requestId: string }) => ({ requestId });

/** Not there, or not this person's any more: after an erasure the person is not known. */
export function isGone(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && trouble.slug === 'not-found';
}
