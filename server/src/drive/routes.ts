import { ApiError, ErrorCode } from '@canopy/contract';
import { type RequestContext, type Route, route } from '../kernel/index.ts';
import type { Drive } from './drive.ts';
import type { Actor } from './ports.ts';
import type { VersionOf } from './version-editor.ts';

/** The operations on the tree. */
export function routes(drive: Drive): readonly Route[] {
  return [
    route('listFiles', ({ caller, query }) => drive.lister.listOrStream(caller, query)),
    route('getFileInfo', ({ caller, query, siteUrl, signal }) => drive.inspector.info(caller, query, siteUrl, signal)),
    route('createFile', (context) => drive.creator.create(actorOf(context), context.body)),
    route('renameFile', (context) => drive.renamer.rename(actorOf(context), context.body)),
    route('moveOrCopyFiles', (context) => drive.mover.moveOrCopy(actorOf(context), context.body)),
    route('duplicateFiles', (context) => drive.duplicator.duplicate(actorOf(context), context.body)),
    route('deleteFiles', (context) => drive.trash.delete(actorOf(context), context.body)),
    route('restoreFiles', (context) => drive.restorer.restore(actorOf(context), context.body)),
    route('emptyTrash', (context) => drive.trash.empty(actorOf(context))),
    route('patchMetadata', (context) => drive.metadataEditor.patch(actorOf(context), context.body)),
    route('setFilePermission', (context) => drive.permissionEditor.set(actorOf(context), context.body)),
    route('deleteFilePermission', (context) => drive.permissionEditor.remove(actorOf(context), context.body)),
    route('patchView', (context) => drive.views.save(actorOf(context), context.body)),
    route('mountStoragePolicy', (context) => drive.mounts.mount(actorOf(context), context.body)),
    route('listAvailablePolicies', ({ caller }) => drive.mounts.available(caller)),
    route('forceUnlockFiles', ({ body }) => drive.unlock(body.tokens)),
    route('getStorageUsage', ({ caller }) => drive.usage.of(caller)),
    route('listTags', ({ caller }) => drive.tags.list(caller)),
    route('pinFile', ({ caller, body }) => drive.pins.pin(caller, body)),
    route('renamePin', ({ caller, body }) => drive.pins.rename(caller, body)),
    route('orderPins', ({ caller, body }) => drive.pins.order(caller, body)),
    route('unpinFile', ({ caller, body }) => drive.pins.unpin(caller, body)),
    route('setFileVersion', (context) => drive.versionEditor.setCurrent(actorOf(context), context.body)),
    route('deleteFileVersion', (context) => drive.versionEditor.remove(actorOf(context), versionOf(context))),
  ];
}

function actorOf({ caller, clientId }: Pick<Actor, 'caller' | 'clientId'>): Actor {
  return { caller, clientId };
}

/** Clients send it in the body or in the query. */
function versionOf({ body, query }: Pick<RequestContext<'deleteFileVersion'>, 'body' | 'query'>): VersionOf {
  const uri = body?.uri ?? query.uri;
  const version = body?.version ?? query.version;
  if (uri && version) return { uri, version };
  throw new ApiError(ErrorCode.PARAM_INVALID, 'uri and version are needed.');
}
