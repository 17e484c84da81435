import { ApiError, ErrorCode, FileUri, type OrderPinsService, type PinFileService } from '@canopy/contract';
import type { Caller } from '../kernel/index.ts';
import type { Pin, Preferences } from './ports.ts';

/** Most pins of one user: they are part of every sign-in. */
const maxPins = 500;

/** Places that a user keeps in the sidebar. They need not exist, and may be searches. */
export class Pins {
  readonly #preferences: Preferences;

  constructor(preferences: Preferences) {
    this.#preferences = preferences;
  }

  /** @throws ApiError 40004 when it is pinned already under another name. */
  async pin(caller: Caller, request: PinFileService): Promise<void> {
    const uri = FileUri.parse(request.uri).toString();
    const pin: Pin = request.name ? { uri, name: request.name } : { uri };
    await this.#preferences.changePins(caller.userId, (pins) => {
      const old = pins.find((other) => other.uri === uri);
      if (old) {
        if (old.name === pin.name) return undefined;
        throw new ApiError(ErrorCode.OBJECT_EXIST, 'This place is pinned already under another name.');
      }
      if (pins.length >= maxPins) throw new ApiError(ErrorCode.PARAM_INVALID, `There can be at most ${maxPins} pins.`);
      return [...pins, pin];
    });
  }

  /** In one change, so that whoever breaks off keeps the pin. @throws ApiError 404 when there is none. */
  async rename(caller: Caller, request: PinFileService): Promise<void> {
    const uri = FileUri.parse(request.uri).toString();
    const renamed: Pin = request.name ? { uri, name: request.name } : { uri };
    await this.#preferences.changePins(caller.userId, (pins) => {
      if (!pins.some((pin) => pin.uri === uri)) throw new ApiError(ErrorCode.NOT_FOUND, 'This place is not pinned.');
      return pins.map((pin) => (pin.uri === uri ? renamed : pin));
    });
  }

  /** Pins that are not named come last, as they stood. */
  async order(caller: Caller, request: OrderPinsService): Promise<void> {
    const places = new Map(request.uris.map((uri, place) => [FileUri.parse(uri).toString(), place]));
    const placeOf = ({ uri }: Pin) => places.get(uri) ?? request.uris.length;
    await this.#preferences.changePins(caller.userId, (pins) => pins.toSorted((a, b) => placeOf(a) - placeOf(b)));
  }

  async unpin(caller: Caller, request: PinFileService): Promise<void> {
    const uri = FileUri.parse(request.uri).toString();
    await this.#preferences.changePins(caller.userId, (pins) => {
      const rest = pins.filter((pin) => pin.uri !== uri);
      return rest.length < pins.length ? rest : undefined;
    });
  }
}
