import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import type { JWK } from 'jose';
import type { Target } from './target.ts';

export interface KeyServer {
  /** URL of the key set, as AWS serves it. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export const keyServerStack = (deployment: string): string => `CustosTest-${deployment}-Keys`;

/**
 * Serves a key set where the deployed authorizer can reach it, without a server: API Gateway
 * returns the set from a mock integration, so that only public keys are public.
 */
export async function startKeyServer(
  client: Target['client'],
  deployment: string,
  keys: readonly JWK[],
): Promise<KeyServer> {
  const cloudFormation = new CloudFormationClient(client);
  const StackName = keyServerStack(deployment);
  const waiting = { client: cloudFormation, maxWaitTime: 600, minDelay: 1, maxDelay: 5 };
  await cloudFormation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(templateOf(JSON.stringify({ keys }))),
    }),
  );
  await waitUntilStackCreateComplete(waiting, { StackName });
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const url = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'Url')?.OutputValue;
  if (url === undefined) throw new TypeError(`${StackName} has no output Url`);
  return {
    url,
    stop: async () => {
      await cloudFormation.send(new DeleteStackCommand({ StackName }));
      await waitUntilStackDeleteComplete(waiting, { StackName });
      cloudFormation.destroy();
    },
  };
}

const templateOf = (body: string) => ({
  Description: 'Custos, test in an account: public keys of the issuer of the test',
  Resources: {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Name: { Ref: 'AWS::StackName' },
        EndpointConfiguration: { Types: ['REGIONAL'] },
      },
    },
    Keys: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: 'keys',
      },
    },
    Get: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: 'Keys' },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'MOCK',
          RequestTemplates: { 'application/json': '{"statusCode": 200}' },
          IntegrationResponses: [
            { StatusCode: '200', ResponseTemplates: { 'application/json': body } },
          ],
        },
        MethodResponses: [{ StatusCode: '200' }],
      },
    },
    Deployment: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: 'Get',
      Properties: { RestApiId: { Ref: 'Api' } },
    },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        DeploymentId: { Ref: 'Deployment' },
        StageName: 'test',
      },
    },
  },
  Outputs: {
    Url: {
      Value: {
        'Fn::Sub': 'https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${Stage}/keys',
      },
    },
  },
});
