import { readdirSync } from 'node:fs';

/** The modules of `lambda/`, from the foundation up. Each imports only modules before it. */
const modules = [
  'value',
  'text',
  'cleaning',
  'policy',
  'platform',
  'containment',
  'auth',
  'status',
  'count',
  'ledger',
  'subject',
  'notice',
  'consent',
  'source',
  'retention',
  'decision',
  'record',
  'media',
  'redaction',
  'anonymity',
  'disclosure',
  'aggregate',
  'fairness',
  'model',
  'mail',
  'request',
  'request-view',
  'mail-text',
  'system',
  'opening',
  'review',
  'rectification',
  'appeal',
  'answer',
  'behalf',
  'staff',
  'follow-up',
  'request-api',
  'intake',
  'hold',
  'erasure',
  'export',
  'fulfilment',
  'finality',
  'verification',
  'delivery',
  'incident',
  'overview',
  'event',
  'deployment',
  'pages',
  'audit',
];
const unplaced = readdirSync('lambda', { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && !modules.includes(entry.name),
);
if (unplaced.length > 0) {
  const names = unplaced.map(({ name }) => name).join(', ');
  throw new Error(`.dependency-cruiser.mjs: say which modules ${names} may import`);
}

/** Facts that are provisioned from: they name tables and routes of any module and run nothing. */
const facts = '/(?:table|needs)\\.ts$';
const model = ['^lambda/[a-z-]+/model/', '^lambda/model/[a-z-]+/model/'];
/** The schema of `policy.yaml`; the authorizer reads issuers from its environment. */
const policySchema =
  '^lambda/policy/(?:schema|sections|(?!issuer-)[a-z]+-sections?|law-fields|connectors/(?!known-by)[a-z0-9]+)\\.ts$';
const entryPoint = '(?:handler|workflow|stream|schedule|recount)\\.ts$';

const onlyModulesBelow = modules.slice(0, -1).map((module, index) => ({
  name: `${module}-imports-modules-below`,
  comment: 'Modules form layers, so that each can be read with those below it and no others.',
  severity: 'error',
  from: { path: `^lambda/${module}/`, pathNot: facts },
  to: { path: `^lambda/(?:${modules.slice(index + 1).join('|')})/`, pathNot: facts },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle hides which side owns a rule.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...onlyModulesBelow,
    {
      name: 'models-are-pure',
      comment:
        'A model decides and does not read or write: it imports models, values and the policy.',
      severity: 'error',
      from: { path: model },
      to: {
        path: '^(?:lambda|node_modules|lib|local)/',
        pathNot: [
          ...model,
          '^lambda/(?:value|policy)/',
          '^node_modules/(?:zod|temporal-polyfill)/',
        ],
      },
    },
    {
      name: 'functions-do-not-build-the-schema-of-the-policy',
      comment:
        'Building it is a tenth of a cold start. The words of the policy are in vocabulary.ts.',
      severity: 'error',
      from: { path: '^lambda/', pathNot: policySchema },
      to: { path: policySchema, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'modules-keep-their-api-to-themselves',
      comment:
        "A module may use another module's model, table or store, never its api or entry points. One module assembles the function that serves several.",
      severity: 'error',
      from: { path: '^lambda/([a-z-]+)/', pathNot: '^lambda/request-api/' },
      to: {
        path: '^lambda/.*(?:api|routes|needs|handler|workflow|stream|schedule|recount)\\.ts$',
        pathNot: ['^lambda/$1/', '^lambda/platform/'],
      },
    },
    {
      name: 'entry-points-are-imported-by-nothing',
      severity: 'error',
      from: {},
      to: { path: `^lambda/.*/${entryPoint}`, pathNot: '^lambda/platform/' },
    },
    {
      name: 'lib-reads-leaf-facts-only',
      comment:
        'What is provisioned depends on tables, routes, needs and the policy, not on what runs.',
      severity: 'error',
      from: { path: '^lib/' },
      to: {
        path: '^lambda/',
        pathNot: [
          '/(table|routes|needs)\\.ts$',
          '^lambda/tables\\.ts$',
          '^lambda/(?:policy|value)/',
          '^lambda/text/rules\\.ts$',
          '^lambda/platform/(?:environment|log/messages|mail/mail|mail/sender|quarantine/quarantine|recovery/recovery)\\.ts$',
          '^lambda/platform/http/(contract|problem)\\.ts$',
        ],
      },
    },
    {
      name: 'leaf-facts-reach-no-sdk',
      severity: 'error',
      from: { path: '/(table|routes|needs|environment|http/contract)\\.ts$' },
      to: { path: '@aws-sdk|@aws/durable', reachable: true },
    },
    {
      name: 'lambda-knows-nothing-of-its-surroundings',
      severity: 'error',
      from: { path: '^lambda/' },
      to: { path: '^(lib|local|cli|bin|test)/|node_modules/aws-cdk-lib' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(lib|lambda|cli|local)/', pathNot: entryPoint },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // Without `custos-local`: what `#keyring` and its kind stand for in production.
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
