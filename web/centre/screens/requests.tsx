import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { Failure } from '../../app/components/failure.tsx';
import { Message } from '../../app/components/message.tsx';
import { Screen } from '../../app/components/screen.tsx';
import { wordOf } from '../../app/known.ts';
import { useLanguage } from '../language.ts';
import type { Request } from '../request/access.ts';
import { nextOf, statusOf, toneOf } from '../request/progress.ts';
import type { ScreenProps } from '../screen-props.ts';

/** What the person has asked for, newest first. */
export function Requests({ settings }: ScreenProps) {
  const { requests } = useLanguage().words;
  return (
    <Screen title={requests.title} site={settings.name} lead={requests.lead}>
      <p>
        <Link href="/requests/new" className="button main">
          {requests.start}
        </Link>
      </p>
      <List />
    </Screen>
  );
}

function List() {
  const { words } = useLanguage();
  const client = useClient();
  const list = useInfiniteQuery({
    queryKey: ['requests'],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) =>
      bodyOf(await client.get('/v1/me/requests', { query: { cursor } })),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const failure = list.error !== null && (
    <Failure
      error={list.error}
      retry={() => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch())}
    />
  );
  if (list.data === undefined) {
    return failure || <p role="status">{words.app.loading}</p>;
  }
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Message>{words.requests.none}</Message>;
  return (
    <>
      <ul className="plain">
        {items.map((request) => (
          <li key={request.requestId}>
            <Summary of={request} />
          </li>
        ))}
      </ul>
      {failure}
      {list.hasNextPage && (
        <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {words.app.more}
        </Button>
      )}
    </>
  );
}

function Summary({ of: request }: { readonly of: Request }) {
  const { words, format } = useLanguage();
  const { requestId, kind, receivedAt } = request;
  const title = wordOf(words.requestLists.kinds, kind);
  const day = format.day(receivedAt);
  return (
    <div className="card">
      <h2>
        <Link href={`/requests/${requestId}`} aria-label={words.requests.openIt(title, day)}>
          {title}
        </Link>
      </h2>
      <p>
        <span className={`tag ${toneOf(request)}`}>{statusOf(request, words)}</span>{' '}
        <span className="quiet">{words.requests.receivedOn(day)}</span>
      </p>
      <p>{nextOf(request, words, format)}</p>
    </div>
  );
}
