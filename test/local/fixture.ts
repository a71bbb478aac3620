import { assemble } from '../../local/assembly.ts';
import type { Assembly } from '../../local/assembly.ts';
import type { Resource } from '../../local/template.ts';

const functionCalled = (name: string, extra: object = {}): Resource => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'index.handler',
    Timeout: 2,
    MemorySize: 128,
    Code: { S3Key: 'code.zip' },
    Environment: {
      Variables: {
        CUSTOS_FUNCTION: name,
        CUSTOS_KEYRING_DATA: { 'Fn::GetAtt': ['Key', 'Arn'] },
        CUSTOS_TABLE_THINGS: { Ref: 'Things' },
        CUSTOS_WORKFLOW_FULFILMENT: { Ref: 'Live' },
        CUSTOS_OBJECTS_AT: { Ref: 'Bucket' },
        CUSTOS_MEDIA_AT: { Ref: 'Files' },
        CUSTOS_EVENTS_AT: { Ref: 'Bus' },
        CUSTOS_ISSUERS: '[]',
      },
    },
    ...extra,
  },
});

const invocationUri = (logicalId: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/',
      { 'Fn::GetAtt': [logicalId, 'Arn'] },
      '/invocations',
    ],
  ],
});

const operation = (security: readonly object[]) => ({
  security,
  'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: invocationUri('Echo') },
});
const open = operation([]);
const guarded = operation([{ authorizer: [] }]);

const gatewayResponse = (status: number, slug: string) => ({
  statusCode: String(status),
  responseParameters: {
    'gatewayresponse.header.content-type': "'application/problem+json'",
    'gatewayresponse.header.x-request-id': 'context.requestId',
    'gatewayresponse.header.access-control-allow-origin': "'https://privacy.example'",
  },
  responseTemplates: {
    'application/json': `{"type":"urn:custos:problem:${slug}","requestId":"$context.requestId"}`,
  },
});

const definition = {
  paths: {
    '/v1/items': { get: open, post: open },
    '/v1/items/{itemId}': {
      parameters: [{ name: 'itemId', in: 'path', required: true, schema: { type: 'string' } }],
      get: guarded,
    },
    '/v1/items/latest': { get: guarded, head: open },
  },
  components: {
    securitySchemes: {
      authorizer: {
        type: 'apiKey',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          identitySource: 'method.request.header.Authorization',
          authorizerUri: invocationUri('Echo'),
          authorizerResultTtlInSeconds: 300,
        },
      },
    },
  },
  'x-amazon-apigateway-binary-media-types': ['*/*'],
  'x-amazon-apigateway-gateway-responses': {
    MISSING_AUTHENTICATION_TOKEN: gatewayResponse(404, 'not-found'),
    UNAUTHORIZED: gatewayResponse(401, 'unauthenticated'),
    ACCESS_DENIED: gatewayResponse(403, 'scope-missing'),
    AUTHORIZER_FAILURE: gatewayResponse(503, 'temporarily-unavailable'),
    REQUEST_TOO_LARGE: gatewayResponse(413, 'payload-too-large'),
    INTEGRATION_FAILURE: gatewayResponse(503, 'temporarily-unavailable'),
    INTEGRATION_TIMEOUT: gatewayResponse(503, 'temporarily-unavailable'),
    DEFAULT_5XX: gatewayResponse(500, 'internal-error'),
  },
};

/** A small app with everything that the runtime reads from templates, made by hand. */
export function fixtureAssembly(assetDirectory = '/nowhere'): Assembly {
  return assemble(
    [
      {
        name: 'Fixture',
        directory: '.',
        template: {
          Resources: {
            Key: { Type: 'AWS::KMS::Key' },
            Bucket: { Type: 'AWS::S3::Bucket' },
            Files: { Type: 'AWS::S3::Bucket' },
            Bus: { Type: 'AWS::Events::EventBus' },
            Things: {
              Type: 'AWS::DynamoDB::Table',
              Properties: {
                AttributeDefinitions: [
                  { AttributeName: 'id', AttributeType: 'S' },
                  { AttributeName: 'owner', AttributeType: 'S' },
                ],
                KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
                GlobalSecondaryIndexes: [
                  {
                    IndexName: 'by-owner',
                    KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
                    Projection: { ProjectionType: 'KEYS_ONLY' },
                  },
                ],
                StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
                TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
                DeletionProtectionEnabled: true,
              },
            },
            Echo: functionCalled('echo'),
            Long: functionCalled('fulfilment', {
              DurableConfig: { ExecutionTimeout: 1_209_600, RetentionPeriodInDays: 1 },
            }),
            LongVersion: {
              Type: 'AWS::Lambda::Version',
              Properties: { FunctionName: { Ref: 'Long' } },
            },
            Live: {
              Type: 'AWS::Lambda::Alias',
              Properties: { FunctionName: { Ref: 'Long' }, Name: 'live' },
            },
            CdkOwn: {
              Type: 'AWS::Lambda::Function',
              Properties: { Handler: 'index.handler', Code: { ZipFile: '' } },
            },
            Mapping: {
              Type: 'AWS::Lambda::EventSourceMapping',
              Properties: {
                EventSourceArn: { 'Fn::GetAtt': ['Things', 'StreamArn'] },
                FunctionName: { Ref: 'Echo' },
                BatchSize: 2,
                MaximumRetryAttempts: 1,
                FilterCriteria: { Filters: [{ Pattern: '{"eventName":["REMOVE"]}' }] },
              },
            },
            Hourly: {
              Type: 'AWS::Events::Rule',
              Properties: {
                ScheduleExpression: 'rate(1 hour)',
                State: 'ENABLED',
                Targets: [{ Id: 'One', Arn: { 'Fn::GetAtt': ['Echo', 'Arn'] } }],
              },
            },
            Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: definition } },
            Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'local' } },
          },
        },
      },
    ],
    () => assetDirectory,
  );
}
