import { defineRoutes } from '../platform/http/contract.ts';
import { newDisclosures, recorded, recordedSeveral } from './contract.ts';

const example = {
  subject: { type: 'user-id', value: 'u-4711' },
  recipient: 'support-desk',
  purpose: 'support',
  categories: ['feedback'],
} as const;
const exampleId = '019ac0de-7e57-7000-8000-0123456789ba';

export const disclosureRoutes = defineRoutes({
  recordDisclosures: {
    method: 'POST',
    path: '/v1/disclosures',
    access: { kind: 'token', caller: 'service', scope: 'custos/disclosures' },
    summary:
      'Whether data may be given to a recipient, and the record that it is; one or up to 100',
    body: newDisclosures,
    maximumBodyBytes: 512 * 1024,
    idempotency: 'required',
    personal: true,
    responses: {
      201: {
        description: 'Covered by an agreement, permitted and recorded: give the data now',
        body: recorded,
        example: { disclosureId: exampleId },
      },
      207: {
        description: 'For `items`: one outcome each, in their order',
        body: recordedSeveral,
        example: {
          items: [
            { status: 201, disclosureId: exampleId },
            {
              status: 403,
              problem: {
                type: 'urn:custos:problem:processing-not-permitted',
                title: 'This processing is not permitted',
                status: 403,
                detail: 'No agreement of the policy that is in force covers this disclosure.',
                errors: [
                  {
                    pointer: '/items/1/recipient',
                    message: 'this disclosure is denied: agreement-expired',
                  },
                ],
              },
            },
          ],
        },
      },
    },
    problems: [
      'processing-not-permitted',
      'processing-frozen',
      'processing-restricted',
      'not-found',
      'subject-erased',
    ],
    example: {
      body: { ...example, reference: 'case-2026-0815' },
      otherBodies: {
        several: { items: [example, { ...example, recipient: 'annotation-partner' }] },
      },
    },
  },
});
