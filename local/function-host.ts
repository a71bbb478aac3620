import { rm, writeFile } from 'node:fs/promises';
import { readCompiled } from '../lambda/policy/bundled.ts';
import { mediaPath, objectsPath } from './api-server.ts';
import type { Assembly } from './assembly.ts';
import { compileCache } from './compile-cache.ts';
import { compiledPolicyOf } from './deployed-policy.ts';
import { runFunctions } from './function-pool.ts';
import type { Functions } from './function-pool.ts';
import { destroysKey, keyUseSeconds, limited } from './key-destruction.ts';
import { localFunctions } from './functions.ts';
import type { LocalFunction, SystemEndpoints } from './functions.ts';
import type { Home } from './home.ts';
import type { InnerSecrets } from './inner-port.ts';
import { invokeServer } from './invoke-server.ts';
import { issuersVariable } from './issuer-tokens.ts';
import { close, listen } from './ports.ts';
import type { UndoList } from './undo-list.ts';
import { startWatching } from './watching.ts';
import type { Watching } from './watching.ts';

export interface FunctionHostDependencies {
  readonly assembly: Assembly;
  readonly home: Home;
  readonly databaseUrl: string;
  /** Whether calls of the database are seen. */
  readonly isDatabaseWatched: boolean;
  /** Where the API will be. */
  readonly url: string;
  readonly issuer: string;
  readonly secrets: InnerSecrets;
  /** Where connectors find the stores of the operator. */
  readonly systemEndpoints: SystemEndpoints;
  readonly say: (line: string) => void;
}

export interface FunctionHost {
  readonly declared: readonly LocalFunction[];
  readonly functions: Functions;
  readonly watching: Watching;
}

/** Runs the functions of the templates, which can invoke each other, and watches what they do. */
export async function hostFunctions(
  dependencies: FunctionHostDependencies,
  undo: UndoList,
): Promise<FunctionHost> {
  const {
    assembly,
    home,
    databaseUrl,
    isDatabaseWatched,
    url,
    issuer,
    secrets,
    systemEndpoints,
    say,
  } = dependencies;
  const invokeApi = invokeServer(
    () => functions,
    secrets,
    (caller, name) => watching.trail.invoked(caller, name),
  );
  const invokePort = await listen(invokeApi, 0);
  undo.add(() => close(invokeApi, 0));
  const invokeUrl = `http://127.0.0.1:${invokePort}`;
  const place = { url: invokeUrl, secret: secrets.of({ kind: 'operator' }) };
  await writeFile(home.invoke, JSON.stringify(place), { mode: 0o600 });
  undo.add(() => rm(home.invoke, { force: true }));
  const { issuers } = readCompiled(compiledPolicyOf(assembly));
  const found = localFunctions(assembly, {
    secretOf: (name) => secrets.of({ kind: 'function', name }),
    databaseUrl,
    invokeUrl,
    systemEndpoints,
    keyFile: home.keyFile,
    objectsDirectory: home.objects,
    objectsUrl: `${url}${objectsPath}`,
    pagesUrl: url,
    mediaDirectory: home.media,
    mediaUrl: `${url}${mediaPath}`,
    eventsFile: home.events,
    outbox: home.outbox,
    quarantine: home.quarantine,
    copies: home.copies,
    mailEvents: home.mailEvents,
    issuers: issuersVariable(issuer, issuers),
  });
  const declared = isDatabaseWatched ? found : found.map(limited);
  const isDestruction = destroysKey(declared);
  const watching = startWatching({
    assembly,
    functions: declared,
    invoke: (name, payload) => functions.invoke(name, payload),
    home,
    databaseCalled: (call) => {
      if (isDestruction(call)) functions.keyDestroyed();
    },
    say,
  });
  undo.add(watching.stop);
  const functions = runFunctions(declared, {
    compileCache,
    log: watching.output,
    used: watching.trail.used,
    quarantine: home.quarantine,
    keyUseSeconds: keyUseSeconds(),
  });
  undo.add(functions.stop);
  return { declared, functions, watching };
}
