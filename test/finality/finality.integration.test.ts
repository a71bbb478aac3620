import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { compactVerify, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finalitySweep } from '../../lambda/finality/needs.ts';
import { sweepFinality } from '../../lambda/finality/sweep.ts';
import { pendingFinality } from '../../lambda/finality/table.ts';
import { consentStates } from '../../lambda/consent/table.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { insert, update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjectKeys } from '../../lambda/platform/keyring/table.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { requests } from '../../lambda/request/table.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { plusSeconds } from '../../lambda/value/time.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { startPass } from '../../lambda/verification/sweep.ts';
import { passOn } from '../verification/pass-fixture.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { boundTo } from '../record/record-fixture.ts';
import { firstAttempt, follow, openRequestFixture, staff } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { accountThat, cleanAccount, denied } from './answering-aws.ts';
import type { Answers } from './answering-aws.ts';

let fixture: RequestFixture;
beforeEach(async () => {
  fixture = await openRequestFixture();
  fixture.setClock('2026-11-28T10:00:00.250Z');
});
afterEach(() => fixture.stop());

const { user, ask } = erasures(() => fixture);
const day = 86_400;

/** A person who was erased, whose keys a restore can still bring back. */
async function erased() {
  // Someone else: a verification pass has to see other people.
  await user();
  const person = await user();
  const answer = await ask(person);
  const run = firstAttempt(answer);
  await erase(fixture, run);
  return { person, ...run, token: answer.body.followUpToken as string };
}

/** After a pass over whole tables, if one can begin; with the tables that the function may reach, and no other. */
async function swept(changes: Answers = {}, on: Database = fixture.database) {
  await passOn(fixture);
  const database = boundTo(finalitySweep, fixture.server, on);
  const { recovery } = accountThat({ ...cleanAccount(fixture.clock), ...changes }, fixture.clock);
  const parts = { ...fixture, database };
  return sweepFinality(
    { ...parts, requests: openRequestStore(parts), recovery },
    plusSeconds(fixture.clock(), 60),
  );
}

const none = { final: 0, waiting: 0, reopened: 0, failed: 0 };
const seen = async (token: string) => (await follow(fixture, token)).body;
const finalEntries = async () =>
  (await fixture.rows(outbox)).filter(({ type }) => type === 'erasure.final');
const pendingRows = () => fixture.rows(pendingFinality);
const verified = async (jws: string) => {
  const key = await fixture.keyring.publicKey('certificates');
  const { payload, protectedHeader } = await compactVerify(
    jws,
    await importJWK({ ...key }, 'EdDSA'),
  );
  return { header: protectedHeader, payload: JSON.parse(new TextDecoder().decode(payload)) };
};

