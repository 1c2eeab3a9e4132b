import { refuse } from '../../../preload/contract/refusal.ts';
import { ownKinds } from './actions.ts';
import type { ActionKind, Apply, LedgerModule, LocalTables, Projection } from './types.ts';

/** What all modules bring, looked up by kind. */
export interface Registry {
  readonly projections: readonly Projection[];
  readonly locals: readonly LocalTables[];
  kind(name: string): ActionKind<never> | undefined;
  /** The modules that this kind changes, in the order in which they were given. */
  appliers(name: string): readonly { readonly projection: Projection; readonly apply: Apply }[];
  /** Reads stored bytes: lifts older versions, checks the result. */
  payload(name: string, version: number, bytes: Uint8Array): unknown;
}

/** Collects the modules; two modules may apply the same kind, but it must be the same kind. */
export function registryOf(modules: readonly LedgerModule[]): Registry {
  const projections = modules.flatMap((module) => module.projection ?? []);
  const locals = modules.flatMap((module) => module.local ?? []);
  const kinds = new Map<string, ActionKind<never>>(ownKinds.map((kind) => [kind.kind, kind]));
  const appliers = new Map<string, { projection: Projection; apply: Apply }[]>();
  for (const projection of projections) {
    for (const kind of projection.kinds) {
      const other = kinds.get(kind.kind);
      if (other && other.version !== kind.version) throw new Error(`two versions of kind ${kind.kind}`);
      kinds.set(kind.kind, kind);
      const apply = projection.apply[kind.kind];
      if (!apply) throw new Error(`module ${projection.module} does not apply ${kind.kind}`);
      appliers.set(kind.kind, [...(appliers.get(kind.kind) ?? []), { projection, apply }]);
    }
  }
  unique(
    'projection',
    projections.map((projection) => projection.module),
  );
  unique(
    'local tables',
    locals.map((local) => local.module),
  );

  return {
    projections,
    locals,
    kind: (name) => kinds.get(name),
    appliers: (name) => appliers.get(name) ?? [],
    payload: (name, version, bytes) => read(kinds.get(name), name, version, bytes),
  };
}

function read(kind: ActionKind<never> | undefined, name: string, version: number, bytes: Uint8Array): unknown {
  const stored: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!kind) return stored;
  if (version > kind.version) {
    refuse('LED-107', '这份账本由更新版本的程序写成，旧程序不能打开，内容没有改动；请先升级本程序。', {
      detail: { kind: name, found: version, known: kind.version },
    });
  }
  if (version === kind.version) return kind.payload.parse(stored);
  if (!kind.upcast) throw new Error(`${name} version ${version} cannot be lifted to ${kind.version}`);
  return kind.payload.parse(kind.upcast(stored, version));
}

function unique(what: string, names: readonly string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new Error(`${what}: module ${twice} is given twice`);
}
