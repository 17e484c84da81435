import { describe, expect, it } from 'vitest';
import { isTotpCode } from './totp.ts';

/** "12345678901234567890", the key of the standard's examples. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('isTotpCode', () => {
  it('agrees with RFC 6238 appendix B, of whose eight digits we show six', () => {
    for (const [seconds, code] of [
      [59, '287082'],
      [1_111_111_109, '081804'],
      [1_234_567_890, '005924'],
      [20_000_000_000, '353130'],
    ] as const) {
      expect(isTotpCode(secret, code, seconds * 1_000)).toBe(true);
      expect(isTotpCode(secret, code, (seconds + 30) * 1_000)).toBe(true);
      expect(isTotpCode(secret, code, (seconds + 90) * 1_000)).toBe(false);
    }
  });

  it('accepts nothing for a secret that is none', () => {
    expect(isTotpCode('', '000000', 0)).toBe(false);
    expect(isTotpCode('not base32!', '000000', 0)).toBe(false);
    expect(isTotpCode(secret, '', 59_000)).toBe(false);
  });
});
