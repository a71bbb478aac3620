import type { Policy } from '../../policy/schema.ts';
import type { PolicyView } from './routes.ts';

/** What a policy says of the processing, without what only programs need. */
export const viewOf = (policy: Policy): PolicyView => ({
  policyVersion: policy.version,
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
  })),
  categories: Object.entries(policy.categories).map(
    ([category, { title, description, sensitivity, source }]) => ({
      ...{ category, title, description, sensitivity, source },
    }),
  ),
  recipients: Object.entries(policy.recipients).map(
    ([recipient, { name, role, country, transferMechanism }]) => ({
      ...{ recipient, name, role, country, transferMechanism },
    }),
  ),
});
