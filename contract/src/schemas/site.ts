/** Public settings of the site, and the applications that open files. */

import Type from 'typebox';
import { flag, list, map, named, nullable, object, optional, type Static, text, uuid, whole, word } from './build.ts';
import { User } from './user.ts';

export const NewFileTemplate = named('NewFileTemplate', 'Entry of the "new file" menu.', {
  ext: text('Extension without dot.'),
  display_name: text('Label or translation key.'),
});
export type NewFileTemplate = Static<typeof NewFileTemplate>;

export const Viewer = named('Viewer', 'An application that can open files.', {
  id: text('Stable id.'),
  type: word(['builtin', 'wopi', 'custom'], 'Part of the web app, WOPI host, or URL template.'),
  display_name: text('Label or translation key.'),
  exts: list(text('Extension without dot.'), 'What it opens.'),
  icon: optional(text('URL of the icon.')),
  url: optional(nullable(text('URL template of a custom viewer.'))),
  max_size: optional(whole('Largest file in bytes; 0 or absent = no limit.')),
  disabled: optional(flag('True = not offered.')),
  props: optional(map(text('Value.'), 'Settings of the viewer.')),
  wopi_actions: optional(map(map(text('URL template.'), 'By action.'), 'WOPI actions by extension.')),
  templates: optional(list(NewFileTemplate, 'New files it can make.')),
  platform: optional(word(['pc', 'mobile', 'all'], 'Where it is offered; absent = everywhere.')),
  required_group_permission: optional(list(whole('Flag.'), 'Group flags that a user must have all.')),
});
export type Viewer = Static<typeof Viewer>;

export const FileViewer = named('FileViewer', 'A group of viewers.', { viewers: list(Viewer, 'Viewers in order.') });
export type FileViewer = Static<typeof FileViewer>;

export const CustomNavItem = named('CustomNavItem', 'Extra item of the sidebar.', {
  icon: text('Icon name.'),
  name: text('Label.'),
  url: text('Link.'),
});
export type CustomNavItem = Static<typeof CustomNavItem>;

export const CustomHTML = named('CustomHTML', 'HTML of the operator.', {
  headless_footer: optional(text('Under pages like sign-in.')),
  headless_bottom: optional(text('Inside the box of these pages, at its end.')),
  sidebar_bottom: optional(text('At the end of the sidebar.')),
});
export type CustomHTML = Static<typeof CustomHTML>;

export const CustomProps = named('CustomProps', 'File property defined by an administrator.', {
  id: text('Second half of the metadata key `props:<id>`.'),
  name: text('Label or translation key.'),
  type: word(['text', 'number', 'boolean', 'select', 'multi_select', 'link', 'rating'], 'Kind of value.'),
  max: optional(whole('Longest text, largest number, number of stars.')),
  min: optional(whole('Shortest text, smallest number.')),
  default: optional(text('Default value.')),
  options: optional(list(text('Choice.'), 'Choices of select and multi_select.')),
  icon: optional(text('Icon name.')),
});
export type CustomProps = Static<typeof CustomProps>;

export const ProviderType = Type.With(
  word(['stripe', 'alipay', 'weixin', 'points', 'custom'], 'Kind of payment; points only labels payments by credits.'),
  { title: 'ProviderType' },
);
export type ProviderType = Static<typeof ProviderType>;

export const PaymentProvider = named('PaymentProvider', 'A way to pay.', {
  id: uuid('Id of the provider.'),
  type: optional(ProviderType),
  name: text('Display name.'),
});
export type PaymentProvider = Static<typeof PaymentProvider>;

export const PaymentSetting = named('PaymentSetting', 'Currency and ways to pay.', {
  currency_code: text('ISO 4217 code.'),
  currency_mark: text('Symbol in front of amounts.'),
  currency_unit: whole('Smallest units in one whole unit.', { minimum: 1 }),
  providers: list(PaymentProvider, 'Ways to pay, in order.'),
});
export type PaymentSetting = Static<typeof PaymentSetting>;

