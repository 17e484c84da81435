/** Places in the sidebar. */
import { operation } from '../../operation.ts';
import { OrderPinsService, PinFileService } from '../../schemas/user.ts';
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

  orderPins: operation('orderPins', {
    summary: 'Put the pins into an order',
    description: 'Pins that are not named come last, as they stood; what is not pinned is passed over.',
    tags: ['File/Pin'],
    security: 'required',
    scope: 'Files.Write',
    body: OrderPinsService,
    errors: {
      401: because.notSignedIn,
      40001: 'uris are missing or malformed',
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
