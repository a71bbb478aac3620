import { usePerson } from '../app/api.tsx';

/** Whether the token allows a scope. Where the provider names none, the API decides alone. */
export function useScopes(): (scope: string) => boolean {
  const scopes = usePerson()?.scopes;
  return (scope) => scopes === undefined || scopes.has(scope);
}
