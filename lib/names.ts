import type { Stage } from './stages.ts';

type Deployed = Pick<Stage, 'deployment'>;

/** Stacks of a deployment. CloudFormation begins generated names with that of the stack. */
export const stackNames = ({ deployment }: Deployed) => ({
  data: `Custos-${deployment}-Data`,
  service: `Custos-${deployment}-Service`,
  edge: `Custos-${deployment}-Edge`,
  audit: `Custos-${deployment}-Audit`,
});

/** API, authorizer, bus and firewall of a deployment: names are unique per kind. */
export const physicalName = ({ deployment }: Deployed): string => `custos-${deployment}`;
