const account = '111122223333';
const at = (service: string, rest: string): string =>
  `arn:aws:${service}:eu-central-1:${account}:${rest}`;

interface Deployment {
  readonly resource: string;
  readonly actions: readonly string[];
  /**
   * Actions without resource-level permissions, so that a policy allows them for all resources or
   * not at all.
   */
  readonly everywhere?: readonly string[];
  /** The resource is created here. */
  readonly collection?: string;
  readonly context?: Readonly<Record<string, string>>;
}

const of = (service: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${service}:${name}`);

const functionArn = at('lambda', 'function:Custos-prod-Service-ConsentApi-1');
const restApi = 'arn:aws:apigateway:eu-central-1::/restapis/a1b2c3';
/** The simulation knows no resource type for POST here; the policy allows all below /restapis. */
const gatewayPart = (resource: string): Deployment => ({
  resource,
  actions: of('apigateway', 'GET PATCH DELETE'),
});
const roleArn = `arn:aws:iam::${account}:role/custos/eu-central-1/prod/custos-prod-x-eu-central-1`;
const queue = at('sqs', 'Custos-prod-Service-DeadLetters');
const topic = at('sns', 'Custos-prod-Watch-Alarms');
const acl = at('wafv2', 'regional/webacl/acl/1');

/**
 * The calls of CloudFormation to create, change and delete a resource of each type: the `handlers`
 * of its schema in the CloudFormation registry, for the properties in these templates.
 */
export const deployments: Readonly<Record<string, Deployment>> = {
  'AWS::ApiGateway::Account': {
    resource: 'arn:aws:apigateway:eu-central-1::/account',
    actions: of('apigateway', 'GET PATCH'),
  },
  'AWS::ApiGateway::Deployment': gatewayPart(`${restApi}/deployments/1`),
  // Imports its definition with PUT.
  'AWS::ApiGateway::RestApi': {
    resource: restApi,
    collection: 'arn:aws:apigateway:eu-central-1::/restapis',
    actions: of('apigateway', 'GET PUT PATCH DELETE'),
  },
  'AWS::ApiGateway::Stage': gatewayPart(`${restApi}/stages/prod`),
  'AWS::Athena::WorkGroup': {
    resource: at('athena', 'workgroup/custos-prod-audit'),
    actions: of(
      'athena',
      'CreateWorkGroup DeleteWorkGroup GetWorkGroup UpdateWorkGroup ListTagsForResource TagResource',
    ),
  },
  'AWS::Athena::NamedQuery': {
    resource: at('athena', 'workgroup/custos-prod-audit'),
    actions: of('athena', 'CreateNamedQuery DeleteNamedQuery GetNamedQuery ListNamedQueries'),
  },
  'AWS::Athena::PreparedStatement': {
    resource: at('athena', 'workgroup/custos-prod-audit'),
    actions: of(
      'athena',
      'CreatePreparedStatement DeletePreparedStatement GetPreparedStatement UpdatePreparedStatement',
    ),
  },
  'AWS::Glue::Database': {
    resource: at('glue', 'database/custos_prod_audit'),
    actions: of('glue', 'CreateDatabase DeleteDatabase GetDatabase UpdateDatabase'),
  },
  'AWS::Glue::Table': {
    resource: at('glue', 'table/custos_prod_audit/events'),
    actions: of('glue', 'CreateTable DeleteTable GetTable UpdateTable'),
  },
  'AWS::CloudFront::Distribution': {
    resource: `arn:aws:cloudfront::${account}:distribution/E1A2B3C4D5E6F7`,
    actions: of(
      'cloudfront',
      'GetDistribution GetDistributionConfig UpdateDistribution ' +
        'DeleteDistribution ListTagsForResource TagResource UntagResource',
    ),
    everywhere: of('cloudfront', 'CreateDistribution'),
  },
  'AWS::CloudFront::Function': {
    resource: `arn:aws:cloudfront::${account}:function/custos-prod-page-eu-central-1`,
    actions: of(
      'cloudfront',
      'DescribeFunction GetFunction UpdateFunction PublishFunction DeleteFunction',
    ),
    everywhere: of('cloudfront', 'CreateFunction'),
  },
  'AWS::CloudFront::OriginAccessControl': {
    resource: `arn:aws:cloudfront::${account}:origin-access-control/E1A2B3C4D5E6F7`,
    actions: of(
      'cloudfront',
      'GetOriginAccessControl UpdateOriginAccessControl DeleteOriginAccessControl',
    ),
    everywhere: of('cloudfront', 'CreateOriginAccessControl'),
  },
  'AWS::CloudFront::ResponseHeadersPolicy': {
    resource: `arn:aws:cloudfront::${account}:response-headers-policy/1a2b3c4d`,
    actions: of(
      'cloudfront',
      'GetResponseHeadersPolicy UpdateResponseHeadersPolicy DeleteResponseHeadersPolicy',
    ),
    everywhere: of('cloudfront', 'CreateResponseHeadersPolicy'),
  },
  // The two stacks that need the value resolve it.
  'AWS::SecretsManager::Secret': {
    resource: at('secretsmanager', 'secret:PagesSecret-1a2b3c'),
    actions: of(
      'secretsmanager',
      'CreateSecret DescribeSecret UpdateSecret DeleteSecret GetSecretValue TagResource UntagResource',
    ),
    everywhere: of('secretsmanager', 'GetRandomPassword'),
  },
  'AWS::CloudTrail::Trail': {
    resource: at('cloudtrail', 'trail/custos-prod-data-eu-central-1'),
    actions: of(
      'cloudtrail',
      'CreateTrail UpdateTrail DeleteTrail GetTrail GetTrailStatus StartLogging StopLogging ' +
        'PutEventSelectors GetEventSelectors PutInsightSelectors GetInsightSelectors ListTags AddTags',
    ),
    everywhere: of('cloudtrail', 'DescribeTrails'),
  },
  'AWS::CloudWatch::Alarm': {
    resource: at('cloudwatch', 'alarm:Custos-prod-x'),
    actions: of('cloudwatch', 'PutMetricAlarm DeleteAlarms DescribeAlarms TagResource'),
  },
  'AWS::CloudWatch::Dashboard': {
    resource: `arn:aws:cloudwatch::${account}:dashboard/custos-prod`,
    actions: of('cloudwatch', 'PutDashboard GetDashboard DeleteDashboards'),
  },
  'AWS::DynamoDB::Table': {
    resource: at('dynamodb', 'table/Custos-prod-Data-Records'),
    actions: of(
      'dynamodb',
      'CreateTable DeleteTable UpdateTable DescribeTable DescribeTimeToLive UpdateTimeToLive ' +
        'DescribeContinuousBackups UpdateContinuousBackups PutResourcePolicy GetResourcePolicy ' +
        'DeleteResourcePolicy TagResource UntagResource ListTagsOfResource',
    ),
  },
  'AWS::GuardDuty::MalwareProtectionPlan': {
    resource: at('guardduty', 'malware-protection-plan/1a2b3c4d'),
    actions: of(
      'guardduty',
      'GetMalwareProtectionPlan UpdateMalwareProtectionPlan DeleteMalwareProtectionPlan ' +
        'TagResource UntagResource',
    ),
    everywhere: ['guardduty:CreateMalwareProtectionPlan'],
  },
  'the role of the malware scan': {
    resource: roleArn,
    actions: ['iam:PassRole'],
    context: { 'iam:PassedToService': 'malware-protection-plan.guardduty.amazonaws.com' },
  },
  'AWS::SES::ConfigurationSet': {
    resource: at('ses', 'configuration-set/custos-prod'),
    actions: of(
      'ses',
      'CreateConfigurationSet GetConfigurationSet DeleteConfigurationSet ' +
        'PutConfigurationSetDeliveryOptions PutConfigurationSetReputationOptions ' +
        'PutConfigurationSetSendingOptions PutConfigurationSetSuppressionOptions ' +
        'PutConfigurationSetTrackingOptions TagResource UntagResource ListTagsForResource',
    ),
  },
  'AWS::SES::EmailIdentity': {
    resource: at('ses', 'identity/example.com'),
    actions: of(
      'ses',
      'CreateEmailIdentity GetEmailIdentity DeleteEmailIdentity PutEmailIdentityDkimAttributes ' +
        'PutEmailIdentityDkimSigningAttributes PutEmailIdentityFeedbackAttributes ' +
        'PutEmailIdentityConfigurationSetAttributes PutEmailIdentityMailFromAttributes ' +
        'TagResource UntagResource ListTagsForResource',
    ),
  },
  'AWS::SES::ConfigurationSetEventDestination': {
    resource: at('ses', 'configuration-set/custos-prod'),
    actions: of(
      'ses',
      'CreateConfigurationSetEventDestination GetConfigurationSetEventDestinations ' +
        'UpdateConfigurationSetEventDestination DeleteConfigurationSetEventDestination',
    ),
  },
  'AWS::Events::EventBus': {
    resource: at('events', 'event-bus/custos-prod'),
    actions: of(
      'events',
      'CreateEventBus DescribeEventBus UpdateEventBus DeleteEventBus TagResource',
    ),
  },
  'AWS::Events::EventBusPolicy': {
    resource: at('events', 'event-bus/custos-prod'),
    actions: of('events', 'DescribeEventBus'),
    everywhere: of('events', 'PutPermission RemovePermission'),
  },
  'AWS::Events::Rule': {
    resource: at('events', 'rule/Custos-prod-Service-Sweep'),
    actions: of(
      'events',
      'PutRule DescribeRule DeleteRule PutTargets RemoveTargets ListTargetsByRule',
    ),
  },
  'AWS::IAM::ManagedPolicy': {
    resource: `arn:aws:iam::${account}:policy/custos/eu-central-1/prod/Custos-prod-Service-x`,
    actions: of(
      'iam',
      'CreatePolicy DeletePolicy GetPolicy CreatePolicyVersion DeletePolicyVersion',
    ),
  },
  'AWS::IAM::Role': {
    resource: roleArn,
    actions: of(
      'iam',
      'CreateRole DeleteRole GetRole UpdateAssumeRolePolicy TagRole UntagRole AttachRolePolicy ' +
        'DetachRolePolicy ListAttachedRolePolicies PutRolePermissionsBoundary',
    ),
  },
  'AWS::KMS::Alias': {
    resource: at('kms', 'alias/custos-prod'),
    actions: of('kms', 'CreateAlias UpdateAlias DeleteAlias'),
  },
  'AWS::KMS::Key': {
    resource: at('kms', 'key/1234abcd'),
    actions: of(
      'kms',
      'DescribeKey PutKeyPolicy GetKeyPolicy EnableKeyRotation GetKeyRotationStatus TagResource ' +
        'UpdateKeyDescription ScheduleKeyDeletion CreateGrant GenerateDataKey Decrypt',
    ),
  },
  'AWS::Lambda::Alias': {
    resource: functionArn,
    actions: of('lambda', 'CreateAlias UpdateAlias GetAlias DeleteAlias'),
  },
  'AWS::Lambda::EventSourceMapping': {
    resource: at('lambda', 'event-source-mapping:1'),
    actions: of(
      'lambda',
      'UpdateEventSourceMapping GetEventSourceMapping DeleteEventSourceMapping',
    ),
    everywhere: ['lambda:CreateEventSourceMapping'],
  },
  'AWS::Lambda::Function': {
    resource: functionArn,
    actions: of(
      'lambda',
      'CreateFunction UpdateFunctionCode UpdateFunctionConfiguration GetFunction DeleteFunction ' +
        'PutFunctionConcurrency TagResource',
    ),
  },
  'AWS::Lambda::Permission': {
    resource: functionArn,
    actions: of('lambda', 'AddPermission RemovePermission GetPolicy'),
  },
  'AWS::Lambda::Version': {
    resource: functionArn,
    actions: of('lambda', 'PublishVersion ListVersionsByFunction DeleteFunction'),
  },
  'AWS::Logs::LogGroup': {
    resource: at('logs', 'log-group:Custos-prod-Service-ConsentApiLogs'),
    actions: of(
      'logs',
      'CreateLogGroup DeleteLogGroup PutRetentionPolicy AssociateKmsKey PutDataProtectionPolicy TagResource',
    ),
  },
  'AWS::Logs::MetricFilter': {
    resource: at('logs', 'log-group:Custos-prod-Service-ConsentApiLogs'),
    actions: of('logs', 'PutMetricFilter DeleteMetricFilter DescribeMetricFilters'),
  },
  'AWS::Logs::ResourcePolicy': {
    resource: '*',
    actions: of('logs', 'PutResourcePolicy DescribeResourcePolicies DeleteResourcePolicy'),
  },
  'AWS::S3::Bucket': {
    resource: 'arn:aws:s3:::custos-prod-data-exports-1',
    actions: of(
      's3',
      'CreateBucket DeleteBucket PutEncryptionConfiguration PutLifecycleConfiguration ' +
        'PutBucketPublicAccessBlock PutBucketVersioning PutBucketTagging PutBucketLogging ' +
        'PutBucketObjectLockConfiguration PutBucketOwnershipControls',
    ),
  },
  'AWS::S3::BucketPolicy': {
    resource: 'arn:aws:s3:::custos-prod-data-exports-1',
    actions: of('s3', 'GetBucketPolicy PutBucketPolicy DeleteBucketPolicy'),
  },
  'AWS::SNS::Topic': {
    resource: topic,
    actions: of('sns', 'CreateTopic DeleteTopic GetTopicAttributes SetTopicAttributes TagResource'),
  },
  'AWS::SNS::TopicPolicy': { resource: topic, actions: of('sns', 'SetTopicAttributes') },
  'AWS::SQS::Queue': {
    resource: queue,
    actions: of('sqs', 'CreateQueue DeleteQueue GetQueueAttributes SetQueueAttributes TagQueue'),
  },
  'AWS::SQS::QueuePolicy': { resource: queue, actions: of('sqs', 'SetQueueAttributes') },
  'AWS::WAFv2::LoggingConfiguration': {
    resource: acl,
    actions: of(
      'wafv2',
      'PutLoggingConfiguration GetLoggingConfiguration DeleteLoggingConfiguration',
    ),
  },
  'AWS::WAFv2::WebACL': {
    resource: acl,
    actions: of('wafv2', 'CreateWebACL UpdateWebACL GetWebACL DeleteWebACL'),
  },
  'AWS::WAFv2::WebACLAssociation': {
    resource: acl,
    actions: of('wafv2', 'AssociateWebACL'),
  },
  'Custom::PolicyChange': {
    resource: at('lambda', 'function:Custos-prod-Service-PolicyChange-1'),
    actions: of('lambda', 'InvokeFunction'),
  },
  'Custom::Pages': {
    resource: at('lambda', 'function:Custos-prod-Web-UploadFunction-1'),
    actions: of('lambda', 'InvokeFunction'),
  },
  // Not resource types: created by the calls above.
  'roles that functions get': {
    resource: roleArn,
    actions: ['iam:PassRole'],
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  },
  'the role of the firewall log': {
    resource: `arn:aws:iam::${account}:role/aws-service-role/wafv2.amazonaws.com/AWSServiceRoleForWAFV2Logging`,
    actions: ['iam:CreateServiceLinkedRole'],
    context: { 'iam:AWSServiceName': 'wafv2.amazonaws.com' },
  },
};
