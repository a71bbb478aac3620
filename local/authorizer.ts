import * as z from 'zod';
import { authorizerEvent, methodArn } from './api-event.ts';
import type { Received } from './api-event.ts';
import type { ApiAuthorizer, ApiMatch } from './api-routes.ts';
import type { Invoke } from './invocation.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());
const authorizerResult = z.object({
  principalId: z.string(),
  policyDocument: z.object({
    Statement: z.array(
      z.object({ Effect: z.enum(['Allow', 'Deny']), Action: texts, Resource: texts }),
    ),
  }),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
type AuthorizerResult = z.output<typeof authorizerResult>;

export type AuthorizerDecision =
  | { readonly kind: 'allowed'; readonly context: Readonly<Record<string, string>> }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'unavailable' };

export type Authorize = (
  received: Received,
  match: ApiMatch,
  authorizer: ApiAuthorizer,
) => Promise<AuthorizerDecision>;

const largestCache = 1_000;

/** Calls the authorizer function as API Gateway does, and caches its policies per token. */
export function authorizeThrough(invoke: Invoke, stage: string): Authorize {
  const cache = new Map<string, { readonly result: AuthorizerResult; readonly until: number }>();
  return async (received, match, authorizer) => {
    const token = headerOf(received, 'authorization');
    // Without the identity source the gateway does not call the authorizer.
    if (token === undefined || token === '') return { kind: 'unauthenticated' };
    const known = cache.get(token);
    if (known !== undefined && known.until > Date.now()) {
      return judged(known.result, methodArn(received, stage));
    }
    const event = JSON.stringify(authorizerEvent(received, match, stage));
    const invocation = await invoke(authorizer.functionName, event);
    if (invocation.kind === 'failed') {
      const refused = invocation.error.errorMessage === 'Unauthorized';
      return { kind: refused ? 'unauthenticated' : 'unavailable' };
    }
    const parsed = authorizerResult.safeParse(JSON.parse(invocation.payload));
    if (!parsed.success) return { kind: 'unavailable' };
    if (cache.size >= largestCache) cache.clear();
    cache.set(token, {
      result: parsed.data,
      until: Date.now() + authorizer.cacheSeconds * 1000,
    });
    return judged(parsed.data, methodArn(received, stage));
  };
}

function judged(result: AuthorizerResult, arn: string): AuthorizerDecision {
  const { Statement: statements } = result.policyDocument;
  const effects = statements
    .filter(({ Action }) => Action.some((action) => matches(action, 'execute-api:Invoke')))
    .filter(({ Resource }) => Resource.some((resource) => matches(resource, arn)))
    .map(({ Effect }) => Effect);
  if (effects.includes('Deny') || !effects.includes('Allow')) return { kind: 'denied' };
  const context: Record<string, string> = { principalId: result.principalId };
  for (const [name, value] of Object.entries(result.context ?? {})) context[name] = String(value);
  return { kind: 'allowed', context };
}

/** Wildcards of IAM: `*` for any text, `?` for one character. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function headerOf({ rawHeaders }: Received, name: string): string | undefined {
  const index = rawHeaders.findIndex((one, at) => at % 2 === 0 && one.toLowerCase() === name);
  return index < 0 ? undefined : rawHeaders[index + 1];
}
