import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connector as ConnectorSettings } from '../../lambda/policy/system-section.ts';
import type {
  Connector,
  ConnectorCall,
  Counts,
  IdentifierType,
  Page,
  PersonIdentifier,
} from '../../lambda/system/model/connector.ts';
import { SystemFaultError } from '../../lambda/system/model/faults.ts';
import type { SystemError } from '../../lambda/system/model/faults.ts';
import type { JsonValue } from '../../lambda/value/json.ts';

export type Person = Readonly<Record<IdentifierType, string>>;

/** One row, document or file, as the store itself has it: never read through the connector. */
export interface StoredRow {
  /** What `plant` wrote as `asPlanted`, and a correction changes. */
  readonly note?: string;
  /** What `touch` wrote. */
  readonly touched?: string;
  readonly restricted?: boolean;
  /** Everything, to compare. */
  readonly content: JsonValue;
}

/** A connector of a real store, and the store. Each test has people of its own. */
export interface ConnectorFixture {
  readonly connector: Connector;
  readonly categories: readonly string[];
  /** Types of identifier of the first path. */
  readonly selectors: readonly IdentifierType[];
  /** Of the policy: what they cannot do fails as `misconfigured`, and has to be stated there. */
  readonly settings: ConnectorSettings;
  /** Adds rows of a person: each has the note `asPlanted`, and is found on the first path. */
  plant(person: Person, rows: number): Promise<void>;
  /** Adds one row that only the second path finds. */
  plantAside(person: Person): Promise<void>;
  /** Everything of a person, also what the connector does not find. */
  stored(person: Person): Promise<readonly StoredRow[]>;
  /** Removes what a person has, as a defect would. */
  lose(person: Person): Promise<void>;
  /** Changes each row of a person as an application does meanwhile. Absent: a row is only ever replaced. */
  touch?(person: Person, value: string): Promise<void>;
  /** RFC 6901: where the note is in a row. Absent: a correction has no pointer. */
  readonly pointer?: string;
  /** Connectors whose store, rights or settings are broken, and the code of each. */
  readonly broken: readonly {
    readonly what: string;
    readonly connector: Connector;
    readonly error: SystemError;
  }[];
  stop(): Promise<void>;
}

export const asPlanted = 'as planted';

/** Invented; none is in a store before a test plants it. */
export function newPerson(): Person {
  const id = randomUUID();
  return {
    'user-id': `user-${id}`,
    email: `${id}@example.com`,
    phone: `+4915${randomInt(1e8, 1e9)}`,
    'device-id': `device-${id}`,
  };
}

export const identifiersOf = (person: Person): PersonIdentifier[] =>
  (Object.entries(person) as [IdentifierType, string][]).map(([type, value]) => ({ type, value }));

/** A call about a person, with half a minute; `more` overrides. */
export const callOf = (
  { categories }: Pick<ConnectorFixture, 'categories'>,
  person: Person,
  more: Partial<ConnectorCall> = {},
): ConnectorCall => ({
  taskId: randomUUID(),
  identifiers: identifiersOf(person),
  categories,
  path: 'first',
  until: Date.now() + 30_000,
  ...more,
});

type WithCursor<Content extends object> = Extract<Page<Content>, { kind: 'page' }>;

/**
 * Calls until the last page, as the workflow does: a system that answers later is asked again, and so is
 * one that was changed meanwhile.
 *
 * @param call each time with the cursor of the page before
 * @returns every page, in order
 */
export async function everyPage<Content extends object>(
  call: (cursor: string | undefined) => Promise<Page<Content>>,
  from?: string,
): Promise<WithCursor<Content>[]> {
  const pages: WithCursor<Content>[] = [];
  let cursor = from;
  for (let calls = 0; calls < 2_000; calls += 1) {
    const page = await patiently(() => call(cursor));
    if (page.kind === 'waiting') {
      await delay(Math.min((page.pollAfterSeconds ?? 1) * 1000, 50));
      continue;
    }
    pages.push(page);
    if (page.cursor === undefined) return pages;
    cursor = page.cursor;
  }
  throw new Error('the pages have no end');
}

async function patiently<Result>(call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const passes = error instanceof SystemFaultError && error.code === 'changed-meanwhile';
      if (!passes || attempt === 10) throw error;
      await delay(10 * attempt);
    }
  }
}

export const total = (counts: Counts): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

export const totalOf = (pages: readonly { readonly counts: Counts }[]): number =>
  pages.reduce((sum, { counts }) => sum + total(counts), 0);
