import type { Manifest } from '@canopy/contract';
import type { Settings } from '../settings/index.ts';

/** The web app manifest (W3C), from the site's name and its icons. */
export function webManifest(settings: Settings): Manifest {
  return {
    short_name: settings.get('siteName'),
    name: settings.get('siteName'),
    icons: [
      { src: settings.get('pwa_small_icon'), sizes: '64x64 32x32 24x24 16x16', type: 'image/x-icon' },
      { src: settings.get('pwa_medium_icon'), sizes: '192x192', type: 'image/png' },
      { src: settings.get('pwa_large_icon'), sizes: '512x512', type: 'image/png' },
    ],
    start_url: '.',
    display: settings.get('pwa_display'),
    theme_color: settings.get('pwa_theme_color'),
    background_color: settings.get('pwa_background_color'),
  };
}
