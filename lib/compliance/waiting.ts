import { list } from './template.ts';
import type { Template, TemplateResource } from './template.ts';

/** Logical ids of all resources that CloudFormation creates before this one. */
export function madeBefore(template: Template, logicalId: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [logicalId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const resource = template.Resources[id];
    if (resource === undefined) continue;
    for (const name of namedBy(resource)) {
      if (found.has(name) || template.Resources[name] === undefined) continue;
      found.add(name);
      waiting.push(name);
    }
  }
  return found;
}

const namedBy = ({ DependsOn, Properties }: TemplateResource): readonly string[] => [
  ...list(DependsOn).map(String),
  ...references(Properties),
];

/** Logical ids in `Ref`, `Fn::GetAtt` and `Fn::Sub`, at any depth. */
export function references(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(references);
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (key === 'Ref') return [String(part)];
    if (key === 'Fn::GetAtt') return [String(list(part)[0]).split('.')[0] ?? ''];
    if (key !== 'Fn::Sub') return references(part);
    const [pattern, ...own] = list(part);
    const names = [...String(pattern).matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, name]) => name);
    return [...names.filter((name) => name !== undefined), ...references(own)];
  });
}
