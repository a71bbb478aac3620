import { rewrites } from '../constructs/append-only-policy.ts';
import { tables } from '../tables.ts';
import type { Rule } from './rule.ts';
import { at, list, statementsAt, tableNameOf } from './template.ts';
import type { Template, TemplateResource } from './template.ts';

const isTable = ({ Type }: TemplateResource): boolean =>
  Type === 'AWS::DynamoDB::Table' || Type === 'AWS::DynamoDB::GlobalTable';

const reasonOf = ({ Metadata }: TemplateResource): unknown => Metadata?.['custos:unprotected'];

const factsOf = (resource: TemplateResource) =>
  tables.find(({ name }) => name === tableNameOf(resource));

export const tableRules: readonly Rule[] = [
  {
    name: 'custos-table-known',
    requirement: 'Every table has facts that define what an erasure does to it.',
    remedy:
      'Declare the table in the table.ts of its module, list it in lambda/tables.ts, use EncryptedTable.',
    breaches: (resource) =>
      isTable(resource) && factsOf(resource) === undefined ? ['Properties.Tags'] : [],
  },
  {
    name: 'custos-recovery-window',
    requirement:
      'A table can be restored to any second of the window in its facts; an erasure is final once the window has passed.',
    remedy: 'Use EncryptedTable, which takes the window from recoveryDays in table.ts.',
    breaches: (resource) => {
      if (!isTable(resource)) return [];
      const recovery = at(resource.Properties, 'PointInTimeRecoverySpecification');
      const granted =
        at(recovery, 'PointInTimeRecoveryEnabled') === true &&
        at(recovery, 'RecoveryPeriodInDays') === (factsOf(resource)?.recoveryDays ?? 35);
      return granted ? [] : ['Properties.PointInTimeRecoverySpecification'];
    },
  },
  {
    name: 'custos-table-protected',
    requirement:
      'A table is encrypted under a key of the operator and cannot be deleted, unless a reason is given.',
    remedy: 'Use EncryptedTable; for a stage without protection, give the reason in lib/stages.ts.',
    breaches: (resource) => {
      if (!isTable(resource)) return [];
      const reason = reasonOf(resource);
      const unprotected =
        at(resource.Properties, 'DeletionProtectionEnabled') !== true ||
        resource.DeletionPolicy !== 'Retain';
      return [
        ...(at(resource.Properties, 'SSESpecification', 'KMSMasterKeyId') === undefined
          ? ['Properties.SSESpecification']
          : []),
        ...(unprotected && !(typeof reason === 'string' && reason.length >= 20)
          ? ['Properties.DeletionProtectionEnabled']
          : []),
      ];
    },
  },
  {
    name: 'custos-history-kept',
    requirement: 'No principal can change rows of a table that is append-only by its facts.',
    remedy: 'Keep appendOnlyPolicy on the table: a Deny for all principals, without a condition.',
    breaches: (resource) => {
      if (!isTable(resource) || factsOf(resource)?.appendOnly !== true) return [];
      const denied = statementsAt(resource.Properties, 'ResourcePolicy', 'PolicyDocument')
        .filter(
          ({ Effect, Condition, Principal }) =>
            Effect === 'Deny' &&
            Condition === undefined &&
            (Principal === '*' || at(Principal, 'AWS') === '*'),
        )
        .flatMap(({ Action }) => list(Action));
      return rewrites.every((action) => denied.includes(action))
        ? []
        : ['Properties.ResourcePolicy'];
    },
  },
  {
    name: 'custos-no-second-copy',
    requirement:
      'Keys of subjects and aliases are in no stream and no replica; the stream of subject-keys has the keys of rows only.',
    remedy:
      "Remove streamed from the table.ts, or make it 'keys-only' for subject-keys: a stream would retain for a day what an erasure destroys.",
    breaches: (resource) => {
      const name = tableNameOf(resource);
      if (!isTable(resource) || !['subject-keys', 'aliases'].includes(name ?? '')) return [];
      const view = at(resource.Properties, 'StreamSpecification', 'StreamViewType');
      // The keys of an alias are derived from identifiers; those of a key row are random.
      const stream = name === 'subject-keys' && view === 'KEYS_ONLY' ? [] : ['StreamSpecification'];
      return [...stream, 'KinesisStreamSpecification', 'Replicas']
        .filter((property) => at(resource.Properties, property) !== undefined)
        .map((property) => `Properties.${property}`);
    },
  },
  {
    name: 'custos-aliases-untrailed',
    requirement:
      'No trail records the table of aliases: its keys are derived from identifiers, and a locked log of them could not be erased.',
    remedy:
      'Name the tables of the selector one by one, or leave out the table of aliases by NotStartsWith.',
    breaches: ({ Type, Properties }, all) => {
      if (Type !== 'AWS::CloudTrail::Trail') return [];
      const ids = aliasesIn(all);
      const recorded = list(at(Properties, 'AdvancedEventSelectors')).some((selector) =>
        recordsAliases(selector, ids),
      );
      const basic = list(at(Properties, 'EventSelectors')).some((selector) =>
        JSON.stringify(at(selector, 'DataResources') ?? []).includes('AWS::DynamoDB::Table'),
      );
      return [
        ...(recorded ? ['Properties.AdvancedEventSelectors'] : []),
        // A basic selector has ARNs or prefixes of ARNs, which cannot be distinguished here.
        ...(basic ? ['Properties.EventSelectors'] : []),
      ];
    },
  },
];

const aliasesIn = (all: readonly Template[]): readonly string[] =>
  all.flatMap(({ Resources }) =>
    Object.entries(Resources).flatMap(([id, resource]) =>
      isTable(resource) && tableNameOf(resource) === 'aliases' ? [id] : [],
    ),
  );

function recordsAliases(selector: unknown, ids: readonly string[]): boolean {
  const fields = list(at(selector, 'FieldSelectors'));
  const field = (name: string) => fields.find((each) => at(each, 'Field') === name);
  // The table has no stream: custos-no-second-copy.
  if (!list(at(field('resources.type'), 'Equals')).includes('AWS::DynamoDB::Table')) return false;
  const leftOut = list(at(field('resources.ARN'), 'NotStartsWith')).map((arn) =>
    JSON.stringify(arn),
  );
  if (leftOut.some((arn) => /:table\/\S*-Data-Aliases\W*$/.test(arn))) return false;
  const equal = at(field('resources.ARN'), 'Equals');
  // Anything but a list of names could include the table of aliases.
  if (equal === undefined) return true;
  const text = JSON.stringify(equal);
  return ids.some((id) => text.includes(id));
}
