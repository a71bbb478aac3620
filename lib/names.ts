import type { Stage } from './stages.ts';

type Deployed = Pick<Stage, 'deployment'>;

/** Stacks of a deployment. CloudFormation begins generated names with that of the stack. */
export const stackNames = ({ deployment }: Deployed) => ({
  data: `Custos-${deployment}-Data`,
  service: `Custos-${deployment}-Service`,
  edge: `Custos-${deployment}-Edge`,
  audit: `Custos-${deployment}-Audit`,
});

/**
 * How names of functions begin that CloudFormation makes. It shortens names to the 64 characters that
 * Lambda takes, and then the part of the stack to 25: of a longer one no more can be relied on.
 */
export const functionNamePrefix = (deployed: Deployed): string => {
  const { service } = stackNames(deployed);
  return service.length > stackPartLength ? service.slice(0, stackPartLength - 1) : `${service}-`;
};

const stackPartLength = 25;

/** API, authorizer, bus and firewall of a deployment: names are unique per kind. */
export const physicalName = ({ deployment }: Deployed): string => `custos-${deployment}`;
