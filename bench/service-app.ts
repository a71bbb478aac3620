import { consentHandlers } from '../lambda/consent/api.ts';
import { consentRoutes } from '../lambda/consent/routes.ts';
import { decisionHandlers } from '../lambda/decision/api.ts';
import { decisionRoutes } from '../lambda/decision/routes.ts';
import { disclosureHandlers } from '../lambda/disclosure/api.ts';
import { disclosureRoutes } from '../lambda/disclosure/routes.ts';
import { overviewHandlers } from '../lambda/overview/api.ts';
import { overviewRoutes } from '../lambda/overview/routes.ts';
import type { App } from '../lambda/platform/http/app.ts';
import { createApp } from '../lambda/platform/http/app.ts';
import { recordHandlers } from '../lambda/record/api.ts';
import { recordRoutes } from '../lambda/record/routes.ts';
import { subjectHandlers } from '../lambda/subject/api.ts';
import { subjectRoutes } from '../lambda/subject/routes.ts';
import type { Call, CallResult } from '../test/support/call.ts';
import { call } from '../test/support/call.ts';
import type { Service } from './service.ts';

export type Send = (request: Call) => Promise<CallResult>;

/** The routes that clients call often, on one service. */
export const appOf = (service: Service): App =>
  createApp(
    service,
    {
      ...{ ...consentRoutes, ...decisionRoutes, ...recordRoutes },
      ...{ ...disclosureRoutes, ...subjectRoutes, ...overviewRoutes },
    },
    {
      ...consentHandlers(service),
      ...decisionHandlers(service),
      ...recordHandlers(service),
      ...disclosureHandlers(service),
      ...subjectHandlers(service),
      ...overviewHandlers(service),
    },
  );

/** As a client calls it: the response is checked, and one that is no success throws. */
export const sendTo =
  (app: App): Send =>
  async (request) => {
    const result = await call(app, request);
    if (result.status < 300) return result;
    throw new Error(`${request.method} ${request.path} returned ${result.status}: ${result.text}`);
  };
