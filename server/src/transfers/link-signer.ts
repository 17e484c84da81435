import { createHmac } from 'node:crypto';
import { ApiError, ErrorCode } from '@canopy/contract';
import { equalSecrets } from '../kernel/index.ts';

/**
 * Signatures of links (transfer.md 4.2): HMAC-SHA256 over `<decoded path>:<expiry>`, base64url with padding, then
 * `:<expiry>`. Whoever has the link may use it until then; nothing of the path can be changed.
 */
export class LinkSigner {
  readonly #key: Buffer;

  constructor(secretKey: string) {
    this.#key = Buffer.from(secretKey);
  }

  /** @param expires Unix seconds, 0 = never */
  sign(path: string, expires: number): string {
    const mac = createHmac('sha256', this.#key).update(`${path}:${expires}`).digest('base64');
    return `${mac.replaceAll('+', '-').replaceAll('/', '_')}:${expires}`;
  }

  /** @throws ApiError 403 without an expiry, 40005 past it, 40071 for a wrong signature. */
  verify(path: string, signature: string, nowSeconds: number): void {
    const expiry = signature.slice(signature.lastIndexOf(':') + 1);
    if (expiry === '' || !signature.includes(':')) {
      throw new ApiError(ErrorCode.NO_PERMISSION, 'The signature of this link is missing.');
    }
    if (!/^-?\d{1,15}$/.test(expiry)) throw new ApiError(ErrorCode.INVALID_SIGN);
    const expires = Number(expiry);
    if (expires !== 0 && expires < nowSeconds) throw new ApiError(ErrorCode.SIGN_EXPIRED);
    if (!equalSecrets(this.sign(path, expires), signature)) throw new ApiError(ErrorCode.INVALID_SIGN);
  }
}
