import { syncBuiltinESMExports } from 'node:module';
import workers from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

/*
 * Loaded before a program with `--import file:///.../clock-ahead.ts?seconds=N`: its clock is ahead, and
 * that of its worker threads, which begin with this module as well.
 */

const { href, searchParams } = new URL(import.meta.url);
const ahead = Number(searchParams.get('seconds')) * 1000;
const now = (): number => RealDate.now() + ahead;

const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, time: unknown[], made) =>
    Reflect.construct(target, time.length === 0 ? [now()] : time, made) as object,
  get: (target, name, made) =>
    name === 'now' ? now : (Reflect.get(target, name, made) as unknown),
});

const { Worker } = workers;
workers.Worker = class extends Worker {
  constructor(file: string | URL, options?: WorkerOptions) {
    const first = `await import(${JSON.stringify(href)}); await import(${JSON.stringify(file)});`;
    super(new URL(`data:text/javascript,${encodeURIComponent(first)}`), options);
  }
};
syncBuiltinESMExports();
