import type { Template } from '../stacks/templates.ts';

/** Resources with data, as `Type LogicalId`. */
export const holdingIn = (templates: readonly Template[]): string[] =>
  linesOf(templates, [
    'AWS::DynamoDB::Table',
    'AWS::KMS::Key',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
  ]);

export const addressedIn = (templates: readonly Template[]): string[] =>
  linesOf(templates, [
    'AWS::ApiGateway::RestApi',
    'AWS::CloudFront::Distribution',
    'AWS::Events::EventBus',
    'AWS::SNS::Topic',
  ]);

/** Two stacks may have the same id. */
function linesOf(templates: readonly Template[], types: readonly string[]): string[] {
  const lines = templates
    .flatMap(({ Resources }) => Object.entries(Resources))
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id, { Type }]) => `${Type} ${id}`);
  return [...new Set(lines)].sort();
}
