import { containedPeople, containmentControls, containments } from '../../containment/table.ts';
import { outbox } from '../../ledger/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { idempotency } from '../../platform/http/table.ts';
import { subjectKeys, tombstones } from '../../platform/keyring/table.ts';
import { records } from '../../record/table.ts';
import { aliases, subjects } from '../../subject/table.ts';
import { incidents, incidentTimeline } from '../table.ts';
import { containmentRoutes } from './routes.ts';

export const containmentApi = {
  name: 'containment-api',
  area: 'incidents',
  entry: 'lambda/incident/containment/handler.ts',
  purpose:
    'Contains incidents and undoes it, for staff: freezes processing, revokes clients, has functions quarantined and keys rotated',
  worstCase:
    'stops all processing, rejects every service, has functions quarantined and keys rotated, or undoes it; changes incidents; unwraps no key and reads no record',
  trigger: { kind: 'routes', routes: Object.values(containmentRoutes) },
  needs: [
    { table: incidents, actions: ['get', 'update'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: containments, actions: ['get', 'query', 'insert', 'update'] },
    { table: containmentControls, actions: ['get', 'insert', 'update'] },
    { table: containedPeople, actions: ['query', 'insert'] },
    { table: aliases, actions: ['batch-get'] },
    { table: subjects, actions: ['batch-get', 'update'] },
    { table: outbox, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { table: subjectKeys, actions: ['query'] },
    { issuers: 'read' },
    { invoke: 'quarantine' },
    { workflow: 'key-rotation' },
    { keyring: ['hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** Apart from the function that staff call: the only role with a right on other roles. */
export const quarantine = {
  name: 'quarantine',
  area: 'incidents',
  entry: 'lambda/incident/quarantine/handler.ts',
  purpose: 'Attaches the policy that denies everything to the role of a function, and detaches it',
  worstCase:
    'stops functions, or releases those that are quarantined; can attach nothing else to any role',
  trigger: { kind: 'invoked' },
  needs: [{ quarantine: 'functions' }],
  timeoutSeconds: 10,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

/** Completes what a fault or the end of a process left open. */
export const containmentSweep = {
  name: 'containment-sweep',
  area: 'incidents',
  entry: 'lambda/incident/containment/schedule.ts',
  purpose: 'Completes containments that a fault interrupted, every 5 minutes',
  worstCase: 'has functions quarantined or released that staff have ordered to be',
  trigger: { kind: 'schedule', everyMinutes: 5 },
  needs: [
    { table: incidentTimeline, actions: ['insert'] },
    { table: containments, actions: ['get', 'query-index', 'update'] },
    { table: containmentControls, actions: ['get'] },
    { table: outbox, actions: ['insert'] },
    { invoke: 'quarantine' },
    { workflow: 'key-rotation' },
  ],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

/** Apart from the erasure: it destroys only keys that it has replaced, and names each before. */
export const keyRotation = {
  name: 'key-rotation',
  area: 'incidents',
  entry: 'lambda/incident/rotation/workflow.ts',
  purpose: 'Replaces the keys of people that staff name, and encrypts their records again',
  worstCase:
    'reads, changes and makes unreadable all records, with an alarm for each key that goes',
  trigger: { kind: 'durable', workflow: 'key-rotation', timeoutDays: 7 },
  needs: [
    { table: containments, actions: ['get', 'update'] },
    { table: containedPeople, actions: ['get', 'query', 'update'] },
    { table: incidentTimeline, actions: ['insert'] },
    { table: outbox, actions: ['insert'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: subjectKeys, actions: ['get', 'query', 'insert', 'update', 'delete'] },
    { table: tombstones, actions: ['insert'] },
    { table: records, actions: ['get', 'query', 'update'] },
    { keyring: ['generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const containmentFunctions: readonly FunctionFacts[] = [
  containmentApi,
  quarantine,
  containmentSweep,
  keyRotation,
];

/**
 * Functions that are never quarantined. Without the authorizer no one could call at all, the team
 * that handles the incident included; without the others nothing could be undone.
 */
export const neverQuarantined: readonly string[] = [
  'authorizer',
  'incident-api',
  containmentApi.name,
  quarantine.name,
  containmentSweep.name,
];
