import { expect, test } from 'vitest';
import { measureCalls } from '../../bench/calls.ts';
import { costPage } from '../../bench/cost-page.ts';
import { countDurableOperations } from '../../bench/durable-operations.ts';
import { measureUnits } from '../../bench/units.ts';
import { synthesize, templatesOf } from '../stacks/templates.ts';
import { formatted } from '../support/formatted.ts';

const resources = templatesOf(synthesize('prod')).flatMap(({ Resources }) =>
  Object.values(Resources),
);
const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

/**
 * An alarm is billed for each metric of its expression, or for its own metric; one on what CloudWatch expects for
 * two more, the bounds.
 */
const metricsOf = (metrics: unknown): number => {
  if (!Array.isArray(metrics)) return 1;
  const read = metrics.filter((metric: object) => 'MetricStat' in metric).length;
  return JSON.stringify(metrics).includes('ANOMALY_DETECTION_BAND') ? read + 2 : read;
};

/** Several filters can count into one metric. */
const countedMetrics = new Set(
  ofType('AWS::Logs::MetricFilter').map(({ Properties }) =>
    JSON.stringify(Properties['MetricTransformations']),
  ),
).size;

/** A method with metrics has five of its own. */
const metricsPerMethod = 5;
const measuredMethods = ofType('AWS::ApiGateway::Stage')
  .flatMap(({ Properties }) => Properties['MethodSettings'] as { MetricsEnabled?: boolean }[])
  .filter(({ MetricsEnabled }) => MetricsEnabled === true).length;

test('docs/cost.md has the measured and deployed units', async () => {
  const page = costPage(
    await measureUnits(),
    await measureCalls(),
    await countDurableOperations(),
    {
      'KMS keys': ofType('AWS::KMS::Key').length,
      'CloudWatch alarm metrics': ofType('AWS::CloudWatch::Alarm').reduce(
        (total, { Properties }) => total + metricsOf(Properties['Metrics']),
        0,
      ),
      'CloudWatch dashboards': ofType('AWS::CloudWatch::Dashboard').length,
      'CloudWatch custom metrics': countedMetrics + measuredMethods * metricsPerMethod,
      'Secrets Manager secrets': ofType('AWS::SecretsManager::Secret').length,
      'WAF web ACLs': ofType('AWS::WAFv2::WebACL').length,
      'WAF rules': ofType('AWS::WAFv2::WebACL').flatMap(
        ({ Properties }) => Properties['Rules'] as object[],
      ).length,
    },
  );

  await expect(await formatted('docs/cost.md', page)).toMatchFileSnapshot('../../docs/cost.md');
});
