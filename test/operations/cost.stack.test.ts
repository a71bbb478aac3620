import { describe, expect, test } from 'vitest';
import { inventory } from '../../cli/cost/inventory.ts';
import { costLines } from '../../cli/cost/lines.ts';
import { priceNames } from '../../cli/cost/price.ts';
import { billedTypes, freeTypes } from '../../cli/cost/resource-types.ts';
import { regions } from '../../cli/cost/prices.ts';
import { assumedUsage } from '../../cli/cost/usage.ts';
import { stageNamed } from '../../lib/stages.ts';
import { synthesize } from '../stacks/templates.ts';

const { data, service, edge } = synthesize('prod');
const resources = [data, service, edge].flatMap(({ Resources }) => Object.values(Resources));
const countOf = (type: string) => resources.filter(({ Type }) => Type === type).length;

/** Of one alarm: those of its expression, or the one that it names itself. */
const metricsOf = (metrics: unknown): number =>
  Array.isArray(metrics) ? metrics.filter((metric: object) => 'MetricStat' in metric).length : 1;

const measuredMethods = () => {
  const [stage] = resources.filter(({ Type }) => Type === 'AWS::ApiGateway::Stage');
  const settings = stage?.Properties['MethodSettings'] as readonly Record<string, unknown>[];
  const measured = settings.filter(({ MetricsEnabled }) => MetricsEnabled === true);
  // For all methods it would be one setting and metrics for each.
  if (measured.some(({ ResourcePath }) => ResourcePath === '/*'))
    throw new Error('all have metrics');
  return measured;
};

describe('the estimate of costs', () => {
  test('knows every type of resource that is deployed: billed, or free for a reason', () => {
    const types = new Set(resources.map(({ Type }) => Type));
    const known = [...Object.keys(billedTypes), ...Object.keys(freeTypes)];

    expect(types.size).toBeGreaterThan(20);
    expect([...types].filter((type) => !known.includes(type))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  test('bills nothing that is not deployed, and every price to some resource', () => {
    expect(Object.keys(billedTypes).filter((type) => countOf(type) === 0)).toEqual([]);
    expect(Object.values(billedTypes).flat().toSorted()).toEqual([...priceNames].sort());
  });

  test('counts what costs money by standing there', () => {
    const [acl] = resources.filter(({ Type }) => Type === 'AWS::WAFv2::WebACL');

    expect(inventory).toEqual({
      keys: countOf('AWS::KMS::Key'),
      alarmMetrics: resources
        .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
        .reduce((sum, { Properties }) => sum + metricsOf(Properties['Metrics']), 0),
      dashboards: countOf('AWS::CloudWatch::Dashboard'),
      measuredMethods: measuredMethods().length,
      metricFilters: countOf('AWS::Logs::MetricFilter'),
      webAcls: countOf('AWS::WAFv2::WebACL'),
      webAclRules: (acl?.Properties['Rules'] as unknown[] | undefined)?.length,
    });
  });

  test('counts the metrics of every method that has its own', () => {
    const line = costLines(
      { subjects: 1, ...assumedUsage },
      stageNamed('prod'),
      regions['eu-central-1']!,
    ).find(({ price }) => price === 'customMetrics');

    expect(line?.quantity).toBe(inventory.metricFilters + measuredMethods().length * 5);
  });
});
