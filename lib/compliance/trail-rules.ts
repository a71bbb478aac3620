import type { Rule } from './rule.ts';
import { at, list } from './template.ts';
import type { Template, TemplateResource } from './template.ts';

const isTrail = ({ Type }: TemplateResource): boolean => Type === 'AWS::CloudTrail::Trail';

/** Data events that a trail must select: what people have stored, and who reads or starts it. */
const dataTypes = [
  'AWS::DynamoDB::Stream',
  'AWS::DynamoDB::Table',
  'AWS::Lambda::Function',
  'AWS::S3::Object',
];

/** A trail whose files can be verified and read by named principals only. */
const isEvidence = ({ Properties }: TemplateResource): boolean =>
  at(Properties, 'IsLogging') === true &&
  at(Properties, 'EnableLogFileValidation') === true &&
  at(Properties, 'KMSKeyId') !== undefined;

const coversRegions = ({ Properties }: TemplateResource): boolean =>
  at(Properties, 'IsMultiRegionTrail') === true &&
  at(Properties, 'IncludeGlobalServiceEvents') === true;

const selects = (trail: TemplateResource, name: string, value: string): boolean =>
  list(at(trail.Properties, 'AdvancedEventSelectors')).some((selector) =>
    list(at(selector, 'FieldSelectors')).some(
      (field) => at(field, 'Field') === name && list(at(field, 'Equals')).includes(value),
    ),
  );

/** What no trail of these templates records. Trails are judged together: each has its share. */
function missing(all: readonly Template[]): readonly string[] {
  const trails = all
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter((resource) => isTrail(resource) && isEvidence(resource));
  const management = trails.some(
    (trail) =>
      trail.Metadata?.['custos:management'] === 'organization' ||
      (coversRegions(trail) && selects(trail, 'eventCategory', 'Management')),
  );
  return [
    ...(management ? [] : ['Management']),
    ...dataTypes.filter((type) => !trails.some((trail) => selects(trail, 'resources.type', type))),
  ];
}

export const trailRules: readonly Rule[] = [
  {
    name: 'custos-trail-complete',
    requirement:
      'Trails with validated, encrypted files record management events of all Regions, and calls on tables, streams, exports and functions.',
    remedy:
      'Keep both trails of AuditStack, or say that a trail of the organization records management events.',
    breaches: (resource, all) =>
      isTrail(resource) && missing(all).length > 0 ? ['Properties.AdvancedEventSelectors'] : [],
  },
];
