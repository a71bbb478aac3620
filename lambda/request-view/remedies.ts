import { remediesFor } from '../policy/applied.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import { advisoryOf } from '../policy/standing.ts';
import type { RequestView } from './contract.ts';
import { endsAppealable } from '../request/model/appeal.ts';
import { applyingTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';

type Remedies = Pick<NonNullable<RequestView['refusal']>, 'remedies' | 'otherRemedies'>;

/** What else the person can do, under each law that applies to the request. */
export function remediesOf(row: RequestRow, policy: Policy): Remedies {
  const [law, ...others] = applyingTo(row);
  return {
    remedies: remediesUnder(policy, law, row),
    ...(others.length > 0 && {
      otherRemedies: others.map((jurisdiction) => ({
        jurisdiction,
        ...advisoryOf(policy, [jurisdiction]),
        ...remediesUnder(policy, jurisdiction, row),
      })),
    }),
  };
}

function remediesUnder(policy: Policy, jurisdiction: JurisdictionId, row: RequestRow) {
  const { byDefault: defaults = [], locale } = row;
  const asked = { defaults, locale: locale ?? policy.language };
  const { authority, court, appeal } = remediesFor(policy, jurisdiction, asked);
  return { authority, court, appeal: endsAppealable(row) ? appeal : undefined };
}
