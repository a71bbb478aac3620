import type { Cdk } from '../deploy/cdk.ts';
import type { CallApi } from '../deploy/gateway.ts';
import type { TokenMaker } from '../deploy/tokens.ts';
import type { ClientConfig } from '../../cli/doctor/check.ts';

/** A running API, and tokens that it accepts. */
export interface Api {
  readonly call: CallApi;
  readonly makeToken: TokenMaker;
  /** Whether requests are fulfilled there: an emulator may have no durable executions. */
  readonly carriesOutRequests: boolean;
  /** How long an erasure may take: cached keys have to expire first. */
  readonly patienceSeconds: number;
}

/** The issuer whose tokens the deployed stage accepts. */
export interface AccountIssuer {
  readonly issuer: string;
  /** Where its keys are; by discovery when absent. */
  readonly jwksUri?: string;
  readonly make: TokenMaker;
  readonly stop: () => Promise<void>;
}

/** Where the stage is deployed: an AWS account, or an emulator. */
export interface Target extends Pick<Api, 'carriesOutRequests' | 'patienceSeconds'> {
  readonly client: Partial<ClientConfig>;
  readonly cdk: Cdk;
  readonly open: (apiUrl: string) => CallApi;
  readonly startIssuer: (deployment: string) => Promise<AccountIssuer>;
  /** How long the first response of the API may take. */
  readonly firstAnswerSeconds: number;
}
