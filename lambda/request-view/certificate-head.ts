import type { Policy } from '../policy/schema.ts';
import type { EpochMilliseconds } from '../value/time.ts';

/** The issue of one certificate about a request. */
export interface Issue {
  readonly certificateId: string;
  readonly issuedAt: EpochMilliseconds;
  readonly policy: Pick<Policy, 'version' | 'controller'>;
}

/** What every certificate about a request says of itself and of its issuer. */
export const certificateHead = (
  requestId: string,
  { certificateId, issuedAt, policy: { controller, version } }: Issue,
) => ({
  iss: controller.website ?? `mailto:${controller.contact}`,
  iat: Math.floor(issuedAt / 1000),
  certId: certificateId,
  requestId,
  controller: { name: clip(controller.name), contact: clip(controller.contact) },
  policyVersion: version,
});

/** Names can be long, and what is signed has an end. */
const clip = (text: string): string => text.slice(0, 120).toWellFormed();
