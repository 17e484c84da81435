import {
  ApiError,
  Capability,
  type CopyVersionService,
  checkName,
  ErrorCode,
  FilePermission,
  type FileResponse,
  FileUri,
  type IdCodec,
  IdKind,
  MAX_NAME_BYTES,
} from '@canopy/contract';
import type { Database, Transactor } from '../db/index.ts';
import {
  type Actor,
  changeAt,
  type Drive,
  demandCapability,
  EntityKind,
  type EntityRow,
  existing,
  FileKind,
  type FileRow,
  notCopied,
  type Place,
  type Policies,
  type Quota,
  type Scope,
} from '../drive/index.ts';
import { type Clock, isoTime } from '../kernel/index.ts';

/** Names that are tried for a copy that may have any. */
const mostNames = 200;

export interface VersionCopierParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: IdCodec;
  readonly quota: Quota;
  readonly policies: Pick<Policies, 'checkFileName'>;
  readonly drive: Pick<Drive, 'entities' | 'journal' | 'locator' | 'locks' | 'metadata' | 'presenter' | 'tree'>;
}

/** Makes a file of its own of a version of another: the data is shared, the space is charged. */
export class VersionCopier {
  readonly #parts: VersionCopierParts;

  constructor(parts: VersionCopierParts) {
    this.#parts = parts;
  }

  /** @throws ApiError as the contract's copyFileVersion */
  async copy(actor: Actor, request: CopyVersionService): Promise<FileResponse> {
    const { database, drive, ids } = this.#parts;
    const uri = FileUri.parse(request.uri).withoutSearch();
    const entityId = ids.decode(IdKind.ENTITY, request.version);
    if (request.name !== undefined) checkName(request.name);
    const scope = await drive.locator.open(uri, actor.caller);
    demandCapability(scope.namespace, Capability.VERSION, Capability.CREATE, Capability.LOCK);
    return database.write(async (tx) => {
      await tx.lockTree(scope.owner.id);
      const place = await scope.find(tx.db, uri);
      const { file, folder } = demandFile(place);
      const entity = (await drive.entities.of(tx.db, file.id)).find(({ id }) => id === entityId);
      if (!entity || entity.type !== EntityKind.VERSION || entity.upload_session_id !== null) {
        throw new ApiError(ErrorCode.ENTITY_NOT_EXIST);
      }
      const name = await this.#nameFor(tx, folder, file, entity, request.name);
      // As when it is renamed: by another name it may be something that its storage does not take.
      if (file.policy_id !== null) await this.#parts.policies.checkFileName(file.policy_id, name);
      const elements = [...uri.elements.slice(0, -1), name];
      await drive.locks.demandFree(tx, scope, [{ elements, infinite: true }]);
      const copy = await this.#insert(tx, actor, scope, file, folder, entity, name);
      const chain = [...place.chain.slice(0, -1), copy];
      return drive.presenter.file(copy, scope, uri.parent().join(name).toString(), null, chain);
    });
  }

  /** @throws ApiError 40004 when the name that is wanted is taken */
  async #nameFor(tx: Transactor, folder: FileRow, file: FileRow, entity: EntityRow, wanted?: string): Promise<string> {
    const { tree } = this.#parts.drive;
    const names = wanted === undefined ? namesOfCopy(file.name, isoTime(entity.created_at).slice(0, 10)) : [wanted];
    const taken = new Set((await tree.children(tx.db, folder.id, names)).map((row) => row.name));
    const name = names.find((candidate) => !taken.has(candidate));
    if (name === undefined) throw new ApiError(ErrorCode.OBJECT_EXIST);
    return name;
  }

  async #insert(
    tx: Transactor,
    actor: Actor,
    { owner }: Scope,
    file: FileRow,
    folder: FileRow,
    entity: EntityRow,
    name: string,
  ): Promise<FileRow> {
    const { drive, quota, clock } = this.#parts;
    const now = clock.now();
    await quota.reserve(tx, owner.id, entity.size);
    const made = await drive.tree.insert(tx, {
      owner_id: owner.id,
      parent_id: folder.id,
      name,
      kind: FileKind.FILE,
      symbolic: 0,
      policy_id: file.policy_id,
      created_at: now,
    });
    await drive.entities.link(tx, made.id, entity.id, now);
    const content = { primary_entity: entity.id, size: entity.size };
    await drive.tree.update(tx, [made.id], content);
    const facts = Object.entries(await drive.metadata.of(tx.db, file.id)).filter(([key]) => !notCopied.has(key));
    await drive.metadata.put(
      tx,
      facts.map(([key, value]) => ({ file_id: made.id, key, value })),
    );
    await drive.journal.append(tx, owner.id, actor, [
      changeAt('copy', made, { of: file.id, version: entity.id, size: entity.size }),
    ]);
    return { ...made, ...content };
  }
}

/** The file and the folder it is in. @throws ApiError 403 for what has no versions, 40082 without the rights */
function demandFile(place: Place): { file: FileRow; folder: FileRow } {
  const file = existing(place);
  if (file.kind !== FileKind.FILE) throw new ApiError(ErrorCode.NO_PERMISSION, 'Folders have no versions.');
  const folder = place.chain.at(-2);
  if (!folder) throw new ApiError(ErrorCode.NO_PERMISSION, 'There is no folder for a copy here.');
  // What a file was before is for those who may change it.
  place.scope.demand(FilePermission.UPDATE, place);
  place.scope.demand(FilePermission.CREATE, { ...place, uri: place.uri.parent(), chain: place.chain.slice(0, -1) });
  return { file, folder };
}

/** `report (version of 2026-05-29).docx`, and the same with a number, for when that is taken. */
export function namesOfCopy(name: string, date: string): string[] {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  const end = dot > 0 ? name.slice(dot) : '';
  return Array.from({ length: mostNames }, (_, index) => {
    const mark = ` (version of ${date}${index === 0 ? '' : `, ${index + 1}`})`;
    const room = MAX_NAME_BYTES - Buffer.byteLength(mark);
    const tail = Buffer.byteLength(end) < room ? end : '';
    return cut(stem, room - Buffer.byteLength(tail)) + mark + tail;
  });
}

/** As much of a text as fits into so many bytes of UTF-8, whole characters only. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
