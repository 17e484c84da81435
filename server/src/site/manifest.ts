import type { Manifest } from '@canopy/contract';
import type { Settings } from '../settings/index.ts';

const labels = {
  en: { files: 'My files', sharedWithMe: 'Shared with me', trash: 'Trash' },
  zh: { files: '我的文件', sharedWithMe: '与我共享', trash: '回收站' },
} as const;

/**
 * The web app manifest (W3C), from the site's name and its icons. What other apps share with the installed app is
 * taken by its service worker, which is why the drive itself has no operation for it.
 * @param language the `accept-language` of who asks; undefined for English
 */
export function webManifest(settings: Settings, language?: string): Manifest {
  const label = labels[/^\s*zh\b/i.test(language ?? '') ? 'zh' : 'en'];
  return {
    short_name: settings.get('siteName'),
    name: settings.get('siteName'),
    icons: [
      { src: settings.get('pwa_small_icon'), sizes: '64x64 32x32 24x24 16x16', type: 'image/x-icon' },
      { src: settings.get('pwa_medium_icon'), sizes: '192x192', type: 'image/png' },
      { src: settings.get('pwa_large_icon'), sizes: '512x512', type: 'image/png' },
      { src: '/static/img/maskable192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
      { src: '/static/img/maskable512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    start_url: '.',
    display: settings.get('pwa_display'),
    theme_color: settings.get('pwa_theme_color'),
    background_color: settings.get('pwa_background_color'),
    id: '/',
    scope: '/',
    shortcuts: [
      { name: label.files, url: '/files' },
      { name: label.sharedWithMe, url: '/shared-with-me' },
      { name: label.trash, url: '/trash' },
    ],
    share_target: {
      action: '/receive',
      method: 'POST',
      enctype: 'multipart/form-data',
      params: { title: 'title', text: 'text', url: 'url', files: [{ name: 'files', accept: ['*/*'] }] },
    },
  };
}
