import type { Readable } from 'node:stream';
import { stages } from '../lib/stages.ts';
import { accessLines } from './access-log.ts';
import type { Access } from './access-log.ts';
import type { Assembly } from './assembly.ts';
import { AuditFile } from './audit/audit-file.ts';
import { auditTrail } from './audit/audit-trail.ts';
import type { AuditTrail } from './audit/audit-trail.ts';
import type { DatabaseCall } from './audit/database-record.ts';
import type { AuditedCall, AuditRecord } from './audit/record.ts';
import { startDetection } from './detection/detection.ts';
import type { BusEvent } from './detection/input-transformer.ts';
import { eachLine } from './detection/lines.ts';
import { openLog } from './function-log.ts';
import type { LocalFunction } from './functions.ts';
import type { Home } from './home.ts';
import type { Invoke } from './invocation.ts';

/** Plays what cannot happen here: for game days. */
export interface Drill {
  /** ARN of the key under which the keys of people are. */
  readonly keyOfPeople: string;
  /** Records a call of a service that the runtime has not, as one of the operator. */
  readonly call: (call: AuditedCall) => void;
  /** A line as if the function had logged it. */
  readonly log: (functionName: string, line: string) => void;
}

export interface Watching {
  readonly trail: AuditTrail;
  /** Takes what a function writes to standard output and standard error. */
  readonly output: (output: Readable, functionName: string) => void;
  readonly accessed: (access: Access) => void;
  /** Takes an event for the rules of the templates. */
  readonly put: (event: BusEvent) => void;
  readonly drill: Drill;
  readonly stop: () => Promise<void>;
}

export interface WatchingDependencies {
  readonly assembly: Assembly;
  readonly functions: readonly LocalFunction[];
  readonly invoke: Invoke;
  readonly home: Home;
  /** Receives each call of the database, except those of the runtime itself. */
  readonly databaseCalled: (call: DatabaseCall) => void;
  readonly say: (line: string) => void;
}

/** Writes the logs and the audit file, and evaluates over them what the templates watch. */
export function startWatching(dependencies: WatchingDependencies): Watching {
  const { assembly, functions, invoke, home, databaseCalled, say } = dependencies;
  const functionLog = openLog(home.functionLog);
  const accessLog = openLog(home.accessLog);
  const auditFile = new AuditFile(home.audit, stages.local.audit.retentionDays);
  const detection = startDetection(assembly, invoke, say);
  const take = (record: AuditRecord): void => {
    auditFile.write(record);
    detection.recorded(record);
  };
  const trail = auditTrail(assembly, functions, take, databaseCalled);
  const accessLine = accessLines(assembly);
  return {
    trail,
    output: (output, name) => {
      functionLog.take(output);
      const take = eachLine((line) => detection.logged(name, line));
      output.on('data', take);
    },
    accessed: (access) => {
      const line = accessLine?.(access);
      if (line === undefined) return;
      accessLog.write(`${line}\n`);
      detection.accessed(line);
    },
    put: detection.put,
    drill: {
      keyOfPeople: trail.keyOf('data'),
      call: (call) => trail.called(call, { kind: 'operator' }),
      log: (name, line) => {
        functionLog.write(`${line}\n`);
        detection.logged(name, line);
      },
    },
    stop: async () => {
      detection.stop();
      await Promise.all([auditFile.close(), functionLog.close(), accessLog.close()]);
    },
  };
}
