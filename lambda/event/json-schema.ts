import * as z from 'zod';
import { eventSchemas } from './event.ts';
import type { EventType } from './event.ts';

/** The published schema of an event type: `docs/events/<type>.schema.json`. */
export const eventJsonSchema = (type: EventType): object =>
  z.toJSONSchema(eventSchemas[type], { target: 'draft-2020-12', io: 'output' });
