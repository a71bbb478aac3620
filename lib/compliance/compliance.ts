import { Stage, Validations } from 'aws-cdk-lib';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
  Stack,
} from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import { acknowledgeFindings } from './acknowledge-findings.ts';
import { breachesOf } from './rule.ts';
import { rules } from './rules.ts';
import type { Template } from './template.ts';

/**
 * Checks the stacks against Custos' rules at every synthesis, in any app, and acknowledges the
 * accepted findings of cdk-nag where the app uses it.
 */
export function comply(stacks: readonly Stack[]): void {
  for (const stack of stacks) acknowledgeFindings(stack);
  const [first] = stacks;
  const stage = first && Stage.of(first);
  if (stage === undefined) return;
  Validations.of(stage).addPlugins(new CustosRules(stacks.map(({ templateFile }) => templateFile)));
}

/** Checks the templates of Custos only; other stacks of the app are not its business. */
class CustosRules implements IPolicyValidationPlugin {
  readonly name = 'Custos';
  readonly ruleIds = rules.map(({ name }) => name);
  readonly #templateFiles: readonly string[];

  constructor(templateFiles: readonly string[]) {
    this.#templateFiles = templateFiles;
  }

  validate({ templatePaths }: IPolicyValidationContext): PolicyValidationPluginReport {
    const ours = templatePaths
      .filter((path) => this.#templateFiles.some((file) => path.endsWith(file)))
      .map((path) => ({ path, template: JSON.parse(readFileSync(path, 'utf8')) as Template }));
    const all = ours.map(({ template }) => template);
    const violations = ours.flatMap(({ path, template }) =>
      breachesOf(rules, template, all).map(({ rule, logicalId, locations }): PolicyViolation => ({
        ruleName: rule.name,
        description: rule.requirement,
        fix: rule.remedy,
        severity: 'error',
        violatingResources: [
          { resourceLogicalId: logicalId, templatePath: path, locations: [...locations] },
        ],
      })),
    );
    return { success: violations.length === 0, violations };
  }
}
