import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { download } from '../../app/components/download.ts';
import { Failure } from '../../app/components/failure.tsx';
import { useLanguage } from '../language.ts';

interface HistoryProps {
  readonly purpose: string;
  readonly title: string;
}

/** Every choice about one purpose, newest first, each with its signed receipt. */
export function History({ purpose, title }: HistoryProps) {
  const { choices } = useLanguage().words;
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{choices.history}</summary>
      {isOpen && <Receipts purpose={purpose} title={title} />}
    </details>
  );
}

function Receipts({ purpose, title }: HistoryProps) {
  const { words, format } = useLanguage();
  const { choices } = words;
  const client = useClient();
  const receipts = useInfiniteQuery({
    queryKey: ['consents', 'receipts', purpose],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor }) =>
      bodyOf(await client.get('/v1/me/consents/receipts', { query: { purpose, cursor } })),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (receipts.error !== null) return <Failure error={receipts.error} />;
  if (receipts.data === undefined) return <p role="status">{words.app.loading}</p>;
  const items = receipts.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p>{choices.noHistory}</p>;
  const [when, choice, receiptHead] = choices.historyHeads;
  return (
    <div className="scrolls" tabIndex={0} role="region" aria-label={choices.historyOf(title)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{when}</th>
            <th scope="col">{choice}</th>
            <th scope="col">{receiptHead}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ receiptId, at, state, receipt, document }) => (
            <tr key={receiptId}>
              <td>{format.time(at)}</td>
              <td>{choices.states[state]}</td>
              <td>
                <Button
                  aria-label={choices.receiptOf(format.time(at))}
                  onPress={() =>
                    receipt === undefined
                      ? download(`${receiptId}.json`, 'application/json', JSON.stringify(document))
                      : download(`${receiptId}.jws`, 'application/jose', receipt)
                  }
                >
                  {choices.receipt}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {receipts.hasNextPage && (
        <Button onPress={() => void receipts.fetchNextPage()}>{words.app.more}</Button>
      )}
    </div>
  );
}
