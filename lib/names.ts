import type { Stage } from './stages.ts';

type Deployed = Pick<Stage, 'deployment'>;

/** Stacks of a deployment. CloudFormation begins every name that it makes with that of the stack. */
export const stackNames = ({ deployment }: Deployed) => ({
  data: `Custos-${deployment}-Data`,
  service: `Custos-${deployment}-Service`,
  edge: `Custos-${deployment}-Edge`,
});

/** API, authorizer, bus and firewall of a deployment: each kind has names of its own. */
export const physicalName = ({ deployment }: Deployed): string => `custos-${deployment}`;
