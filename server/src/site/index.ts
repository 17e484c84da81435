export { apiVersion } from './api-version.ts';
export { webManifest } from './manifest.ts';
export { type SiteServices, siteRoutes } from './routes.ts';
export { SiteConfiguration, type SiteConfigurationOptions } from './site-config.ts';
