import type { Rule } from './rule.ts';
import { at, list } from './template.ts';
import type { TemplateResource } from './template.ts';

const secretName = /secret|token|passw|api_?key|private_?key|credential/i;
const secretValue =
  /AKIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|\{\{resolve:(secretsmanager|ssm-secure):|eyJ[\w-]{10,}\.eyJ/;

/** The ARN of the stream as text, which is equal for mappings of the same stream. */
const streamOf = ({ Type, Properties }: TemplateResource): string | undefined => {
  if (Type !== 'AWS::Lambda::EventSourceMapping') return undefined;
  const source = JSON.stringify(at(Properties, 'EventSourceArn') ?? '');
  return /StreamArn|:stream/.test(source) ? source : undefined;
};

export const runtimeRules: readonly Rule[] = [
  {
    name: 'custos-two-readers-of-a-stream',
    requirement: 'At most two functions read a stream: DynamoDB throttles a third.',
    remedy: 'Let one function do both, or subscribe the new one to the event bus.',
    breaches: (resource, all) => {
      const stream = streamOf(resource);
      if (stream === undefined) return [];
      const readers = all
        .flatMap(({ Resources }) => Object.values(Resources))
        .filter((each) => streamOf(each) === stream);
      return readers.length > 2 ? ['Properties.EventSourceArn'] : [];
    },
  },
  {
    name: 'custos-no-secret-in-environment',
    requirement:
      'No variable of a function holds a secret: a principal that may read the function reads it.',
    remedy: 'Pass the ARN of the key or the secret, and let the function read it.',
    breaches: ({ Type, Properties }) => {
      if (Type !== 'AWS::Lambda::Function') return [];
      const variables = at(Properties, 'Environment', 'Variables') ?? {};
      return Object.entries(variables)
        .filter(([name, value]) => secretName.test(name) || secretValue.test(JSON.stringify(value)))
        .map(([name]) => `Properties.Environment.Variables.${name}`);
    },
  },
  {
    name: 'custos-modern-tls',
    requirement:
      'The API speaks TLS 1.3, or 1.2 with forward secrecy, under its own name only, unless a reason is given.',
    remedy: 'Set SecurityPolicy to SecurityPolicy_TLS13_... and EndpointAccessMode to STRICT.',
    breaches: ({ Type, Properties, Metadata }) => {
      if (Type !== 'AWS::ApiGateway::RestApi' && Type !== 'AWS::ApiGateway::DomainName') return [];
      const policy = at(Properties, 'SecurityPolicy');
      const modern = typeof policy === 'string' && policy.startsWith('SecurityPolicy_TLS13_');
      return [
        ...(modern ? [] : ['Properties.SecurityPolicy']),
        ...(at(Properties, 'EndpointAccessMode') === 'STRICT' || Metadata?.['custos:tls-access']
          ? []
          : ['Properties.EndpointAccessMode']),
      ];
    },
  },
  {
    name: 'custos-no-body-in-logs',
    requirement: 'The gateway does not log bodies of requests or responses.',
    remedy: 'Remove DataTraceEnabled from the settings of the stage.',
    breaches: ({ Type, Properties }) =>
      Type === 'AWS::ApiGateway::Stage' &&
      list(at(Properties, 'MethodSettings')).some((each) => at(each, 'DataTraceEnabled') === true)
        ? ['Properties.MethodSettings']
        : [],
  },
  {
    name: 'custos-logs-masked',
    requirement: 'Logs are encrypted, expire, and mask addresses and credentials.',
    remedy: 'Create the log group with keptLogs.',
    breaches: ({ Type, Properties }) =>
      Type === 'AWS::Logs::LogGroup'
        ? ['KmsKeyId', 'RetentionInDays', 'DataProtectionPolicy']
            .filter((property) => at(Properties, property) === undefined)
            .map((property) => `Properties.${property}`)
        : [],
  },
];
