import { type Route, rawRoute, route } from '../kernel/index.ts';
import type { Settings } from '../settings/index.ts';
import { apiVersion } from './api-version.ts';
import { webManifest } from './manifest.ts';
import type { SiteConfiguration } from './site-config.ts';

export interface SiteServices {
  readonly siteConfiguration: SiteConfiguration;
  readonly settings: Settings;
}

export function siteRoutes({ siteConfiguration, settings }: SiteServices): readonly Route[] {
  return [
    route('ping', async () => apiVersion),
    route('getSiteConfig', ({ params, caller }) => siteConfiguration.section(params.section, caller)),
    rawRoute('getManifest', async ({ request, response }) => {
      response.writeHead(200, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'public, no-cache',
        vary: 'accept-language',
      });
      response.end(JSON.stringify(webManifest(settings, request.headers['accept-language'])));
    }),
  ];
}
