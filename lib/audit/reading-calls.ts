/** Calls that return items. */
export const readsOfItems = [
  'BatchExecuteStatement',
  'BatchGetItem',
  'ExecuteStatement',
  'ExecuteTransaction',
  'GetItem',
  'Query',
  'TransactGetItems',
] as const;

/** Calls that return or copy everything in a table, thus also a person whose id they do not name. */
export const readsOfTables = [
  'CreateBackup',
  'ExportTableToPointInTime',
  'GetRecords',
  'GetShardIterator',
  'RestoreTableFromBackup',
  'RestoreTableToPointInTime',
  'Scan',
] as const;

/** PartiQL, which also writes. No role of Custos may SELECT, so any that reads is an incident. */
export const statements = [
  'BatchExecuteStatement',
  'ExecuteStatement',
  'ExecuteTransaction',
] as const;

/** Copies of tables: from then on they are read under another name. */
export const copies = [
  'CreateBackup',
  'ExportTableToPointInTime',
  'RestoreTableFromBackup',
  'RestoreTableToPointInTime',
  'StartBackupJob',
  'StartCopyJob',
  'StartRestoreJob',
] as const;
