/** Places in the sidebar. */
import { operation } from '../../operation.ts';
import { PinFileService } from '../../schemas/user.ts';
import { because } from '../shared.ts';

export const pinOperations = {
  pinFile: operation('pinFile', {
    summary: 'Pin a place to the sidebar',
    description: 'It need not exist and may be a search.',
    tags: ['File/Pin'],
    security: 'required',
    scope: 'Files.Write',
    body: PinFileService,
    errors: {
      401: because.notSignedIn,
      40001: 'uri is missing or malformed',
      40004: 'pinned already under another name',
      50001: 'the settings could not be saved',
    },
  }),

  renamePin: operation('renamePin', {
    summary: 'Give a pin another name',
    description: 'Its place among the others stays.',
    tags: ['File/Pin'],
    security: 'required',
    scope: 'Files.Write',
    body: PinFileService,
    errors: {
      401: because.notSignedIn,
      404: 'this place is not pinned',
      40001: 'uri is missing or malformed',
      50001: 'the settings could not be saved',
    },
  }),

  unpinFile: operation('unpinFile', {
    summary: 'Remove a pin',
    description: 'Only the URI counts; removing what is not pinned is fine.',
    tags: ['File/Pin'],
    security: 'required',
    scope: 'Files.Write',
    body: PinFileService,
    errors: {
      401: because.notSignedIn,
      40001: 'uri is missing or malformed',
      50001: 'the settings could not be saved',
    },
  }),
} as const;
