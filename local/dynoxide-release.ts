/**
 * The release of the embedded database that this version of Custos runs. Its binaries are not
 * signed, so each is started only if its hash is the recorded one.
 */
export const dynoxide = {
  version: '1.2.1',
  binaries: {
    'linux-x64': {
      kind: 'recorded',
      sha256: 'be909b7910d3fb552e85db10ef3c8ebae4bd35fee0f26dffdb6dfa5cc656426e',
    },
    // The lockfile has no integrity hash for these either; every other entry must have one.
    'linux-arm64': { kind: 'unrecorded', reason: 'no registry at hand serves the package' },
    'darwin-arm64': { kind: 'unrecorded', reason: 'no registry at hand serves the package' },
    'darwin-x64': { kind: 'unrecorded', reason: 'no registry at hand serves the package' },
    'win32-x64': { kind: 'unrecorded', reason: 'no registry at hand serves the package' },
  },
} as const satisfies {
  readonly version: string;
  readonly binaries: Readonly<Record<string, DynoxideBinary>>;
};

export type DynoxideBinary =
  | { readonly kind: 'recorded'; readonly sha256: string }
  | { readonly kind: 'unrecorded'; readonly reason: string };
