import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { TargetKey } from '../../lambda/policy/connector-targets.ts';
import { replySchemas } from '../../lambda/system/model/protocol.ts';
import type { SystemError } from '../../lambda/system/model/faults.ts';

/** What a connector said of its system. */
export type Outcome =
  | { readonly system: TargetKey; readonly kind: 'ready' }
  | {
      readonly system: TargetKey;
      readonly kind: 'not-ready';
      readonly what: string;
      readonly remedy: string;
    };

/** The functions of connectors of one deployment. */
export interface Probes {
  readonly ask: (key: TargetKey) => Promise<Outcome>;
}

/** @param nameOf the name of the function; undefined where there is none */
export const probesOf = (
  client: LambdaClient,
  nameOf: (key: TargetKey) => string | undefined,
): Probes => ({
  ask: async (key) => {
    const name = nameOf(key);
    const notReady = (what: string, remedy: string): Outcome => ({
      ...{ system: key, kind: 'not-ready', what, remedy },
    });
    if (name === undefined) {
      return notReady(
        'it has no function here',
        'Deploy the policy that declares it; locally, start Custos again.',
      );
    }
    try {
      const { Payload, FunctionError } = await client.send(
        new InvokeCommand({ FunctionName: name, Payload: JSON.stringify({ action: 'probe' }) }),
      );
      if (FunctionError !== undefined) {
        return notReady('its function failed', `Read the log of ${name}.`);
      }
      const said = replySchemas.probe.parse(JSON.parse(Payload?.transformToString() ?? 'null'));
      if (said.kind === 'ready') return { system: key, kind: 'ready' };
      if (said.kind === 'not-ready') return notReady(said.what, said.remedy);
      return notReady(`the system answers ${said.error}`, remedies[said.error]);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.name : 'an unknown fault';
      return notReady(
        `its function could not be called (${reason})`,
        'Check your credentials and your right to lambda:InvokeFunction on it.',
      );
    }
  },
});

const remedies: Readonly<Record<SystemError, string>> = {
  unreachable:
    'Check host and port, the route from the subnets of the function, and security groups.',
  'access-denied':
    'Check the policy of the resource (table, bucket, key, secret, function): it has to let the role of the function in.',
  'not-found': 'Check the names in the settings: something that they name does not exist there.',
  throttled: 'Ask again later; raise the capacity of the system if it happens often.',
  'timed-out': 'Check that the system answers within seconds; a missing index makes it search all.',
  'invalid-answer': 'Check that it answers as docs/webhooks.md or the connector’s page says.',
  'changed-meanwhile': 'Ask again: something else wrote at the same time.',
  misconfigured:
    'Compare the settings in the policy with what the system has: keys, columns, tags.',
  locked: 'Lift the lock or wait for its end: nothing can be erased before.',
  unreadable: 'Restore archived objects, or take what is no JSON out of the prefix.',
  'unsafe-identifier': 'Choose another identifier: this one can reach data of other people.',
  internal: 'Read the log of its function.',
};

/** What runs the functions does not answer; the message says what to do. */
export class ProbesUnreachableError extends Error {
  override readonly name = 'ProbesUnreachableError';
}