describe('a FINAL certificate', () => {
  test('is issued once the recovery window is observed to be over, once', async () => {
    const { token, requestId } = await erased();
    const unseen = await staff(fixture, 'GET', `/${requestId}`);
    const before = await swept();
    const early = await staff(fixture, 'GET', `/${requestId}`);
    fixture.pass(7 * day + 600);

    const first = await swept();
    const second = await swept();

    expect([before, first, second]).toEqual([{ ...none, waiting: 1 }, { ...none, final: 1 }, none]);
    expect(unseen.body.finality).toEqual({});
    expect(early.body.finality).toEqual({
      barriers: ['cached-keys-usable', 'recovery-window-open', 'verification-pending'],
      since: expect.any(String),
      ends: [
        { barrier: 'cached-keys-usable', at: expect.stringMatching(/^2026-11-28T/) },
        // Seven days after the identifiers were removed, and the difference of clocks.
        { barrier: 'recovery-window-open', at: expect.stringMatching(/^2026-12-05T10:05:/) },
      ],
    });
    const { certificate, finalCertificate, finalCertificateContent, timeline } = await seen(token);
    const { header, payload } = await verified(finalCertificate);
    expect(header.typ).toBe('erasure-final-certificate+jwt');
    expect(payload).toEqual(finalCertificateContent);
    expect(payload).toMatchObject({
      status: 'FINAL',
      requestId,
      erasedCertificateSha256: sha256Hex(certificate),
      keysDestroyed: 5,
      observedIn: 'aws',
      observedAt: '2026-12-05T10:10:12.250Z',
      wrappingKey: { state: 'Enabled', origin: 'AWS_KMS', multiRegion: false },
    });
    expect(payload.tables).toHaveLength(3);
    expect(payload.tables[2]).toEqual({
      ...{ table: 'subject-keys', restorableFrom: '2026-11-28T10:10:12.250Z' },
      ...{ backups: 0, recoveryPoints: 0, exports: 0 },
      ...{ stream: 'keys-only', kinesis: 'none', replicas: 0 },
    });
    expect(timeline.at(-1).event).toBe('erasure-final');
    expect(await finalEntries()).toMatchObject([
      {
        codes: {
          certificateSha256: sha256Hex(finalCertificate),
          erasedCertificateSha256: sha256Hex(certificate),
        },
      },
    ]);
    expect(await pendingRows()).toEqual([]);
    expect((await staff(fixture, 'GET', `/${requestId}`)).body).not.toHaveProperty('finality');
  });

  test('names no one, and says what it does not cover', async () => {
    const { person, token } = await erased();
    fixture.pass(8 * day);

    await swept({ ListRecoveryPointsByResourceCommand: denied });

    const { finalCertificate } = await seen(token);
    const { payload } = await verified(finalCertificate);
    expect(JSON.stringify(payload)).not.toContain(person.subjectId);
    expect(payload.tables[2]).not.toHaveProperty('recoveryPoints');
    expect(payload.notCovered).toEqual(
      expect.arrayContaining([
        'recovery points of AWS Backup: not permitted to observe',
        'unknown copies of encrypted keys: they can be opened until the wrapping key is deleted',
        'what is withheld, under keys of its own',
      ]),
    );
    expect(payload.notCovered.join()).not.toContain('on-demand backups: not permitted');
  });

  test('is not issued twice when the process is killed after any of its writes', async () => {
    const { token } = await erased();
    fixture.pass(8 * day);

    for (const writes of [1, 2]) {
      const connection = dyingAfter(fixture.server, writes);
      await swept({}, connection).catch(() => undefined);
    }
    await swept();

    expect((await seen(token)).timeline.filter(isFinal)).toHaveLength(1);
    expect(await finalEntries()).toHaveLength(1);
    expect(await pendingRows()).toEqual([]);
  });

  test('is one when two runs work at the same time', async () => {
    const { token } = await erased();
    fixture.pass(8 * day);

    await Promise.all([swept(), swept(), swept()]);

    expect((await seen(token)).timeline.filter(isFinal)).toHaveLength(1);
    expect(await finalEntries()).toHaveLength(1);
  });

  test('is issued for others though one request cannot be read', async () => {
    const broken = await erased();
    const { token } = await erased();
    await overwrite(broken.requestId);
    fixture.pass(8 * day);

    expect(await swept()).toEqual({ ...none, final: 1, failed: 1 });

    expect((await seen(token)).finalCertificate).toBeDefined();
  });
});

describe('a run without time for all that wait', () => {
  /** A run that ends after the first one. */
  async function sweptOne() {
    const database = boundTo(finalitySweep, fixture.server, fixture.database);
    const { recovery } = accountThat(cleanAccount(fixture.clock), fixture.clock);
    let looks = 0;
    const clock = () => plusSeconds(fixture.clock(), (looks += 1));
    const parts = { ...fixture, database };
    return sweepFinality(
      { ...parts, requests: openRequestStore(parts), recovery, clock },
      plusSeconds(fixture.clock(), 3),
    );
  }
  const all = 4;

  test('leaves none out for good', async () => {
    const asked: RequestId[] = [];
    for (let each = 0; each < all; each += 1) asked.push((await erased()).requestId);
    const observed = async () => {
      const rows = await Promise.all(asked.map((requestId) => fixture.requests.get(requestId)));
      return rows.filter((row) => row?.finality?.barriers !== undefined).length;
    };

    let reached = 0;
    // None of them is left out of so many by chance.
    for (let run = 0; run < 100 && reached < all; run += 1) {
      expect(await sweptOne()).toEqual({ ...none, waiting: 1 });
      reached = await observed();
    }

    expect(reached).toBe(all);
  });

  test('begins with erasures of which a verification pass found residue', async () => {
    for (let each = 0; each < all; each += 1) await erased();
    const last = String((await pendingRows()).at(-1)!['certificateId']);
    const residue = { passId: 'pass', rows: { records: 1 } };
    await transact(fixture.database, [
      update(pendingFinality, { certificateId: last }, 1, { residue }),
    ]);

    expect(await sweptOne()).toEqual({ ...none, reopened: 1 });
  });
});

const isFinal = ({ event }: { event: string }) => event === 'erasure-final';

