import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { bytesColumn, kidColumn } from '../dynamo/columns.ts';
import { open, seal } from '../envelope/envelope.ts';
import { pae } from '../envelope/pae.ts';
import { SealBrokenError } from '../keyring/errors.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { newKid } from '../../value/ids.ts';
import type { Kid } from '../../value/ids.ts';

/** Columns of a row that has the key of a workflow. */
export const stateKeyColumns = { kid: kidColumn, wrappedKey: bytesColumn };

/**
 * The key of what a workflow knows of people between two steps. Store it in a row of the workflow, not
 * in a checkpoint, and remove it at the end: nothing opens the checkpoints then.
 */
export interface StateKey {
  readonly kid: Kid;
  /** Opaque: the keyring unwraps it. */
  readonly wrappedKey: Uint8Array;
}

export interface SealedState {
  /** Base64 of an envelope: for a checkpoint, which has no personal data. */
  readonly seal: (value: unknown) => string;
  /** @throws SealBrokenError when the text is none of this key and name */
  readonly open: (text: string) => unknown;
}

/** @throws KeyringUnavailableError */
export async function newStateKey(keyring: Pick<Keyring, 'generateDataKey'>): Promise<StateKey> {
  const kid = newKid();
  const { wrappedKey } = await keyring.generateDataKey(kid);
  return { kid, wrappedKey };
}

/**
 * @param name of the work that goes on: a state opens under its own name alone
 * @throws KeyringUnavailableError, KeyNotUnwrappedError
 */
export async function openState(
  keyring: Pick<Keyring, 'unwrap'>,
  { kid, wrappedKey }: StateKey,
  name: readonly string[],
): Promise<SealedState> {
  const key = await keyring.unwrap(wrappedKey, kid);
  const aad = pae(['workflow-state/v1', ...name]);
  return {
    // Compressed: one checkpoint of a durable function has at most 256 KB.
    seal: (value) =>
      Buffer.from(seal(key, kid, aad, deflateRawSync(JSON.stringify(value)))).toString('base64'),
    open(text) {
      const opened = open(key, aad, Buffer.from(text, 'base64'));
      if (opened.kind !== 'opened') throw new SealBrokenError('a workflow state', opened.kind);
      return JSON.parse(inflateRawSync(opened.plaintext).toString('utf8')) as unknown;
    },
  };
}
