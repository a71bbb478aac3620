import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactStatement, tableOfStatement } from '../../../local/audit/partiql.ts';

const redact = (statement: string, parameters: readonly string[] = []) =>
  redactStatement(
    statement,
    ['pk', 'sk'],
    parameters.map((S) => ({ S })),
  );

describe('a statement in the record', () => {
  test.each([
    [
      `SELECT * FROM "T" WHERE "pk" = ? AND nonKey = 'ada'`,
      ['id-1'],
      `SELECT * FROM "T" WHERE "pk" = 'id-1' AND nonKey = ***(Redacted)`,
    ],
    [
      `UPDATE "T" SET "name" = ?, "version" = ? WHERE "pk" = ? AND "sk" = ? AND "version" = ?`,
      ['ada', '2', 'id-1', 's-1', '1'],
      `UPDATE "T" SET "name" = ***(Redacted), "version" = ***(Redacted) WHERE "pk" = 'id-1' AND "sk" = 's-1' AND "version" = ***(Redacted)`,
    ],
    [
      `INSERT INTO "T" VALUE {'pk': ?, 'name': ?}`,
      ['id-1', 'ada'],
      `INSERT INTO "T" VALUE {'pk': ***(Redacted), 'name': ***(Redacted)}`,
    ],
    [
      `DELETE FROM "T" WHERE pk = 'id-1' AND begins_with(name, 'ada')`,
      [],
      `DELETE FROM "T" WHERE pk = 'id-1' AND begins_with(name, ***(Redacted))`,
    ],
    [
      `select * from T2-x.by-name where name in ['ada', 'bo'] and pk = 'it''s'`,
      [],
      `select * from T2-x.by-name where name in [***(Redacted), ***(Redacted)] and pk = 'it''s'`,
    ],
  ])('has values of keys and no others: %s', (statement, parameters, recorded) => {
    expect(redact(statement, parameters)).toBe(recorded);
  });

  test('has no value of a parameter or literal that is not of a key, wherever it is', () => {
    const text = fc.string({ minLength: 4 }).map((value) => `planted${value}`);
    const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
    const clause = fc.tuple(
      fc.constantFrom('name', '"name"', 'contains(name,', 'size(x) <', 'pk2 ='),
      text,
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(clause, { minLength: 1 }), (clauses) => {
        const parameters = clauses
          .filter(([, , isLiteral]) => !isLiteral)
          .map(([, value]) => value);
        const where = clauses
          .map(([before, value, isLiteral]) => `${before} = ${isLiteral ? literal(value) : '?'}`)
          .join(' AND ');
        expect(redact(`SELECT * FROM "T" WHERE ${where}`, parameters)).not.toContain('planted');
      }),
    );
  });

  test.each([
    ['SELECT a FROM "Records1"."by-status" WHERE x = ?', 'Records1'],
    [`INSERT INTO "Records1" VALUE {'a': ?}`, 'Records1'],
    ['UPDATE Records1 SET a = ?', 'Records1'],
    ['delete  from "Records1" where a = ?', 'Records1'],
  ])('names its table: %s', (statement, table) => {
    expect(tableOfStatement(statement)).toBe(table);
  });
});
