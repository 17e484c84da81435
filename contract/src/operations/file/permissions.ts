/** Who may do what with a file or folder. */
import { operation } from '../../operation.ts';
import { DeletePermissionService, SetPermissionService } from '../../schemas/file-requests.ts';
import { because, throughShare } from '../shared.ts';

export const permissionOperations = {
  setFilePermission: operation('setFilePermission', {
    summary: 'Set who may do what with files',
    description: 'Replaces what was set before. For owners and administrators.',
    tags: ['File/Permission'],
    security: 'required',
    scope: 'Files.Write',
    body: SetPermissionService,
    errors: {
      ...throughShare,
      401: because.notSignedIn,
      403: 'item: a root folder, or no permissions can be set here',
      40001: 'uris or setting is missing, or a flag set or id in the setting is malformed',
      40007: 'visitors would get more than the group of the owner may give them',
      40016: 'item: nothing is at the path',
      40073: 'a target is locked',
      40074: because.tooMany,
      40081: because.someFailed,
      40082: 'item: belongs to someone else',
    },
  }),

  deleteFilePermission: operation('deleteFilePermission', {
    summary: 'Let files inherit who may do what',
    description: 'Removing where nothing was set is a success. For owners and administrators.',
    tags: ['File/Permission'],
    security: 'required',
    scope: 'Files.Write',
    body: DeletePermissionService,
    errors: {
      ...throughShare,
      401: because.notSignedIn,
      403: 'item: a root folder, or no permissions can be set here',
      40001: 'uris is missing or empty, or has one that is malformed',
      40016: 'item: nothing is at the path',
      40073: 'a target is locked',
      40074: because.tooMany,
      40081: because.someFailed,
      40082: 'item: belongs to someone else',
    },
  }),
} as const;