async function overwrite(requestId: string): Promise<void> {
  const TableName = fixture.database.physicalName(requests);
  const { Items = [] } = await fixture.database.client.send(new ScanCommand({ TableName }));
  const row = Items.find((item) => item['requestId']?.S === requestId)!;
  const Item = { ...row, status: { S: 'no-status' } };
  await fixture.database.client.send(new PutItemCommand({ TableName, Item }));
}

describe('an erasure is not final', () => {
  const at = new Date('2026-11-28T10:00:05Z');
  const onKeys =
    (answer: unknown) =>
    ({ TableName, ResourceArn, TableArn }: Record<string, unknown>) =>
      String(TableName ?? ResourceArn ?? TableArn).endsWith('subject-keys') ? answer : {};
  const copies: readonly [string, Answers][] = [
    [
      'backup-exists',
      { ListBackupsCommand: onKeys({ BackupSummaries: [{ BackupCreationDateTime: at }] }) },
    ],
    [
      'recovery-point-exists',
      {
        ListRecoveryPointsByResourceCommand: onKeys({ RecoveryPoints: [{ CreationDate: at }] }),
      },
    ],
    [
      'export-exists',
      {
        ListExportsCommand: onKeys({
          ExportSummaries: [{ ExportArn: 'one', ExportStatus: 'COMPLETED' }],
        }),
        DescribeExportCommand: () => ({ ExportDescription: { ExportTime: at } }),
      },
    ],
    [
      'stream-has-keys',
      {
        DescribeTableCommand: onKeys({
          Table: {
            StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
          },
        }),
      },
    ],
    [
      'replica-exists',
      { DescribeTableCommand: onKeys({ Table: { Replicas: [{ RegionName: 'eu-west-1' }] } }) },
    ],
    [
      'kinesis-destination-active',
      {
        DescribeKinesisStreamingDestinationCommand: onKeys({
          KinesisDataStreamDestinations: [{ DestinationStatus: 'ACTIVE' }],
        }),
      },
    ],
    ['recovery-window-unknown', { DescribeContinuousBackupsCommand: denied }],
  ];

  test.each(copies)('while %s, which staff see and the person does not', async (code, answers) => {
    const { token, requestId } = await erased();
    fixture.pass(8 * day);

    expect(await swept(answers)).toMatchObject({ final: 0, waiting: 1 });

    const { body } = await staff(fixture, 'GET', `/${requestId}`);
    expect(body.finality.barriers).toEqual([code]);
    expect(await seen(token)).not.toHaveProperty('finality');
    expect(await seen(token)).not.toHaveProperty('finalCertificate');
    expect(await finalEntries()).toEqual([]);
    const version = (await fixture.rows(requests))[0]!['version'];
    await swept(answers);
    expect((await fixture.rows(requests))[0]!['version']).toBe(version);
  });

  test('and no end is stated where AWS does not say how far recovery reaches', async () => {
    const { requestId } = await erased();
    fixture.pass(3_600);

    await swept({
      DescribeContinuousBackupsCommand: () => ({
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: {
            PointInTimeRecoveryStatus: 'ENABLED',
            EarliestRestorableDateTime: at,
          },
        },
      }),
    });

    const { finality } = (await staff(fixture, 'GET', `/${requestId}`)).body;
    expect(finality).toMatchObject({ barriers: ['recovery-window-open'], ends: [] });
  });

  test('and what is in its way has its time again when it changes, and keeps it until then', async () => {
    const { requestId } = await erased();
    const observed = async () => (await staff(fixture, 'GET', `/${requestId}`)).body.finality;
    await swept();
    const first = await observed();
    fixture.pass(3_600);
    await swept();
    const second = await observed();
    fixture.pass(3_600);
    await swept();

    expect(second.barriers).toEqual(['recovery-window-open']);
    expect(Date.parse(second.since)).toBeGreaterThan(Date.parse(first.since));
    expect(await observed()).toEqual(second);
  });

  test('when a backup of the keys was made before the erasure; one from after it is no barrier', async () => {
    const { token } = await erased();
    fixture.pass(8 * day);
    const after = new Date(fixture.clock() - day * 1000);

    await swept({
      ListBackupsCommand: () => ({ BackupSummaries: [{ BackupCreationDateTime: after }] }),
    });

    expect((await seen(token)).finalCertificate).toBeDefined();
  });

  test('when the keys were exported, also once AWS has forgotten the export', async () => {
    const { token } = await erased();
    fixture.pass(8 * day);
    const [, answers] = copies.find(([code]) => code === 'export-exists')!;
    await swept(answers);
    fixture.pass(90 * day);

    await swept();

    expect(await seen(token)).not.toHaveProperty('finalCertificate');
  });

  test('when a restore has brought a destroyed key back, and the log says so', async () => {
    const TableName = fixture.database.physicalName(subjectKeys);
    const person = await user();
    const { Items: keys = [] } = await fixture.database.client.send(new ScanCommand({ TableName }));
    const answer = await ask(person);
    await erase(fixture, firstAttempt(answer));
    await user();
    fixture.pass(8 * day);
    await passOn(fixture);
    for (const Item of keys) {
      await fixture.database.client.send(new PutItemCommand({ TableName, Item }));
    }

    await swept();

    const { requestId } = firstAttempt(answer);
    const { body } = await staff(fixture, 'GET', `/${requestId}`);
    expect(body.finality.barriers).toEqual(['key-present']);
    expect(fixture.logged.join()).toContain('KEY_CAME_BACK');
  });
});

