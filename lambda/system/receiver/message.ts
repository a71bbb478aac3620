import type { IdentifierType } from '../../policy/vocabulary.ts';
import type { ConnectorCall, ControlCall, RectifyCall, RestrictCall } from '../model/connector.ts';
import type { ConnectorAction } from '../model/protocol.ts';

/** What a receiver is asked. There is no message for a probe: it asks for a person that does not exist. */
export type AskedAction = Exclude<ConnectorAction, 'probe'>;
export type Asked = ConnectorCall &
  Partial<Pick<RectifyCall, 'corrections'> & Pick<RestrictCall, 'restricted'>> &
  Pick<ControlCall, 'remembered'>;

/** The call with identifiers of the types that the policy declares: no others leave Custos. */
export const sharedCall = (declared: readonly IdentifierType[], call: Asked): Asked => ({
  ...call,
  identifiers: call.identifiers.filter(({ type }) => declared.includes(type)),
});

/**
 * What is sent for a call: JSON in UTF-8. `docs/systems.md` describes it to functions of the operator,
 * and `docs/webhooks.md` to services.
 *
 * @param more of this kind of receiver
 */
export function messageOf(
  delivery: string,
  action: AskedAction,
  call: Asked,
  more: Readonly<Pick<Partial<Asked>, 'until' | 'answerTo'>>,
): Uint8Array {
  const { taskId, identifiers, categories, path, cursor } = call;
  const { corrections, restricted, remembered } = call;
  return Buffer.from(
    JSON.stringify({
      ...{ delivery, task: taskId, action, identifiers, categories, path, cursor },
      ...{ corrections, restricted, remembered },
      ...more,
    }),
  );
}
