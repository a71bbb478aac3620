import { newRequestId } from '../../lambda/value/ids.ts';
import type { DestructionOrder } from '../../lambda/platform/keyring/destroy-keys.ts';

/** An order without a request: for tests of the state after keys are destroyed. */
export const anyOrder: DestructionOrder = {
  requestId: newRequestId(),
  name: () => Promise.resolve(),
};
