import { EgressError } from '../../platform/webhook/egress-error.ts';
import type { EgressReason } from '../../platform/webhook/egress-error.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { SystemError } from '../model/faults.ts';
import type { Said } from '../receiver/connector.ts';

/** @throws what is no fault of the call */
export function explained(error: unknown): Said {
  if (!(error instanceof SystemFaultError)) throw error;
  const { cause } = error;
  return (cause instanceof EgressError ? ofEgress[cause.reason] : ofAnswer[error.code]) ?? other;
}

const other: Said = ['The service did not answer the call.', 'Look at its log.'];

const ofAnswer: Readonly<Partial<Record<SystemError, Said>>> = {
  'access-denied': [
    'The service rejects the call (401 or 403).',
    'Verify signatures with the keys of GET /v1/jwks.json, and for the address as the policy has it.',
  ],
  'not-found': ['The address does not exist (404 or 410).', 'Correct `url`.'],
  'invalid-answer': [
    'The answer is none to the call.',
    'Compare it with docs/webhooks.md, and let it search by the identifiers and categories of the call alone.',
  ],
  misconfigured: [
    'The service cannot do what it is asked (405 or 501).',
    'State the action in `cannot`, with the ground.',
  ],
  throttled: ['The service is over its limit of calls (429).', 'Allow calls of Custos.'],
};

const ofEgress: Readonly<Record<EgressReason, Said>> = {
  'not-https': ['The address is not https.', 'Correct `url`.'],
  'host-not-declared': ['The address is of another host.', 'Correct `url`.'],
  'address-not-public': [
    'The name has an address that is not of the public internet.',
    'Publish the service under a public address; private ones and those of AWS are never called.',
  ],
  'certificate-invalid': [
    'The certificate of the service is not valid for its name.',
    'Renew it, or name its authority in `certificateAuthority`.',
  ],
  redirected: ['The service redirects the call.', 'Enter the address that it redirects to.'],
  'name-not-resolved': ['The name has no address.', 'Correct `url`, or its entry in DNS.'],
  unreachable: ['The service takes no connection.', 'Start it, and open its firewall.'],
  'timed-out': ['The service does not answer in time.', 'Look at its log.'],
  'response-too-large': ['The answer is too large.', 'Answer in pages, with a cursor.'],
  'response-encoded': ['The answer is compressed.', 'Answer without `content-encoding`.'],
};
