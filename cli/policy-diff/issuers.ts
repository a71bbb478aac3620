import type { LocatedChange, Moved, MovedPeriod } from './moved.ts';
import { listChange, pairs, pointer } from '../../lib/policy/leaves.ts';
import { durationDirection } from './retention.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { listed, sentences } from './lists.ts';

type Issuer = Policy['issuers'][number];

interface OfIssuer {
  readonly issuer: string;
  readonly audience: string;
}

export type IssuerChange =
  | ({
      readonly kind: 'issuer-added' | 'issuer-removed';
      readonly caller: Issuer['caller'];
      /** `claim -> scope`; empty when the issuer's own names count. */
      readonly scopes: readonly string[];
      readonly emailAuthoritative: boolean;
    } & OfIssuer)
  | ({ readonly kind: 'issuer-caller-changed' } & OfIssuer & Moved<Issuer['caller']>)
  | ({
      readonly kind: 'issuer-scopes-changed';
      readonly added: readonly string[];
      readonly removed: readonly string[];
      /** The map is empty now: every scope that the issuer writes counts by its own name. */
      readonly unmapped: boolean;
    } & OfIssuer)
  | ({ readonly kind: 'issuer-claim-changed' } & OfIssuer & Moved<string>)
  | ({ readonly kind: 'issuer-email-changed' } & OfIssuer & Moved<boolean>)
  | ({
      /** How staff have to have signed in; absent where the issuer is not asked. */
      readonly kind: 'issuer-factors-changed';
      /** A person who was refused is let in. */
      readonly weaker: boolean;
    } & OfIssuer &
      Moved<readonly string[] | undefined>)
  | ({ readonly kind: 'issuer-token-life-changed' } & OfIssuer & MovedPeriod)
  | ({ readonly kind: 'issuer-keys-changed' } & OfIssuer & Moved<string | undefined>);

/** Issuers by what distinguishes them: the validator refuses two of one issuer and audience. */
export const issuersByName = (issuers: readonly Issuer[]): Readonly<Record<string, Issuer>> =>
  Object.fromEntries(issuers.map((issuer) => [`${issuer.issuer} ${issuer.audience}`, issuer]));

/** Who may sign in, as which kind of caller, and with which scopes. */
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

export function issuerWords(change: IssuerChange): string {
  const issuer = `${change.issuer} (audience ${change.audience})`;
  switch (change.kind) {
    case 'issuer-added':
      return sentences(
        `Tokens of ${issuer} are accepted, for callers of the kind ${change.caller}`,
        `(${showScopes(change.scopes)}).`,
        change.emailAuthoritative && 'Its verified e-mail addresses link identities.',
      );
    case 'issuer-removed':
      return `Tokens of ${issuer} are refused: its callers of the kind ${change.caller} are locked out.`;
    case 'issuer-caller-changed':
      return `Tokens of ${issuer} are those of a ${change.to} instead of a ${change.from}.`;
    case 'issuer-scopes-changed':
      return sentences(
        `Scopes of ${issuer}:`,
        change.added.length > 0 && `added ${listed(change.added)};`,
        change.removed.length > 0 && `removed ${listed(change.removed)};`,
        change.unmapped && 'its own names count now.',
      ).replace(/;$/, '.');
    case 'issuer-claim-changed':
      return `Scopes of ${issuer} are read from the claim ${change.to} instead of ${change.from}.`;
    case 'issuer-email-changed':
      return change.to
        ? `Verified e-mail addresses of ${issuer} link identities now.`
        : `E-mail addresses of ${issuer} no longer link identities.`;
    case 'issuer-factors-changed':
      return change.to === undefined
        ? `Staff of ${issuer} need no second factor any more.`
        : `Tokens of staff of ${issuer} have to name one of ${listed(change.to)}.`;
    case 'issuer-token-life-changed':
      return `Tokens of ${issuer} may be valid for ${change.to} instead of ${change.from}.`;
    case 'issuer-keys-changed':
      return sentences(
        `Keys of ${issuer} come from ${change.to ?? 'its discovery document'} instead of`,
        `${change.from ?? 'its discovery document'}.`,
      );
  }
}

const showScopes = (scopes: readonly string[]): string =>
  scopes.length === 0 ? 'scopes by their own names' : listed(scopes);
