import type { IssuerChange } from './change.ts';
import type { LocatedChange } from './moved.ts';
import { listChange, pairs, pointer } from '../../lib/policy/leaves.ts';
import { durationDirection } from './retention.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

type Issuer = Policy['issuers'][number];

/** Issuers by what distinguishes them: the validator refuses two of one issuer and audience. */
export const issuersByName = (issuers: readonly Issuer[]): Readonly<Record<string, Issuer>> =>
  Object.fromEntries(issuers.map((issuer) => [`${issuer.issuer} ${issuer.audience}`, issuer]));

/** Who may sign in, as whom, and with which scopes. */
export function issuerChanges(from: Policy, to: Policy): LocatedChange<IssuerChange>[] {
  const { added, removed, common } = pairs(issuersByName(from.issuers), issuersByName(to.issuers));
  const whole =
    (kind: 'issuer-added' | 'issuer-removed') =>
    ([name, value]: [string, Issuer]): LocatedChange<IssuerChange> => ({
      change: {
        kind,
        ...nameOf(value),
        caller: value.caller,
        scopes: scopesOf(value),
        emailAuthoritative: value.emailAuthoritative,
      },
      at: [pointer('issuers', name)],
    });
  return [
    ...added.map(whole('issuer-added')),
    ...removed.map(whole('issuer-removed')),
    ...common.flatMap(([name, before, after]) => changesOf(name, before, after)),
  ];
}

function changesOf(name: string, before: Issuer, after: Issuer): LocatedChange<IssuerChange>[] {
  const at = (field: string) => [pointer('issuers', name, field)];
  const issuer = nameOf(after);
  const changes: LocatedChange<IssuerChange>[] = [];
  if (before.caller !== after.caller) {
    const callers = { from: before.caller, to: after.caller };
    changes.push({
      change: { kind: 'issuer-caller-changed', ...issuer, ...callers },
      at: at('caller'),
    });
  }
  const scopes = listChange(scopesOf(before), scopesOf(after));
  const unmapped = scopesOf(before).length > 0 && scopesOf(after).length === 0;
  if (scopes.added.length + scopes.removed.length > 0) {
    changes.push({
      change: { kind: 'issuer-scopes-changed', ...issuer, ...scopes, unmapped },
      at: at('scopeMap'),
    });
  }
  if (before.scopeClaim !== after.scopeClaim) {
    const claims = { from: before.scopeClaim, to: after.scopeClaim };
    changes.push({
      change: { kind: 'issuer-claim-changed', ...issuer, ...claims },
      at: at('scopeClaim'),
    });
  }
  if (before.emailAuthoritative !== after.emailAuthoritative) {
    const authority = { from: before.emailAuthoritative, to: after.emailAuthoritative };
    changes.push({
      change: { kind: 'issuer-email-changed', ...issuer, ...authority },
      at: at('emailAuthoritative'),
    });
  }
  const factors = { from: factorsOf(before), to: factorsOf(after) };
  if (JSON.stringify(factors.from) !== JSON.stringify(factors.to)) {
    const { from, to } = factors;
    const weaker =
      from !== undefined && (to === undefined || to.some((one) => !from.includes(one)));
    changes.push({
      change: { kind: 'issuer-factors-changed', ...issuer, weaker, from, to },
      at: [...at('amr'), ...at('acr')],
    });
  }
  if (before.maximumTokenLife !== after.maximumTokenLife) {
    const lives = { from: before.maximumTokenLife, to: after.maximumTokenLife };
    const direction = durationDirection(lives.from, lives.to);
    changes.push({
      change: { kind: 'issuer-token-life-changed', ...issuer, direction, ...lives },
      at: at('maximumTokenLife'),
    });
  }
  if (before.jwksUri !== after.jwksUri) {
    const places = { from: before.jwksUri, to: after.jwksUri };
    changes.push({
      change: { kind: 'issuer-keys-changed', ...issuer, ...places },
      at: at('jwksUri'),
    });
  }
  return changes;
}

const factorsOf = ({ amr, acr }: Issuer): string[] | undefined =>
  amr === undefined && acr === undefined
    ? undefined
    : [...(amr ?? []).map((one) => `amr ${one}`), ...(acr ?? []).map((one) => `acr ${one}`)];

const nameOf = ({ issuer, audience }: Issuer) => ({ issuer, audience });

const scopesOf = ({ scopeMap }: Issuer): string[] =>
  Object.entries(scopeMap).flatMap(([claimed, scopes]) =>
    scopes.map((scope) => `${claimed} -> ${scope}`),
  );
