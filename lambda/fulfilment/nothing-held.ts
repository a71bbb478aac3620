import { signJws } from '../platform/jws.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { Policy } from '../policy/schema.ts';
import { advance, current } from '../request/attempt.ts';
import type { Attempt, FulfilmentDependencies } from '../request/attempt.ts';
import { certificateHead } from '../request-view/certificate-head.ts';
import type { RequestRow } from '../request/row.ts';
import { newEventId } from '../value/ids.ts';
import type { EpochMilliseconds } from '../value/time.ts';

const certificateType = 'nothing-held-certificate+jwt';

const confirmedAddress = 'the e-mail address that was confirmed with a code for this request';
const enteredIdentifier = 'the identifier that staff entered for this request';

/** What the look-up does not reach, in the words of the certificate itself. */
const notCovered = [
  'data that is held under another address, a telephone number or an account of the person',
  'pseudonymous counts and operational logs, which lead to no person',
] as const;

/** They are asked about people who are registered. */
const otherSystems = 'data that other systems of the controller have, which were not searched';

/** That nothing was held when the request was opened. It names no one. */
const certifyNothingHeld = (
  keyring: Keyring,
  policy: Policy,
  { requestId, kind, channel, receivedAt, timeline }: RequestRow,
  issuedAt: EpochMilliseconds,
): Promise<string> =>
  signJws(keyring, 'certificates', certificateType, {
    ...certificateHead(requestId, { certificateId: newEventId(), issuedAt, policy }),
    kind,
    status: 'NOTHING-HELD',
    // The first entry is when it was received, the second when it was opened.
    lookedUpAt: timeline[1]?.at ?? receivedAt,
    lookedUp: channel === 'public' ? confirmedAddress : enteredIdentifier,
    notCovered: [...notCovered, ...(Object.keys(policy.systems).length > 0 ? [otherSystems] : [])],
  });

/**
 * Certifies that nothing is held, and closes the request. Repeat it freely: a request that is closed
 * keeps its certificate.
 */
export async function answerNothingHeld(deps: FulfilmentDependencies, run: Attempt): Promise<void> {
  const { keyring, policy, clock } = deps;
  const row = await current(deps, run);
  const certificate = await certifyNothingHeld(keyring, policy, row, clock());
  await advance(deps, run, () => ({
    to: 'completed',
    events: ['certificate-issued'],
    set: { certificate, unchanged: { reason: 'nothing-held' } },
  }));
}
