import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Message } from '../../app/components/message.tsx';
import { useLanguage } from '../language.ts';
import { isClosed } from '../request/progress.ts';
import type { WishedKind } from './wish.ts';

/**
 * That a request of this kind is open already: for who comes back after sending one, and does not know
 * whether it was sent. It stops nobody, as another one can be about something else.
 */
export function AlreadyOpen({ kind }: { readonly kind: WishedKind }) {
  const { words, format } = useLanguage();
  const { fresh } = words.requests;
  const client = useClient();
  const newest = useQuery({
    queryKey: ['requests', 'newest'],
    queryFn: async () => bodyOf(await client.get('/v1/me/requests')).items,
  });
  const open = newest.data?.find((request) => request.kind === kind && !isClosed(request));
  if (open === undefined) return null;
  return (
    <Message tone="warning">
      <p>{fresh.openSince(words.requestLists.kinds[kind], format.day(open.receivedAt))}</p>
      <p>
        <Link href={`/requests/${open.requestId}`}>{fresh.alreadyOpen}</Link>
      </p>
    </Message>
  );
}
