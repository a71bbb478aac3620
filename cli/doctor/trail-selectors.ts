import type {
  AdvancedEventSelector,
  EventSelector,
  GetEventSelectorsResponse,
} from '@aws-sdk/client-cloudtrail';

/** Writing management events of KMS are recorded. */
export const recordsKeyChanges = (trail: GetEventSelectorsResponse): boolean =>
  (trail.EventSelectors ?? []).some(managesKeys) ||
  (trail.AdvancedEventSelectors ?? []).some(
    (selector) =>
      category(selector) === 'Management' &&
      !equals(selector, 'readOnly').includes('true') &&
      !field(selector, 'eventSource').some((one) => one.NotEquals?.includes(kms)),
  );

/** Data events of DynamoDB tables are recorded, of at least one table. */
export const recordsTableReads = (trail: GetEventSelectorsResponse): boolean =>
  (trail.EventSelectors ?? []).some(
    ({ ReadWriteType: type, DataResources: resources }) =>
      type !== 'WriteOnly' && resources?.some(({ Type }) => Type === table),
  ) ||
  (trail.AdvancedEventSelectors ?? []).some(
    (selector) =>
      category(selector) === 'Data' &&
      equals(selector, 'resources.type').includes(table) &&
      !equals(selector, 'readOnly').includes('false'),
  );

const kms = 'kms.amazonaws.com';
const table = 'AWS::DynamoDB::Table';

// Both have defaults where they are absent: CloudTrail API reference, EventSelector.
const managesKeys = (selector: EventSelector): boolean =>
  selector.IncludeManagementEvents !== false &&
  selector.ReadWriteType !== 'ReadOnly' &&
  selector.ExcludeManagementEventSources?.includes(kms) !== true;

const field = ({ FieldSelectors: fields = [] }: AdvancedEventSelector, name: string) =>
  fields.filter(({ Field }) => Field === name);

const equals = (selector: AdvancedEventSelector, name: string): readonly string[] =>
  field(selector, name).flatMap((one) => one.Equals ?? []);

const category = (selector: AdvancedEventSelector): string | undefined =>
  equals(selector, 'eventCategory')[0];
