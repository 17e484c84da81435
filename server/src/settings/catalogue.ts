import { defaultEmojis, defaultIcons, defaultProperties, defaultThemes } from './appearance.ts';
import { defaultCategoryQuery, defaultTextExtensions } from './search-categories.ts';
import { flag, type Setting, structure, text, whole, word } from './setting.ts';
import {
  isIcons,
  isNavItems,
  isNumberList,
  isProperties,
  isTextListMap,
  isTextMap,
  isThemes,
  isViewerGroups,
} from './structures.ts';
import { defaultViewers } from './viewers.ts';

const day = 86_400;
const MiB = 1024 * 1024;

/** Everything that is recorded of files, by the numbers of the protocol. */
const defaultActivities = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 23, 24, 25, 26, 43, 56, 57];

/** Every runtime setting, by the key that administrators know. Times are seconds and sizes bytes, unless said otherwise. */
export const catalogue = {
  // Site
  siteName: text('Canopy', 'Name of the site.', 255),
  siteDes: text('Canopy', 'Description for previews of links.'),
  siteScript: text('', 'HTML put at the end of every page.'),
  site_notice: text('', 'Announcement for people who are signed in, HTML; shown again when it changes.'),
  pwa_small_icon: text('/static/img/favicon.ico', 'Icon of the installed app, 16 to 64 pixels.'),
  pwa_medium_icon: text('/static/img/logo192.png', 'Icon of the installed app, 192 pixels.'),
  pwa_large_icon: text('/static/img/logo512.png', 'Icon of the installed app, 512 pixels.'),
  pwa_display: text('standalone', 'How the installed app opens.'),
  pwa_theme_color: text('#e9eee8', 'Colour of the installed app.'),
  pwa_background_color: text('#fdfefc', 'Background of the installed app while it starts.'),
  site_logo: text('/static/img/logo.svg', 'Logo on light ground.'),
  site_logo_light: text('/static/img/logo_light.svg', 'Logo on dark ground.'),
  tos_url: text('', 'Address of the terms of service; empty = no link.'),
  privacy_policy_url: text('', 'Address of the privacy policy; empty = no link.'),
  show_app_promotion: flag(true, 'Show the page of the mobile app.'),
  show_desktop_app_promotion: flag(true, 'Show the page of the desktop app.'),
  app_feedback_link: text('', 'Where feedback about the mobile app goes.'),
  app_forum_link: text('', 'Forum of the mobile app.'),

  // Accounts and sessions
  register_enabled: flag(true, 'Everybody may sign up.'),
  default_group: whole(2, 'Group of people who sign up.', { min: 1 }),
  expose_user_email: flag(true, 'People who are signed in see the mail addresses of others.'),
  access_token_ttl: whole(3_600, 'Life of an access token. Clients renew it ten minutes before its end.', { min: 660 }),
  refresh_token_ttl: whole(14 * day, 'Life of a refresh token: how long one stays signed in.', { min: 1_200 }),
  gravatar_server: text('https://www.gravatar.com/', 'Server of pictures that are found by mail address.'),

  // Captcha
  login_captcha: flag(false, 'Ask for a captcha at sign-in.'),
  reg_captcha: flag(false, 'Ask for a captcha at sign-up.'),
  forget_captcha: flag(false, 'Ask for a captcha before mailing a link that resets a password.'),
  captcha_type: word(['normal', 'tcaptcha'], 'Kind of captcha: a picture drawn here; both names mean it.'),
  captcha_mode: whole(3, 'What the picture shows: 0 digits, 1 letters, 2 a sum, 3 digits and letters.', { max: 3 }),
  captcha_CaptchaLen: whole(6, 'Characters in the picture.', { min: 3, max: 10 }),
  captcha_width: whole(240, 'Width of the picture in pixels.', { min: 120, max: 600 }),
  captcha_height: whole(60, 'Height of the picture in pixels.', { min: 40, max: 200 }),
  captcha_IsShowNoiseDot: flag(true, 'Dots in the picture.'),
  captcha_IsShowSlimeLine: flag(true, 'Thin lines across the picture.'),
  captcha_ReCaptchaKey: text('defaultKey', 'Public key of reCAPTCHA.'),
  captcha_turnstile_site_key: text('', 'Public key of Turnstile.'),
  captcha_cap_instance_url: text('', 'Address of the Cap server.'),
  captcha_cap_site_key: text('', 'Public key of Cap.'),
  captcha_cap_asset_server: word(['jsdelivr', 'unpkg', 'instance'], 'Where the script of Cap comes from.'),

  // Files
  maxEditSize: whole(50 * MiB, 'Largest file that can be edited online.'),
  use_cursor_pagination: flag(true, 'List folders by cursor, which costs the same on every page.'),
  max_page_size: whole(2_000, 'Most files on one page of a listing.', { min: 1, max: 10_000 }),
  max_batched_file: whole(3_000, 'Most files in one request.', { min: 1, max: 100_000 }),
  max_recursive_searched_folder: whole(65_535, 'Most folders that one search goes through.', { min: 1 }),
  use_sse_for_search: flag(false, 'Tell what a search below a folder finds as it is found.'),
  folder_props_timeout: whole(300, 'How long the size of a folder is remembered.'),
  upload_session_timeout: whole(day, 'How long an upload may pause.', { min: 60 }),
  archive_timeout: whole(600, 'How long a prepared folder download can be started.', { min: 10 }),
  entity_url_default_ttl: whole(3_600, 'Life of a download link.', { min: 10 }),
  entity_url_cache_margin: whole(600, 'A link is not given out again when less than this is left of it.'),
  public_resource_maxage: whole(day, 'How long browsers may keep what is public.'),
  mime_mapping: structure<Record<string, string>>(
    {},
    'Media types by extension (".ext"), over those that are known anyway.',
    isTextMap,
  ),
  fs_event_push_enabled: flag(true, 'Tell open clients at once when something changes.'),
  fs_event_push_debounce: whole(5, 'How long changes are gathered before clients are told.', { max: 300 }),
  fs_event_push_max_age: whole(14 * day, 'How long a client that is away may come back and be told what it missed.'),
  journal_retention: whole(
    365 * day,
    'How long changes of files are remembered: for the activity log, and for going back in time. 0 = for ever.',
  ),
  file_activity_categories: structure(
    [...defaultActivities],
    'Numbers of the events that the activity log of a file shows; downloads and views that are not among them are not recorded.',
    isNumberList,
  ),
  file_activity_window: whole(3_600, 'Within this time the same person reading the same file again is one event.'),
  file_activity_retention: whole(90 * day, 'How long it is remembered who downloaded and viewed what. 0 = for ever.'),
  rewind_max_changes: whole(500_000, 'Most changes of a drive that going back in time may take back at once.', {
    min: 1,
  }),
  trash_collect_interval: whole(33 * 60, 'How often expired files leave the trash.', { min: 60 }),
  entity_collect_interval: whole(15 * 60, 'How often data that no file uses any more is removed.', { min: 10 }),
  entity_grace_period: whole(
    day,
    'How long data that no file uses any more is kept, for downloads and backups under way.',
    { min: 60 },
  ),

  // Search of contents
  fts_enabled: flag(
    false,
    'Search in the texts of files, not in their names alone. Reading them takes work and space.',
  ),
  fts_tika_exts: text(defaultTextExtensions, 'Extensions of the files whose texts are searched, with commas between.'),
  fts_tika_max_file_size: whole(25 * MiB, 'Largest file whose text is searched.', { max: 256 * MiB }),
  fts_chunk_size: whole(2_000, 'Characters of a passage: what is found is shown as the passage it is in.', {
    min: 200,
    max: 10_000,
  }),
  fts_meilisearch_page_size: whole(5, 'Hits on one page of a search in texts.', { min: 1, max: 50 }),

  // Explorer
  map_provider: word(['openstreetmap', 'google', 'mapbox'], 'Map on which places of pictures are shown.'),
  map_google_tile_type: word(['regular', 'satellite', 'terrain'], 'Kind of map, with Google.'),
  map_mapbox_ak: text('', 'Token of Mapbox.'),
  explorer_icons: structure([...defaultIcons], 'Icons by extension.', isIcons),
  emojis: structure(defaultEmojis(), 'Pictures offered for folders, by category.', isTextListMap),
  custom_props: structure(defaultProperties, 'Properties that people can give their files.', isProperties),
  file_viewers: structure(defaultViewers, 'Applications that open files.', isViewerGroups),
  viewer_default_apps: structure<Record<string, string>>({}, 'Viewer opened first, by extension.', isTextMap),
  explorer_category_image_query: text(defaultCategoryQuery('image'), 'Search for pictures, as query of a file URI.'),
  explorer_category_video_query: text(defaultCategoryQuery('video'), 'Search for videos, as query of a file URI.'),
  explorer_category_audio_query: text(defaultCategoryQuery('audio'), 'Search for music, as query of a file URI.'),
  explorer_category_document_query: text(
    defaultCategoryQuery('document'),
    'Search for documents, as query of a file URI.',
  ),
  thumb_width: whole(400, 'Width that thumbnails fit in, in pixels.', { min: 16, max: 4_096 }),
  thumb_height: whole(300, 'Height that thumbnails fit in, in pixels.', { min: 16, max: 4_096 }),
  show_encryption_status: flag(true, 'Show in the details of a file whether it is encrypted.'),

  // Appearance
  defaultTheme: text('#1976d2', 'Main colour for people who chose none.', 32),
  theme_options: structure(defaultThemes, 'Colours on offer, by main colour.', isThemes),
  custom_nav_items: structure([], 'Extra items of the sidebar.', isNavItems),
  headless_footer_html: text('', 'HTML under pages like sign-in.'),
  headless_bottom_html: text('', 'HTML at the end of the box of such pages.'),
  sidebar_bottom_html: text('', 'HTML at the end of the sidebar.'),

  // Credits
  point_enabled: flag(false, 'Credits are on.'),
  share_point_gain_rate: whole(80, 'Percent of its price that the owner of a share gets.', { min: 1, max: 100 }),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingKey = keyof typeof catalogue;
export type SettingValues = { readonly [Key in SettingKey]: (typeof catalogue)[Key]['default'] };

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(catalogue, key);
}