export const StorageProduct = named('StorageProduct', 'A storage pack on sale.', {
  id: uuid('Id of the product.'),
  name: text('Display name.'),
  size: whole('Bytes of one pack.', { minimum: 1 }),
  time: whole('Seconds it lasts.', { minimum: 1 }),
  price: whole('In smallest currency units.', { minimum: 0 }),
  chip: optional(nullable(text('Short label.'))),
  points: optional(nullable(whole('Price in credits; absent, null or 0 = not for credits.'))),
});
export type StorageProduct = Static<typeof StorageProduct>;

export const GroupSKU = named('GroupSKU', 'A membership on sale.', {
  id: uuid('Id of the product.'),
  name: text('Display name.'),
  time: whole('Seconds it lasts.', { minimum: 1 }),
  price: whole('In smallest currency units.', { minimum: 0 }),
  chip: optional(nullable(text('Short label.'))),
  points: optional(nullable(whole('Price in credits; absent, null or 0 = not for credits.'))),
  des: list(text('Line.'), 'What it offers, line by line.'),
});
export type GroupSKU = Static<typeof GroupSKU>;

/** Which members of SiteConfig belong to which section. */
export const siteConfigSections = {
  basic: [
    'instance_id',
    'title',
    'themes',
    'default_theme',
    'user',
    'logo',
    'logo_light',
    'captcha_type',
    'captcha_ReCaptchaKey',
    'turnstile_site_id',
    'captcha_cap_instance_url',
    'captcha_cap_site_key',
    'captcha_cap_asset_server',
    'app_promotion',
    'custom_nav_items',
    'custom_html',
    'site_notice',
    'abuse_report_captcha',
    'shop_nav_enabled',
  ],
  login: [
    'login_captcha',
    'reg_captcha',
    'forget_captcha',
    'authn',
    'register_enabled',
    'tos_url',
    'privacy_policy_url',
    'qq_enabled',
    'sso_enabled',
    'sso_display_name',
    'sso_icon',
    'oidc_enabled',
    'oidc_display_name',
    'oidc_icon',
    'abuse_report_captcha',
  ],
  explorer: [
    'max_batch_size',
    'file_viewers',
    'default_viewer_mapping',
    'icons',
    'map_provider',
    'google_map_tile_type',
    'mapbox_ak',
    'thumbnail_width',
    'thumbnail_height',
    'custom_props',
    'show_encryption_status',
    'full_text_search',
  ],
  emojis: ['emoji_preset'],
  app: ['app_promotion', 'desktop_app_promotion', 'app_feedback', 'app_forum'],
  thumb: ['thumb_exts'],
  vas: [
    'point_enabled',
    'share_point_gain_rate',
    'payment',
    'anonymous_purchase',
    'point_price',
    'storage_products',
    'group_skus',
  ],
} as const satisfies Record<string, readonly (keyof SiteConfig)[]>;
export type SiteConfigSection = keyof typeof siteConfigSections;

