import type { Access } from './accesses.ts';

/** Of one physical partition, each second (Amazon DynamoDB developer guide, best practices for partition keys). */
export const partitionLimits = { readUnits: 3_000, writeUnits: 1_000 } as const;
/** A new table with on-demand capacity serves 4,000 write and 12,000 read units: four partitions. */
export const partitionsOfNewTable = 4;

type UnitKind = keyof typeof partitionLimits;

/** The partition that was nearest to its limit, in its busiest second. */
export interface Hottest {
  readonly table: string;
  readonly kind: UnitKind;
  readonly unitsPerSecond: number;
}

export interface Partitions {
  /** @param second in order */
  readonly add: (second: number, access: Access) => void;
  readonly hottest: () => Hottest;
}

/**
 * A model of the limits of DynamoDB: rows are in a partition by a hash of their partition key, and each
 * partition has its units each second. Without adaptive capacity, which gives a hot key more, and without
 * bursts, which take unused units of the last five minutes.
 */
export function openPartitions(perTable: number = partitionsOfNewTable): Partitions {
  let now = -1;
  let used = new Map<string, Record<UnitKind, number>>();
  let hottest: Hottest = { table: '', kind: 'readUnits', unitsPerSecond: 0 };

  function close(): void {
    for (const [name, units] of used) {
      const [table = ''] = name.split(' ');
      for (const kind of ['readUnits', 'writeUnits'] as const) {
        const found = { table, kind, unitsPerSecond: units[kind] };
        if (shareOf(found) > shareOf(hottest)) hottest = found;
      }
    }
    used = new Map();
  }

  return {
    add(second, { table, key, readUnits, writeUnits }) {
      if (second !== now) close();
      now = second;
      const name = `${table} ${hashOf(key) % perTable}`;
      const units = used.get(name) ?? { readUnits: 0, writeUnits: 0 };
      units.readUnits += readUnits;
      units.writeUnits += writeUnits;
      used.set(name, units);
    },
    hottest() {
      close();
      return hottest;
    },
  };
}

export const shareOf = ({ kind, unitsPerSecond }: Hottest): number =>
  unitsPerSecond / partitionLimits[kind];

/** FNV-1a with a finalizer: that of DynamoDB is not published. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
