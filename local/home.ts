import { join } from 'node:path';
import process from 'node:process';

/** Paths of everything that outlives a run. */
export interface Home {
  readonly directory: string;
  readonly database: string;
  readonly databaseProcess: string;
  readonly keyFile: string;
  readonly objects: string;
  readonly media: string;
  readonly streamPositions: string;
  readonly recordedPolicy: string;
  /** The compiled policy of the last start. */
  readonly deployedPolicy: string;
  readonly functionLog: string;
  /** Where an operator on this machine calls functions by hand, and the secret for it, while it runs. */
  readonly invoke: string;
  readonly accessLog: string;
  /** Folder with a record of each call of the database, the keyring and the objects. */
  readonly audit: string;
  readonly events: string;
  readonly webhook: string;
  readonly webhookSecret: string;
  readonly undeliveredEvents: string;
  /** Mail to people, one file a message. */
  readonly outbox: string;
  readonly mailEvents: string;
  readonly mailEventsRead: string;
  /** Copies of the database, one in each folder: what could bring back what was erased. */
  readonly copies: string;
  /** One file for each function that is quarantined. */
  readonly quarantine: string;
}

export const homeAt = (directory: string): Home => ({
  directory,
  database: join(directory, 'data.sqlite'),
  databaseProcess: join(directory, 'database.pid'),
  keyFile: join(directory, 'keys.json'),
  objects: join(directory, 'objects'),
  media: join(directory, 'media'),
  streamPositions: join(directory, 'streams.json'),
  recordedPolicy: join(directory, 'policy.json'),
  deployedPolicy: join(directory, 'deployed-policy.json'),
  functionLog: join(directory, 'functions.log'),
  invoke: join(directory, 'invoke.json'),
  accessLog: join(directory, 'access.log'),
  audit: join(directory, 'audit'),
  events: join(directory, 'events.jsonl'),
  webhook: join(directory, 'webhook.json'),
  webhookSecret: join(directory, 'webhook-secret'),
  undeliveredEvents: join(directory, 'events.undelivered.jsonl'),
  outbox: join(directory, 'outbox'),
  mailEvents: join(directory, 'mail-events.jsonl'),
  mailEventsRead: join(directory, 'mail-events.read'),
  copies: join(directory, 'copies'),
  quarantine: join(directory, 'quarantine'),
});

/** An environment variable; an empty one counts as absent. */
export function variable(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
