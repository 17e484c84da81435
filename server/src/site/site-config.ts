import type { SiteConfig, SiteConfigSection } from '@canopy/contract';
import type { Profiles } from '../accounts/index.ts';
import type { Caller, Secrets } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';

/** What thumbnails can be made of by what is built in. */
export type ThumbnailExtensions = () => readonly string[];

export interface SiteConfigurationOptions {
  readonly settings: Settings;
  readonly profiles: Profiles;
  readonly secrets: Secrets;
  /** Lower-case extensions for which some generator that is switched on can make thumbnails. */
  readonly thumbnailExtensions: ThumbnailExtensions;
}

/**
 * The public settings, in the sections in which clients ask for them. What clients draw their pages from is
 * always there, even when it is empty.
 */
export class SiteConfiguration {
  readonly #settings: Settings;
  readonly #profiles: Profiles;
  readonly #secrets: Secrets;
  readonly #thumbnailExtensions: ThumbnailExtensions;

  constructor({ settings, profiles, secrets, thumbnailExtensions }: SiteConfigurationOptions) {
    this.#settings = settings;
    this.#profiles = profiles;
    this.#secrets = secrets;
    this.#thumbnailExtensions = thumbnailExtensions;
  }

  /** @param name an unknown one answers `basic` */
  async section(name: string, caller: Caller): Promise<SiteConfig> {
    const sections: Record<Exclude<SiteConfigSection, 'basic'>, () => SiteConfig> = {
      login: () => this.#login(),
      explorer: () => this.#explorer(),
      emojis: () => ({ emoji_preset: JSON.stringify(this.#settings.get('emojis')) }),
      thumb: () => ({ thumb_exts: [...new Set(this.#thumbnailExtensions())].sort() }),
      vas: () => this.#vas(),
      app: () => this.#app(),
    };
    return Object.hasOwn(sections, name) ? sections[name as keyof typeof sections]() : this.#basic(caller);
  }

  async #basic(caller: Caller): Promise<SiteConfig> {
    const settings = this.#settings;
    return {
      instance_id: this.#secrets.instanceId,
      title: settings.get('siteName'),
      themes: JSON.stringify(settings.get('theme_options')),
      default_theme: settings.get('defaultTheme'),
      user: await this.#profiles.self(caller),
      logo: settings.get('site_logo'),
      logo_light: settings.get('site_logo_light'),
      captcha_type: settings.get('captcha_type'),
      captcha_ReCaptchaKey: settings.get('captcha_ReCaptchaKey'),
      ...filled('turnstile_site_id', settings.get('captcha_turnstile_site_key')),
      ...filled('captcha_cap_instance_url', settings.get('captcha_cap_instance_url')),
      ...filled('captcha_cap_site_key', settings.get('captcha_cap_site_key')),
      captcha_cap_asset_server: settings.get('captcha_cap_asset_server'),
      app_promotion: settings.get('show_app_promotion'),
      ...filled('custom_nav_items', settings.get('custom_nav_items')),
      custom_html: {
        ...filled('headless_footer', settings.get('headless_footer_html')),
        ...filled('headless_bottom', settings.get('headless_bottom_html')),
        ...filled('sidebar_bottom', settings.get('sidebar_bottom_html')),
      },
      // An announcement is for members.
      ...(!caller.anonymous && filled('site_notice', settings.get('site_notice'))),
    };
  }

  #login(): SiteConfig {
    const settings = this.#settings;
    return {
      login_captcha: settings.get('login_captcha'),
      reg_captcha: settings.get('reg_captcha'),
      forget_captcha: settings.get('forget_captcha'),
      // Clients that are told "true" ask for a passkey at once, so this is true only where passkeys are served.
      authn: false,
      register_enabled: settings.get('register_enabled'),
      tos_url: settings.get('tos_url'),
      privacy_policy_url: settings.get('privacy_policy_url'),
    };
  }

  #explorer(): SiteConfig {
    const settings = this.#settings;
    return {
      max_batch_size: settings.get('max_batched_file'),
      file_viewers: settings.get('file_viewers'),
      ...filled('default_viewer_mapping', settings.get('viewer_default_apps')),
      icons: JSON.stringify(settings.get('explorer_icons')),
      map_provider: settings.get('map_provider'),
      google_map_tile_type: settings.get('map_google_tile_type'),
      ...filled('mapbox_ak', settings.get('map_mapbox_ak')),
      thumbnail_width: settings.get('thumb_width'),
      thumbnail_height: settings.get('thumb_height'),
      custom_props: settings.get('custom_props'),
      show_encryption_status: settings.get('show_encryption_status'),
      ...(settings.get('fts_enabled') && { full_text_search: true }),
    };
  }

  #vas(): SiteConfig {
    const on = this.#settings.get('point_enabled');
    return { point_enabled: on, ...(on && { share_point_gain_rate: this.#settings.get('share_point_gain_rate') }) };
  }

  #app(): SiteConfig {
    const settings = this.#settings;
    return {
      app_promotion: settings.get('show_app_promotion'),
      desktop_app_promotion: settings.get('show_desktop_app_promotion'),
      ...filled('app_feedback', settings.get('app_feedback_link')),
      ...filled('app_forum', settings.get('app_forum_link')),
    };
  }
}

/** A member with its value, or nothing when the value is empty. */
function filled<Name extends string, Value extends string | object>(
  name: Name,
  value: Value,
): { readonly [Key in Name]?: Value } {
  const empty = typeof value === 'string' ? value === '' : Object.keys(value).length === 0;
  return empty ? {} : ({ [name]: value } as { readonly [Key in Name]: Value });
}
