import { describe, expect, test } from 'vitest';
import { inventory } from '../../cli/cost/inventory.ts';
import { priceNames } from '../../cli/cost/price.ts';
import { billedTypes, freeTypes } from '../../cli/cost/resource-types.ts';
import { synthesize } from '../stacks/templates.ts';

const { data, service, edge } = synthesize('prod');
const resources = [data, service, edge].flatMap(({ Resources }) => Object.values(Resources));
const countOf = (type: string) => resources.filter(({ Type }) => Type === type).length;

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
      alarms: countOf('AWS::CloudWatch::Alarm'),
      dashboards: countOf('AWS::CloudWatch::Dashboard'),
      metricFilters: countOf('AWS::Logs::MetricFilter'),
      webAcls: countOf('AWS::WAFv2::WebACL'),
      webAclRules: (acl?.Properties['Rules'] as unknown[]).length,
    });
  });
});
