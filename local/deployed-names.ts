import { localAccount, localRegion, TemplateResolver } from './template.ts';
import type { Naming, Resource, Stack } from './template.ts';

/**
 * Names and ARNs as CloudFormation makes them, without its random suffix: records and rules use these,
 * because patterns of the templates name resources by prefixes of stacks.
 */
export function deployedNames(stacks: readonly Stack[]): Naming {
  const arn = (service: string, rest: string) =>
    `arn:aws:${service}:${localRegion}:${localAccount}:${rest}`;
  const naming: Naming = (resource, logicalId, stack, attribute) => {
    const resolver = new TemplateResolver(stacks, naming);
    const property = (name: string): string | undefined => {
      const value = resolver.resolve(resource.Properties?.[name], stack);
      return typeof value === 'string' ? value : undefined;
    };
    const named = (property: string | undefined) => property ?? `${stack.name}-${logicalId}`;
    const arnOr = (name: string, whole: string) => (attribute === 'Arn' ? whole : name);
    switch (resource.Type) {
      case 'AWS::Lambda::Function': {
        const name = named(property('FunctionName'));
        return arnOr(name, arn('lambda', `function:${name}`));
      }
      case 'AWS::Lambda::Alias':
      case 'AWS::Lambda::Version': {
        const name = property('FunctionName')?.split(':').at(-1) ?? logicalId;
        return arn('lambda', `function:${name}:${resource.Type.endsWith('Alias') ? 'live' : '1'}`);
      }
      case 'AWS::DynamoDB::Table': {
        const name = named(property('TableName'));
        const whole = arn('dynamodb', `table/${name}`);
        return attribute === 'StreamArn' ? `${whole}/stream/local` : arnOr(name, whole);
      }
      case 'AWS::KMS::Key':
        return arnOr(logicalId, arn('kms', `key/${logicalId}`));
      case 'AWS::S3::Bucket': {
        const name = named(property('BucketName')).toLowerCase();
        return arnOr(name, `arn:aws:s3:::${name}`);
      }
      case 'AWS::IAM::Role': {
        const name = named(property('RoleName'));
        return arnOr(name, `arn:aws:iam::${localAccount}:role${property('Path') ?? '/'}${name}`);
      }
      case 'AWS::CloudWatch::Alarm': {
        const name = named(property('AlarmName'));
        return arnOr(name, arn('cloudwatch', `alarm:${name}`));
      }
      case 'AWS::Events::Rule': {
        const name = named(property('Name'));
        return arnOr(name, arn('events', `rule/${name}`));
      }
      case 'AWS::SNS::Topic':
        return arn('sns', named(property('TopicName')));
      default:
        return otherName(resource, logicalId, stack, attribute);
    }
  };
  return naming;
}

const otherName = (
  _resource: Resource,
  logicalId: string,
  stack: Stack,
  attribute: string | undefined,
): string => {
  const name = `${stack.name}-${logicalId}`;
  return attribute === undefined ? name : `${name}.${attribute}`;
};
