export { CustosStage, custosStacks } from './custos-stage.ts';
export type { CustosProps, CustosStacks } from './custos-stage.ts';
export type { DataStack } from './data-stack.ts';
export { featureFlags } from './feature-flags.ts';
export type { ServiceStack } from './service-stack.ts';
export { stages } from './stages.ts';
export type { Stage, StageName } from './stages.ts';
