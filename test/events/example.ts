import { milliseconds } from '../../lambda/value/time.ts';
import type { CustosEvent } from '../../lambda/event/event.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';

export const ada = '5f0c1f0e-5f3a-4d5e-9c56-1d4e3f2a7b60';
export const bo = '0d9b4c1e-8a52-4a6f-b1c3-7e2f90a4d815';

/** A withdrawal, with `overrides`. */
export function consentEvent(
  subjectId: string,
  version: number,
  time = '2026-11-24T09:00:00.000Z',
): CustosEvent {
  return {
    specversion: '1.0',
    id: sha256Hex(`${subjectId} ${version}`).slice(0, 32),
    source: 'urn:custos:local',
    type: 'consent.changed',
    subject: subjectId,
    time,
    datacontenttype: 'application/json',
    dataschema: 'urn:custos:event:consent.changed:v1',
    sequence: String(version).padStart(10, '0'),
    data: { subjectId, purpose: 'improvement', state: 'withdrawn' },
  };
}

export const nine = milliseconds(Date.parse('2026-11-24T09:00:00.000Z'));
