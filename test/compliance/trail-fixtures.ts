import type { TemplateResource } from '../../lib/compliance/template.ts';
import type { Fixture } from './fixture.ts';

const category = (name: string) => ({ Field: 'eventCategory', Equals: [name] });
const management = { FieldSelectors: [category('Management')] };
const data = (...types: readonly string[]) =>
  types.map((type) => ({
    FieldSelectors: [
      category('Data'),
      { Field: 'resources.type', Equals: [type] },
      {
        Field: 'resources.ARN',
        StartsWith: ['arn:aws:dynamodb:eu-central-1:1:table/Custos-prod-Data-'],
        NotStartsWith: ['arn:aws:dynamodb:eu-central-1:1:table/Custos-prod-Data-Aliases'],
      },
    ],
  }));
const evidence = {
  IsLogging: true,
  EnableLogFileValidation: true,
  KMSKeyId: 'key',
  IsMultiRegionTrail: true,
  IncludeGlobalServiceEvents: true,
};
const trail = (properties: object, rest: object = {}): TemplateResource => ({
  Type: 'AWS::CloudTrail::Trail',
  ...rest,
  Properties: { ...evidence, ...properties },
});

const ofData = [
  'AWS::DynamoDB::Stream',
  'AWS::DynamoDB::Table',
  'AWS::Lambda::Function',
  'AWS::S3::Object',
] as const;
const complete = { AdvancedEventSelectors: [management, ...data(...ofData)] };

/** A trail that records everything, beside one with another mistake. */
export const completeTrail: Readonly<Record<string, TemplateResource>> = {
  CompleteTrail: trail(complete),
};

const rule = 'custos-trail-complete';

export const trailFixtures: readonly Fixture[] = [
  ...ofData.map((type) => ({
    rule,
    mistake: `trails that leave out ${type}`,
    resource: trail({
      AdvancedEventSelectors: [management, ...data(...ofData.filter((each) => each !== type))],
    }),
    right: complete,
  })),
  {
    rule,
    mistake: 'trails without management events',
    resource: trail({ AdvancedEventSelectors: data(...ofData) }),
    right: {},
    mended: trail(
      { AdvancedEventSelectors: data(...ofData) },
      { Metadata: { 'custos:management': 'organization' } },
    ),
  },
  {
    rule,
    mistake: 'management events of one Region',
    resource: trail({ ...complete, IsMultiRegionTrail: false }),
    right: {},
    // The other trail has them.
    mended: trail({ AdvancedEventSelectors: [management] }),
    beside: {
      Other: trail({ AdvancedEventSelectors: data(...ofData), IsMultiRegionTrail: false }),
    },
  },
  {
    rule,
    mistake: 'a trail that does not record',
    resource: trail({ ...complete, IsLogging: false }),
    right: { IsLogging: true },
  },
  {
    rule,
    mistake: 'a trail whose files cannot be verified',
    resource: trail({ ...complete, EnableLogFileValidation: false }),
    right: { EnableLogFileValidation: true },
  },
];
