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
        CUSTOS_KEYRING: 'kms',
        CUSTOS_KEYRING_DATA: { 'Fn::GetAtt': ['Key', 'Arn'] },
        CUSTOS_TABLE_THINGS: { Ref: 'Things' },
        CUSTOS_WORKFLOW: 'durable',
        CUSTOS_WORKFLOW_FULFILMENT: { Ref: 'Live' },
        CUSTOS_OBJECTS: 's3',
        CUSTOS_OBJECTS_AT: { Ref: 'Bucket' },
        CUSTOS_EVENTS: 'eventbridge',
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

const resource = (parent: unknown, part: string): Resource => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { ParentId: parent, PathPart: part, RestApiId: { Ref: 'Api' } },
});

const method = (httpMethod: string, resourceId: string, type: 'NONE' | 'CUSTOM'): Resource => ({
  Type: 'AWS::ApiGateway::Method',
  Properties: {
    HttpMethod: httpMethod,
    ResourceId: { Ref: resourceId },
    AuthorizationType: type,
    ...(type === 'CUSTOM' && { AuthorizerId: { Ref: 'Authorizer' } }),
    Integration: { Type: 'AWS_PROXY', Uri: invocationUri('Echo') },
  },
});

const gatewayResponse = (type: string, status: number, slug: string): Resource => ({
  Type: 'AWS::ApiGateway::GatewayResponse',
  Properties: {
    ResponseType: type,
    StatusCode: String(status),
    ResponseParameters: {
      'gatewayresponse.header.content-type': "'application/problem+json'",
      'gatewayresponse.header.x-request-id': 'context.requestId',
      'gatewayresponse.header.access-control-allow-origin': "'https://privacy.example'",
    },
    ResponseTemplates: {
      'application/json': `{"type":"urn:custos:problem:${slug}","requestId":"$context.requestId"}`,
    },
  },
});

const root = { 'Fn::GetAtt': ['Api', 'RootResourceId'] };

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
            Api: {
              Type: 'AWS::ApiGateway::RestApi',
              Properties: { BinaryMediaTypes: ['*/*'] },
            },
            Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'local' } },
            Authorizer: {
              Type: 'AWS::ApiGateway::Authorizer',
              Properties: {
                Type: 'REQUEST',
                IdentitySource: 'method.request.header.Authorization',
                AuthorizerResultTtlInSeconds: 300,
                AuthorizerUri: invocationUri('Echo'),
              },
            },
            V1: resource(root, 'v1'),
            Items: resource({ Ref: 'V1' }, 'items'),
            Item: resource({ Ref: 'Items' }, '{itemId}'),
            Latest: resource({ Ref: 'Items' }, 'latest'),
            ListItems: method('GET', 'Items', 'NONE'),
            PostItem: method('POST', 'Items', 'NONE'),
            GetItem: method('GET', 'Item', 'CUSTOM'),
            GetLatest: method('GET', 'Latest', 'CUSTOM'),
            HeadLatest: method('HEAD', 'Latest', 'NONE'),
            NotFound: gatewayResponse('MISSING_AUTHENTICATION_TOKEN', 404, 'not-found'),
            Unauthorized: gatewayResponse('UNAUTHORIZED', 401, 'unauthenticated'),
            Denied: gatewayResponse('ACCESS_DENIED', 403, 'scope-missing'),
            Unavailable: gatewayResponse('AUTHORIZER_FAILURE', 503, 'temporarily-unavailable'),
            TooLarge: gatewayResponse('REQUEST_TOO_LARGE', 413, 'payload-too-large'),
            Failure: gatewayResponse('INTEGRATION_FAILURE', 503, 'temporarily-unavailable'),
            Timeout: gatewayResponse('INTEGRATION_TIMEOUT', 503, 'temporarily-unavailable'),
            Fault: gatewayResponse('DEFAULT_5XX', 500, 'internal-error'),
          },
        },
      },
    ],
    () => assetDirectory,
  );
}