describe('the certificate that follows once a hold has ended', () => {
  /** Erased while something is on hold, ten minutes after their keys were made. */
  async function erasedWhileHeld() {
    await user();
    const person = await user();
    const holds = openHolds(fixture);
    const placed = await holds.place(person.subjectId, { matter: 'Roe', categories: ['feedback'] });
    if (placed.kind !== 'placed') throw new Error(placed.kind);
    fixture.pass(600);
    const answer = await ask(person);
    await erase(fixture, firstAttempt(answer));
    const { requestId } = firstAttempt(answer);
    return {
      ...{ requestId, token: answer.body.followUpToken as string },
      /** The hold is released, and what it kept is erased. */
      settle: async () => {
        await holds.release(placed.hold.holdId);
        fixture.pass(3_700);
        await fixture.sweep();
        await erase(fixture, { requestId, attempt: 2 });
        fixture.pass(8 * day);
      },
    };
  }
  const barriersOf = async (requestId: string) =>
    (await staff(fixture, 'GET', `/${requestId}`)).body.finality?.barriers;

  test('names the keys of both erasures', async () => {
    const { token, settle } = await erasedWhileHeld();
    const first = await verified((await seen(token)).certificate);

    await settle();

    const second = await verified((await seen(token)).certificate);
    expect(second.payload.kids).toEqual(expect.arrayContaining(first.payload.kids));
    expect(second.payload.kids).toHaveLength(Number(first.payload.keysDestroyed) + 1);
    await swept();
    const { payload } = await verified((await seen(token)).finalCertificate);
    expect(payload.keysDestroyed).toBe(second.payload.keysDestroyed);
  });

  test('is not final while a backup from before the first erasure exists', async () => {
    const BackupCreationDateTime = new Date(fixture.clock() + 60_000);
    const { requestId, settle } = await erasedWhileHeld();
    await settle();

    await swept({
      ListBackupsCommand: ({ TableName }) =>
        String(TableName).endsWith('subject-keys')
          ? { BackupSummaries: [{ BackupCreationDateTime }] }
          : {},
    });

    expect(await barriersOf(requestId)).toEqual(['backup-exists']);
  });

  test('is not final where keys were exported before, also once AWS has forgotten the export', async () => {
    const ExportTime = new Date(fixture.clock() + 60_000);
    const { requestId, settle } = await erasedWhileHeld();
    await swept({
      ListExportsCommand: () => ({
        ExportSummaries: [{ ExportArn: 'one', ExportStatus: 'COMPLETED' }],
      }),
      DescribeExportCommand: () => ({ ExportDescription: { ExportTime } }),
    });
    expect(await barriersOf(requestId)).toContain('export-exists');
    fixture.pass(90 * day);

    await settle();
    await swept();

    expect(await barriersOf(requestId)).toEqual(['export-exists']);
  });
});

