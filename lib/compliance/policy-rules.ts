import type { Rule } from './rule.ts';
import { at, list, statementsAt } from './template.ts';
import type { PolicyStatement, TemplateResource } from './template.ts';

/** Resource types that have a resource policy, and its property. */
const policyPaths: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'AWS::DynamoDB::GlobalTable': [['ResourcePolicy', 'PolicyDocument']],
  'AWS::DynamoDB::Table': [
    ['ResourcePolicy', 'PolicyDocument'],
    ['StreamSpecification', 'ResourcePolicy', 'PolicyDocument'],
  ],
  'AWS::IAM::Role': [['AssumeRolePolicyDocument']],
  'AWS::KMS::Key': [['KeyPolicy']],
  'AWS::S3::BucketPolicy': [['PolicyDocument']],
  'AWS::SNS::TopicPolicy': [['PolicyDocument']],
  'AWS::SQS::QueuePolicy': [['PolicyDocument']],
  'AWS::SecretsManager::ResourcePolicy': [['ResourcePolicy']],
};

/**
 * Condition keys that identify the caller; `kms:ViaService` and the like identify only the path of
 * the call.
 */
const naming = [
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'kms:CallerAccount',
  'kms:EncryptionContext:aws:cloudtrail:arn',
  'kms:EncryptionContext:aws:logs:arn',
].map((key) => key.toLowerCase());

const namesCaller = ({ Condition = {} }: PolicyStatement): boolean =>
  Object.entries(Condition).some(
    ([operator, keys]) =>
      !/Not|IfExists$/.test(operator) &&
      Object.entries(keys).some(
        ([key, values]) =>
          // IAM compares keys without their case.
          naming.includes(key.toLowerCase()) && list(values).every((value) => value !== '*'),
      ),
  );

const isAnybody = ({ Principal }: PolicyStatement): boolean =>
  list(Principal).some((each) => each === '*') ||
  list(at(Principal, 'AWS')).some((each) => each === '*');

const isService = ({ Principal }: PolicyStatement): boolean =>
  at(Principal, 'Service') !== undefined;

function brokenBy(
  { Type, Properties }: TemplateResource,
  breaks: (statement: PolicyStatement) => boolean,
): readonly string[] {
  return (policyPaths[Type] ?? [])
    .filter((path) =>
      statementsAt(Properties, ...path).some(
        (statement) => statement.Effect === 'Allow' && breaks(statement),
      ),
    )
    .map((path) => ['Properties', ...path].join('.'));
}

export const policyRules: readonly Rule[] = [
  {
    name: 'custos-open-policy',
    requirement: 'No policy of a table, key, bucket, queue or topic admits every principal.',
    remedy: 'Name the principals, or add a condition on aws:PrincipalArn or aws:SourceAccount.',
    breaches: (resource) =>
      resource.Type === 'AWS::IAM::Role'
        ? []
        : brokenBy(resource, (statement) => isAnybody(statement) && !namesCaller(statement)),
  },
  {
    name: 'custos-open-trust',
    requirement: 'Only a service or a named principal may assume a role.',
    remedy: 'Name the principal in the trust policy of the role; a condition is not enough.',
    breaches: (resource) =>
      resource.Type === 'AWS::IAM::Role' ? brokenBy(resource, isAnybody) : [],
  },
  {
    name: 'custos-confused-deputy',
    requirement: 'A service that a policy allows acts for resources of this account only.',
    remedy: 'Add a condition on aws:SourceArn or aws:SourceAccount.',
    breaches: (resource) =>
      resource.Type === 'AWS::IAM::Role'
        ? []
        : brokenBy(resource, (statement) => isService(statement) && !namesCaller(statement)),
  },
  {
    name: 'custos-open-function',
    requirement: 'A function is invoked by named callers only and has no URL of its own.',
    remedy: 'Name a service with the ARN of its resource, or a principal of the account.',
    breaches: ({ Type, Properties }) => {
      if (Type === 'AWS::Lambda::Url') return ['Properties'];
      if (Type !== 'AWS::Lambda::Permission') return [];
      const principal = at(Properties, 'Principal');
      const source = at(Properties, 'SourceArn') ?? at(Properties, 'SourceAccount');
      const service = typeof principal === 'string' && principal.endsWith('.amazonaws.com');
      return principal === '*' || (service && (source === undefined || source === '*'))
        ? ['Properties.Principal']
        : [];
    },
  },
  {
    name: 'custos-open-bus',
    requirement: 'Only principals of the account put events on the bus.',
    remedy: 'Name the principals in the statement of the bus.',
    breaches: ({ Type, Properties }) => {
      if (Type !== 'AWS::Events::EventBusPolicy') return [];
      const statement = at(Properties, 'Statement');
      const open =
        at(Properties, 'Principal') === '*' ||
        list(statement).some(
          (each) =>
            at(each, 'Effect') === 'Allow' &&
            isAnybody(each as PolicyStatement) &&
            !namesCaller(each as PolicyStatement),
        );
      return open ? ['Properties'] : [];
    },
  },
];
