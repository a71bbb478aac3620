import type { Template, TemplateResource } from './template.ts';

/** A rule of Custos, for faults that public packs do not find. */
export interface Rule {
  /** `custos-open-policy` */
  readonly name: string;
  readonly requirement: string;
  readonly remedy: string;
  /** Where the resource breaks the rule: paths such as `Properties.KeyPolicy`. */
  readonly breaches: (resource: TemplateResource, all: readonly Template[]) => readonly string[];
}

export interface Breach {
  readonly rule: Rule;
  readonly logicalId: string;
  readonly locations: readonly string[];
}

/** Violations in one template; `all` are the templates that are deployed together. */
export const breachesOf = (
  rules: readonly Rule[],
  template: Template,
  all: readonly Template[] = [template],
): readonly Breach[] =>
  rules.flatMap((rule) =>
    Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
      const locations = rule.breaches(resource, all);
      return locations.length === 0 ? [] : [{ rule, logicalId, locations }];
    }),
  );
