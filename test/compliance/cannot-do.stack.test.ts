import { describe, expect, test } from 'vitest';
import { functions } from '../../lib/functions.ts';
import { callsOf } from './calls.ts';
import { deployment } from './deployment.ts';
import {
  administeringKeys,
  appendOnly,
  escaping,
  keyNames,
  misusingSubjectKeys,
  reshapingHistory,
  rewritingHistory,
  scanning,
  signing,
  touchingOthersTables,
  usingOthersKeys,
  usingSubjectKeys,
} from './forbidden-calls.ts';
import { account, region } from './literals.ts';
import { readable } from '../stacks/readable.ts';
import { stackNames } from '../stacks/templates.ts';
import { allowed, asAdministrator, decide, minted, refused, outsider } from './simulate.ts';
import type { Call } from './simulate.ts';

describe.each(['dev', 'prod'] as const)('in %s', (stage) => {
  const where = deployment(stage);
  const roleOf = (name: string) => {
    const found = where.functions.find((each) => each.name === name);
    if (found === undefined) throw new Error(`${name} is not deployed`);
    return found.role;
  };

  test.each(functions)('$name uses no table that its needs do not name', async (facts) => {
    const scans = facts.needs.some((need) => 'table' in need && need.actions.includes('scan'));
    const forbidden = [...touchingOthersTables(where, facts), ...(scans ? [] : scanning(where))];

    expect(await allowed(where, roleOf(facts.name), forbidden)).toEqual([]);
  });

  // The administrator policy allows everything; only the permissions boundary and the policies of
  // tables and keys remain. What these deny is denied without that policy too.
  test.each(functions)(
    '$name, even with AdministratorAccess, cannot change history, use other keys or assume roles',
    async (facts) => {
      const administrator = asAdministrator(roleOf(facts.name));
      const forbidden = [
        ...rewritingHistory(where),
        ...reshapingHistory(where, ['dynamodb:DeleteTable', 'dynamodb:PutResourcePolicy']),
        ...administeringKeys(where),
        ...usingOthersKeys(where, facts),
        ...misusingSubjectKeys(where),
        ...escaping(where),
      ];

      expect(await allowed(where, administrator, forbidden)).toEqual([]);
    },
  );

  test('another role with AdministratorAccess cannot add to history or change it', async () => {
    const inserting = rewritingHistory(where).map((call) => ({
      ...call,
      action: 'dynamodb:PartiQLInsert',
    }));

    expect(appendOnly.length).toBeGreaterThan(3);
    for (const call of [...rewritingHistory(where), ...inserting]) {
      expect(await decide(where, outsider, call), JSON.stringify(call)).toBe('ExplicitlyDenied');
    }
  });

  test('another role with AdministratorAccess cannot unwrap subject keys, sign or look people up', async () => {
    const roleWithoutNeeds = { needs: [] };

    const uses = [...usingOthersKeys(where, roleWithoutNeeds), ...misusingSubjectKeys(where)];

    expect(uses.length).toBeGreaterThan(6);
    expect(await allowed(where, outsider, uses)).toEqual([]);
  });

  test('no key can be deleted in less than 30 days, and no grant can be given on a key of functions', async () => {
    const hasty = keyNames.map((name) => ({
      action: 'kms:ScheduleKeyDeletion',
      resource: where.arnOf('AWS::KMS::Key', `Keys${name}`),
      context: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '7' },
    }));
    const grants = keyNames
      .filter((name) => name !== 'AtRest' && name !== 'Operations')
      .map((name) => ({
        action: 'kms:CreateGrant',
        resource: where.arnOf('AWS::KMS::Key', `Keys${name}`),
      }));

    expect(await allowed(where, outsider, [...hasty, ...grants])).toEqual([]);
  });
});

describe('the role of a function without its code', () => {
  const where = deployment('prod');

  // Another principal can assume a role after a change of its trust policy; its calls do not come
  // from the function.
  test.each(functions)(
    '$name: another principal that assumes it cannot decrypt or write',
    async (facts) => {
      const deployed = where.functions.find(({ name }) => name === facts.name);
      if (deployed === undefined) throw new Error(`${facts.name} is not deployed`);
      const { arn, tags, policies, boundary, trust } = deployed.role;
      const assumed = { arn, tags, policies, trust, ...(boundary && { boundary }) };
      const uses = callsOf(where, facts, deployed).filter(
        ({ action, resource, byLambda }) =>
          byLambda !== true &&
          (action.startsWith('dynamodb:') || action.startsWith('kms:')) &&
          !action.endsWith('GetPublicKey') &&
          resource !== where.arnOf('AWS::KMS::Key', 'KeysAtRest'),
      );

      if (uses.length > 0) expect(await allowed(where, assumed, uses)).toEqual([]);
      else expect(facts.needs.filter((need) => 'table' in need)).toEqual([]);
    },
  );
});