export const SiteConfig = named(
  'SiteConfig',
  'Public settings; an answer holds those of one section and leaves out what is false, 0 or empty.',
  {
    instance_id: optional(text('UUID of the installation.')),
    title: optional(text('Name of the site.')),
    themes: optional(text('JSON text: {light, dark} theme options by primary colour.')),
    default_theme: optional(text('Key of the default theme.')),
    user: optional(User),
    logo: optional(text('Logo for light mode.')),
    logo_light: optional(text('Logo for dark mode.')),
    captcha_type: optional(
      word(['normal', 'recaptcha', 'tcaptcha', 'turnstile', 'cap'], 'Kind of captcha; tcaptcha behaves as normal.'),
    ),
    captcha_ReCaptchaKey: optional(text('Site key of reCAPTCHA.')),
    turnstile_site_id: optional(text('Site key of Turnstile.')),
    captcha_cap_instance_url: optional(text('URL of the Cap instance.')),
    captcha_cap_site_key: optional(text('Site key of Cap.')),
    captcha_cap_asset_server: optional(word(['jsdelivr', 'unpkg', 'instance'], 'Where the Cap script comes from.')),
    app_promotion: optional(flag('Show the page of the mobile app.')),
    custom_nav_items: optional(list(CustomNavItem, 'Extra items of the sidebar.')),
    custom_html: optional(CustomHTML),
    site_notice: optional(text('Announcement, HTML or Markdown.')),
    abuse_report_captcha: optional(flag('Captcha for abuse reports.')),
    shop_nav_enabled: optional(flag('Show the shop in the sidebar.')),
    login_captcha: optional(flag('Captcha for sign-in.')),
    reg_captcha: optional(flag('Captcha for sign-up.')),
    forget_captcha: optional(flag('Captcha for resetting a password.')),
    authn: optional(flag('Passkeys are on.')),
    register_enabled: optional(flag('Sign-up is open.')),
    tos_url: optional(text('Terms of service.')),
    privacy_policy_url: optional(text('Privacy policy.')),
    qq_enabled: optional(flag('Sign-in with QQ.')),
    sso_enabled: optional(flag('Sign-in with Logto.')),
    sso_display_name: optional(text('Text of its button or translation key.')),
    sso_icon: optional(text('Icon name or URL of its button.')),
    oidc_enabled: optional(flag('Sign-in with OpenID Connect.')),
    oidc_display_name: optional(text('Text of its button or translation key.')),
    oidc_icon: optional(text('Icon name or URL of its button.')),
    max_batch_size: optional(whole('URIs in one call.')),
    file_viewers: optional(list(FileViewer, 'Groups of viewers, at least one.')),
    default_viewer_mapping: optional(map(text('Viewer id.'), 'Viewer opened by default, by extension.')),
    icons: optional(text('JSON text: list of {exts, icon?, color?, color_dark?, img?}.')),
    map_provider: optional(word(['openstreetmap', 'google', 'mapbox'], 'Kind of map.')),
    google_map_tile_type: optional(
      word(['regular', 'normal', 'satellite', 'terrain'], 'Kind of Google map; normal is regular.'),
    ),
    mapbox_ak: optional(text('Token of Mapbox.')),
    thumbnail_width: optional(whole('Pixels.')),
    thumbnail_height: optional(whole('Pixels.')),
    custom_props: optional(list(CustomProps, 'Custom file properties.')),
    show_encryption_status: optional(flag('Show encryption in file details.')),
    full_text_search: optional(flag('Full-text search is on.')),
    emoji_preset: optional(text('JSON text: emojis by the emoji of their category.')),
    desktop_app_promotion: optional(flag('Show the page of the desktop app.')),
    app_feedback: optional(text('Where feedback about the app goes.')),
    app_forum: optional(text('Forum of the app.')),
    thumb_exts: optional(list(text('Extension.'), 'What thumbnails can be made of; sorted, lower case.')),
    point_enabled: optional(flag('Credits are on.')),
    share_point_gain_rate: optional(whole('Percent of the price that the owner of a share gets.')),
    payment: optional(PaymentSetting),
    anonymous_purchase: optional(flag('Visitors may buy shares.')),
    point_price: optional(whole('Price of one credit in smallest currency units; 0 = not sold.')),
    storage_products: optional(list(StorageProduct, 'Storage packs on sale.')),
    group_skus: optional(list(GroupSKU, 'Memberships on sale.')),
  },
);
export type SiteConfig = Static<typeof SiteConfig>;

export const Manifest = object({
  short_name: text('Name of the site.'),
  name: text('Name of the site.'),
  icons: list(
    object({
      src: text('URL.'),
      sizes: text('Sizes.'),
      type: text('MIME type.'),
      purpose: optional(text('`maskable` where the system may cut it to its own shape.')),
    }),
    'Small, medium and large; after them those for systems that cut icons to a shape.',
  ),
  start_url: text('Always `.`.'),
  display: text('Display mode.'),
  theme_color: text('CSS colour.'),
  background_color: text('CSS colour.'),
  id: optional(text('Names the app, whatever page it starts with.')),
  scope: optional(text('The addresses that belong to the app.')),
  shortcuts: optional(
    list(object({ name: text('Label.'), url: text('Address.') }), 'Places that the icon of the app leads to.'),
  ),
  share_target: optional(
    object({
      action: text('Address that what other apps share is sent to.'),
      method: text('Always `POST`.'),
      enctype: text('Always `multipart/form-data`.'),
      params: object({
        title: text('Name of the field.'),
        text: text('Name of the field.'),
        url: text('Name of the field.'),
        files: list(
          object({ name: text('Name of the field.'), accept: list(text('MIME type.'), 'What is taken.') }),
          'Fields with files.',
        ),
      }),
    }),
  ),
});
export type Manifest = Static<typeof Manifest>;
