import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { KeySpec } from '@aws-sdk/client-kms';
import { ask, unanswered } from './ask.ts';
import type { Check } from './check.ts';
import { failed, ok, unknown } from './outcome.ts';

const wanted = 'ECC_NIST_EDWARDS25519';

/**
 * Whether KMS in the Region makes Ed25519 keys, with which receipts, certificates and checkpoints
 * are signed. CreateKey has no dry run, so it is asked for a kind of key that exists nowhere: it
 * cannot be made, and the refusal lists the kinds that can.
 */
export const signingKeys: Check = {
  name: 'Ed25519 keys',
  actions: ['kms:CreateKey'],
  run: async ({ client, region }) => {
    const kms = new KMSClient(client);
    const nonsense = 'CUSTOS_DOCTOR_ASKS_WHICH' as KeySpec;
    const answer = await ask('kms:CreateKey', () =>
      kms.send(new CreateKeyCommand({ KeySpec: nonsense, KeyUsage: 'SIGN_VERIFY' })),
    );
    if (answer.kind === 'answered') {
      return [
        unknown(
          `What answers for KMS in ${region} makes keys of kinds that do not exist.`,
          `Delete the key ${answer.value.KeyMetadata?.KeyId ?? ''} that it made; AWS would not have.`,
        ),
      ];
    }
    if (answer.kind !== 'refused') return [unanswered(`Ed25519 keys in ${region}`, answer)];
    const listed = /enum value set: \[([^\]]*)\]/.exec(answer.message)?.[1]?.split(/,\s*/);
    if (listed === undefined) return [unanswered(`Ed25519 keys in ${region}`, answer)];
    return listed.includes(wanted)
      ? [ok(`KMS in ${region} makes Ed25519 keys (${wanted}).`)]
      : [
          failed(
            `KMS in ${region} makes no Ed25519 keys (${wanted}).`,
            'Choose a Region whose KMS does: receipts and certificates are signed with them. ' +
              'https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html',
          ),
        ];
  },
};
