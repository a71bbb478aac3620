import { functionRolePath, rolesOfDeployment } from '../constructs/function-roles.ts';
import { functionNamePrefixes, physicalName, stackNames } from '../names.ts';
import type { Watched } from './detections.ts';
import type { LogFilter } from './log-filter.ts';
import { watchedCalls } from './watched-calls.ts';

const from = (service: string): string => `($.eventSource = "${service}.amazonaws.com")`;

const anyOf = (names: readonly string[]): string =>
  `(${names.map((name) => `($.eventName = "${name}")`).join(' || ')})`;

const issuer = '$.userIdentity.sessionContext.sessionIssuer.arn';

// A pattern has 1,024 characters; deployments by further roles are reported.
const excludedRoles = 2;

/**
 * Everyone but a deployment, by its whole role. AWS does not say whether `!=` holds for a field that is
 * absent, so that case is written out.
 */
const byHand = ({ deployRoles }: Pick<Watched, 'deployRoles'>): string =>
  `((${issuer} NOT EXISTS) || (${deployRoles
    .slice(0, excludedRoles)
    .map((role) => `(${issuer} != "${role}")`)
    .join(' && ')}))`;

const all = (...conditions: readonly string[]): string => `{ ${conditions.join(' && ')} }`;
const either = (...conditions: readonly string[]): string => `(${conditions.join(' || ')})`;

/** What Custos asks, in addition. */
export const ownFilters: readonly LogFilter[] = [
  {
    id: 'RoleTakeover',
    patterns: (watched) => {
      const name = physicalName(watched.stage);
      return [
        all(
          from('iam'),
          anyOf(watchedCalls.roles),
          either(
            `($.requestParameters.roleName = "${name}-*")`,
            '($.requestParameters.roleName = "cdk-*")',
            `($.requestParameters.path = "${functionRolePath(watched.stage)}")`,
          ),
          byHand(watched),
        ),
        all(
          from('iam'),
          either(
            anyOf([
              'CreateAccessKey',
              'CreateLoginProfile',
              'CreateServiceSpecificCredential',
              'DeactivateMFADevice',
              'SetDefaultPolicyVersion',
              'UpdateLoginProfile',
            ]),
            // A version of a policy that functions have, whose ARN has the path.
            `(${anyOf(['CreatePolicyVersion', 'DeletePolicyVersion'])} && ($.requestParameters.policyArn = "*${functionRolePath(watched.stage)}*"))`,
          ),
          byHand(watched),
        ),
      ];
    },
    impact:
      'A principal may act as a function of Custos, or deploy as you do, and read personal data.',
    firstStep: 'If it was not one of yours, take away the rights of the caller and deploy again.',
  },
  {
    id: 'CodeChangedByHand',
    // One pattern for each stack, because of their length.
    patterns: (watched) =>
      functionNamePrefixes(watched.stage).map((prefix) =>
        all(
          from('lambda'),
          anyOf([
            'AddPermission*',
            'CreateFunction*',
            'DeleteFunction*',
            'UpdateEventSourceMapping*',
            'UpdateFunctionCode*',
            'UpdateFunctionConfiguration*',
          ]),
          either(
            `($.requestParameters.functionName = "*${prefix}*")`,
            `($.responseElements.functionArn = "*${prefix}*")`,
          ),
          byHand(watched),
        ),
      ),
    impact:
      'A function of Custos does not do what was deployed, and what it does with data is unknown.',
    firstStep: 'Deploy again, then ask the trail what the function read since that minute.',
  },
  {
    id: 'GuardsChanged',
    patterns: (watched) => [
      all(
        anyOf([
          'DeleteAlarms',
          'DeleteLogGroup',
          'DeleteLogStream',
          'DeleteMetricFilter',
          'DeleteRule',
          'DeleteTopic',
          'DisableAlarmActions',
          'DisableRule',
          'PutRetentionPolicy',
          'RemoveTargets',
          'Unsubscribe',
        ]),
        byHand(watched),
      ),
      all(
        anyOf([
          'DeleteAnalyzer',
          'DeleteDataProtectionPolicy',
          'DeleteDetector',
          'DeleteLoggingConfiguration',
          'DeleteWebACL',
          'DisassociateKmsKey',
          'DisassociateWebACL',
          'PutEventSelectors',
          'PutInsightSelectors',
          'PutMetricFilter',
          'UpdateDetector',
        ]),
        byHand(watched),
      ),
    ],
    impact: 'An alarm, a rule or a log was switched off, so what follows may go unnoticed.',
    firstStep: 'Deploy again, run npx custos doctor, and ask the trail what the caller did since.',
  },
  {
    id: 'DeniedOnOurData',
    // CloudTrail leaves out the parameters of a denied call; its message has the ARN of the resource,
    // which of a key says nothing of the deployment.
    patterns: ({ stage }) => [
      all(
        '($.errorCode = "*AccessDenied*")',
        either(
          from('kms'),
          `(${from('dynamodb')} && ($.errorMessage = "*${stackNames(stage).data}-*"))`,
          `(${from('s3')} && ($.errorMessage = "*${physicalName(stage)}-*"))`,
        ),
      ),
    ],
    impact: 'A principal tries to change tables, buckets or keys with personal data, and may not.',
    firstStep:
      'Find the caller: a person who erred, a deployment that lacks a right, or an attacker.',
  },
  {
    id: 'DecryptCount',
    patterns: ({ stage }) => [
      all(
        from('kms'),
        '($.eventName = "Decrypt")',
        '($.requestParameters.encryptionContext.purpose = "subject-key")',
        `(${issuer} = "${rolesOfDeployment(stage)}")`,
      ),
    ],
    // How many are usual depends on the number of people; CloudWatch learns it in two weeks.
    deviations: 4,
    periods: 3,
    impact: 'Keys of unusually many people are used, as by a service token that reads everyone.',
    firstStep: 'Find in the access log the client with the most calls, and revoke it if unknown.',
  },
];
