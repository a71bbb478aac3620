import { establishmentFindings } from './establishment-rules.ts';
import { fairnessFindings } from './fairness-rules.ts';
import { idIssuerFindings } from './id-issuer-rules.ts';
import { jurisdictionFindings } from './jurisdiction-rules.ts';
import { measureFindings } from './measure-rules.ts';
import { mediaFindings } from './media-rules.ts';
import { noticeFindings } from './notice-rules.ts';
import { overlapFindings } from './overlap-rules.ts';
import { peopleFindings } from './people-rules.ts';
import type { Finding } from './problem.ts';
import { requestFindings } from './request-rules.ts';
import { purposeFindings } from './purpose-rules.ts';
import { policySchema } from '../../lambda/policy/schema.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { shapeFindings } from './shape.ts';
import type { Source } from './source.ts';
import { systemFindings } from './system-rules.ts';
import { textFindings } from './text-rules.ts';
import { trainingFindings } from './training-rules.ts';
import { translationFindings } from './translation-rules.ts';
import { webFindings } from './web-rules.ts';

export type Validation =
  | {
      readonly kind: 'shaped';
      readonly document: PolicyDocument;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'misshapen'; readonly findings: readonly Finding[] };

/**
 * Checks the shape of `policy.yaml`, then what its parts say about each other. The second step
 * needs the first: references are looked up only in a document that has its shape.
 */
export function validatePolicy({ value, has }: Pick<Source, 'value' | 'has'>): Validation {
  const parsed = policySchema.safeParse(value);
  if (!parsed.success) {
    return { kind: 'misshapen', findings: shapeFindings(parsed.error.issues, { value, has }) };
  }
  const document = parsed.data;
  const findings = [
    ...purposeFindings(document),
    ...noticeFindings(document),
    ...establishmentFindings(document),
    ...jurisdictionFindings(document),
    ...peopleFindings(document),
    ...requestFindings(document),
    ...mediaFindings(document),
    ...systemFindings(document),
    ...measureFindings(document),
    ...fairnessFindings(document),
    ...idIssuerFindings(document),
    ...overlapFindings(document),
    ...textFindings(document),
    ...trainingFindings(document),
    ...translationFindings(document),
    ...webFindings(document),
  ];
  return { kind: 'shaped', document, findings };
}
