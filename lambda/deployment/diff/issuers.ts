import type { Policy } from '../../policy/schema.ts';
import { listChange, pairs, pointer } from '../../policy/leaves.ts';
import { listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { elsewhere, fieldChanges, reportsIn, within } from './fields.ts';
import type { Entry, Field, Fields } from './fields.ts';

type Issuer = Policy['issuers'][number];

const { report, value, period, list } = reportsIn('Sign-in');

/** Issuers by what distinguishes them: the validator refuses two of one issuer and audience. */
export const issuersByName = (issuers: readonly Issuer[]): Readonly<Record<string, Issuer>> =>
  Object.fromEntries(issuers.map((issuer) => [`${issuer.issuer} ${issuer.audience}`, issuer]));

const entry = (key: string, { issuer, audience }: Issuer): Entry => ({
  name: `${issuer} (audience ${audience})`,
  at: [pointer('issuers', key)],
  facts: { issuer, audience },
});

/** Who may sign in, as which kind of caller and with which scopes, and which pages may call. */
export const issuerChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(issuersByName(from.issuers), issuersByName(to.issuers));
  return [
    ...added.map(([key, issuer]) => addedIssuer(entry(key, issuer), issuer)),
    ...removed.map(([key, issuer]) => removedIssuer(entry(key, issuer), issuer)),
    ...common.flatMap(([key, before, after]) => [
      ...fieldChanges(fields, entry(key, after), before, after),
      ...factorChanges(entry(key, after), before, after),
    ]),
    ...origins(
      { name: '', at: [pointer('cors', 'origins')], facts: {} },
      from.cors.origins,
      to.cors.origins,
    ),
  ];
};

const factsOf = (issuer: Issuer) => ({
  issuer: issuer.issuer,
  audience: issuer.audience,
  caller: issuer.caller,
  scopes: scopesOf(issuer),
  emailAuthoritative: issuer.emailAuthoritative,
});

/** `claim -> scope`; empty when the issuer's own names count. */
const scopesOf = ({ scopeMap }: Pick<Issuer, 'scopeMap'>): string[] =>
  Object.entries(scopeMap).flatMap(([claimed, scopes]) =>
    scopes.map((scope) => `${claimed} -> ${scope}`),
  );

function addedIssuer({ name, at }: Entry, issuer: Issuer): Change {
  const scopes = scopesOf(issuer);
  const shown = scopes.length === 0 ? 'scopes by their own names' : listed(scopes);
  const words = sentences(
    `Tokens of ${name} are accepted, for callers of the kind ${issuer.caller}`,
    `(${shown}).`,
    issuer.emailAuthoritative && 'Its verified e-mail addresses link identities.',
  );
  return report('issuer-added', { at, facts: factsOf(issuer) }, words, 'new-issuer');
}

const removedIssuer = ({ name, at }: Entry, issuer: Issuer): Change =>
  report(
    'issuer-removed',
    { at, facts: factsOf(issuer) },
    `Tokens of ${name} are refused: its callers of the kind ${issuer.caller} are locked out.`,
  );

const scopeChanges: Field<Issuer['scopeMap']> = ({ name, at, facts }, before, after) => {
  const [from, to] = [scopesOf({ scopeMap: before }), scopesOf({ scopeMap: after })];
  const { added, removed } = listChange(from, to);
  if (added.length + removed.length === 0) return [];
  // Every scope that the issuer writes counts by its own name then.
  const unmapped = to.length === 0;
  const shown = [
    added.length > 0 && `added ${listed(added)}`,
    removed.length > 0 && `removed ${listed(removed)}`,
    unmapped && 'its own names count now',
  ].filter((part) => part !== false);
  const scopes = { at, facts: { ...facts, added, removed, unmapped } };
  const words = `Scopes of ${name}: ${shown.join('; ')}.`;
  const isWider = added.length > 0 || unmapped;
  return [report('issuer-scopes-changed', scopes, words, isWider && 'wider-access')];
};

const discovery = 'its discovery document';

const fields: Fields<Issuer> = {
  issuer: elsewhere,
  audience: elsewhere,
  amr: elsewhere,
  acr: elsewhere,
  caller: value(
    'issuer-caller-changed',
    (issuer, was, is) => `Tokens of ${issuer} are those of a ${is} instead of a ${was}.`,
    () => 'wider-access',
  ),
  scopeMap: scopeChanges,
  scopeClaim: value(
    'issuer-claim-changed',
    (issuer, was, is) => `Scopes of ${issuer} are read from the claim ${is} instead of ${was}.`,
    () => 'wider-access',
  ),
  emailAuthoritative: value(
    'issuer-email-changed',
    (issuer, _, is) =>
      is
        ? `Verified e-mail addresses of ${issuer} link identities now.`
        : `E-mail addresses of ${issuer} no longer link identities.`,
    (_, is) => is && 'wider-access',
  ),
  maximumTokenLife: period(
    'issuer-token-life-changed',
    (issuer, was, is) => `Tokens of ${issuer} may be valid for ${is} instead of ${was}.`,
    'wider-access',
  ),
  jwksUri: value(
    'issuer-keys-changed',
    (issuer, was = discovery, is = discovery) =>
      `Keys of ${issuer} come from ${is} instead of ${was}.`,
    () => 'new-issuer',
  ),
  web: value('issuer-pages-changed', (issuer, was, is) =>
    is === undefined
      ? `The pages no longer sign in with ${issuer}.`
      : `The pages sign in with ${issuer} as the client ${is.clientId}${was === undefined ? '' : ` instead of ${was.clientId}`}, for ${is.scope}.`,
  ),
};

/** How staff have to have signed in. */
function factorChanges(issuer: Entry, before: Issuer, after: Issuer): readonly Change[] {
  const [from, to] = [factorsOf(before), factorsOf(after)];
  // A person who was refused is let in.
  const weaker = from !== undefined && (to === undefined || to.some((one) => !from.includes(one)));
  const factors = value<readonly string[] | undefined>(
    'issuer-factors-changed',
    (name, _, is) =>
      is === undefined
        ? `Staff of ${name} need no second factor any more.`
        : `Tokens of staff of ${name} have to name one of ${listed(is)}.`,
    () => weaker && 'wider-access',
  );
  const at = within(issuer, 'amr', 'acr');
  return factors({ ...issuer, at, facts: { ...issuer.facts, weaker } }, from, to);
}

/** Undefined where the issuer is not asked. */
const factorsOf = ({ amr, acr }: Issuer): readonly string[] | undefined =>
  (amr ?? acr) && [
    ...(amr ?? []).map((one) => `amr ${one}`),
    ...(acr ?? []).map((one) => `acr ${one}`),
  ];

const origins = list(
  'web-origins-changed',
  {
    added: (_, items) => `Web pages of ${items} may call the API.`,
    removed: (_, items) => `Web pages of ${items} may no longer call the API.`,
  },
  { added: 'wider-access' },
);
