export { CustosPropsError } from './check-props.ts';
export { contextProps } from './context-props.ts';
export { CustosStage, custosStacks } from './custos-stage.ts';
export { CustomerKey } from './constructs/customer-key.ts';
export type { CustomerKeyProps } from './constructs/customer-key.ts';
export { EncryptedTable } from './constructs/encrypted-table.ts';
export type { EncryptedTableProps } from './constructs/encrypted-table.ts';
export { ImpactAlarm } from './constructs/impact-alarm.ts';
export type { ImpactAlarmProps } from './constructs/impact-alarm.ts';
export type { ExistingKeys, KeyName } from './constructs/key-set.ts';
export type { FunctionNetwork } from './constructs/privacy-function.ts';
export type { CustosStacks } from './custos-stage.ts';
export type {
  CustosDomain,
  CustosIssuer,
  CustosMail,
  CustosMedia,
  CustosProps,
} from './custos-props.ts';
export type { CustosHostedZone, CustosWeb, CustosWebDomain } from './custos-web.ts';
export { DataStack } from './data-stack.ts';
export { EdgeStack } from './edge-stack.ts';
export type { TableFacts } from './facts.ts';
export { featureFlags } from './feature-flags.ts';
export { LearningStack } from './learning-stack.ts';
export { MediaStack } from './media-stack.ts';
export { ServiceStack } from './service-stack.ts';
export { SystemsStack } from './systems-stack.ts';
export { stages } from './stages.ts';
export type { FirewallMode, Stage, StageName, Throttle } from './stages.ts';
export { WatchStack } from './watch-stack.ts';
export { WebStack } from './web-stack.ts';
