import { Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';

/** What has a wildcard, as cdk-nag names it. */
interface Wildcard {
  readonly kind: 'Resource' | 'Action';
  readonly text: string;
}

/** Wildcards of resources and actions in the Allow statements of a managed policy, in the spelling of cdk-nag. */
export function wildcardsOf(resource: CfnResource): readonly Wildcard[] {
  if (!(resource instanceof CfnManagedPolicy)) return [];
  const { Statement } = Stack.of(resource).resolve(resource.policyDocument) as {
    Statement: { Effect: string; Action: string | string[]; Resource: unknown }[];
  };
  const allowing = Statement.filter(({ Effect }) => Effect === 'Allow');
  const found = (kind: Wildcard['kind'], texts: readonly string[]): Wildcard[] =>
    [...new Set(texts)].filter((text) => text.includes('*')).map((text) => ({ kind, text }));
  return [
    ...found('Resource', allowing.flatMap(({ Resource }) => Resource).map(asText)),
    ...found(
      'Action',
      allowing.flatMap(({ Action }) => Action),
    ),
  ];
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
