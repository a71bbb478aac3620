import { timingSafeEqual } from 'node:crypto';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { TaskKey } from '../request/model/task.ts';
import type { RequestId } from '../value/ids.ts';

export interface AnswerTo {
  readonly requestId: RequestId;
  readonly task: TaskKey;
  readonly taskId: string;
  readonly step: string;
}

/** `csa_<step>_<HMAC>`: names the step that it answers. */
const shape = /^csa_([a-z0-9.-]{1,80})_[\w-]{43}$/;

/** With which a system answers one step of one task. Derived: nothing is stored, and nothing expires. */
export async function answerToken(
  keyring: Pick<Keyring, 'hmac'>,
  { requestId, task, taskId, step }: AnswerTo,
): Promise<string> {
  const mac = await keyring.hmac('system-answer/v1', [requestId, task, taskId, step]);
  return `csa_${step}_${Buffer.from(mac).toString('base64url')}`;
}

/** The step that a token says it is for, whether or not it is one. */
export const stepOfToken = (token: string): string | undefined => shape.exec(token)?.[1];

/** Takes the same time whatever is wrong with the token. */
export async function isAnswerToken(
  keyring: Pick<Keyring, 'hmac'>,
  token: string,
  to: AnswerTo,
): Promise<boolean> {
  const [given, expected] = [Buffer.from(token), Buffer.from(await answerToken(keyring, to))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
