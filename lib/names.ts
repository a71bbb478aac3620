import type { Stage } from './stages.ts';

type Deployed = Pick<Stage, 'deployment'>;

/** Stacks of a deployment. CloudFormation begins generated names with that of the stack. */
export const stackNames = ({ deployment }: Deployed) => ({
  data: `Custos-${deployment}-Data`,
  media: `Custos-${deployment}-Media`,
  systems: `Custos-${deployment}-Systems`,
  learning: `Custos-${deployment}-Learning`,
  service: `Custos-${deployment}-Service`,
  edge: `Custos-${deployment}-Edge`,
  audit: `Custos-${deployment}-Audit`,
  watch: `Custos-${deployment}-Watch`,
  web: `Custos-${deployment}-Web`,
});

/**
 * How names of functions and of rules begin that CloudFormation makes. It shortens them to the 64
 * characters that both services take, and then the part of the stack to 25: of a longer one no more
 * can be relied on.
 */
export const shortNamePrefix = (stackName: string): string =>
  stackName.length > stackPartLength ? stackName.slice(0, stackPartLength - 1) : `${stackName}-`;

/** How names of functions begin: one prefix for each stack, or one in all where they are shortened. */
export function functionNamePrefixes(deployed: Deployed): string[] {
  const { media, service, systems, learning, web } = stackNames(deployed);
  return [...new Set([service, media, systems, learning, web].map(shortNamePrefix))];
}

const stackPartLength = 25;

/** Output of the service stack: the identity in SES that writes to people. */
export const mailIdentityOutput = 'MailIdentity';
/** Output beside it: the page for the links in mails, or that the policy names none. */
export const mailPageOutput = 'MailPage';
export const noMailPage = 'none';

/** API, authorizer, bus and firewall of a deployment: names are unique per kind. */
export const physicalName = ({ deployment }: Deployed): string => `custos-${deployment}`;

/**
 * Of the policy that denies a quarantined function everything. Fixed, so that the right to attach it
 * names it before it exists.
 */
export const quarantinePolicyName = (deployed: Deployed, region: string): string =>
  `${physicalName(deployed)}-quarantine-policy-${region}`;
