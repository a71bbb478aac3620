import {
  AttachRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import type { Quarantine, QuarantinePlace } from './quarantine.ts';
import { parseQuarantine, QuarantineUnavailableError } from './quarantine.ts';

/** Attaches the prepared policy to the role of a function, and detaches it. */
export class IamQuarantine implements Quarantine {
  readonly #place: QuarantinePlace;
  readonly #client: IAMClient;

  constructor(place: QuarantinePlace, client: IAMClient = new IAMClient({ maxAttempts: 4 })) {
    this.#place = place;
    this.#client = client;
  }

  async attach(functionName: string): Promise<void> {
    try {
      await this.#client.send(new AttachRolePolicyCommand(this.#input(functionName)));
    } catch (cause) {
      throw new QuarantineUnavailableError('the policy could not be attached', { cause });
    }
  }

  async detach(functionName: string): Promise<void> {
    try {
      await this.#client.send(new DetachRolePolicyCommand(this.#input(functionName)));
    } catch (cause) {
      if (cause instanceof NoSuchEntityException) return;
      throw new QuarantineUnavailableError('the policy could not be detached', { cause });
    }
  }

  #input(functionName: string) {
    const { roleName, policyArn } = this.#place;
    return { RoleName: roleName.replace('{function}', functionName), PolicyArn: policyArn };
  }
}

/** What `#quarantine` resolves to in a bundle for AWS. */
export const openQuarantine = (at: string): Quarantine => new IamQuarantine(parseQuarantine(at));
