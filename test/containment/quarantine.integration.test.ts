import { rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isQuarantined } from '../../local/adapters/quarantine/file-quarantine.ts';
import { system } from '../../lambda/incident/actor.ts';
import { planOf } from '../../lambda/incident/containment/plan.ts';
import { containmentsOf } from '../../lambda/incident/containment/row.ts';
import { openContainments } from '../../lambda/incident/containment/store.ts';
import { quarantineHandler } from '../../lambda/incident/quarantine/call.ts';
import type { QuarantineCall } from '../../lambda/incident/quarantine/call.ts';
import type { ContainmentId, IncidentId } from '../../lambda/value/ids.ts';
import { FileQuarantine } from '../../local/adapters/quarantine/file-quarantine.ts';
import type { CallResult } from '../support/call.ts';
import { openContainmentFixture } from './containment-fixture.ts';
import type { ContainmentFixture } from './containment-fixture.ts';

let fixture: ContainmentFixture;
beforeAll(async () => {
  fixture = await openContainmentFixture();
});
afterAll(() => fixture.stop());
afterEach(() => {
  fixture.setClock(undefined);
});

const body = { action: 'quarantine-function', scope: { function: 'record-api' } } as const;
const isHeldBack = () => isQuarantined(fixture.folder, 'record-api');
const kindsOf = async (incidentId: string) => {
  const { body: incident } = await fixture.send('GET', `/v1/incidents/${incidentId}`);
  return (incident.timeline as { kind: string }[]).map(({ kind }) => kind).toReversed();
};
/** The folder cannot be made where a file is. */
const broken = async (work: () => Promise<void>): Promise<void> => {
  await rm(fixture.folder, { recursive: true, force: true });
  await writeFile(fixture.folder, '');
  try {
    await work();
  } finally {
    await rm(fixture.folder);
  }
};
const minutesLater = () => fixture.setClock(new Date(Date.now() + 120_000).toISOString());

