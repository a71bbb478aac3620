import { Annotations } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { isPlaceholder } from './policy/placeholders.ts';
import type { PolicyProblem } from './policy/problem.ts';
import type { Stage } from './stages.ts';

interface Unfinished {
  readonly stage: Stage;
  /** As the policy was loaded. */
  readonly placeholders: readonly PolicyProblem[];
  /** In place of the policy's, when they are. */
  readonly issuers?: readonly { readonly issuer: string }[] | undefined;
}

/**
 * The example policy deploys like any other, but no person could sign in, and requests would go to
 * addresses that do not exist. A protected stage is therefore not deployed: the CDK CLI stops at
 * the error. Other stages warn.
 */
export function reportPlaceholders(
  stack: Stack,
  { stage, placeholders, issuers }: Unfinished,
): void {
  if (stage.name === 'local') return;
  const places = [
    ...placeholders
      .filter(({ path }) => issuers === undefined || !path.startsWith('issuers['))
      .map(({ file, line, path }) => `${file}:${line}${path === '' ? '' : ` ${path}`}`),
    ...(issuers ?? []).flatMap(({ issuer }, index) =>
      isPlaceholder(issuer) ? [`issuers.${index}.issuer of the props`] : [],
    ),
  ];
  if (places.length === 0) return;
  const message = [
    'The policy still has the placeholders of the example. Replace them here:',
    ...places.map((place) => `  ${place}`),
  ].join('\n');
  if (stage.protections.retention === 'on') Annotations.of(stack).addError(message);
  else Annotations.of(stack).addWarningV2('custos:placeholders', message);
}
