const rooms = [
  'notice',
  'consent',
  'decision',
  'subject',
  'record',
  'retention',
  'request',
  'ledger',
];
const models = `^lambda/(?:${rooms.map((room) => `${room}/${room}`).join('|')})\\.ts$`;
const entryPoint = '/(handler|workflow|stream|schedule|recount|policy-change)\\.ts$';

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle hides which side owns a rule.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'models-are-pure',
      comment: 'A model imports other models, the policy, platform/time, ids and address only.',
      severity: 'error',
      from: { path: models },
      to: {
        path: '^(lambda|node_modules|lib|local)',
        pathNot: [models, '^lambda/platform/(time|ids|address)\\.ts$', '^lambda/policy/'],
      },
    },
    {
      name: 'rooms-meet-through-models-and-stores',
      comment:
        "A room may use another room's model, table or store, never its api or entry points.",
      severity: 'error',
      from: { path: '^lambda/([a-z]+)/' },
      to: {
        path: '^lambda/[a-z]+/(api|handler|workflow|stream|schedule|recount|policy-change|routes|needs)\\.ts$',
        pathNot: ['^lambda/$1/', '^lambda/platform/'],
      },
    },
    {
      name: 'entry-points-are-imported-by-nobody',
      severity: 'error',
      from: {},
      to: { path: `^lambda/[a-z]+${entryPoint}` },
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
          '^lambda/policy/',
          '^lambda/platform/environment\\.ts$',
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
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
