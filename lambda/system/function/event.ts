import { deliveryOf } from '../webhook/delivery.ts';
import type { Asked, AskedAction } from '../webhook/message.ts';

/**
 * The event of a call: the message of a webhook, and until when the function may work. `docs/systems.md`
 * describes it.
 */
export function eventOf(action: AskedAction, call: Asked): Uint8Array {
  const { taskId, identifiers, categories, path, cursor, until } = call;
  const { corrections, restricted, remembered } = call;
  return Buffer.from(
    JSON.stringify({
      ...{ delivery: deliveryOf(call), task: taskId, action, identifiers, categories, path },
      ...{ cursor, until, corrections, restricted, remembered },
    }),
  );
}
