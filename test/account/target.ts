import type { Cdk } from '../deploy/cdk.ts';
import type { CallApi } from '../deploy/gateway.ts';
import type { TokenMaker } from '../deploy/tokens.ts';
import type { ClientConfig } from '../../cli/doctor/check.ts';

/** An API that answers, and tokens that it accepts. */
export interface Api {
  readonly call: CallApi;
  readonly makeToken: TokenMaker;
  /** Whether requests are carried out there: an emulator may begin no durable execution. */
  readonly carriesOutRequests: boolean;
  /** How long an erasure may take: keys that functions still hold have to age first. */
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

/** Where the stage is deployed: an account of AWS, or an emulator of one. */
export interface Target extends Pick<Api, 'carriesOutRequests' | 'patienceSeconds'> {
  readonly client: Partial<ClientConfig>;
  readonly cdk: Cdk;
  readonly open: (apiUrl: string) => CallApi;
  readonly startIssuer: (deployment: string) => Promise<AccountIssuer>;
  /** How long the API may take to answer for the first time. */
  readonly firstAnswerSeconds: number;
}
