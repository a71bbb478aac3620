import { physicalName, stackNames } from '../names.ts';
import type { Stage } from '../stages.ts';
import { copies, readsOfItems, readsOfTables, statements } from './reading-calls.ts';

/** A value that a query is asked with. */
export type Parameter =
  /**
   * A random id without hyphens, of a person (`subjectId`) or of a record: ids of identities begin with that
   * of their person, without hyphens. Identifiers of people never reach Athena.
   */
  | 'id'
  /** ARN of a role, of one of its sessions, or of a user. */
  | 'principal'
  /** First and last day, as 2026/11/24. */
  | 'from'
  | 'to';

export interface SavedQuery {
  /** As in `EXECUTE who_read`. */
  readonly name: string;
  readonly description: string;
  /** For each `?`, in order. */
  readonly parameters: readonly Parameter[];
  readonly sql: string;
}

/** Database, table and workgroup of Athena. Glue permits no hyphens. */
export const athenaNames = (deployed: Pick<Stage, 'deployment'>) => ({
  database: `${physicalName(deployed).replaceAll('-', '_')}_audit`,
  table: 'events',
  workgroup: `${physicalName(deployed)}-audit`,
});

export const withoutHyphens = (text: string): string => text.replaceAll('-', '');

/** Without hyphens, in the parameters of every call on a table of a deployment. */
export const ourTables = (deployed: Pick<Stage, 'deployment'>): string =>
  withoutHyphens(stackNames(deployed).data);

const listed = (names: Iterable<string>): string =>
  [...names]
    .sort()
    .map((name) => `'${name}'`)
    .join(', ');

/** Anywhere in the statement: it may begin with spaces, and a transaction has several. */
const isSelect = (parameters: string): string =>
  `strpos(upper(coalesce(${parameters}, '')), 'SELECT') > 0`;

// A day is a folder of the bucket, so only the files of the period are read.
const inPeriod = 'day BETWEEN ? AND ?';
const principal = `useridentity.arn AS principal,
  useridentity.sessioncontext.sessionissuer.username AS role`;
const tables = `array_join(array_distinct(transform(coalesce(resources, ARRAY[]), resource ->
    regexp_replace(resource.arn, '^.*:table/', ''))), ', ')`;

