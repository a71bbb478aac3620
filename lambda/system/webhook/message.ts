import type { WebhookSettings } from '../../policy/connectors/webhook.ts';
import type { ConnectorCall, ControlCall, RectifyCall, RestrictCall } from '../model/connector.ts';
import type { ConnectorAction } from '../model/protocol.ts';

/** What a receiver is asked. There is no message for a probe: it asks for a person that does not exist. */
export type AskedAction = Exclude<ConnectorAction, 'probe'>;
export type Asked = ConnectorCall &
  Partial<Pick<RectifyCall, 'corrections'> & Pick<RestrictCall, 'restricted'>> &
  Pick<ControlCall, 'remembered'>;

/** The call with identifiers of the types that the policy declares: no others leave Custos. */
export const sharedCall = (
  { identifiers }: Pick<WebhookSettings, 'identifiers'>,
  call: Asked,
): Asked => ({
  ...call,
  identifiers: call.identifiers.filter(({ type }) => identifiers.includes(type)),
});

/** The body of a call: JSON in UTF-8. `docs/systems.md` describes it to receivers. */
export function messageOf(
  { answer }: Pick<WebhookSettings, 'answer'>,
  delivery: string,
  action: AskedAction,
  call: Asked,
): Uint8Array {
  const { taskId, identifiers, categories, path, cursor, answerTo } = call;
  const { corrections, restricted, remembered } = call;
  return Buffer.from(
    JSON.stringify({
      ...{ delivery, task: taskId, action, identifiers, categories, path, cursor },
      ...{ corrections, restricted, remembered },
      ...(answer === 'callback' && { answerTo }),
    }),
  );
}
