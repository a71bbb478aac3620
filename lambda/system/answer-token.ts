import type { Keyring } from '../platform/keyring/keyring.ts';
import type { TaskKey } from '../request/model/task.ts';
import type { RequestId } from '../value/ids.ts';

export interface AnswerTo {
  readonly requestId: RequestId;
  readonly task: TaskKey;
  readonly taskId: string;
  readonly step: string;
}

/** With which a system answers one step of one task. Derived: nothing is stored, and nothing expires. */
export async function answerToken(
  keyring: Pick<Keyring, 'hmac'>,
  { requestId, task, taskId, step }: AnswerTo,
): Promise<string> {
  const mac = await keyring.hmac('system-answer/v1', [requestId, task, taskId, step]);
  return Buffer.from(mac).toString('base64url');
}
