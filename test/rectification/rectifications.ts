import { afterAll, beforeAll } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { keep, newPerson } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { openRectifications } from './rectification-fixture.ts';
import type { Rectifications } from './rectification-fixture.ts';

export const bonn = { name: 'Ada', city: 'Bonn' };
export const cologne = { name: 'Ada', city: 'Cologne' };
export const ofCity = { category: 'account-profile', pointer: '/city', value: 'Cologne' };
export const accept = { decision: 'accept' };
export const refuse = { decision: 'refuse', ground: 'found-accurate' };

/** For the tests of a file: opened before them, stopped after them. */
export function rectifications(policy?: Policy): Rectifications {
  const world: Partial<Rectifications> = {};
  beforeAll(async () => {
    Object.assign(world, await openRectifications(policy));
  });
  afterAll(() => world.fixture?.stop());
  return world as Rectifications;
}

/** A person with records of one category, in their order. */
export async function personWith(
  world: Rectifications,
  contents: readonly unknown[],
  { residence = 'DE', category = 'account-profile', purposes = ['service-provision'] } = {},
): Promise<Person & { readonly recordIds: readonly string[] }> {
  const person = await newPerson(world.fixture, residence);
  const recordIds: string[] = [];
  for (const content of contents) {
    recordIds.push(await world.store(person, { category, purposes, content }));
  }
  return { ...person, recordIds };
}

/** Many records at once, past the route. */
export const keepMany = (
  { fixture }: Rectifications,
  person: Person,
  contents: readonly unknown[],
  category = 'account-profile',
): Promise<void> =>
  keep(
    fixture,
    person,
    contents.map((content) => ({ category, content })),
  );
