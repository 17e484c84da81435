import { ApiError, ErrorCode } from '@canopy/contract';
import type { BlobStore } from './blob-store.ts';
import { openLocalStore } from './drivers/local/index.ts';

/** What a driver may need to open the store of a policy. */
export interface DriverContext {
  readonly dataDir: string;
}

type Driver = (context: DriverContext) => BlobStore;

/** The drivers by the policy type they serve. A new driver is a folder in drivers/ and a line here. */
const drivers: Readonly<Record<string, Driver>> = {
  local: (context) => openLocalStore(context.dataDir),
};

/** The stores of this drive, each opened once, when it is first asked for. */
export class BlobStores {
  readonly #drivers: Readonly<Record<string, Driver>>;
  readonly #context: DriverContext;
  readonly #open = new Map<string, BlobStore>();

  /** @param replaced drivers that stand in for those of the product, for tests */
  constructor(context: DriverContext, replaced: Readonly<Record<string, Driver>> = {}) {
    this.#context = context;
    this.#drivers = { ...drivers, ...replaced };
  }

  /** @throws ApiError 40006 for a policy whose type this server has no driver for. */
  of(policy: { readonly type: string }): BlobStore {
    let store = this.#open.get(policy.type);
    if (!store) {
      const driver = Object.hasOwn(this.#drivers, policy.type) ? this.#drivers[policy.type] : undefined;
      if (!driver) {
        throw new ApiError(ErrorCode.POLICY_NOT_ALLOWED, `This server cannot use storages of type "${policy.type}".`);
      }
      store = driver(this.#context);
      this.#open.set(policy.type, store);
    }
    return store;
  }

  /** Whether bytes of this policy go through this server, chunk by chunk. */
  supports(type: string): boolean {
    return Object.hasOwn(this.#drivers, type);
  }
}
