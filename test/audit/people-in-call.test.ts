import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchesFor } from '../../cli/audit/principal-answer.ts';
import { readOf } from '../../cli/audit/people-in-call.ts';
import { newSearch } from '../../lambda/incident/affected/contract.ts';
import { newRecordId, newSubjectId } from '../../lambda/value/ids.ts';

const [ada, grace] = [newSubjectId(), newSubjectId()];
const tableName = 'Custos-prod-Data-Records1';
const read = (action: string, parameters: unknown) =>
  readOf({ action, tables: tableName, parameters });
const people = (...subjectIds: readonly string[]) => [
  { kind: 'people', table: tableName, subjectIds },
];
const wholeTable = [{ kind: 'table', table: tableName }];

describe('people are read', () => {
  test('where the key of a row names them, not the record', () => {
    const key = { subjectId: ada, recordId: newRecordId() };

    expect(read('GetItem', { tableName, key })).toEqual(people(ada));
  });

  test('by each key of a batch, in its table', () => {
    const requestItems = [
      { tableName, key: { subjectId: ada } },
      { tableName: 'Custos-prod-Data-Subjects1', key: { subjectId: grace } },
    ];

    for (const action of ['BatchGetItem', 'TransactGetItems']) {
      expect(read(action, { requestItems })).toEqual([
        ...people(ada),
        { kind: 'people', table: 'Custos-prod-Data-Subjects1', subjectIds: [grace] },
      ]);
    }
  });

  test('by the condition of a Query on their key', () => {
    const expressionAttributeValues = { ':s': ada, ':r': newRecordId() };
    const keyConditionExpression = '#s = :s AND #r >= :r';

    expect(read('Query', { tableName, keyConditionExpression, expressionAttributeValues })).toEqual(
      people(ada),
    );
    expect(read('Query', { tableName, expressionAttributeValues })).toEqual(people(ada));
  });

  test.each([
    `SELECT * FROM "${tableName}" WHERE subjectId = '${ada}'`,
    ` select a FROM "${tableName}" where "subjectId"='${ada}' AND x = ***(Redacted)`,
  ])('by a statement: %s', (statement) => {
    expect(read('ExecuteStatement', { statement })).toEqual(people(ada));
  });

  test('by a list in a statement', () => {
    const statement = `SELECT * FROM "${tableName}" WHERE subjectId IN ['${ada}', '${grace}']`;

    expect(read('ExecuteStatement', { statement })).toEqual(people(ada, grace));
  });
});

describe('everybody in a table is read', () => {
  test.each([
    'Scan',
    'ExportTableToPointInTime',
    'CreateBackup',
    'StartBackupJob',
    'RestoreTableToPointInTime',
    'GetShardIterator',
  ])('by %s, whatever it names', (action) => {
    expect(read(action, { tableName })).toEqual(wholeTable);
    expect(read(action, { tableName, exclusiveStartKey: { subjectId: ada } })).toEqual(wholeTable);
  });

  test('by a Query without the key of a person, on each of its pages', () => {
    const query = {
      tableName,
      keyConditionExpression: '#state = :state',
      expressionAttributeValues: { ':state': 'open' },
    };

    expect(read('Query', query)).toEqual(wholeTable);
    expect(read('Query', { ...query, exclusiveStartKey: { subjectId: ada } })).toEqual(wholeTable);
  });

  test.each(['<=', '>=', '<', '>'])('by a Query on a range of people: %s', (operator) => {
    expect(
      read('Query', {
        tableName,
        keyConditionExpression: `#part = :part AND #s ${operator} :s`,
        expressionAttributeValues: { ':part': '0', ':s': ada },
      }),
    ).toEqual(wholeTable);
  });

  test.each([
    `SELECT * FROM "${tableName}"`,
    `SELECT * FROM "${tableName}" WHERE subjectId <> '${ada}'`,
    `SELECT * FROM "${tableName}" WHERE NOT subjectId = '${ada}'`,
    `SELECT * FROM "${tableName}" WHERE subjectId = '${ada}' OR x = ***(Redacted)`,
    `SELECT * FROM "${tableName}" WHERE contains(other, '${ada}')`,
  ])('by a statement that no key narrows: %s', (statement) => {
    expect(read('ExecuteStatement', { statement })).toEqual(wholeTable);
  });

  test('where the parameters are not recorded', () => {
    for (const action of ['Query', 'BatchGetItem', 'ExecuteStatement']) {
      expect(read(action, undefined)).toEqual(wholeTable);
      expect(read(action, null)).toEqual(wholeTable);
    }
  });
});

test('a row whose key names no person is neither', () => {
  expect(read('GetItem', { tableName, key: { requestId: newRecordId() } })).toEqual([
    { kind: 'row', table: tableName },
  ]);
});

test('a statement that writes is no read, also next to one that reads', () => {
  const requestItems = [
    { statement: `INSERT INTO "${tableName}" VALUE ***(Redacted)` },
    { statement: `SELECT * FROM "${tableName}" WHERE subjectId = '${ada}'` },
  ];

  expect(read('BatchExecuteStatement', { requestItems })).toEqual(people(ada));
});

test('each person is in one of the searches, and the API takes each', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid({ version: 4 }), { maxLength: 350 }), (ids) => {
      const rows = ids.flatMap((subjectId) =>
        ['a', 'b'].map((table) => ({ subjectId, table, calls: 1, time: '', until: '' })),
      );
      const searches = searchesFor({ people: rows, wholeTables: [], otherRows: [] });

      for (const search of searches) expect(newSearch.safeParse(search).success).toBe(true);
      expect(searches.flatMap(({ subjects }) => subjects.map((each) => each.subjectId))).toEqual(
        ids,
      );
    }),
  );
});
