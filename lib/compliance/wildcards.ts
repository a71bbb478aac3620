import { Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';

/** Wildcard resources in the Allow statements of a managed policy, in the spelling of cdk-nag. */
export function wildcardsOf(resource: CfnResource): readonly string[] {
  if (!(resource instanceof CfnManagedPolicy)) return [];
  const { Statement } = Stack.of(resource).resolve(resource.policyDocument) as {
    Statement: { Effect: string; Resource: unknown }[];
  };
  const resources = Statement.filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Resource }) => Resource)
    .map(asText);
  return [...new Set(resources)].filter((text) => text.includes('*'));
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
