import { connectorTargets } from '../../lambda/policy/connector-targets.ts';
import { inabilities } from '../../lambda/policy/connectors/abilities.ts';
import { identifierTypes } from '../../lambda/policy/vocabulary.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Connector } from '../../lambda/policy/system-section.ts';
import type { Finding, Path } from './problem.ts';
import { referenceFindings } from './purpose-rules.ts';
import { suggest } from './suggest.ts';

/** Rules of other stores that the shape of single fields cannot say. */
export const systemFindings = (document: PolicyDocument): Finding[] => [
  ...Object.entries(document.systems).flatMap(([id, system]) => {
    const path = ['systems', id];
    const connector = [...path, 'connector'];
    return [
      ...referenceFindings(
        [...path, 'categories'],
        'category',
        system.categories,
        document.categories,
      ),
      ...recipientFindings([...path, 'recipient'], system.recipient, document.recipients),
      ...inabilities(system.connector)
        .filter((action) => system.cannot[action] === undefined)
        .map((action) => ({
          path: connector,
          at: 'key' as const,
          message: `With these settings the system cannot ${action}, and does not say so.`,
          remedy: `Add \`${action}\` with ground and reason under \`cannot\`.${means[action] ?? ''}`,
        })),
      ...partsOf(system.connector).flatMap(([at, part]) => [
        ...categoryFindings([...connector, ...at, 'category'], part.category, system.categories),
        ...samePathFindings([...connector, ...at, 'second'], part),
        ...(part.prefixes ?? []).flatMap(([name, prefix]) =>
          placeholderFindings([...connector, ...at, ...name], prefix),
        ),
      ]),
    ];
  }),
  ...partitionFindings(document),
  ...countFindings(document),
];

const means: Readonly<Record<string, string>> = {
  restrict: ' Or name what marks restricted data: `restricted`, of a bucket `restrictedTag`.',
};

/** A table, kind of object or kind of memory of a system, and the two ways to find a person in it. */
interface Part {
  readonly category: string;
  readonly key?: unknown;
  readonly second?: unknown;
  /** With the place of each in the part. */
  readonly prefixes?: readonly [Path, string][];
}

function partsOf(connector: Connector): readonly [Path, Part][] {
  switch (connector.kind) {
    case 'dynamodb':
    case 'postgresql':
      return connector.tables.map((table, index) => [['tables', index], table]);
    case 's3':
      return connector.objects.map((objects, index): [Path, Part] => {
        const at = ['objects', index];
        const { category, second } = objects;
        if (objects.form === 'json-lines') return [at, { category, key: objects.key, second }];
        const prefixes: [Path, string][] = [
          [['prefix'], objects.prefix],
          ...(objects.second
            ? [[['second', 'prefix'], objects.second.prefix] as [Path, string]]
            : []),
        ];
        return [at, { category, key: { prefix: objects.prefix }, second, prefixes }];
      });
    case 'langgraph': {
      const { threads, store } = connector;
      const { category, by: key, second } = threads;
      return [
        [['threads'], { category, key, second }],
        ...(store ? [[['store'], { category: store.category }] as [Path, Part]] : []),
      ];
    }
    case 'lambda':
    case 'webhook':
      return [];
  }
}

function recipientFindings(
  path: Path,
  recipient: string | undefined,
  declared: PolicyDocument['recipients'],
): Finding[] {
  if (recipient === undefined || Object.hasOwn(declared, recipient)) return [];
  const remedy = suggest(recipient, Object.keys(declared));
  return [{ path, message: `\`${recipient}\` is not a recipient of this policy.`, remedy }];
}

const categoryFindings = (path: Path, category: string, ofSystem: readonly string[]): Finding[] =>
  ofSystem.includes(category)
    ? []
    : [
        {
          path,
          message: `\`${category}\` is not one of the categories of the system.`,
          remedy: suggest(category, ofSystem),
        },
      ];

/** Searched the same way, a copy that the first way does not find stays unknown. */
const samePathFindings = (path: Path, { key, second }: Part): Finding[] =>
  second !== undefined && JSON.stringify(key) === JSON.stringify(second)
    ? [
        {
          path,
          message: 'This is the first way once more: it finds nothing else.',
          remedy: 'Name another way to find the data of a person, or remove `second`.',
        },
      ]
    : [];

function placeholderFindings(path: Path, prefix: string): Finding[] {
  const named = /\{([a-z-]+)\}/.exec(prefix)?.[1] ?? '';
  if (identifierTypes.some((type) => type === named)) return [];
  return [
    { path, message: `\`{${named}}\` is no identifier.`, remedy: suggest(named, identifierTypes) },
  ];
}

/** A role has rights in the partition of its account alone: AWS, AWS China, AWS GovCloud (US). */
function partitionFindings({ systems }: PolicyDocument): Finding[] {
  const named = Object.entries(systems).flatMap(([id, { connector }]) =>
    arnsOf(connector).map(([at, arn]) => ({
      path: ['systems', id, 'connector', ...at],
      partition: arn.split(':')[1] ?? '',
    })),
  );
  const first = named[0]?.partition;
  return named
    .filter(({ partition }) => partition !== first)
    .map(({ path, partition }) => ({
      path,
      message: `The ARN is of the partition \`${partition}\`, others are of \`${first ?? ''}\`.`,
      remedy: 'Name resources of the partition in which you deploy.',
    }));
}

/** AWS Lambda: the environment variables of a function have 4 KB, and one names all connectors. */
const maximumConnectors = 24;

function countFindings(document: PolicyDocument): Finding[] {
  const { length } = connectorTargets(document);
  if (length <= maximumConnectors) return [];
  return [
    {
      path: ['recipients'],
      at: 'key',
      message: `${length} systems and recipients with \`notify\` are more than the ${maximumConnectors} that one deployment reaches.`,
      remedy: 'Let one service notify several recipients, or one function reach several stores.',
    },
  ];
}

/** Every ARN of the settings, with its place. */
function arnsOf(value: unknown, at: Path = []): readonly [Path, string][] {
  if (typeof value === 'string') return value.startsWith('arn:') ? [[at, value]] : [];
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, index) => arnsOf(each, [...at, index]));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => arnsOf(each, [...at, name]));
}
