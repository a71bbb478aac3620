import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { cursorQuery } from '../../platform/http/fields.ts';
import { cardMarkdown } from './card-markdown.ts';
import { modelList, modelPatch, modelState, modelView, namePart, newModel } from './contract.ts';
import {
  exampleApproval,
  exampleCard,
  exampleModel,
  exampleNewModel,
  examplePath,
  exampleSummary,
} from './examples.ts';
import { modelCard } from './shown-card.ts';

const trainer = { kind: 'token', caller: 'service', scope: 'custos/models' } as const;
const steward = { scope: 'custos/governance' } as const;

const modelPath = z.strictObject({
  name: namePart.describe('Of a model.'),
  version: namePart.describe('One of its versions.'),
});
const one = {
  description: 'The model',
  body: modelView,
  example: exampleModel,
  headers: { etag: 'Send it as `If-Match` to change the model.' },
} as const;

export const modelRoutes = defineRoutes({
  registerModel: {
    method: 'POST',
    path: '/v1/models',
    access: trainer,
    summary: 'Register a version of a model, with the training sets that it is trained on',
    body: newModel,
    idempotency: 'optional',
    personal: false,
    responses: { 201: one },
    problems: ['conflict'],
    example: { body: exampleNewModel },
  },
  listModels: {
    method: 'GET',
    path: '/v1/models',
    access: { ...trainer, staff: steward },
    summary: 'Models of the register, newest first',
    query: cursorQuery.extend({
      state: modelState.optional().describe('Only those in this state.'),
    }),
    personal: false,
    responses: {
      200: { description: 'Models', body: modelList, example: { items: [exampleSummary] } },
    },
  },
  readModel: {
    method: 'GET',
    path: '/v1/models/{name}/{version}',
    access: { ...trainer, staff: steward },
    summary:
      'One version of a model: what holds its approval back, and how many people left its sets',
    pathParameters: modelPath,
    personal: false,
    responses: { 200: one },
    problems: ['not-found'],
    example: { pathParameters: examplePath },
  },
  changeModel: {
    method: 'PATCH',
    path: '/v1/models/{name}/{version}',
    access: { ...trainer, staff: { ...steward, recent: true } },
    summary:
      'Change a model; staff approve, deploy and retire it, and plan what is done for who left',
    pathParameters: modelPath,
    body: modelPatch,
    personal: false,
    responses: { 200: one },
    problems: ['not-found', 'conflict', 'approval-held-back'],
    example: {
      pathParameters: examplePath,
      body: exampleApproval,
      otherBodies: {
        trained: { state: 'trained', excludedUntil: '2026-11-23' },
        measure: { measure: { kind: 'retrain-by', date: '2027-01-31' } },
      },
    },
  },
  readModelCard: {
    method: 'GET',
    path: '/v1/models/{name}/{version}/card',
    access: { ...trainer, staff: steward },
    summary:
      'The model card (Mitchell et al. 2019), with Annex XI of the AI Act where it is declared',
    pathParameters: modelPath,
    personal: false,
    responses: {
      200: {
        description: 'The card, to publish: numbers of fewer than five people are not shown',
        body: modelCard,
        example: exampleCard,
        others: {
          'text/markdown': { page: 'The same, to read.', example: cardMarkdown(exampleCard) },
        },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: examplePath },
  },
});
