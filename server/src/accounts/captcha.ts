import { randomInt } from 'node:crypto';
import { ApiError, type Captcha as CaptchaPicture, ErrorCode } from '@canopy/contract';
import type { Database } from '../db/index.ts';
import { type Clock, equalSecrets, randomText } from '../kernel/index.ts';
import type { SettingKey, Settings } from '../settings/index.ts';
import { drawCaptcha } from './captcha-picture.ts';
import { putTicket, spendTicket } from './tickets-store.ts';

/** How long a picture can be answered, in milliseconds. */
const lifetime = 600_000;
const ticketKind = 'captcha';

/** By captcha_mode; 2 is a sum instead. Where digits and letters are mixed, none that look alike: 0 O, 1 I, 2 Z, 5 S, 8 B. */
const alphabets = ['0123456789', 'ABCDEFGHJKLMNPQRSTUVWXYZ', undefined, '34679ACDEFGHJKLMNPQRTUVWXY'] as const;

/** What a body may carry. */
export interface CaptchaAnswer {
  readonly captcha?: string | undefined;
  readonly ticket?: string | undefined;
}

/** Pictures with characters that a person reads and a program reads less well. Off until an administrator wants them. */
export class Captcha {
  readonly #database: Database;
  readonly #settings: Settings;
  readonly #clock: Clock;

  constructor({ database, settings, clock }: { database: Database; settings: Settings; clock: Clock }) {
    this.#database = database;
    this.#settings = settings;
    this.#clock = clock;
  }

  /** A new picture, and the ticket to send back with what it says. */
  async draw(): Promise<CaptchaPicture> {
    const settings = this.#settings;
    const { shown, answer } = this.#riddle();
    const image = drawCaptcha(shown, {
      width: settings.get('captcha_width'),
      height: settings.get('captcha_height'),
      dots: settings.get('captcha_IsShowNoiseDot'),
      lines: settings.get('captcha_IsShowSlimeLine'),
    });
    const ticket = randomText(20);
    const expiresAt = this.#clock.now() + lifetime;
    await this.#database.write((tx) => putTicket(tx, { key: ticket, kind: ticketKind, value: answer, expiresAt }));
    return { image: `data:image/png;base64,${image.toString('base64')}`, ticket };
  }

  /**
   * Checks the answer where the setting asks for one. Any answer spends the picture, a wrong one too.
   * @throws ApiError 40026
   */
  async check(setting: SettingKey & `${string}_captcha`, { captcha, ticket }: CaptchaAnswer): Promise<void> {
    if (!this.#settings.get(setting)) return;
    if (!captcha || !ticket) throw new ApiError(ErrorCode.CAPTCHA_ERROR);
    const answer = await this.#database.write((tx) => spendTicket(tx, ticket, ticketKind, this.#clock.now()));
    if (typeof answer !== 'string' || !equalSecrets(answer, captcha.trim().toUpperCase())) {
      throw new ApiError(ErrorCode.CAPTCHA_ERROR);
    }
  }

  #riddle(): { shown: string; answer: string } {
    const alphabet = alphabets[this.#settings.get('captcha_mode')];
    if (!alphabet) {
      const [a, b] = [randomInt(1, 50), randomInt(1, 50)];
      return { shown: `${a}+${b}=`, answer: String(a + b) };
    }
    const length = this.#settings.get('captcha_CaptchaLen');
    const shown = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
    return { shown, answer: shown };
  }
}
