import { channel } from 'node:diagnostics_channel';
import type { KeyUse } from '../../lambda/platform/keyring/keyring.ts';

/** A call that the keyring or the objects would make of AWS. */
export type UseOfService =
  | {
      readonly service: 'kms';
      readonly action: 'Decrypt' | 'GenerateDataKey' | 'GenerateMac' | 'GetPublicKey' | 'Sign';
      readonly key: KeyUse;
      /** Members of the request that CloudTrail writes. */
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly errorCode?: string;
    }
  | {
      readonly service: 's3';
      readonly action: 'PutObject' | 'HeadObject' | 'GetObject' | 'DeleteObject';
      readonly object: string;
    };

const uses = channel('custos:use-of-service');

/** Costs nothing while no one listens: outside of the embedded runtime. */
export const used = (use: UseOfService): void => {
  if (uses.hasSubscribers) uses.publish(use);
};

/** Receives every use in this thread, whichever bundle it comes from. */
export const onUse = (take: (use: UseOfService) => void): void =>
  uses.subscribe((use) => take(use as UseOfService));
