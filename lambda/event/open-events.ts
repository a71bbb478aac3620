import type { Environment } from '../platform/environment.ts';
import { EventBridgeEvents } from './eventbridge-events.ts';
import { EventsPlaceError } from './events.ts';
import type { Events } from './events.ts';
import { LocalEvents } from '../../local/adapters/events/local-events.ts';

/** The adapter that CUSTOS_EVENTS names; CUSTOS_EVENTS_AT is the name of a bus, or the path of a file. */
export function openEvents(environment: Pick<Environment, 'CUSTOS_EVENTS' | 'get'>): Events {
  const place = environment.get('CUSTOS_EVENTS_AT');
  switch (environment.CUSTOS_EVENTS) {
    case 'eventbridge':
      return new EventBridgeEvents(place);
    case 'local':
      return new LocalEvents(place);
    case undefined:
      throw new EventsPlaceError('CUSTOS_EVENTS: eventbridge or local');
  }
}
