import { Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';

/** Wildcards of resources and actions in the Allow statements of a managed policy, in the spelling of cdk-nag. */
export function wildcardsOf(resource: CfnResource): readonly string[] {
  if (!(resource instanceof CfnManagedPolicy)) return [];
  const { Statement } = Stack.of(resource).resolve(resource.policyDocument) as {
    Statement: { Effect: string; Action: string | string[]; Resource: unknown }[];
  };
  const allowing = Statement.filter(({ Effect }) => Effect === 'Allow');
  const resources = allowing.flatMap(({ Resource }) => Resource).map(asText);
  const actions = allowing.flatMap(({ Action }) => Action).map((action) => `Action::${action}`);
  return [...new Set([...resources, ...actions])].filter((text) => text.includes('*'));
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('${', '<').replaceAll('}', '>');
  const [[intrinsic, argument] = ['', undefined]] = Object.entries(value as object);
  switch (intrinsic) {
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return parts.map(asText).join(delimiter);
    }
    case 'Fn::GetAtt':
      return `<${(argument as string[]).join('.')}>`;
    case 'Ref':
      return `<${String(argument)}>`;
    default:
      return JSON.stringify(value);
  }
}
