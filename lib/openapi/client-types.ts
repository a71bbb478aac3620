import openapiTS, { astToString } from 'openapi-typescript';
import type { OpenAPI3 } from 'openapi-typescript';
import { problemsOf } from '../../lambda/platform/http/contract.ts';
import { textTypes, wordOf } from '../../lambda/value/text-types.ts';
import type { Route } from '../facts.ts';

const header = '// Written by `npm run openapi` from lib/openapi/openapi.json: do not edit.\n';

/** Text of `client/schema.ts`: the types of the document. */
export async function clientSchema(document: string): Promise<string> {
  const nodes = await openapiTS(JSON.parse(document) as OpenAPI3, { alphabetize: true });
  return `${header}${astToString(nodes)}`;
}

/** Text of `client/facts.ts`: facts that types do not have at run time. */
export function clientFacts(routes: readonly Route[]): string {
  const keyed = routes.filter(({ idempotency = 'none' }) => idempotency !== 'none');
  const open = routes.filter(({ access }) => access.kind !== 'token');
  const redirecting = routes.filter(({ responses }) => Object.hasOwn(responses, 302));
  const linking = routes.filter(({ responses }) => Object.hasOwn(responses, 303));
  return `${header}
/** Operations that take an Idempotency-Key. */
export const keyed: ReadonlySet<string> = ${setOf(keyed.map(placeOf))};

/** Operations that take no access token. */
export const withoutToken: ReadonlySet<string> = ${setOf(open.map(placeOf))};

/** Operations that redirect to a link. */
export const redirecting: ReadonlySet<string> = ${setOf(redirecting.map(placeOf))};

/** Operations whose response describes the link that it redirects to. */
export const linking: ReadonlySet<string> = ${setOf(linking.map(placeOf))};

/** Every problem that an operation returns. */
export const problemSlugs: ReadonlySet<string> = ${setOf([...new Set(routes.flatMap(problemsOf))])};

/** Types of personal data in texts, as they are in pseudonyms: \`[PAYMENT_CARD_x7k2m9]\`. */
export const pseudonymWords: ReadonlySet<string> = ${setOf(textTypes.map(wordOf))};
`;
}

const placeOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Longer texts do not fit on a line of 100 characters with what is around them. */
const longestOnLine = 40;

/** As oxfmt writes it: one text is on the line of its brackets where it fits. */
const setOf = (texts: readonly string[]): string => {
  const quoted = texts.map((text) => `'${text}'`).sort();
  const [only = '', ...others] = quoted;
  const isOnLine = others.length === 0 && only.length <= longestOnLine;
  const inside = isOnLine ? only : `\n${quoted.map((one) => `  ${one},\n`).join('')}`;
  return `new Set([${inside}])`;
};
