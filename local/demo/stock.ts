import type { Stored } from '../systems/memory.ts';
import type { Person } from './people.ts';
import type { Reader } from './systems.ts';

/** What each store has of each person. */
export type Stock = Readonly<Record<string, ReadonlyMap<Person, Stored>>>;

export async function takeStock(
  readers: Readonly<Record<string, Reader>>,
  people: readonly Person[],
): Promise<Stock> {
  const stock: Record<string, ReadonlyMap<Person, Stored>> = {};
  for (const [store, read] of Object.entries(readers)) {
    const stored = new Map<Person, Stored>();
    for (const person of people) stored.set(person, await read(person));
    stock[store] = stored;
  }
  return stock;
}