/** The saved queries, as data: Athena gets them, and tests read them. */
export function savedQueries(deployed: Pick<Stage, 'deployment'>): readonly SavedQuery[] {
  const { database, table } = athenaNames(deployed);
  const from = `FROM "${database}"."${table}"`;
  const inTime = (select: string, condition: string) =>
    `SELECT eventtime AS time,
  ${select}
${from}
WHERE ${inPeriod}
  AND ${condition}
ORDER BY eventtime`;
  return [
    {
      name: 'who_read',
      description:
        'Who read a person or a record, by their random id; reads of whole tables for each day',
      parameters: ['from', 'to', 'id', 'id'],
      sql: `WITH calls AS (
  SELECT eventtime, eventid, ${principal},
  eventname AS action,
  ${tables} AS tables,
  coalesce(errorcode, '') AS error,
  replace(coalesce(requestparameters, ''), '-', '') AS parameters
${from}
WHERE ${inPeriod}
  AND eventsource = 'dynamodb.amazonaws.com'
  AND eventname IN (${listed([...readsOfItems, ...readsOfTables])})
  AND (eventname NOT IN (${listed(statements)}) OR ${isSelect('requestparameters')})
)
SELECT min(eventtime) AS time, principal, role, action, tables, error,
  reach, count(*) AS calls, max(eventtime) AS until
FROM (
  SELECT calls.*, 'id' AS reach, eventid AS line FROM calls
  WHERE strpos(parameters, ?) > 0
  UNION ALL
  SELECT calls.*, 'table' AS reach, substr(eventtime, 1, 10) AS line FROM calls
  WHERE action IN (${listed(readsOfTables)})
    AND strpos(parameters, '${ourTables(deployed)}') > 0
    AND strpos(parameters, ?) = 0
)
GROUP BY principal, role, action, tables, error, reach, line
ORDER BY time`,
    },
    {
      name: 'principal_read',
      description:
        'What a principal read, each call with its keys once: ids of people are found in them',
      parameters: ['from', 'to', 'principal', 'principal'],
      sql: `WITH calls AS (
  SELECT eventtime, eventname AS action,
  ${tables} AS tables,
  coalesce(requestparameters, '') AS parameters
${from}
WHERE ${inPeriod}
  AND (useridentity.arn = ? OR useridentity.sessioncontext.sessionissuer.arn = ?)
  AND coalesce(errorcode, '') = ''
  AND eventname IN (${listed(new Set([...readsOfItems, ...readsOfTables, ...copies]))})
  AND (eventname NOT IN (${listed(statements)})
    OR requestparameters IS NULL OR ${isSelect('requestparameters')})
  AND (eventsource = 'backup.amazonaws.com'
    OR (eventsource = 'dynamodb.amazonaws.com'
      AND strpos(replace(coalesce(requestparameters, ${tables}), '-', ''), '${ourTables(deployed)}') > 0))
)
SELECT min(eventtime) AS time, max(eventtime) AS until, count(*) AS calls, action, tables, parameters
FROM calls
GROUP BY action, tables, parameters
ORDER BY time`,
    },
    {
      name: 'partiql_selects',
      description: 'Reads with PartiQL: no role of Custos may do that',
      parameters: ['from', 'to'],
      sql: inTime(
        `${principal}, eventname AS action, coalesce(errorcode, '') AS error, requestparameters AS parameters`,
        `eventname IN (${listed(statements)})
  AND ${isSelect('requestparameters')}`,
      ),
    },
    {
      name: 'copies',
      description:
        'Restores, exports and backups: a copy of a table is not recorded under its name',
      parameters: ['from', 'to'],
      sql: inTime(
        `${principal}, eventname AS action, coalesce(errorcode, '') AS error, requestparameters AS parameters`,
        `eventname IN (${listed(copies)})`,
      ),
    },
    {
      name: 'role_changes',
      description: 'Changes of the roles and policies of Custos and of the roles that deploy it',
      parameters: ['from', 'to'],
      sql: inTime(
        `${principal}, useridentity.invokedby AS service, eventname AS action, coalesce(errorcode, '') AS error, requestparameters AS parameters`,
        `eventsource = 'iam.amazonaws.com'
  AND readonly = 'false'
  AND regexp_like(coalesce(requestparameters, ''), '"(${physicalName(deployed)}-|Custos-${deployed.deployment}-|cdk-)|/custos/')`,
      ),
    },
    {
      name: 'denied_calls',
      description: 'Calls that AWS denied, by principal and action',
      parameters: ['from', 'to'],
      sql: `SELECT min(eventtime) AS time, max(eventtime) AS until, ${principal},
  eventsource AS service, eventname AS action, errorcode AS error, count(*) AS calls
${from}
WHERE ${inPeriod}
  AND regexp_like(coalesce(errorcode, ''), 'AccessDenied|UnauthorizedOperation|NotAuthorized')
GROUP BY useridentity.arn, useridentity.sessioncontext.sessionissuer.username, eventsource, eventname, errorcode
ORDER BY calls DESC`,
    },
    {
      name: 'sign_ins_without_mfa',
      description: 'Sign-ins to the console of users and of the root user without a second factor',
      parameters: ['from', 'to'],
      sql: inTime(
        'useridentity.type AS kind, useridentity.arn AS principal, sourceipaddress AS address',
        `eventname = 'ConsoleLogin'
  AND useridentity.type IN ('IAMUser', 'Root')
  AND coalesce(json_extract_scalar(additionaleventdata, '$.MFAUsed'), 'No') <> 'Yes'
  AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'`,
      ),
    },
  ];
}
