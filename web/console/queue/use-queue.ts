import { useQuery } from '@tanstack/react-query';
import { bodyOf, pages } from '../../../client/index.ts';
import type { Client } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import { fits, statusesOf } from './filters.ts';
import type { Filters, Status, Summary } from './filters.ts';

/** Requests of one status that are read at most: the most urgent ones. */
export const mostOfStatus = 500;

export const queueKey = ['requests'];

/** The requests of a filter, the first due first. */
export function useQueue(filters: Filters) {
  const client = useClient();
  const statuses = statusesOf(filters);
  const { kind } = filters;
  const queue = useQuery({
    queryKey: [...queueKey, statuses, kind],
    queryFn: async () => {
      const found = await Promise.all(statuses.map((status) => ofStatus(client, status, kind)));
      return {
        items: found
          .flatMap(({ items }) => items)
          .sort((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt)),
        isCut: found.some(({ isCut }) => isCut),
      };
    },
    placeholderData: (before) => before,
  });
  return { queue, shown: (queue.data?.items ?? []).filter((request) => fits(filters, request)) };
}

async function ofStatus(client: Client, status: Status, kind: Filters['kind']) {
  const items: Summary[] = [];
  const all = pages((cursor) =>
    client.get('/v1/requests', { query: { status, kind, limit: 100, cursor } }),
  );
  for await (const page of all) {
    items.push(...bodyOf(page).items);
    if (items.length >= mostOfStatus) return { items, isCut: true };
  }
  return { items, isCut: false };
}