describe('the verification pass on which a FINAL certificate rests', () => {
  /** The sweep alone: as between two passes. */
  async function sweptBetween(changes: Answers = {}) {
    const database = boundTo(finalitySweep, fixture.server, fixture.database);
    const { recovery } = accountThat({ ...cleanAccount(fixture.clock), ...changes }, fixture.clock);
    const parts = { ...fixture, database };
    const until = plusSeconds(fixture.clock(), 60);
    return sweepFinality({ ...parts, requests: openRequestStore(parts), recovery }, until);
  }
  const barriersOf = async (requestId: string) =>
    (await staff(fixture, 'GET', `/${requestId}`)).body.finality?.barriers;
  /** An erasure that a pass verified on the first day. */
  async function verifiedOnce() {
    const found = await erased();
    fixture.pass(1_300);
    await passOn(fixture);
    expect(await pendingRows()).toMatchObject([{ verified: { tables: expect.any(Number) } }]);
    return found;
  }

  test('is at most two days old: another one looks for the person again', async () => {
    const { token, requestId } = await verifiedOnce();
    fixture.pass(8 * day);

    expect(await sweptBetween()).toEqual({ ...none, waiting: 1 });
    expect(await barriersOf(requestId)).toEqual(['verification-pending']);
    fixture.pass(1_300);
    const again = fixture.clock();
    expect(await startPass(fixture)).toEqual({ kind: 'started' });
    await passOn(fixture);

    expect(await sweptBetween()).toEqual({ ...none, final: 1 });
    const { verification } = (await seen(token)).finalCertificateContent;
    expect(Date.parse(verification.startedAt)).toBe(again);
  });

  test('begins in the last day of the recovery window, so that nothing waits for it afterwards', async () => {
    const { token } = await verifiedOnce();
    fixture.pass(5 * day);
    await sweptBetween();
    expect(await startPass(fixture)).toEqual({ kind: 'nothing-waits' });
    fixture.pass(1.5 * day);
    await sweptBetween();
    fixture.pass(1_300);
    const again = fixture.clock();
    await passOn(fixture);
    fixture.pass(day);

    expect(await sweptBetween()).toEqual({ ...none, final: 1 });

    const { verification } = (await seen(token)).finalCertificateContent;
    expect(Date.parse(verification.startedAt)).toBe(again);
  });

  const late = () => fixture.logged.filter((line) => line.includes('VERIFICATION_LATE'));

  test('is reported as late once an erasure has waited three days for it, until it has looked', async () => {
    await erased();
    fixture.pass(3 * day);
    await sweptBetween();
    expect(late()).toEqual([]);
    fixture.pass(3_600);
    await erased();

    await sweptBetween({ ListBackupsCommand: denied });
    expect(late().map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { count: 1, days: 3 },
    ]);
    fixture.pass(1_300);
    await passOn(fixture);
    await sweptBetween();

    expect(late()).toHaveLength(1);
  });

  test('is reported as late where it has to look again, three days after that', async () => {
    await verifiedOnce();
    fixture.pass(8 * day);
    await sweptBetween();
    fixture.pass(2 * day);
    await sweptBetween();
    expect(late()).toEqual([]);
    fixture.pass(2 * day);

    await sweptBetween();

    expect(late()).toHaveLength(1);
  });

  test('is not late while something else without an end keeps the certificate off', async () => {
    await verifiedOnce();
    const at = new Date(fixture.clock() - 1_400_000);
    fixture.pass(30 * day);

    await sweptBetween({
      ListBackupsCommand: () => ({ BackupSummaries: [{ BackupCreationDateTime: at }] }),
    });

    expect(late()).toEqual([]);
  });

  test('finds what came back meanwhile, and the erasure is carried out again', async () => {
    const { person } = await verifiedOnce();
    fixture.pass(8 * day);
    await sweptBetween();
    const row = { subjectId: person.subjectId, purpose: 'made-up', version: 1 };
    await transact(fixture.database, [insert(consentStates, row)]);
    fixture.pass(1_300);
    await passOn(fixture);

    expect(await sweptBetween()).toEqual({ ...none, reopened: 1 });
  });

  test('is not asked for while something else keeps the certificate off, without an end', async () => {
    await verifiedOnce();
    const at = fixture.clock() - 1_400_000;
    fixture.pass(30 * day);

    await sweptBetween({
      ListBackupsCommand: () => ({
        BackupSummaries: [{ BackupCreationDateTime: new Date(at) }],
      }),
    });
    fixture.pass(1_300);

    expect(await startPass(fixture)).toEqual({ kind: 'nothing-waits' });
  });

  test('read every table after the person was to be looked for again', async () => {
    const first = await verifiedOnce();
    fixture.pass(8 * day);
    // Someone else waits, so that a pass begins, and reads a part of the tables.
    await erased();
    fixture.pass(1_300);
    let asked = false;

    await passOn(fixture, {
      before: async () => {
        if (!asked) await sweptBetween();
        asked = true;
      },
    });

    const [row] = (await pendingRows()).filter(({ requestId }) => requestId === first.requestId);
    expect(row).not.toHaveProperty('verified');
  });
});

test('nothing is asked of AWS while no erasure waits', async () => {
  const { recovery, asked } = accountThat(cleanAccount(fixture.clock), fixture.clock);
  const database = boundTo(finalitySweep, fixture.server, fixture.database);

  await sweepFinality({ ...fixture, database, recovery }, plusSeconds(fixture.clock(), 60));

  expect(asked).toEqual([]);
});
