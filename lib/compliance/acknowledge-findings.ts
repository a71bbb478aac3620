import { CfnResource, Validations } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { Acknowledgement } from './acknowledgement.ts';
import { auditAcknowledgements } from './audit-acknowledgements.ts';
import { dataAcknowledgements } from './data-acknowledgements.ts';
import { serviceAcknowledgements } from './service-acknowledgements.ts';
import { webAcknowledgements } from './web-acknowledgements.ts';
import { wildcardsOf } from './wildcards.ts';

const acknowledgements: readonly Acknowledgement[] = [
  ...auditAcknowledgements,
  ...dataAcknowledgements,
  ...serviceAcknowledgements,
  ...webAcknowledgements,
];

/**
 * Acknowledges findings of cdk-nag rule packs, each on the one resource that it is about. Runs
 * while the app is validated: only then do references to other stacks have the form that the packs
 * report.
 */
export function acknowledgeFindings(stack: Stack): void {
  stack.node.addValidation({
    validate: () => {
      for (const resource of stack.node.findAll()) {
        if (CfnResource.isCfnResource(resource)) acknowledge(resource);
      }
      return [];
    },
  });
}

function acknowledge(resource: CfnResource): void {
  for (const { on, rules, wildcard, reason } of acknowledgements) {
    if (!on(resource)) continue;
    const ids =
      wildcard === undefined
        ? rules
        : wildcardsOf(resource)
            .filter(({ text }) => wildcard.test(text))
            .flatMap(({ kind, text }) => rules.map((rule) => `${rule}[${kind}::${text}]`));
    Validations.of(resource).acknowledge(...ids.map((id) => ({ id, reason })));
  }
}
