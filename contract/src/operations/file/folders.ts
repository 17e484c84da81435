/** What a folder says for all that is in it: its view, and where data goes. */
import { operation } from '../../operation.ts';
import { MountPolicyService, PatchViewService } from '../../schemas/file-requests.ts';
import { because, throughShare } from '../shared.ts';

export const folderOperations = {
  patchView: operation('patchView', {
    summary: 'Save or remove the view of a folder',
    description: 'Folders below inherit it.',
    tags: ['File'],
    security: 'required',
    scope: 'Files.Write',
    body: PatchViewService,
    errors: {
      ...throughShare,
      401: because.notSignedIn,
      403: 'views cannot be saved here',
      40001: 'uri is missing or malformed; a member of the view is missing or out of bounds',
      40016: because.noPath,
      40073: 'the folder is locked',
      40082: 'the folder belongs to someone else',
      50001: 'it could not be saved',
    },
  }),

  mountStoragePolicy: operation('mountStoragePolicy', {
    summary: 'Mount a storage policy on a folder',
    description:
      'New data below the folder goes there, as far as no deeper folder mounts another one. What is there stays.',
    tags: ['File'],
    security: 'required',
    scope: 'Files.Write',
    body: MountPolicyService,
    errors: {
      ...throughShare,
      401: because.notSignedIn,
      403: 'a file or a shortcut, or nothing can be mounted in this file system',
      40001: 'uri or policy_id is missing or malformed',
      40006: 'the policy is none of those that the group of the owner may use',
      40016: because.noPath,
      40035: 'there is no such policy',
      40073: 'the folder is locked',
      40082: 'the folder belongs to someone else',
    },
  }),
} as const;
