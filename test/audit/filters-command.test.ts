import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { logFilters } from '../../lib/audit/log-filters.ts';
import { bareEnvironment } from '../support/command-environment.ts';
import { filterEvents } from '../support/filter-events.ts';
import { counts } from '../support/filter-pattern.ts';

interface Printed {
  readonly id: string;
  readonly namespace: string;
  readonly patterns: readonly string[];
  readonly impact: string;
}

const place = { account: '111122223333', region: 'eu-central-1', deployment: 'eu-prod' };
const filters = (...words: string[]) => {
  const { stdout, status, stderr } = spawnSync(
    process.execPath,
    [
      ...['bin/custos.mjs', 'audit', 'filters', '--stage', 'prod'],
      ...['--deployment', place.deployment, '--account', place.account, '--region', place.region],
      ...words,
    ],
    { encoding: 'utf8', env: bareEnvironment({ AWS_CONFIG_FILE: '/nowhere' }) },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Printed[];
};

test('custos audit filters prints every filter as CloudWatch Logs takes it, without a call', () => {
  const printed = filters();

  expect(printed.map(({ id }) => id)).toEqual(logFilters.map(({ id }) => id));
  expect(JSON.stringify(printed)).not.toContain('Token[');
  for (const { id, namespace, patterns } of printed) {
    const { counted, ignored } = filterEvents(place)[id]!;
    const isCounted = (event: unknown) =>
      patterns.some((pattern) => counts(pattern, event, { absentDiffers: false }));

    expect(namespace).toBe('Custos/Audit/eu-prod');
    for (const { event, what } of counted) expect(isCounted(event), `${id}: ${what}`).toBe(true);
    for (const { event, what } of ignored) expect(isCounted(event), `${id}: ${what}`).toBe(false);
  }
});

test('custos audit filters leaves out deployments by the roles that are named', () => {
  const role = 'arn:aws:iam::111122223333:role/deployer';
  const text = JSON.stringify(filters('--deploy-role', role));

  expect(text).toContain(role);
  expect(text).not.toContain('cdk-hnb659fds');
});
