import type * as events from 'aws-cdk-lib/aws-events';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

/** EventBridge itself uses the key of the bus, permitted by the key policy. */
export const bindEvents = (bus: events.IEventBus): Binding => ({
  variables: { CUSTOS_EVENTS_AT: bus.eventBusName },
  statements: [allow(['events:PutEvents'], [bus.eventBusArn])],
});
