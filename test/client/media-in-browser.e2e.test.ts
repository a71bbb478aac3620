import { build } from 'esbuild';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, checkedMedia, createClient } from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { photoWith } from '../../local/demo/photo.ts';
import { edit } from '../policy/edited-policy.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { localWorld } from '../support/local-world.ts';
import type { LocalWorld } from '../support/local-world.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

const photo = photoWith({ position: [52.5, 13.4], artist: 'Ada', comment: 'home' });

describe.skipIf(withoutBrowser)('a page of another origin', () => {
  let world: LocalWorld;
  let runtime: RuntimeProcess;
  let assistant: Client;
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    world = await localWorld();
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    runtime = await startWithOrigin(world, origin);
    const token = () => world.token('service', 'assistant');
    assistant = createClient({ baseUrl: runtime.url, token });
    await serve(server, assistant);
    browser = await openBrowser();
    page = await browser.newPage();
    await page.goto(origin);
    await page.waitForFunction('globalThis.custos !== undefined');
    // The templates are synthesized for a policy of their own.
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    server.close();
    await runtime.stop();
    await world.end();
  });

  /** The link that the page of the person gets with the token of the person. */
  const linkTo = async (recordId: string) => {
    const token = await world.token('subject', 'mia@example.org');
    return page.evaluate<string>(`custos.createClient(${JSON.stringify({ baseUrl: runtime.url, token })})
      .get('/v1/me/media/{recordId}', { path: { recordId: '${recordId}' } })
      .then((outcome) => outcome.body.url)`);
  };

  /** Sends a file that an expression makes, as docs/media.md says. */
  async function send(file: string): Promise<string> {
    const recordId = await page.evaluate<string>(`(async () => {
      const file = await ${file};
      const announced = { contentType: file.type.split(';')[0], bytes: file.size, sha256: await custos.hashOf(file) };
      const response = await fetch('/photos', { method: 'POST', body: JSON.stringify(announced) });
      const { recordId, upload } = await response.json();
      const { kind } = await custos.sendFile(upload, file, { onSent: (bytes) => (globalThis.sent = bytes) });
      return kind === 'sent' ? recordId : kind;
    })()`);
    expect(await checkedMedia(assistant, recordId)).toEqual({ kind: 'stored', recordId });
    return recordId;
  }

  test('sends a photo with a form, and shows it by a link', async () => {
    const recordId = await send(
      `new File([Uint8Array.from(atob('${photo.toString('base64')}'), (one) => one.charCodeAt(0))], 'home.jpg', { type: 'image/jpeg' })`,
    );

    const size = await page.evaluate<number[]>(`(async () => {
      const image = new Image();
      image.src = '${await linkTo(recordId)}';
      await image.decode();
      return [image.naturalWidth, image.naturalHeight];
    })()`);

    expect(size).toEqual([128, 96]);
    // With the fields of the form.
    expect(await page.evaluate<number>('sent')).toBeGreaterThan(photo.length);
  });

  test('sends a video, and goes to a place in it with a range request', async () => {
    const recordId = await send(recorded);
    const url = await linkTo(recordId);
    const statuses: number[] = [];
    page.on('response', (response) => {
      if (response.url() === url) statuses.push(response.status());
    });

    const [width, time] = await page.evaluate<number[]>(`(async () => {
      const video = document.createElement('video');
      video.src = '${url}';
      video.muted = true;
      await new Promise((done, fail) => {
        video.onloadeddata = done;
        video.onerror = () => fail(new Error(video.error.message));
      });
      video.currentTime = 0.5;
      await new Promise((done) => { video.onseeked = done; });
      return [video.videoWidth, video.currentTime];
    })()`);

    expect(width).toBe(64);
    expect(time).toBeCloseTo(0.5, 1);
    expect(statuses.length).toBeGreaterThan(0);
    expect(new Set(statuses)).toEqual(new Set([206]));
  });
});

/** A second of a moving square, recorded by the browser itself. */
const recorded = `(async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
  const context = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  document.body.append(canvas);
  const stopped = new Promise((done) => { recorder.onstop = done; });
  recorder.start(100);
  for (let frame = 0; frame < 30; frame += 1) {
    context.fillStyle = frame % 2 ? 'red' : 'blue';
    context.fillRect(frame, frame, 20, 20);
    await new Promise((done) => setTimeout(done, 40));
  }
  recorder.stop();
  await stopped;
  return new Blob(pieces, { type: 'video/webm' });
})()`;

function startWithOrigin(world: LocalWorld, origin: string): Promise<RuntimeProcess> {
  const policy = join(world.home, 'policy');
  cpSync('policy', policy, { recursive: true });
  edit(policy, '  origins: []\n', `  origins: ['${origin}']\n`);
  return startRuntimeProcess({
    home: world.home,
    databaseUrl: world.database.endpoint,
    environment: { CUSTOS_POLICY: policy },
  });
}

/** The page with the client, and the backend that announces what the page wants to send. */
async function serve(server: Server, assistant: Client): Promise<void> {
  const subject = { type: 'email', value: 'mia@example.org' } as const;
  bodyOf(await assistant.post('/v1/subjects', { body: { subject, residence: 'DE' } }));
  const { outputFiles } = await build({
    stdin: {
      contents: `import * as custos from './client/index.ts'; globalThis.custos = custos;`,
      resolveDir: join(import.meta.dirname, '../..'),
    },
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser' },
  });
  const script = outputFiles[0]?.text ?? '';
  server.on('request', (request, response) => {
    if (request.url !== '/photos') {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Page</title><script>${script}</script>`);
      return;
    }
    void text(request).then(async (sent) => {
      const announced = JSON.parse(sent) as {
        contentType: 'image/jpeg';
        bytes: number;
        sha256: string;
      };
      const category = announced.contentType.startsWith('video/') ? 'prompt-video' : 'prompt-image';
      const made = await assistant.post('/v1/media', {
        body: { subject, category, purposes: ['service-provision'], ...announced },
      });
      response.end(JSON.stringify(bodyOf(made)));
    });
  });
}
