import type { Policy } from '../../lambda/policy/schema.ts';

export function settingLines({ settings }: Policy): string[] {
  const { retention, ...switches } = settings;
  const lines = [
    ...(retention
      ? [`  retention, down to ${retention.shortest}: ${retention.categories.join(' ')}`]
      : []),
    ...Object.entries(switches).map(([name, { purposes }]) => `  ${name}: ${purposes.join(' ')}`),
  ];
  return lines.length === 0 ? ['  nothing'] : lines;
}

export const ageLines = ({ minors: { unknownAge, consentAge } }: Policy): string[] => [
  `  unknown age: as ${unknownAge === 'adult' ? 'an adult' : 'a minor'}`,
  ...Object.entries(consentAge).map(([code, age]) => `  consent in ${code} from ${age} years`),
];