describe('a role that an administrator creates to resemble one of Custos', () => {
  const where = deployment('prod');
  const inserting = rewritingHistory(where).map((call) => ({
    ...call,
    action: 'dynamodb:PartiQLInsert',
  }));
  const tagged = { 'custos:function': 'record-api', 'custos:stage': 'prod' };

  test.each([
    minted('custos/prod/mine', tagged),
    minted(`custos/${region}/prod/mine`, tagged),
    minted(`custos/${region}/prod/custos-prod-record-api-${region}-2`, tagged),
    minted(`custos-prod-record-api-${region}`, tagged),
    minted(`custos/us-east-1/prod/custos-prod-record-api-us-east-1`, tagged),
    minted('cdk-x-cfn-exec-role-x'),
    minted(`cdk-other-cfn-exec-role-${account}-${region}`),
    minted(`mine/cdk-hnb659fds-cfn-exec-role-${account}-${region}`),
  ])('$arn, even with AdministratorAccess, has no access', async (role) => {
    const roleWithoutNeeds = { needs: [] };
    const forbidden = [
      ...rewritingHistory(where),
      ...inserting,
      ...reshapingHistory(where),
      ...usingOthersKeys(where, roleWithoutNeeds),
      ...misusingSubjectKeys(where),
    ];

    expect(await allowed(where, role, forbidden)).toEqual([]);
  });

  test('policies of keys, tables and the bus name no principal by a pattern', () => {
    const patterns = [...where.resourcePolicies].flatMap(([resource, { Statement }]) =>
      (JSON.stringify(Statement).match(/arn:aws:(iam|sts)::[^"]*[*?][^"]*/g) ?? []).map(
        (pattern) => `${resource} ${pattern}`,
      ),
    );

    expect(where.resourcePolicies.size).toBeGreaterThan(10);
    expect(patterns).toEqual([]);
  });
});

test.each(['dev', 'prod'] as const)(
  'in the templates of %s nothing names a principal by a pattern or by its tags, but what the quarantine changes',
  (stage) => {
    const { synthesized } = deployment(stage);
    const found = stackNames.flatMap((stack) => {
      const { Resources = {} } = synthesized[stack] ?? {};
      // What a rule of EventBridge or a metric filter matches grants nothing: docs/decisions/audit.md has its
      // limit.
      const trusting = Object.entries(Resources).filter(
        ([, { Type }]) => !['AWS::Events::Rule', 'AWS::Logs::MetricFilter'].includes(Type),
      );
      const text = readable({ Resources: Object.fromEntries(trusting) });
      return [
        ...(text.match(/[^"]*:(?:iam|sts)::[^"]*[*?][^"]*/g) ?? []),
        ...(text.match(/aws:(?:PrincipalTag|PrincipalOrgPaths|userid)[^"]*/g) ?? []),
      ].map((pattern) => `${stack}: ${pattern}`);
    });

    // Resources of the quarantine, not principals: what it can do with them is in quarantine.stack.test.ts.
    const quarantined = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/custos/\${AWS::Region}/${stage}/*`;
    expect(new Set(found)).toEqual(new Set([`service: ${quarantined}`]));
    expect(readable(synthesized.data)).toContain(':role/custos/');
  },
);

test('in prod only a deployment changes the settings of an append-only table', async () => {
  const where = deployment('prod');
  const deploying = {
    ...outsider,
    arn: `arn:aws:iam::${account}:role/cdk-hnb659fds-cfn-exec-role-${account}-${region}`,
  };

  expect(await allowed(where, outsider, reshapingHistory(where))).toEqual([]);
  expect(await refused(where, deploying, reshapingHistory(where))).toEqual([]);
  expect(await allowed(where, deploying, rewritingHistory(where))).toEqual([]);
});

describe('duties are separate in the simulation of all policies', () => {
  const where = deployment('prod');
  const holders = async (call: Call): Promise<string[]> => {
    const able: string[] = [];
    for (const { name, role } of where.functions) {
      if ((await decide(where, role, call)) === 'Allowed') able.push(name);
    }
    return able;
  };

  test('exactly one function signs receipts, two sign certificates, and one signs checkpoints', async () => {
    expect(await holders(signing(where, 'Receipts'))).toEqual(['consent-api']);
    expect(await holders(signing(where, 'Certificates'))).toEqual(['fulfilment', 'finality-sweep']);
    expect(await holders(signing(where, 'Checkpoints'))).toEqual(['ledger-sequencer']);
  });

  test('a principal that can change the policy of the subjects key cannot decrypt, and vice versa', async () => {
    const [decrypt] = usingSubjectKeys(where);
    const change = { ...decrypt!, action: 'kms:PutKeyPolicy', context: {} };
    const decrypting = await holders(decrypt!);

    expect(decrypting.length).toBeGreaterThan(1);
    expect(await holders(change)).toEqual([]);
    expect(await decide(where, outsider, change)).toBe('Allowed');
    expect(await decide(where, outsider, decrypt!)).not.toBe('Allowed');
  });

  test('a function that goes through all records can neither decrypt nor delete them', async () => {
    const records = where.arnOf('AWS::DynamoDB::Table', 'Records');

    const counting = await holders({ action: 'dynamodb:Scan', resource: records });
    const deleting = await holders({ action: 'dynamodb:PartiQLDelete', resource: records });
    const opening = await holders(usingSubjectKeys(where)[0]!);

    expect(counting.toSorted()).toEqual([
      'affected-people',
      'retention-count',
      'verification-scan',
    ]);
    for (const name of counting) {
      expect(deleting).not.toContain(name);
      expect(opening).not.toContain(name);
    }
  });
});

test('the boundary fits into a managed policy: 6,144 characters without white space', () => {
  for (const { role } of deployment('prod').functions) {
    expect(JSON.stringify(role.boundary).length).toBeGreaterThan(300);
    expect(JSON.stringify(role.boundary).length).toBeLessThan(6_144);
  }
});
