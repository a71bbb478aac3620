import type { TemplateResource } from '../../lib/compliance/template.ts';

/** A mistake that a rule of Custos rejects. */
export interface Fixture {
  readonly rule: string;
  readonly mistake: string;
  readonly resource: TemplateResource;
  /** The correction. */
  readonly right: Readonly<Record<string, unknown>>;
  /**
   * Corrected by other resources, or by an order.
   *
   * @default - by `right` alone
   */
  readonly mended?: TemplateResource;
  /** Other resources of the template. */
  readonly beside?: Readonly<Record<string, TemplateResource>>;
}

/** A table of Custos without mistakes, except the given ones. */
export const table = (name: string, properties: object, rest: object = {}): TemplateResource => ({
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'Retain',
  ...rest,
  Properties: {
    Tags: [{ Key: 'custos:table', Value: name }],
    PointInTimeRecoverySpecification: {
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: ['subject-keys', 'aliases', 'subjects', 'idempotency'].includes(name)
        ? 7
        : 35,
    },
    DeletionProtectionEnabled: true,
    SSESpecification: { KMSMasterKeyId: 'key' },
    ...properties,
  },
});

export const allow = (principal: unknown, condition?: object) => ({
  Statement: [
    {
      Effect: 'Allow',
      Principal: principal,
      Action: '*',
      Resource: '*',
      ...(condition && { Condition: condition }),
    },
  ],
});