describe('a function', () => {
  test('is quarantined and released; a dry run does neither', async () => {
    const incidentId = await fixture.newIncident();

    const plan = await fixture.contain(incidentId, { ...body, dryRun: true });
    expect(isHeldBack()).toBe(false);
    const made = await fixture.contain(incidentId, body);

    expect(plan.body.effects.join(' ')).toContain('a few minutes');
    expect(made.body).toMatchObject({
      state: 'applied',
      target: { kind: 'function', function: 'record-api' },
    });
    expect(isHeldBack()).toBe(true);
    const again = await fixture.contain(incidentId, body);
    expect(again.body.containmentId).toBe(made.body.containmentId);
    const undone = await fixture.undo(incidentId, made.body.containmentId);
    expect(undone.body.state).toBe('undone');
    expect(isHeldBack()).toBe(false);
    expect(await kindsOf(incidentId)).toEqual([
      'opened',
      'containment-applied',
      'containment-undone',
    ]);
  });

  test('that is not one of Custos, or undoes containments, is rejected by name', async () => {
    const incidentId = await fixture.newIncident();

    const results = await Promise.all(
      ['nothing', 'authorizer', '../keys.json'].map((name) =>
        fixture.contain(incidentId, { ...body, scope: { function: name } }),
      ),
    );

    for (const {
      status,
      body: { errors },
    } of results) {
      expect({ status, pointer: errors[0].pointer }).toEqual({
        status: 422,
        pointer: '/scope/function',
      });
    }
  });

  test('that is undone while the policy is being attached is released', async () => {
    const incidentId = (await fixture.newIncident()) as IncidentId;
    const { folder, database, log, driving } = fixture;
    const functions = { policyArn: folder, roleName: '{function}', functions: ['record-api'] };
    const real = quarantineHandler({
      ...{ quarantine: new FileQuarantine(folder), at: JSON.stringify(functions), log },
    });
    let undone: CallResult | undefined;
    const slow = async (asked: QuarantineCall) => {
      if (asked.act === 'attach' && undone === undefined) {
        const [containment] = await containmentsOf(database, incidentId);
        undone = await fixture.undo(incidentId, containment!.containmentId);
      }
      return real(asked);
    };
    const containments = openContainments({
      ...{ ...fixture, workflow: driving.workflow, callQuarantine: slow },
    });
    const plan = await planOf(
      fixture,
      { callQuarantine: slow, issuers: [] },
      { ...body, dryRun: false },
    );
    if (plan.kind !== 'plan') throw new Error('the function is known');

    const applied = containments.apply(incidentId, () => Promise.resolve(plan), system);

    await expect(applied).rejects.toThrow();
    expect(undone?.body.state).toBe('undone');
    expect(isHeldBack()).toBe(false);
  });

  /** Containments whose process ends after a step, and what happens before that step is carried out. */
  function dying(incidentId: IncidentId, act: 'attach' | 'detach', before: () => Promise<unknown>) {
    const { folder, database, log, driving } = fixture;
    const functions = { policyArn: folder, roleName: '{function}', functions: ['record-api'] };
    const real = quarantineHandler({
      ...{ quarantine: new FileQuarantine(folder), at: JSON.stringify(functions), log },
    });
    const call = async (asked: QuarantineCall) => {
      if (asked.act === act) await before();
      await real(asked);
      if (asked.act === act) throw new Error('the process ended');
      return { outcome: 'done' as const, functions: ['record-api'] };
    };
    const store = openContainments({
      ...{ ...fixture, workflow: driving.workflow, callQuarantine: call },
    });
    return { store, latest: async () => (await containmentsOf(database, incidentId)).at(-1)! };
  }

  test('that is undone while it is quarantined, by a process that then ends, is released', async () => {
    const incidentId = (await fixture.newIncident()) as IncidentId;
    const { store, latest } = dying(incidentId, 'attach', async () =>
      fixture.undo(incidentId, (await latest()).containmentId),
    );
    const call = quarantineHandler({
      ...{ quarantine: new FileQuarantine(fixture.folder), log: fixture.log },
      at: JSON.stringify({
        ...{ policyArn: fixture.folder, roleName: '{function}', functions: ['record-api'] },
      }),
    });
    const plan = await planOf(
      fixture,
      { callQuarantine: call, issuers: [] },
      { ...body, dryRun: false },
    );

    await expect(store.apply(incidentId, () => Promise.resolve(plan), system)).rejects.toThrow();
    expect((await latest()).state).toBe('undone');
    expect(isHeldBack()).toBe(true);
    minutesLater();
    await fixture.sweep();

    expect(isHeldBack()).toBe(false);
    expect(await kindsOf(incidentId)).toEqual(['opened', 'containment-undone']);
  });

  test('that is quarantined again while it is released, by a process that then ends, is quarantined', async () => {
    const incidentId = (await fixture.newIncident()) as IncidentId;
    const first = await fixture.contain(incidentId, body);
    const { store } = dying(incidentId, 'detach', async () => {
      await fixture.undo(incidentId, first.body.containmentId);
      await fixture.contain(incidentId, body);
    });

    await expect(
      store.undo(incidentId, first.body.containmentId as ContainmentId, system),
    ).rejects.toThrow();
    expect(isHeldBack()).toBe(false);
    minutesLater();
    await fixture.sweep();

    expect(isHeldBack()).toBe(true);
    const { body: incident } = await fixture.send('GET', `/v1/incidents/${incidentId}`);
    expect(incident.containments).toMatchObject({ inForce: 1, undone: 1 });
    const [inForce] = incident.containments.items as { containmentId: string; state: string }[];
    expect(inForce!.state).toBe('applied');
    await fixture.undo(incidentId, inForce!.containmentId);
  });

  test('stays quarantined while one of two incidents asks for it', async () => {
    const [one, two] = [await fixture.newIncident(), await fixture.newIncident()];
    const [first, second] = [await fixture.contain(one, body), await fixture.contain(two, body)];

    await fixture.undo(one, first.body.containmentId);
    expect(isHeldBack()).toBe(true);
    await fixture.undo(two, second.body.containmentId);

    expect(isHeldBack()).toBe(false);
  });
});

describe('a step that fails', () => {
  test('is recorded once, raises the alarm each time, and is completed by the same call', async () => {
    const incidentId = await fixture.newIncident();
    await broken(async () => {
      const failed = await fixture.contain(incidentId, body);
      const again = await fixture.contain(incidentId, body);

      expect([failed.status, again.status]).toEqual([503, 503]);
      expect(await kindsOf(incidentId)).toEqual(['opened', 'containment-failed']);
      const logged = fixture.lines.filter((line) => line.includes('CONTAINMENT_INCOMPLETE'));
      expect(logged.length).toBeGreaterThanOrEqual(2);
    });

    const made = await fixture.contain(incidentId, body);

    expect(made.body.state).toBe('applied');
    expect(isHeldBack()).toBe(true);
    await fixture.undo(incidentId, made.body.containmentId);
  });

  test('is completed by the sweep, to apply and to undo', async () => {
    const incidentId = await fixture.newIncident();
    await broken(async () => {
      await fixture.contain(incidentId, body);
    });
    expect(await fixture.sweep()).toEqual({ completed: 0 });
    minutesLater();

    expect(await fixture.sweep()).toEqual({ completed: 1 });
    expect(isHeldBack()).toBe(true);
    fixture.setClock(undefined);
    const { containmentId } = (await fixture.contain(incidentId, body)).body as {
      containmentId: string;
    };
    await broken(async () => {
      expect((await fixture.undo(incidentId, containmentId)).status).toBe(503);
    });
    minutesLater();
    expect(await fixture.sweep()).toEqual({ completed: 1 });
    expect(isHeldBack()).toBe(false);

    expect(await kindsOf(incidentId)).toEqual([
      'opened',
      'containment-failed',
      'containment-applied',
      'containment-undone',
    ]);
  });
});
