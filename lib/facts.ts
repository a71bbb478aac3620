import type { FunctionFacts, Need, Trigger } from '../lambda/platform/environment.ts';

export type TableFacts = Extract<Need, { table: unknown }>['table'];
export type Route = Extract<Trigger, { kind: 'routes' }>['routes'][number];

/** `consent-api` → `ConsentApi`: construct ids are PascalCase nouns. */
export const constructId = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

export const routesOf = (functions: readonly FunctionFacts[]): readonly Route[] =>
  functions.flatMap(({ trigger }) => (trigger.kind === 'routes' ? trigger.routes : []));
