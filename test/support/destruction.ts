import { newRequestId } from '../../lambda/value/ids.ts';
import type { DestructionOrder } from '../../lambda/platform/keyring/destroy-keys.ts';

/** An order that no request gave: for tests of what is left once keys are gone. */
export const anyOrder: DestructionOrder = {
  requestId: newRequestId(),
  name: () => Promise.resolve(),
};
