import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { stages, lastUseSeconds } from '../../lib/stages.ts';
import { functions } from '../../lib/functions.ts';
import { newSigner } from '../auth/issuer.ts';
import { Cdk } from '../deploy/cdk.ts';
import { openUrl } from '../deploy/gateway.ts';
import type { Programs } from '../deploy/programs.ts';
import { makerOf } from '../deploy/tokens.ts';
import { startKeyServer } from './key-server.ts';
import type { Target } from './target.ts';

/** Time of an erasure in addition to the age of keys: calls, and the steps of the workflow. */
const erasureSeconds = 600;
const firstAnswerSeconds = 900;
const commandSeconds = 3_600;

export interface Account {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
}

/** @throws NoAccountError that names what to set */
export async function accountInEnvironment(): Promise<Account> {
  const { env } = process;
  const region = env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  const hasCredentials = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'].some(
    (name) => (env[name] ?? '') !== '',
  );
  if (!hasCredentials) {
    throw new NoAccountError('set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  }
  if (region === undefined || region === '') throw new NoAccountError('set AWS_REGION');
  try {
    const sts = new STSClient({ region });
    const { Account: id = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { id, arn, region };
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    throw new NoAccountError(`the credentials in the environment are not valid (${reason})`);
  }
}

/** Whether `cdk bootstrap` has been run there. */
export async function isBootstrapped({ region }: Account): Promise<boolean> {
  try {
    await new SSMClient({ region }).send(
      new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return false;
    throw error;
  }
}

/** The AWS account of the environment. */
export function amazon(programs: Programs, { id, region }: Account): Target {
  const client = { region };
  return {
    client,
    cdk: new Cdk(programs, {
      account: id,
      region,
      environment: {},
      timeoutSeconds: commandSeconds,
    }),
    open: openUrl,
    carriesOutRequests: true,
    patienceSeconds: lastUseSeconds(stages.dev, functions) + erasureSeconds,
    firstAnswerSeconds,
    startIssuer: async (deployment) => {
      const signer = await newSigner('account-test');
      const { url, stop } = await startKeyServer(client, deployment, [signer.jwk]);
      return { issuer: url, jwksUri: url, make: makerOf(signer, url), stop };
    },
  };
}

/** There is no account to deploy into. */
export class NoAccountError extends Error {
  override readonly name = 'NoAccountError';
}
