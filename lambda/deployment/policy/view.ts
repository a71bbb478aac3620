import type { Policy } from '../../policy/schema.ts';
import type { PolicyView } from './routes.ts';

/** What a policy says of the processing, without what only programs need. */
export const viewOf = (policy: Policy): PolicyView => ({
  ...{ policyVersion: policy.version, language: policy.language },
  controller: { ...partyOf(policy.controller), privacyOfficer: policy.controller.privacyOfficer },
  purposes: Object.entries(policy.purposes).map(([purpose, one]) => ({
    ...{ purpose, title: one.title, description: one.description, role: one.role },
    legalBasis: Object.entries(one.legalBasis).map(
      ([jurisdiction, { basis, condition, reference, effectiveFrom }]) => ({
        ...{ jurisdiction, basis, condition, reference, effectiveFrom },
      }),
    ),
    categories: [...one.categories],
    retention: one.retention,
    recipients: [...one.recipients],
    usedBy: usesOf(policy, purpose),
  })),
  categories: Object.entries(policy.categories).map(
    ([category, { title, description, sensitivity, source }]) => ({
      ...{ category, title, description, sensitivity, source },
    }),
  ),
  recipients: Object.entries(policy.recipients).map(([recipient, one]) => ({
    ...{ recipient, ...partyOf(one), role: one.role },
    ...{ country: one.country, transferMechanism: one.transferMechanism },
  })),
});

type Party = Pick<Policy['controller'], 'name' | 'address' | 'contact'>;

const partyOf = ({ name, address, contact }: Party): Party => ({ name, address, contact });

function usesOf(policy: Policy, purpose: string): PolicyView['purposes'][number]['usedBy'] {
  const { published, measures, trainingSets, fairness, purposes } = policy;
  return [
    ...Object.entries(published)
      .filter(([, notice]) => notice.purposes.includes(purpose))
      .map(([id, { title }]) => ({ kind: 'notice' as const, id, title })),
    ...Object.entries(measures)
      .filter(([, measure]) => measure.purpose === purpose)
      .map(([id, { title }]) => ({ kind: 'measure' as const, id, title })),
    ...Object.keys(trainingSets)
      .filter((id) => id === purpose)
      .map((id) => ({ kind: 'training-set' as const, id, title: purposes[id]?.title ?? id })),
    ...Object.entries(fairness.purpose === purpose ? fairness.systems : {}).map(
      ([id, { title }]) => ({ kind: 'fairness' as const, id, title }),
    ),
    ...Object.entries(fairness.attributes)
      .filter(([, attribute]) => attribute.purpose === purpose)
      .map(([id, { title }]) => ({ kind: 'fairness' as const, id, title })),
  ];
}
