/**
 * What a stage holds whether anybody uses it or not, as its templates say. A test compares these
 * numbers with the synthesized stacks.
 */
export const inventory = {
  keys: 9,
  /** An alarm is billed for each metric that it looks at. */
  alarmMetrics: 88,
  dashboards: 1,
  /** Of the API, with metrics of their own. */
  measuredMethods: 1,
  metricFilters: 10,
  webAcls: 1,
  webAclRules: 6,
} as const;
