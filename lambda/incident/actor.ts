import type { ServiceCaller, StaffCaller } from '../platform/http/handlers.ts';
import { sha256Hex } from '../value/canonical.ts';
import type { Actor } from './model/incident.ts';

export const system: Actor = { kind: 'system' };

/** The separator is in neither part: no two callers have the same id. */
export const actorOf = ({ kind, issuer, name }: StaffCaller | ServiceCaller): Actor => ({
  kind,
  id: sha256Hex(`${issuer}\0${name}`),
});
