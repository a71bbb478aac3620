import type { CfnResource } from 'aws-cdk-lib';
import { PrivacyFunction } from '../constructs/privacy-function.ts';

/** Findings of public rule packs that Custos accepts, and why. */
export interface Acknowledgement {
  /** Rule ids as the packs print them, without the part in brackets. */
  readonly rules: readonly string[];
  readonly on: (resource: CfnResource) => boolean;
  /** For findings about wildcards: the resources, as the pack prints them. */
  readonly wildcard?: RegExp;
  /** One sentence that an auditor can verify. */
  readonly reason: string;
}

const packs = {
  hipaa: 'HIPAA.Security',
  nist: 'NIST.800.53.R5',
  pci: 'PCI.DSS.321',
} as const;

export const inPacks = (rule: string, ...names: readonly (keyof typeof packs)[]): string[] =>
  names.map((name) => `${packs[name]}-${rule}`);

export const ofType =
  (type: string, path = /(?:)/) =>
  (resource: CfnResource): boolean =>
    resource.cfnResourceType === type && path.test(resource.node.path);

export const functionOf = (resource: CfnResource): PrivacyFunction | undefined =>
  resource.node.scopes.find((scope) => scope instanceof PrivacyFunction);

type Kind = PrivacyFunction['facts']['trigger']['kind'];

/** The function itself, not its role or its log group. */
export const functionOfKind =
  (...kinds: readonly Kind[]) =>
  (resource: CfnResource): boolean => {
    const kind = functionOf(resource)?.facts.trigger.kind;
    return (
      resource.cfnResourceType === 'AWS::Lambda::Function' &&
      kind !== undefined &&
      kinds.includes(kind)
    );
  };
